import { randomBytes } from 'node:crypto';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { SCOPES } from '../../functions/api/route-table.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { PRECIS_VERSION } from '../../functions/core/generations.ts';
import { INBOX_PREFIX } from '../../functions/core/manifest.ts';
import { QUEUE_STAGES } from '../../operations/queue-stages.ts';
import type { DeadOptions } from './dead-command.ts';
import { DEFAULT_STATE } from './default-state.ts';
import type { DeploymentOptions } from './deployment.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import type { ExportOptions } from './export-command.ts';
import type { PoolTarget } from './invite-command.ts';
import type { LocalOptions } from './local-command.ts';
import type { OpenOptions } from './open-command.ts';
import type { ReconcileOptions } from './reconcile-command.ts';
import type { RedriveOptions } from './redrive-command.ts';
import type { RejectedOptions } from './rejected-command.ts';
import type { ReplayOptions } from './replay-command.ts';
import { readSince } from './since-option.ts';
import type { StackOptions } from './stack-option.ts';
import type { StatusOptions } from './status-command.ts';
import { describe, printableLine, processTerminal, type Terminal } from './terminal.ts';
import type { NewToken, TokenTarget } from './token-command.ts';
import { TOKEN_VARIABLE } from './token-variable.ts';

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function wholeNumber(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function portNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('It must be a number up to 65535.');
  return value;
}

function since(description: string): Option {
  const option = new Option('--since <time>', `${description}: a time ago (90m, 12h, 7d), a day or an instant`);
  return option.argParser((text) => readSince(text, Date.now()));
}

/** A file as the inbox has it. */
function inboxKey(text: string): string {
  if (text.startsWith(INBOX_PREFIX)) return text;
  throw new InvalidArgumentError(`Files are named as in the inbox: ${INBOX_PREFIX}…`);
}

/** One more of the files that an option names. */
function inboxKeys(text: string, before: string[] = []): string[] {
  return [...before, inboxKey(text)];
}

/** Adds the options that name the pipeline that a command talks to. */
function withDeployment(command: Command): Command {
  return withStack(command)
    .option('--api <url>', 'the API of a deployed stack (output ApiUrl), where its stacks may not be asked')
    .option('--bucket <name>', 'the inbox of a deployed stack (output InboxBucketName), beside --api');
}

function withState(command: Command): Command {
  return command.option('--state <folder>', 'where the local runtime keeps its state', DEFAULT_STATE);
}

/** Adds the options that name the deployment that an operator's command works on. */
function withStack(command: Command): Command {
  return withState(command).option(
    '--deployment <stage>',
    'what is deployed as this stage (dev, prod, …), with the AWS credentials of the environment; without it, the local runtime',
  );
}

/** The option that names a stage of the pipeline: never one of those that are deployed, which `--deployment` names. */
function pipelineStage(description: string): Option {
  return new Option('--stage <stage>', description).choices(QUEUE_STAGES);
}

/** Adds the options that name the parameter of the tokens. */
function withTokens(command: Command): Command {
  return withStack(command).option('--parameter <name>', 'the name of a parameter, whatever the settings say');
}

const FILTERS = ['party', 'country', 'measure', 'measure-status', 'voice', 'source', 'from', 'to'] as const;

/** The options of a command that prints briefs of a list. */
interface ListingOptions extends DeploymentOptions {
  limit: number;
  json?: boolean;
}

function withFilterOptions(command: Command): Command {
  for (const filter of FILTERS) command.addOption(new Option(`--${filter} <value>`, `only briefs with this ${filter}`));
  return command.option('--words <words>', 'only briefs that hold these words and "phrases"');
}

function withFilters(command: Command): Command {
  return withFilterOptions(
    command
      .option('--json', 'one line of JSON per brief')
      .option('--limit <number>', 'at most this many', wholeNumber, 20),
  );
}

/** The filters among a command's options, by the names of the API's parameters. */
function filtersOf(options: object): Record<string, string> {
  const given = new Map<string, unknown>(Object.entries(options));
  const parameters = FILTERS.map((filter) => filter.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const named = [...parameters.map((name) => [name, given.get(name)] as const), ['q', given.get('words')] as const];
  return Object.fromEntries(named.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** Commands load what they need when they run, so that `--help` answers at once. */
function build(terminal: Terminal, exit: (status: number) => void): Command {
  const program = new Command('precis')
    .description('Briefs you can sign, from articles you may not paste into a chat.')
    .version(PRECIS_VERSION)
    .showHelpAfterError('(precis --help lists what there is)')
    .exitOverride();

  program
    .command('local')
    .description('run the whole pipeline on this machine, from the template that `cdk deploy` sends')
    .option('--inbox <folder>', 'the watched folder', 'inbox')
    .option('--state <folder>', 'where everything is kept between starts', DEFAULT_STATE)
    .option('--no-examples', 'do not brief the example story on the first start')
    .option('--free-ports', 'listen on any ports that are free, instead of 4311 to 4318')
    .option('--signed', 'refuse requests to the API that nobody signed, as AWS does')
    .option('--chaos <seed>', 'let things go wrong, the same for the same text; each in <state>/logs/chaos.jsonl')
    .option('--poison <text>', 'let every try fail to handle a file whose key holds this text')
    .option('--poison-kills <text>', 'let such a file kill the function, with all other files of its batch')
    .option('--time-scale <number>', 'let so many seconds of the queues pass in one', positiveNumber, 1)
    .action(async (options: LocalOptions) => {
      const { runLocally } = await import('./local-command.ts');
      exit(await runLocally(options, terminal));
    });

  program
    .command('brief')
    .description('brief files in this process: no server, no account; nothing leaves this machine')
    .argument('[files...]', 'articles: text, Markdown or HTML')
    .option('--json', 'one line {"id","brief"} or {"id","error"} per file')
    .option('--explain', 'after each brief, which rule and words made each item, and why other sentences made none')
    .option('--ndjson', 'read lines {"id","title","text"} from standard input, write lines {"id","brief"} in order')
    .action(async (files: string[], options: { json?: boolean; ndjson?: boolean; explain?: boolean }) => {
      if (options.ndjson && files.length > 0) throw new UsageError('--ndjson reads standard input: give no files.');
      if (!options.ndjson && files.length === 0) throw new UsageError('Name at least one file, or use --ndjson.');
      const { briefFiles, briefLines } = await import('./brief-command.ts');
      const explain = options.explain === true;
      exit(
        options.ndjson
          ? await briefLines(process.stdin, { explain }, terminal)
          : await briefFiles(files, { json: options.json === true, explain }, terminal),
      );
    });

  program
    .command('parse')
    .description('print the articles in files as JSON, one line {"id","article"} or {"id","error"} per file')
    .argument('<files...>', 'articles: text, Markdown or HTML')
    .action(async (files: string[]) => {
      const { parseFiles } = await import('./parse-command.ts');
      exit(await parseFiles(files, terminal));
    });

  withDeployment(program.command('send'))
    .description('upload files and wait for their briefs; print a line with id and file for each')
    .argument('<files...>', 'articles')
    .option('--timeout <seconds>', 'how long to wait', positiveNumber, 60)
    .action(async (files: string[], options: DeploymentOptions & { timeout: number }) => {
      const [{ findDeployment }, { sendFiles }] = await Promise.all([
        import('./deployment.ts'),
        import('./send-command.ts'),
      ]);
      if (options.api !== undefined && options.bucket === undefined && !process.env[TOKEN_VARIABLE])
        throw new UsageError(`--api needs --bucket to send, or a token in ${TOKEN_VARIABLE}.`);
      const deployment = await findDeployment(options);
      exit(await sendFiles(files, deployment, { timeoutMs: options.timeout * 1000 }, terminal));
    });

  withDeployment(program.command('get'))
    .description('print a brief')
    .argument('<id>', 'as `precis list` and `precis send` print it')
    .option('--json', 'as JSON instead of Markdown')
    .action(async (id: string, options: DeploymentOptions & { json?: boolean }) => {
      const [{ findDeployment }, { getBrief }] = await Promise.all([
        import('./deployment.ts'),
        import('./read-commands.ts'),
      ]);
      const { client } = await findDeployment(options);
      exit(await getBrief(id, { json: options.json === true }, client, terminal));
    });

  withFilters(withDeployment(program.command('list')))
    .description('list briefs, newest first')
    .action(async (options: ListingOptions) => {
      const [{ findDeployment }, { listBriefs }] = await Promise.all([
        import('./deployment.ts'),
        import('./read-commands.ts'),
      ]);
      const { client } = await findDeployment(options);
      const filters = filtersOf(options);
      exit(await listBriefs({ json: options.json === true, limit: options.limit, filters }, client, terminal));
    });

  withFilters(withDeployment(program.command('find')))
    .description('print what briefs say of some words, each place with its quote')
    .argument('<words...>', 'all of them are in the brief; "several in quotes" are a phrase, word* a beginning')
    .action(async (words: string[], options: ListingOptions) => {
      const [{ findDeployment }, { findInBriefs }] = await Promise.all([
        import('./deployment.ts'),
        import('./find-command.ts'),
      ]);
      const { client } = await findDeployment(options);
      const found = { json: options.json === true, limit: options.limit, filters: filtersOf(options) };
      exit(await findInBriefs(words, found, client, terminal));
    });

  withState(program.command('open'))
    .description(
      'read a deployed stack in the browser: serves its page here and signs requests with your AWS credentials',
    )
    .option('--api <url>', 'the API of a deployed stack (output ApiUrl); without it, the local runtime')
    .option('--port <number>', 'where to listen on 127.0.0.1', portNumber, 4310)
    .action(async (options: OpenOptions) => {
      const { openReader } = await import('./open-command.ts');
      exit(await openReader(options, terminal));
    });

  withState(program.command('invite'))
    .description("invite somebody to read (auth: { mode: 'users' })")
    .argument('<email>', 'where the invitation goes')
    .option('--write', 'let them upload as well')
    .option('--pool <id>', 'the pool of a deployed stack (output UserPoolId); without it, the local runtime')
    .action(async (email: string, options: PoolTarget & { write?: boolean }) => {
      const { findUserPool, inviteUser } = await import('./invite-command.ts');
      exit(await inviteUser(email, { write: options.write === true }, await findUserPool(options), terminal));
    });

  const token = program.command('token').description("tokens for the API (auth: { mode: 'token' })");
  withTokens(token.command('create'))
    .description('make a token and print it, the only time that it is seen')
    .argument('<name>', 'for whom or what it is')
    .addOption(new Option('--scope <scope>', 'what it is good for').choices(SCOPES).makeOptionMandatory())
    .option('--days <number>', 'after how many days it is refused; without it, never', wholeNumber)
    .action(async (name: string, options: TokenTarget & Omit<NewToken, 'name'>) => {
      const { createToken, findTokenParameter } = await import('./token-command.ts');
      const chances = { chance: randomBytes(32), now: Date.now() };
      exit(await createToken({ ...options, name }, await findTokenParameter(options), chances, terminal));
    });
  withTokens(token.command('list'))
    .description('list the tokens by name, without the tokens themselves')
    .action(async (options: TokenTarget) => {
      const { findTokenParameter, listTokens } = await import('./token-command.ts');
      exit(await listTokens(await findTokenParameter(options), Date.now(), terminal));
    });
  withTokens(token.command('revoke'))
    .description('let a token be refused from now on')
    .argument('<name>', 'as `precis token list` prints it')
    .action(async (name: string, options: TokenTarget) => {
      const { findTokenParameter, revokeToken } = await import('./token-command.ts');
      exit(await revokeToken(name, await findTokenParameter(options), terminal));
    });

  withStack(program.command('status'))
    .description('print what became of a file; without one, of all files, and what the queues hold')
    .argument('[key]', 'of the file in the inbox, with or without in/')
    .addOption(since('of all files: only those whose present version came then or later'))
    .option('--json', 'as JSON')
    .action(async (key: string | undefined, options: StackOptions & StatusOptions) => {
      if (key !== undefined && options.since !== undefined)
        throw new UsageError('--since is for all files: give no key.');
      const [{ onStack }, { printFileStatus, printTotals }] = await Promise.all([
        import('./stack-option.ts'),
        import('./status-command.ts'),
      ]);
      const now = Date.now();
      exit(
        await onStack(options, (access) =>
          key === undefined
            ? printTotals(options, access, now, terminal)
            : printFileStatus(key, options, access, now, terminal),
        ),
      );
    });

  withStack(program.command('dead'))
    .description('print dead letters: messages that a stage could not do, with their cause')
    .addOption(pipelineStage('only those of this stage of the pipeline'))
    .option('--limit <number>', 'at most this many of a stage', wholeNumber, 100)
    .option('--json', 'one line of JSON a letter')
    .action(async (options: StackOptions & DeadOptions) => {
      const [{ onStack }, { printDeadLetters }] = await Promise.all([
        import('./stack-option.ts'),
        import('./dead-command.ts'),
      ]);
      exit(await onStack(options, (access) => printDeadLetters(options, access, Date.now(), terminal)));
    });

  withStack(program.command('redrive'))
    .description('return dead letters to their queues, once what made them is mended')
    .addOption(pipelineStage('only those of this stage of the pipeline'))
    .option('--dry-run', 'only say how many there are')
    .action(async (options: StackOptions & RedriveOptions) => {
      const [{ onStack }, { redriveDeadLetters }] = await Promise.all([
        import('./stack-option.ts'),
        import('./redrive-command.ts'),
      ]);
      exit(await onStack(options, (access) => redriveDeadLetters(options, access, terminal)));
    });

  withStack(program.command('replay'))
    .description('repeat a stage of the pipeline from what is stored; safe to repeat')
    .addOption(pipelineStage('the stage to repeat').makeOptionMandatory())
    .addOption(since('only what was received then or later'))
    .option('--older-than <generation>', 'only what an older parser (or analyzer) made', wholeNumber)
    .option('--dry-run', 'only say how much there is')
    .action(async (options: StackOptions & ReplayOptions) => {
      const [{ onStack }, { replayStage }] = await Promise.all([
        import('./stack-option.ts'),
        import('./replay-command.ts'),
      ]);
      exit(await onStack(options, (access) => replayStage(options, access, Date.now(), terminal)));
    });

  withStack(program.command('reconcile'))
    .description('compare inbox, staged objects and table, and send again what is missing')
    .argument('[key]', 'one file, for which also what is only reported of others is done', inboxKey)
    .addOption(since('only what came then or later'))
    .option('--now', 'do not wait for what may still be on its way')
    .option('--dry-run', 'only say what is missing; exit status 1 if anything is')
    .option('--json', 'one line of JSON per finding, and one of totals')
    .action(async (key: string | undefined, options: StackOptions & ReconcileOptions) => {
      const [{ onStack }, { reconcile }] = await Promise.all([
        import('./stack-option.ts'),
        import('./reconcile-command.ts'),
      ]);
      exit(await onStack(options, (access) => reconcile(key, options, access, Date.now(), terminal)));
    });

  withStack(program.command('purge'))
    .description('erase a file for good: every version, its articles and their briefs')
    .argument('<key>', 'the file', inboxKey)
    .option('--yes', 'erase it; without it, only tell what there is to erase')
    .option('--timeout <seconds>', 'how long to wait for the pipeline', positiveNumber, 600)
    .action(async (key: string, options: StackOptions & { yes?: boolean; timeout: number }) => {
      const [{ onStack }, { purgeFile }] = await Promise.all([
        import('./stack-option.ts'),
        import('./purge-command.ts'),
      ]);
      const purge = { yes: options.yes === true, timeoutMs: options.timeout * 1000 };
      exit(await onStack(options, (access) => purgeFile(key, purge, access, terminal)));
    });

  withStack(program.command('rebuild'))
    .description('fill an empty table from the staged objects')
    .option('--yes', 'also if the table is not empty')
    .action(async (options: StackOptions & { yes?: boolean }) => {
      const [{ onStack }, { rebuildTable }] = await Promise.all([
        import('./stack-option.ts'),
        import('./rebuild-command.ts'),
      ]);
      exit(await onStack(options, (access) => rebuildTable(options, access, Date.now(), terminal)));
    });

  withStack(program.command('rejected'))
    .description('list files, articles and entries that were refused, with reasons')
    .addOption(since('only what was received then or later'))
    .option('--retry [keys...]', 'parse these files again, or all that are listed', inboxKeys)
    .option('--json', 'one line of JSON per file')
    .action(async (options: StackOptions & RejectedOptions) => {
      const [{ onStack }, { listRejected }] = await Promise.all([
        import('./stack-option.ts'),
        import('./rejected-command.ts'),
      ]);
      exit(await onStack(options, (access) => listRejected(options, access, Date.now(), terminal)));
    });

  withFilterOptions(withDeployment(program.command('export')))
    .description('write a brief, or a list of briefs, for other programs')
    .argument('[id]', 'of a brief, as `precis list` and `precis send` print it')
    .option('--list', 'the briefs that the filters match, newest first')
    .option('--format <format>', 'of a brief: md (default), html, docx or json; of a list: csv (default) or atom')
    .option('-o, --output <file>', 'write this file instead of to standard output')
    .option('--limit <number>', 'at most this many briefs of the list', wholeNumber)
    .action(async (id: string | undefined, options: DeploymentOptions & ExportOptions) => {
      const { runExport } = await import('./export-command.ts');
      exit(await runExport(id, { ...options, filters: filtersOf(options) }, terminal));
    });

  return program;
}

/**
 * The command line.
 * @param args what follows `precis`.
 * @returns the exit status: 0 only if all went well, 1 if some file failed, 2 for wrong usage.
 */
export async function main(args: string[], terminal: Terminal = processTerminal): Promise<number> {
  let status: number = EXIT.ok;
  const program = build(terminal, (value) => {
    status = value;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Commander has printed its own message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const file = error instanceof PrecisError && error.file ? `${printableLine(error.file)}: ` : '';
    terminal.progress(`precis: ${file}${describe(error)}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

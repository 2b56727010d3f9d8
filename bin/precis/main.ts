import { randomBytes } from 'node:crypto';
import { Command, CommanderError, Option } from 'commander';
import { SCOPES } from '../../functions/api/route-table.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { PRECIS_VERSION } from '../../functions/core/generations.ts';
import { portNumber, positiveNumber, wholeNumber, withDeployment, withStack, withState } from './command-options.ts';
import type { CorrectionsOptions } from './corrections-command.ts';
import { DEFAULT_STATE } from './default-state.ts';
import type { DeploymentOptions } from './deployment.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import type { ExportOptions } from './export-command.ts';
import type { PoolTarget } from './invite-command.ts';
import { addLedgerCommands } from './ledger-commands.ts';
import type { LocalOptions } from './local-command.ts';
import type { NoteOptions } from './note-command.ts';
import type { OpenOptions } from './open-command.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { readSince } from './since-option.ts';
import { describe, printableLine, processTerminal, type Terminal } from './terminal.ts';
import type { NewToken, TokenTarget } from './token-command.ts';
import { TOKEN_VARIABLE } from './token-variable.ts';

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

interface BriefCommandOptions {
  json?: boolean;
  ndjson?: boolean;
  explain?: boolean;
  lexicon?: string;
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

/** The values of an option that may be repeated. */
function gathered(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The filters among a command's options, by the names of the API's parameters. */
function filtersOf(options: object): Record<string, string> {
  const given = new Map<string, unknown>(Object.entries(options));
  const parameters = FILTERS.map((filter) => filter.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const named = [...parameters.map((name) => [name, given.get(name)] as const), ['q', given.get('words')] as const];
  return Object.fromEntries(named.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/**
 * The program with its commands, which load what they need when they run, so that `--help` answers at once.
 * @param exit is told the exit status of the command that ran.
 */
export function build(terminal: Terminal, exit: (status: number) => void): Command {
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
    .option('--free-ports', 'listen on any ports that are free, instead of 4311 to 4319')
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
    .option('--lexicon <file>', 'with the desk’s own words (docs/lexicon.md)')
    .action(async (files: string[], options: BriefCommandOptions) => {
      if (options.ndjson && files.length > 0) throw new UsageError('--ndjson reads standard input: give no files.');
      if (!options.ndjson && files.length === 0) throw new UsageError('Name at least one file, or use --ndjson.');
      const { briefFiles, briefLines } = await import('./brief-command.ts');
      const explain = options.explain === true;
      const overlay =
        options.lexicon === undefined
          ? undefined
          : await (await import('./lexicon-file.ts')).readLexiconFile(options.lexicon);
      exit(
        options.ndjson
          ? await briefLines(process.stdin, { explain, overlay }, terminal)
          : await briefFiles(files, { json: options.json === true, explain, overlay }, terminal),
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

  withDeployment(program.command('note'))
    .description('correct a brief, comment on it or assess it, under your own name')
    .argument('<id>', 'of the brief')
    .argument('<action>', 'accept, reject, amend, add, comment or assess')
    .option('--item <id>', 'the measure, issue, risk or upside that it is about')
    .option('--set <field=value>', 'a field of it; may be repeated, ids of parties joined by commas', gathered)
    .option('--reason <text>', 'why')
    .option('--of-version <version>', 'the version that you read, where it is not the current one any more')
    .option('--json', 'the note as JSON')
    .action(async (id: string, action: string, options: DeploymentOptions & NoteOptions) => {
      const [{ findDeployment }, { writeNote }] = await Promise.all([
        import('./deployment.ts'),
        import('./note-command.ts'),
      ]);
      const { client } = await findDeployment(options);
      exit(await writeNote(id, action, options, client, terminal));
    });

  withDeployment(program.command('corrections'))
    .description('print what was noted about briefs, or write the corrected briefs as cases for tests')
    .option('--since <time>', 'only notes since then: 12h, 7d, a day or an instant', (text) =>
      readSince(text, Date.now()),
    )
    .option('--json', 'one line of JSON per note')
    .option('--export <folder>', 'write a file for each corrected brief, with the text of its article')
    .action(async (options: DeploymentOptions & CorrectionsOptions) => {
      const [{ findDeployment }, { showCorrections }] = await Promise.all([
        import('./deployment.ts'),
        import('./corrections-command.ts'),
      ]);
      const { client } = await findDeployment(options);
      exit(await showCorrections(options, client, terminal));
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

  addLedgerCommands(program, terminal, exit);
  addOperatorCommands(program, terminal, exit);

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

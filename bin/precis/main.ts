import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PrecisError } from '../../functions/core/errors.ts';
import { PRECIS_VERSION } from '../../functions/core/generations.ts';
import { DEFAULT_STATE } from './default-state.ts';
import type { DeploymentOptions } from './deployment.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import type { ExportOptions } from './export-command.ts';
import { describe, processTerminal, type Terminal } from './terminal.ts';

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

/** Adds the options that name the pipeline that a command talks to. */
function withDeployment(command: Command): Command {
  return command
    .option('--api <url>', 'the API of a deployed stack (output ApiUrl); without it, the local runtime')
    .option('--bucket <name>', 'the inbox of a deployed stack (output InboxBucketName)')
    .option('--state <folder>', 'where the local runtime keeps its state', DEFAULT_STATE);
}

const FILTERS = ['party', 'country', 'measure', 'measure-status', 'voice', 'source', 'from', 'to'] as const;

/** The filters among the options of a command, by the names of the API's query parameters. */
function filtersIn(options: Record<string, unknown>): Record<string, string> {
  const filters: Record<string, string> = {};
  for (const filter of FILTERS) {
    const name = filter.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const value = options[name];
    if (typeof value === 'string') filters[name] = value;
  }
  return filters;
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
    .option('--free-ports', 'listen on any ports that are free, instead of 4311 to 4314')
    .action(async (options: { inbox: string; state: string; examples: boolean; freePorts?: boolean }) => {
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
      if (options.api !== undefined && options.bucket === undefined)
        throw new UsageError('--api needs --bucket to send.');
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
      exit(await getBrief(id, { json: options.json === true }, await findDeployment(options), terminal));
    });

  const list = withDeployment(program.command('list'))
    .description('list briefs, newest first')
    .option('--json', 'one line of JSON per brief')
    .option('--limit <number>', 'at most this many', wholeNumber, 20);
  for (const filter of FILTERS) list.addOption(new Option(`--${filter} <value>`, `only briefs with this ${filter}`));
  list.action(async (options: DeploymentOptions & Record<string, unknown> & { limit: number; json?: boolean }) => {
    const [{ findDeployment }, { listBriefs }] = await Promise.all([
      import('./deployment.ts'),
      import('./read-commands.ts'),
    ]);
    const filters = filtersIn(options);
    const deployment = await findDeployment(options);
    exit(await listBriefs({ json: options.json === true, limit: options.limit, filters }, deployment, terminal));
  });

  const exporting = withDeployment(program.command('export'))
    .description('write a brief, or a list of briefs, for other programs')
    .argument('[id]', 'of a brief, as `precis list` and `precis send` print it')
    .option('--list', 'the briefs that the filters match, newest first')
    .option('--format <format>', 'of a brief: md (default), html, docx or json; of a list: csv (default) or atom')
    .option('-o, --output <file>', 'write this file instead of to standard output')
    .option('--limit <number>', 'at most this many briefs of the list', wholeNumber);
  for (const filter of FILTERS)
    exporting.addOption(new Option(`--${filter} <value>`, `only briefs with this ${filter}`));
  exporting.action(async (id: string | undefined, options: DeploymentOptions & ExportOptions) => {
    const { runExport } = await import('./export-command.ts');
    exit(await runExport(id, { ...options, filters: filtersIn({ ...options }) }, terminal));
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
    const file = error instanceof PrecisError && error.file ? `${error.file}: ` : '';
    terminal.progress(`precis: ${file}${describe(error)}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

import { type Command, Option } from 'commander';
import type { Query } from '../../client/client.ts';
import type { CalendarOptions } from './calendar-command.ts';
import type { ChangesOptions } from './changes-command.ts';
import { wholeNumber, withDeployment } from './command-options.ts';
import type { DeploymentOptions } from './deployment.ts';
import type { DigestOptions } from './digest-command.ts';
import { readSince } from './since-option.ts';
import type { Terminal } from './terminal.ts';
import type { VerifyOptions } from './verify-command.ts';
import type { NewWatchOptions } from './watch-command.ts';

function since(): Option {
  const option = new Option('--since <time>', 'since when: yesterday, a time ago (12h, 3d), a day or an instant');
  return option.argParser((text) => readSince(text, Date.now()));
}

/** One more of the values of an option. */
const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** Adds what a watch is made of; each may be given several times. */
function withWatchOptions(command: Command): Command {
  return command
    .option('--id <id>', 'in its address, instead of one made of the name')
    .option('--party <id>', 'briefs that name this party', collected)
    .option('--pair <ids>', 'briefs of which these two parties, joined by ~, are the foremost', collected)
    .option('--country <code>', 'briefs in which this state is a party (ISO 3166-1 alpha-2)', collected)
    .option('--measure <type>', 'briefs with a measure of this type', collected)
    .option('--measure-status <status>', 'briefs with a measure of this status', collected)
    .option('--source <outlet>', 'briefs of this outlet', collected)
    .option('--word <words>', 'briefs that hold these words, as a search takes them', collected)
    .option('--own-name <name>', 'briefs that hold this name in headlines, names and quotes', collected)
    .option('--webhook <url>', 'send alerts there, signed', collected)
    .option('--slack <url>', 'send alerts there, as Slack takes them', collected)
    .option('--email <address>', 'send alerts there', collected)
    .option('--alert-on <kinds>', 'of which changes: new,moved,contradicted unless said otherwise')
    .option('--replace', 'write over the watch of that id');
}

/**
 * Adds what tells what changed and what can be verified. The commands load what they need when they run.
 * @param exit is told the exit status.
 */
export function addLedgerCommands(program: Command, terminal: Terminal, exit: (status: number) => void): void {
  const clientOf = async (options: DeploymentOptions) => {
    const { findDeployment } = await import('./deployment.ts');
    return (await findDeployment(options)).client;
  };

  withDeployment(program.command('changes'))
    .description('print what changed, by story: what is new, moved, repeated, contradicted or gone quiet')
    .addOption(since())
    .option('--watch <id>', 'only on this watch')
    .option('--quiet-after <days>', 'days of silence after which an issue is quiet', wholeNumber)
    .option('--quotes', 'below each line the quotes of both its ends')
    .option('--json', 'as JSON')
    .action(async (options: DeploymentOptions & ChangesOptions) => {
      const { printChanges } = await import('./changes-command.ts');
      exit(await printChanges(options, await clientOf(options), terminal));
    });

  const watch = program.command('watch').description('watches: filters with a name, kept for all of the desk');
  withWatchOptions(withDeployment(watch.command('add')))
    .description('save a filter under a name, and print its id')
    .argument('<name>', 'as people call it')
    .action(async (name: string, options: DeploymentOptions & NewWatchOptions) => {
      const { addWatch } = await import('./watch-command.ts');
      exit(await addWatch(name, options, await clientOf(options), terminal));
    });
  withDeployment(watch.command('list'))
    .description('list the watches')
    .option('--json', 'one line of JSON per watch')
    .action(async (options: DeploymentOptions & { json?: boolean }) => {
      const { listWatches } = await import('./watch-command.ts');
      exit(await listWatches({ json: options.json === true }, await clientOf(options), terminal));
    });
  withDeployment(watch.command('show'))
    .description('print one watch')
    .argument('<id>', 'as `precis watch list` prints it')
    .option('--json', 'as JSON')
    .action(async (id: string, options: DeploymentOptions & { json?: boolean }) => {
      const { showWatch } = await import('./watch-command.ts');
      exit(await showWatch(id, { json: options.json === true }, await clientOf(options), terminal));
    });
  withDeployment(watch.command('remove'))
    .description('remove a watch and its alerts')
    .argument('<id>', 'as `precis watch list` prints it')
    .action(async (id: string, options: DeploymentOptions) => {
      const { removeWatch } = await import('./watch-command.ts');
      exit(await removeWatch(id, await clientOf(options), terminal));
    });

  withDeployment(program.command('digest'))
    .description('write the page of the morning: what changed by watch, what lies ahead, what could not be read')
    .addOption(since())
    .option('--watch <id>', 'of this watch alone')
    .addOption(new Option('--format <format>', 'of the page').choices(['md', 'html', 'json']).default('md'))
    .option('-o, --output <file>', 'write this file instead of to standard output')
    .action(async (options: DeploymentOptions & DigestOptions) => {
      const { writeDigest } = await import('./digest-command.ts');
      exit(await writeDigest(options, await clientOf(options), terminal));
    });

  withDeployment(program.command('calendar'))
    .description('print what lies ahead: dated next steps and deadlines over all briefs')
    .option('--from <day>', 'the first day; today by default')
    .option('--to <day>', 'the last day; 13 days after the first by default')
    .option('--country <code>', 'only of briefs in which this state is a party')
    .option('--party <id>', 'only of briefs that name this party')
    .option('--watch <id>', 'only of briefs on this watch')
    .option('--ics', 'as iCalendar')
    .option('--json', 'as JSON')
    .option('-o, --output <file>', 'write this file instead of to standard output')
    .action(async (options: DeploymentOptions & Omit<CalendarOptions, 'query'> & Query) => {
      const { printCalendar } = await import('./calendar-command.ts');
      const { from, to, country, party, watch: watchId } = options;
      const query = { from, to, country, party, watch: watchId };
      exit(await printCalendar({ ...options, query }, await clientOf(options), terminal));
    });

  withDeployment(program.command('verify'))
    .description('check a brief against its original bytes: quotes, offsets and support, a line each')
    .argument('<file|id>', 'a proof that --save wrote, which needs no network; or the id of a brief')
    .option('--save <file>', 'of an id: write all that it takes to check it into one file')
    .option('--lexicon <file>', "of an id: the desk's own words that the brief was read with")
    .action(async (what: string, options: DeploymentOptions & VerifyOptions) => {
      const { runVerify } = await import('./verify-command.ts');
      exit(await runVerify(what, options, terminal));
    });

  withDeployment(program.command('mcp'))
    .description('serve briefs to the chat that you have: a read-only MCP server over standard input and output')
    .action(async (options: DeploymentOptions) => {
      const { serveMcp } = await import('./mcp-command.ts');
      exit(await serveMcp(options, terminal));
    });
}

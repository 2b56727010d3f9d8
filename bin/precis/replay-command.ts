import type { QueueStage } from '../../operations/queue-stages.ts';
import { type ReplayProgress, replay } from '../../operations/replay.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

export interface ReplayOptions {
  stage: QueueStage;
  /** Milliseconds since the epoch. */
  since?: number;
  /** A generation: the parser's for `parse`, that of briefs for `brief`. */
  olderThan?: number;
  dryRun?: boolean;
}

/** A line of progress comes after so many files. */
const FILES_A_LINE = 1_000;

/**
 * `precis replay`: repeats a stage for the files of the inbox, and prints how many messages that took.
 * @param now milliseconds since the epoch.
 * @returns the exit status.
 */
export async function replayStage(
  { stage, since, olderThan, dryRun }: ReplayOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  let told = 0;
  const onProgress = ({ files, sent }: ReplayProgress): void => {
    if (files < told + FILES_A_LINE) return;
    told = files;
    terminal.progress(dryRun ? `${files} files looked at …` : `${files} files looked at, ${sent} messages sent …`);
  };
  const { files, found } = await replay(access, { stage, since, olderThan }, { dryRun, now, onProgress });
  terminal.out(
    dryRun ? `${found} to send to ${stage}, of ${files} files\n` : `${found} sent to ${stage}, of ${files} files\n`,
  );
  return EXIT.ok;
}

import { pMapIterable } from 'p-map';
import { uploadIdOf } from '../functions/core/identity.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { FILES_AT_ONCE, inboxFiles } from './inbox-files.ts';
import { planReplay, type ReplayQuery } from './replay-plan.ts';
import { sendRequests } from './send-requests.ts';
import type { StackAccess } from './stack-access.ts';

/** How far it is. */
export interface ReplayProgress {
  /** Files looked at. */
  readonly files: number;
  /** Requests that were found to send. */
  readonly found: number;
  readonly sent: number;
}

export interface ReplayOptions {
  /** Only find what there is to send. */
  readonly dryRun?: boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told after each file and each call that sent some. */
  onProgress?(progress: ReplayProgress): void;
}

/**
 * Repeats a stage for every file of the inbox that the query means, from what is stored. Safe to repeat: what a stage has
 * made of the same version before, it does not make again.
 * @throws what the clients throw; what was sent before stays sent.
 */
export async function replay(
  access: StackAccess,
  query: ReplayQuery,
  { dryRun = false, now, onProgress = () => {} }: ReplayOptions,
): Promise<ReplayProgress> {
  const { s3, sqs, store, inboxBucket, stagedBucket, queues } = access;
  let progress: ReplayProgress = { files: 0, found: 0, sent: 0 };
  const advance = (by: Partial<ReplayProgress>) => {
    const { files = 0, found = 0, sent = 0 } = by;
    progress = { files: progress.files + files, found: progress.found + found, sent: progress.sent + sent };
    onProgress(progress);
  };
  async function* requests(): AsyncGenerator<StageRequest, void, undefined> {
    const planned = pMapIterable(
      inboxFiles(s3, inboxBucket),
      async (present) => {
        const upload = await store.getUpload(uploadIdOf(inboxBucket, present.key), now);
        return planReplay({ stagedBucket, present, upload }, query);
      },
      FILES_AT_ONCE,
    );
    for await (const some of planned) {
      advance({ files: 1, found: some.length });
      yield* some;
    }
  }
  if (dryRun) for await (const _ of requests());
  else await sendRequests(sqs, queues[query.stage].url, requests(), (sent) => advance({ sent }));
  return progress;
}

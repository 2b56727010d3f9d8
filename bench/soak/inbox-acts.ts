import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { ExpectedInbox } from './expected-inbox.ts';
import type { Act } from './plan.ts';
import type { RuntimeProcess, Site } from './runtime-process.ts';

export interface ActsOptions {
  readonly runtime: RuntimeProcess;
  readonly expected: ExpectedInbox;
  /** Resolves once more may be done: where the queues are full, whoever uploads waits. */
  admit(): Promise<void>;
}

/** What doing the acts took. */
export interface ActsDone {
  /** Acts that failed and were done again: a runtime that was killed while it did them, or that injected a fault. */
  readonly repeated: number;
}

/** Acts that are done at the same time. */
const AT_ONCE = 6;
const PAUSE_MS = 100;

/** Does all acts in their order, those on one key strictly one after another, each until it succeeds. */
export async function doActs(acts: readonly Act[], { runtime, expected, admit }: ActsOptions): Promise<ActsDone> {
  const lastOfKey = new Map<string, Promise<void>>();
  let repeated = 0;

  async function insist(act: Act): Promise<void> {
    for (;;) {
      const site = await runtime.site();
      try {
        expected.done(act, await perform(act, site, expected));
        return;
      } catch (error) {
        if (!mayPass(error)) throw error;
        repeated += 1;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }
  async function doNext(act: Act): Promise<void> {
    // Chained before anything is awaited, so that the order on a key is that of the plan.
    const done = (lastOfKey.get(act.key) ?? Promise.resolve()).then(() => insist(act));
    lastOfKey.set(act.key, done);
    await done;
    await admit();
  }
  await pMap(acts, doNext, { concurrency: AT_ONCE });
  return { repeated };
}

/** @returns the version that a put made. */
async function perform(act: Act, { s3, endpoint }: Site, expected: ExpectedInbox): Promise<string | undefined> {
  const { key: Key } = act;
  const Bucket = endpoint.inboxBucket;
  if (act.kind === 'put') {
    return (await s3.send(new PutObjectCommand({ Bucket, Key, Body: act.file.bytes }))).VersionId;
  }
  const VersionId = act.kind === 'delete-first-version' ? expected.firstVersionOf(Key) : undefined;
  await s3.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }));
  return undefined;
}

/** Whether a request may succeed when it is made again: nobody answered, or S3 was out of order. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  return status === undefined || status >= 500 || status === 409;
}

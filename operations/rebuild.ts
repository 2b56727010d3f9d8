import { setTimeout as pause } from 'node:timers/promises';
import { PrecisError } from '../functions/core/errors.ts';
import { briefKey, headKey } from '../functions/core/store/keys.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { overlayNumbers, overlayRequest } from './lexicon-overlays.ts';
import { messagesIn, queueDepth } from './queue-depth.ts';
import { briefRequest } from './requests.ts';
import { sendRequests } from './send-requests.ts';
import type { StackAccess } from './stack-access.ts';
import { STAGED_PREFIXES, type StagedListing, stagedGroups, stagedListing } from './staged-listing.ts';

/** Staged articles and uploads that are looked for in the table before it is taken for empty. */
const SAMPLE = 100;
/** Between two looks at the queue, in milliseconds. */
const LOOK_MS = 500;
/** SQS counts approximately: so often in a row it must say that the queue is empty. */
const EMPTY_LOOKS = 3;

/** The table of a rebuild has something in it. */
export class TableNotEmptyError extends PrecisError {}

/**
 * Whether the table lists any brief, or knows any of the first articles and uploads that are staged. A table cannot be
 * counted without reading all of it.
 * @param now milliseconds since the epoch.
 */
async function isTableEmpty(access: StackAccess, now: number): Promise<boolean> {
  const { s3, stagedBucket, store, table } = access;
  if ((await store.listBriefs({ limit: 1 }, now)).items.length > 0) return false;
  for (const prefix of STAGED_PREFIXES) {
    const keys = new Map<string, { pk: string; sk: string }>();
    for await (const { of, id } of stagedListing(s3, stagedBucket, prefix)) {
      keys.set(id, of === 'article' ? briefKey(id) : headKey(id));
      if (keys.size >= SAMPLE) break;
    }
    if ((await table.batchGet([...keys.values()], ['version'])).length > 0) return false;
  }
  return true;
}

export interface RebuildOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Do it though the table is not empty. */
  readonly evenIfNotEmpty?: boolean | undefined;
  /** Told how many were sent so far, and (not while sending) how many the queue still has. */
  onProgress?(sent: number, waiting?: number): void;
}

/**
 * Fills an empty table from the staged objects: puts the newest lexicon in force, then sends every one of them to the brief
 * stage, the oldest version of each article and upload first, then, once the queue is empty, the next. A version is kept in
 * an article's history when it is replaced: so only in their order do all of them come to be there.
 * @returns how many were sent.
 * @throws TableNotEmptyError; what the clients throw.
 */
export async function rebuild(
  access: StackAccess,
  { now, evenIfNotEmpty = false, onProgress = () => {} }: RebuildOptions,
): Promise<number> {
  const { sqs, queues } = access;
  if (!evenIfNotEmpty && !(await isTableEmpty(access, now))) {
    throw new TableNotEmptyError('The table is not empty.', {
      file: access.tableName,
      remedy: '`precis reconcile` mends what is missing; --yes sends everything all the same.',
    });
  }
  // What was put by hand and is no overlay is among them, and refused once more.
  const overlays = (await overlayNumbers(access)).map((number) => overlayRequest(access.stagedBucket, number, now));
  if (overlays.length > 0) {
    await sendRequests(sqs, queues.brief.url, overlays);
    await briefed(access, (waiting) => onProgress(0, waiting));
  }
  let sent = 0;
  for (let version = 0; ; version += 1) {
    const some = await sendRequests(sqs, queues.brief.url, stagedVersions(access, version), (count) => {
      sent += count;
      onProgress(sent);
    });
    if (some === 0) return sent;
    await briefed(access, (waiting) => onProgress(sent, waiting));
  }
}

/** Of each article and upload that has so many, the version that was staged after `older` others. */
async function* stagedVersions(access: StackAccess, older: number): AsyncGenerator<StageRequest, void, undefined> {
  const { s3, stagedBucket } = access;
  for (const prefix of STAGED_PREFIXES) {
    for await (const group of stagedGroups(stagedListing(s3, stagedBucket, prefix))) {
      const staged: StagedListing | undefined = group[older];
      if (staged === undefined) continue;
      const time = new Date(staged.lastModified).toISOString();
      yield briefRequest(stagedBucket, staged.key, { headVersion: staged.headVersion, time });
    }
  }
}

/** Waits until nothing is left in the queue of the brief stage: briefed, or a dead letter. */
async function briefed({ sqs, queues }: StackAccess, onWaiting: (count: number) => void): Promise<void> {
  for (let looks = 0; looks < EMPTY_LOOKS; ) {
    const waiting = messagesIn(await queueDepth(sqs, queues.brief.url));
    looks = waiting === 0 ? looks + 1 : 0;
    if (waiting > 0) onWaiting(waiting);
    if (looks < EMPTY_LOOKS) await pause(LOOK_MS);
  }
}

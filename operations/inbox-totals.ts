import { pMapIterable } from 'p-map';
import { uploadIdOf } from '../functions/core/identity.ts';
import { uploadStatus } from '../functions/core/store/upload-status.ts';
import { FILES_AT_ONCE, type InboxFile, type InboxQuery, inboxFiles } from './inbox-files.ts';
import { messagesIn, queueDepth } from './queue-depth.ts';
import type { QueueStage } from './queue-stages.ts';
import type { StackAccess } from './stack-access.ts';

/** What became of all files that the inbox holds or shows as deleted, each of them counted once. */
export interface FileTotals {
  received: number;
  parsed: number;
  briefed: number;
  rejected: number;
  removed: number;
  /** Past their retention, and not yet deleted by S3. */
  expired: number;
}

export interface InboxTotals {
  readonly files: Readonly<FileTotals>;
  /** Of the received and parsed ones: those without a result although every delivery should be over. */
  readonly overdue: number;
  /** Deleted in the inbox, with articles that are still shown. */
  readonly removalsDue: number;
  /** Articles that are live. */
  readonly articles: number;
  /** Messages in a stage's queue, waiting or in work: about so many, as SQS knows it. */
  readonly waiting: Readonly<Record<QueueStage, number>>;
  /** Dead letters, the same way. */
  readonly dead: Readonly<Record<QueueStage, number>>;
}

/**
 * Counts what became of files. Nothing is kept counted: the inbox is walked and each file looked up, so it costs a read of
 * the table a file and one more for its articles.
 * @param now milliseconds since the epoch.
 * @param onCounted told after each thousand files.
 * @throws TransientError where the table is throttled; what the clients throw otherwise.
 */
export async function inboxTotals(
  access: StackAccess,
  query: InboxQuery,
  now: number,
  onCounted: (files: number) => void = () => {},
): Promise<InboxTotals> {
  const { s3, inboxBucket } = access;
  const files: FileTotals = { received: 0, parsed: 0, briefed: 0, rejected: 0, removed: 0, expired: 0 };
  const sums = { overdue: 0, removalsDue: 0, articles: 0 };
  let counted = 0;
  const lookedUp = pMapIterable(inboxFiles(s3, inboxBucket, query), (file) => lookUp(access, file, now), FILES_AT_ONCE);
  for await (const { status, overdue, articles, removalDue } of lookedUp) {
    files[status] += 1;
    sums.overdue += Number(overdue);
    sums.removalsDue += Number(removalDue);
    sums.articles += articles;
    counted += 1;
    if (counted % 1000 === 0) onCounted(counted);
  }
  const [waiting, dead] = await Promise.all([
    depths(access, ({ url }) => url),
    depths(access, ({ deadLettersUrl }) => deadLettersUrl),
  ]);
  return { files, ...sums, waiting, dead };
}

interface LookedUp {
  status: keyof FileTotals;
  overdue: boolean;
  articles: number;
  removalDue: boolean;
}

async function lookUp(access: StackAccess, file: InboxFile, now: number): Promise<LookedUp> {
  const { store, inboxBucket, overdueAfterMs } = access;
  const { key, versionId, lastModified, isDeleted } = file;
  const current = store.unexpired(isDeleted ? undefined : { versionId, lastModified }, now);
  const upload = await store.getUpload(uploadIdOf(inboxBucket, key), now);
  const found = uploadStatus({ upload, current, now, overdueAfterMs });
  const articles = found?.parts.filter(({ state }) => state === 'live').length ?? 0;
  // A deleted file that nothing is known of has left nothing to remove.
  if (found === undefined || found.status === 'superseded') {
    return { status: isDeleted ? 'removed' : 'expired', overdue: false, articles: 0, removalDue: false };
  }
  return { status: found.status, overdue: found.overdue, articles, removalDue: isDeleted && articles > 0 };
}

async function depths(
  { sqs, queues }: StackAccess,
  urlOf: (queues: StackAccess['queues'][QueueStage]) => string,
): Promise<Record<QueueStage, number>> {
  const [parse, brief] = await Promise.all(
    [queues.parse, queues.brief].map(async (each) => messagesIn(await queueDepth(sqs, urlOf(each)))),
  );
  return { parse: parse ?? 0, brief: brief ?? 0 };
}

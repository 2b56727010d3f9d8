import pMap from 'p-map';
import * as z from 'zod';
import { CorruptDataError, TransientError } from '../errors.ts';
import type { Announce } from '../events.ts';
import { headVersionOf, tombstoneVersionOf } from '../identity.ts';
import { lazily } from '../lazily.ts';
import { type Manifest, Rejection } from '../manifest.ts';
import { rejectedPosting } from './facets.ts';
import { formerRange, headKey, parsePosition, postingPartition } from './keys.ts';
import { isExpired, type Retention, rejectionExpiresAt } from './retention.ts';
import { type Item, queryAll, type Table } from './table.ts';
import { writeVersion } from './writing.ts';

/**
 * The head of an upload says which articles the newest version of a file has. Its writers write it and then look for
 * articles to bury; the writers of briefs put their brief and then look at the head. Each writes before it reads, so at
 * least one of the two sees the other.
 */

const BURIED_AT_ONCE = { concurrency: 8 };
const ATTEMPTS = 5;

const UploadHead = lazily(() =>
  z.object({
    /** `revision.parserGeneration`. */
    version: z.string(),
    versionId: z.string().nullable(),
    bucket: z.string(),
    key: z.string(),
    receivedAt: z.string(),
    outcome: z.enum(['parts', 'rejected', 'removed']),
    /** The articles that are to be current, and no others. */
    parts: z.array(z.string()),
    rejection: Rejection.optional(),
    /** Entries of the file that are no article, the first ones of many. */
    refused: z.array(z.strictObject({ part: z.string(), rejection: Rejection })).optional(),
    /** When it expires, in seconds since the epoch. The record may outlive it, for the versions that are gone. */
    endsAt: z.number().optional(),
  }),
);
/** The newest version of a file that has been parsed, and what became of it. */
export type UploadHead = z.infer<ReturnType<typeof UploadHead>>;

/** What the table knows of a file. */
export interface UploadRecord {
  readonly uploadId: string;
  /** Undefined where only deletions of single versions are known. */
  readonly head: UploadHead | undefined;
  /** Versions that were deleted for good. */
  readonly gone: ReadonlySet<string>;
  /** Everything up to this head version is erased for good; undefined where the file was never purged. */
  readonly purgedThrough: string | undefined;
  /** Of a purged file: the article that it has where it holds a single one. */
  readonly onlyArticleId: string | undefined;
  readonly expiresAt: number | undefined;
}

/**
 * The record that an item holds.
 * @throws CorruptDataError if the item was not written by this store.
 */
export function parseUploadRecord(uploadId: string, item: Item): UploadRecord {
  const { gone, purgedThrough, onlyArticleId } = item;
  const head = item['version'] === undefined ? undefined : UploadHead().safeParse(item);
  if (head?.success === false) {
    throw new CorruptDataError('A stored upload does not have the shape of one.', { file: item.pk, cause: head.error });
  }
  return {
    uploadId,
    head: head?.data,
    gone: new Set(gone instanceof Set ? [...gone].map(String) : []),
    purgedThrough: typeof purgedThrough === 'string' ? purgedThrough : undefined,
    onlyArticleId: typeof onlyArticleId === 'string' ? onlyArticleId : undefined,
    expiresAt: item.expiresAt,
  };
}

/** Whether a version of a file was deleted for good. */
export function isGone({ gone }: Pick<UploadRecord, 'gone'>, versionId: string | null): boolean {
  return versionId !== null && gone.has(versionId);
}

/** The articles that are to be current; none where there is no head, or its version of the file is gone. */
export function currentParts(record: Pick<UploadRecord, 'head' | 'gone'>): ReadonlySet<string> {
  const { head } = record;
  return new Set(head === undefined || isGone(record, head.versionId) ? [] : head.parts);
}

/**
 * Whether only the record is left of a head: it is past its retention, and its version was not deleted for good (which
 * is told for as long as the record is kept).
 */
export function isOver(record: Pick<UploadRecord, 'gone'>, head: UploadHead, now: number): boolean {
  return !isGone(record, head.versionId) && isExpired(head.endsAt, now);
}

/** Reads the record of an upload. */
export async function readUploadRecord(table: Table, uploadId: string): Promise<UploadRecord | undefined> {
  const item = await table.get(headKey(uploadId));
  return item === undefined ? undefined : parseUploadRecord(uploadId, item);
}

function headOf(manifest: Manifest): UploadHead {
  const { outcome, versionId, bucket, key, receivedAt } = manifest;
  if (outcome.kind === 'gone') throw new CorruptDataError('A deletion of one version is no head.', { file: key });
  return {
    version: headVersionOf(manifest.revision, manifest.parserGeneration),
    versionId,
    bucket,
    key,
    receivedAt,
    outcome: outcome.kind === 'purged' ? 'removed' : outcome.kind,
    parts: outcome.kind === 'parts' ? outcome.articleIds : [],
    ...(outcome.kind === 'rejected' ? { rejection: outcome.rejection } : {}),
    ...(outcome.kind === 'parts' && outcome.refused !== undefined
      ? { refused: outcome.refused.slice(0, REFUSED_TOLD) }
      : {}),
  };
}

/** So many refused entries are told one by one: an item of the table holds 400 KB. */
const REFUSED_TOLD = 100;

export interface HeadWritten {
  /** `superseded`: a newer head is there, and nothing was changed. */
  readonly outcome: 'recorded' | 'repeated' | 'superseded';
  /** The record as it was read after the write. */
  readonly record: UploadRecord;
}

/** What the steps of removal need besides the table. */
export interface RemovalContext {
  readonly retention: Retention;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly announce: Announce;
  /** As in `WriteContext`. */
  readonly versionRetentionDays?: number | undefined;
}

function headExpiresAt({ outcome, receivedAt }: Manifest, { retention, now }: RemovalContext): number | undefined {
  if (outcome.kind === 'purged') return undefined;
  return outcome.kind === 'parts' ? retention.expiresAt(receivedAt) : retention.tombstoneExpiresAt(receivedAt, now);
}

/** That a file was purged is known for ever, whatever its later heads say of themselves. */
async function keepPurge(table: Table, record: UploadRecord): Promise<UploadRecord> {
  if (record.purgedThrough === undefined || record.expiresAt === undefined) return record;
  const item = await table.update(headKey(record.uploadId), { remove: ['expiresAt'] });
  return item === undefined ? record : parseUploadRecord(record.uploadId, item);
}

/** Notes on the record of a file what is purged; this never falls. */
export async function notePurge(table: Table, manifest: Manifest): Promise<void> {
  const { outcome, uploadId } = manifest;
  if (outcome.kind !== 'purged') throw new CorruptDataError('Not a purge.', { file: manifest.key });
  const purgedThrough = headVersionOf(manifest.revision, manifest.parserGeneration);
  await table.update(
    headKey(uploadId),
    { set: { purgedThrough, onlyArticleId: outcome.onlyArticleId } },
    { kind: 'missing-or-below', attribute: 'purgedThrough', value: purgedThrough },
  );
}

/**
 * The posting by which a rejected file is found. It stands for the file's id and head version as that of an article does for
 * its own, and tells so. It says no word of the file, and expires by itself.
 */
function fileRejectionPosting(manifest: Manifest, expiresAt: number | undefined, now: number): Item {
  const { uploadId, receivedAt, revision, parserGeneration } = manifest;
  const version = tombstoneVersionOf(headVersionOf(revision, parserGeneration));
  const until = Math.min(expiresAt ?? Number.POSITIVE_INFINITY, rejectionExpiresAt(now));
  return { ...rejectedPosting({ briefId: uploadId, version, receivedAt }), isFile: true, expiresAt: until };
}

/**
 * Step (a): makes a manifest the head of its upload unless a newer one is there. A version that was recorded before
 * stays as it was stored.
 */
export async function writeHead(table: Table, manifest: Manifest, context: RemovalContext): Promise<HeadWritten> {
  const { uploadId } = manifest;
  const head = headOf(manifest);
  const expiresAt = headExpiresAt(manifest, context);
  const set: Record<string, unknown> = {
    ...head,
    ...(expiresAt === undefined ? {} : { expiresAt, endsAt: expiresAt }),
  };
  if (head.outcome === 'rejected') await table.put(fileRejectionPosting(manifest, expiresAt, context.now));
  const remove = ['rejection', 'refused', 'expiresAt', 'endsAt'].filter((name) => set[name] === undefined);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const item = await table.update(
      headKey(uploadId),
      { set, remove },
      { kind: 'missing-or-below', attribute: 'version', value: head.version },
    );
    if (item !== undefined) {
      return { outcome: 'recorded', record: await keepPurge(table, parseUploadRecord(uploadId, item)) };
    }
    const found = await readUploadRecord(table, uploadId);
    const record = found === undefined ? undefined : await keepPurge(table, found);
    if (record?.head !== undefined) {
      return { outcome: record.head.version === head.version ? 'repeated' : 'superseded', record };
    }
  }
  throw new TransientError('The record of an upload kept changing while it was written.', { file: manifest.key });
}

/** Puts a tombstone on a brief unless a newer version is there. */
async function bury(
  table: Table,
  tombstone: { briefId: string; version: string; uploadId: string; expiresAt: number | undefined },
  context: RemovalContext,
): Promise<void> {
  await writeVersion(table, { ...tombstone, content: { state: 'removed' }, postings: () => [] }, context);
}

/** Every brief that has, or is about to have, a version from this upload. */
async function briefsOf(table: Table, uploadId: string): Promise<string[]> {
  const postings = await uploadPostingsOf(table, uploadId);
  return [...new Set(postings.flatMap(({ sk }) => parsePosition(sk)?.briefId ?? []))].sort();
}

/** The postings by which the articles of a file are found, of all their versions. */
export async function uploadPostingsOf(table: Table, uploadId: string): Promise<Item[]> {
  return queryAll(table, { pk: postingPartition('upload', uploadId, 0) });
}

/**
 * Every article that the table knows of a file: those that have a brief or a rejection, and former ones. One that changes
 * from the ones to the others meanwhile may be missed.
 */
export async function articlesOf(table: Table, uploadId: string): Promise<string[]> {
  const present = await briefsOf(table, uploadId);
  const former = await queryAll(table, formerRange(uploadId));
  return [...new Set([...present, ...former.map(({ sk }) => sk.slice(sk.indexOf('#') + 1))])];
}

/**
 * Step (b): buries the articles that the head does not have, or all if its version of the file is gone.
 * @returns the briefs that were found to bury.
 */
export async function buryOthers(table: Table, record: UploadRecord, context: RemovalContext): Promise<string[]> {
  const { head, uploadId } = record;
  if (head === undefined) return [];
  const parts = currentParts(record);
  const others = (await briefsOf(table, uploadId)).filter((briefId) => !parts.has(briefId));
  const version = tombstoneVersionOf(head.version);
  const { now, retention } = context;
  const expiresAt = retention.tombstoneExpiresAt(head.receivedAt, now);
  await pMap(others, (briefId) => bury(table, { briefId, version, uploadId, expiresAt }, context), BURIED_AT_ONCE);
  return others;
}

/**
 * Records that one version of a file was deleted for good.
 * @returns the record after that.
 */
export async function recordGone(table: Table, manifest: Manifest, context: RemovalContext): Promise<UploadRecord> {
  const { uploadId, outcome } = manifest;
  if (outcome.kind !== 'gone') throw new CorruptDataError('Not a deletion of one version.', { file: manifest.key });
  // Counted from now: the head was received before, so the record never expires earlier than it did.
  const expiresAt = context.retention.tombstoneExpiresAt(new Date(context.now).toISOString(), context.now);
  const item = await table.update(headKey(uploadId), {
    add: { attribute: 'gone', value: outcome.versionId },
    ...(expiresAt === undefined ? {} : { set: { expiresAt } }),
  });
  if (item === undefined) throw new CorruptDataError('An unconditional update was not done.', { file: manifest.key });
  return keepPurge(table, parseUploadRecord(uploadId, item));
}

/** One version of one article, as the head check sees it. */
export interface CheckedArticle {
  readonly articleId: string;
  readonly uploadId: string;
  /** `revision.parserGeneration`. */
  readonly headVersion: string;
  readonly versionId: string | null;
  readonly receivedAt: string | null;
}

/**
 * The head check of a brief's writer, after its brief is put: buries the article if the head is not older and lacks
 * it, or if its version of the file is gone.
 * @param record as read after the brief was put.
 * @returns whether it was buried.
 */
export async function checkHead(
  table: Table,
  article: CheckedArticle,
  record: UploadRecord | undefined,
  context: RemovalContext,
): Promise<boolean> {
  if (record === undefined) return false;
  const { head, purgedThrough } = record;
  // A burial would keep the version, and the last act of the writer erases it.
  if (purgedThrough !== undefined && article.headVersion <= purgedThrough) return false;
  const lacks = head !== undefined && head.version >= article.headVersion && !head.parts.includes(article.articleId);
  if (!lacks && !isGone(record, article.versionId)) return false;
  const tombstone = {
    briefId: article.articleId,
    version: tombstoneVersionOf(lacks ? head.version : article.headVersion),
    uploadId: article.uploadId,
    expiresAt: context.retention.tombstoneExpiresAt(lacks ? head.receivedAt : article.receivedAt, context.now),
  };
  await bury(table, tombstone, context);
  return true;
}

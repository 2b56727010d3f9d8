import pMap from 'p-map';
import { headVersionOfBrief, tombstoneVersionOf } from '../identity.ts';
import { parseStagedKey } from '../manifest.ts';
import { disown } from './content-owner.ts';
import { briefKey, olderVersionRange, parsePosition } from './keys.ts';
import { notesThrough } from './notes.ts';
import { parseStoredBrief, postingsBeside, type StoredBrief } from './stored-brief.ts';
import { type Item, type ItemKey, queryAll, type Table } from './table.ts';
import { articlesOf, type RemovalContext, type UploadRecord, uploadPostingsOf } from './upload-head.ts';
import { type Candidate, writeVersion } from './writing.ts';

/**
 * A purge erases every version of a file's articles up to one. Its writer first notes that version on the file's record,
 * where it stays for ever and never falls, and then erases what it finds. Every other writer of the file reads the record
 * as its last act, and erases what it may have written or kept itself: each writes before it reads, so whatever is put
 * after the purge has looked is erased by whoever put it.
 */

/** What was erased in the table; what is staged of it is to be deleted as well. */
export interface Erasure {
  readonly uploadId: string;
  /** `revision.parserGeneration`: it and all before are erased. */
  readonly through: string;
  readonly articleIds: readonly string[];
  /** A manifest after the purge that tells nothing but that the purge's own delete marker is gone. */
  readonly marker?: string;
}

const ERASED_AT_ONCE = { concurrency: 8 };
const VERSION_ATTRIBUTES = ['contentHash', 'state'];

/** What the steps of an erasure need besides the table. */
export type ErasureContext = Pick<RemovalContext, 'now' | 'announce'>;

/** A record of a file that was purged. */
export type PurgedRecord = UploadRecord & { readonly purgedThrough: string };

/** Whether a file was ever purged. */
export function wasPurged(record: UploadRecord | undefined): record is PurgedRecord {
  return record?.purgedThrough !== undefined;
}

/** Erases some articles of a purged file. It may be repeated, and costs three reads for one that is erased already. */
export async function eraseArticles(
  table: Table,
  { uploadId, purgedThrough: through }: PurgedRecord,
  articleIds: readonly string[],
  context: ErasureContext,
): Promise<Erasure> {
  const all = [...new Set(articleIds)];
  await pMap(all, (briefId) => eraseArticle(table, { briefId, uploadId, through }, context), ERASED_AT_ONCE);
  await eraseStrays(table, { uploadId, through }, new Set(all));
  return { uploadId, through, articleIds: all };
}

/** The postings of versions that died before they were put: now that the tombstones are there, no writer needs them. */
async function eraseStrays(table: Table, erased: Omit<Erased, 'briefId'>, articleIds: Set<string>): Promise<void> {
  const last = tombstoneVersionOf(erased.through);
  const strays = (await uploadPostingsOf(table, erased.uploadId)).filter(({ sk }) => {
    const position = parsePosition(sk);
    return position !== undefined && position.version <= last && articleIds.has(position.briefId);
  });
  for (const stray of strays) {
    await table.writeBatch({ deletes: postingsBeside(stray) });
    await table.writeBatch({ deletes: [stray] });
  }
}

/**
 * Erases all articles that a purged file ever had: those that the table names, and `named`. What the table does not name
 * just then has a writer, who erases it.
 */
export async function eraseUpload(
  table: Table,
  record: PurgedRecord,
  named: readonly string[],
  context: ErasureContext,
): Promise<Erasure> {
  return eraseArticles(table, record, [...named, ...(await articlesOf(table, record.uploadId))], context);
}

interface Erased {
  readonly briefId: string;
  readonly uploadId: string;
  readonly through: string;
}

/** What the table still holds of one article up to a version, besides its tombstone. */
async function textOf(
  table: Table,
  { briefId, through }: Pick<Erased, 'briefId' | 'through'>,
): Promise<{ current: StoredBrief | undefined; versions: Item[]; notes: ItemKey[] }> {
  const tombstone = tombstoneVersionOf(through);
  const item = await table.get(briefKey(briefId));
  const versions = await queryAll(table, { ...olderVersionRange(briefId, tombstone), attributes: VERSION_ATTRIBUTES });
  const notes = await notesThrough(table, briefId, through);
  return { current: item === undefined ? undefined : parseStoredBrief(item), versions, notes };
}

/**
 * 1. give up the texts, while it is known which they are
 * 2. put the tombstone, which keeps nothing of what it replaces
 * 3. delete the kept versions, and the notes on them
 */
async function eraseArticle(table: Table, erased: Erased, { announce, now }: ErasureContext): Promise<void> {
  const { briefId, uploadId, through } = erased;
  const version = tombstoneVersionOf(through);
  const { current, versions, notes } = await textOf(table, erased);
  const texts = versions.flatMap(({ sk, contentHash }) =>
    typeof contentHash === 'string' ? [{ briefId, version: sk.slice(sk.indexOf('#') + 1), contentHash }] : [],
  );
  if (current?.state === 'live' && headVersionOfBrief(current.version) <= through) texts.push(current);
  for (const text of texts) await disown(table, text, now);
  if (current === undefined || current.version < version || current.replaces.length > 0) {
    const tombstone: Candidate = {
      briefId,
      version,
      uploadId,
      expiresAt: undefined,
      content: { state: 'removed' },
      erases: true,
      postings: () => [],
    };
    await writeVersion(table, tombstone, { announce, now });
  }
  // Another may have kept a version since they were looked up, but will itself look again.
  if (versions.length + notes.length > 0) await table.writeBatch({ deletes: [...versions, ...notes] });
}

/** Whether an erasure takes an object of the staged bucket with it. The purge's own manifest stays. */
export function isStagedErased({ uploadId, through, articleIds, marker }: Erasure, key: string): boolean {
  const subject = parseStagedKey(key);
  if (subject === undefined) return false;
  const { headVersion } = subject;
  if (subject.kind === 'article') return headVersion <= through && articleIds.includes(subject.articleId);
  return subject.uploadId === uploadId && (headVersion < through || headVersion === marker);
}

/** How many items of some articles hold what a purge should have erased. */
export async function leftOf(table: Table, through: string, articleIds: readonly string[]): Promise<number> {
  const left = await pMap(articleIds, (briefId) => leftOfOne(table, through, briefId), ERASED_AT_ONCE);
  return left.reduce((sum, one) => sum + one, 0);
}

async function leftOfOne(table: Table, through: string, briefId: string): Promise<number> {
  const { current, versions, notes } = await textOf(table, { briefId, through });
  const isLeft = current !== undefined && current.state !== 'removed' && headVersionOfBrief(current.version) <= through;
  return versions.filter(({ state }) => state !== 'removed').length + notes.length + (isLeft ? 1 : 0);
}

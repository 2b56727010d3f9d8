import { RejectedError } from '../errors.ts';
import type { Announce } from '../events.ts';
import { headVersionOfBrief } from '../identity.ts';
import type { Rejection } from '../manifest.ts';
import { retractionOf } from './announcements.ts';
import type { Body } from './body.ts';
import type { Card } from './card.ts';
import { measuresOnPosting } from './facets.ts';
import { briefKey, formerKey, headKey, shardCountKey, versionKey } from './keys.ts';
import { rejectionExpiresAt, versionExpiresAt } from './retention.ts';
import { parseShardCount, raiseShardCount } from './shards.ts';
import {
  groupPostings,
  listedAttributes,
  parseStoredBrief,
  type StoredBrief,
  ungroupPostings,
} from './stored-brief.ts';
import type { Condition, Item, ItemKey, Table } from './table.ts';

/**
 * The write sequence of one version of a brief, or of a tombstone:
 *
 *   1. read the brief, the shard count (raised where it is below the setting) and the file's record; unless a newer version
 *      is there, or this one was purged, put the postings
 *   2. put the version by compare-and-set on the version seen, naming the postings that it `replaces`
 *   3. delete what it replaces, announce what it took away, then clear `replaces`, on condition that the version is still
 *      the own
 *
 * A posting's key carries its version, and a posting is deleted only after a newer version was seen: so no writer can
 * delete what another's version needs. Every step may be repeated, after a crash anywhere.
 */

export type Content =
  | {
      readonly state: 'live';
      readonly card: Card;
      readonly body: Body;
      readonly articleKey: string;
      readonly contentHash: string;
      /** As `signatureOf` makes it of the article's text. */
      readonly signature: Uint8Array;
    }
  | { readonly state: 'rejected'; readonly articleKey: string; readonly rejection: Rejection }
  | { readonly state: 'removed' };

/** A version that wants to become the current one. */
export interface Candidate {
  readonly briefId: string;
  readonly version: string;
  readonly uploadId: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number | undefined;
  readonly content: Content;
  /** Keeps nothing of the version that it replaces. */
  readonly erases?: true;
  postings(shardCount: number): ItemKey[];
  /**
   * Postings that an earlier delivery of the same version may have put beside these, before it died: it had found that the
   * table refuses the brief, and was storing the rejection. They are never put with this one.
   */
  readonly refused?: readonly ItemKey[];
}

export type WriteResult =
  /** `repeated`: this version was there already, by an earlier delivery. */
  | {
      readonly outcome: 'stored' | 'repeated';
      readonly stored: StoredBrief;
      /** Whether this delivery saw no other version before. */
      readonly isFirst: boolean;
      /** When what this delivery replaced would have expired, where it would. */
      readonly formerExpiresAt?: number | undefined;
    }
  /** A newer version is there. */
  | { readonly outcome: 'superseded' }
  /** The version was purged before it could be put. */
  | { readonly outcome: 'purged' };

interface Seen {
  readonly item: Item;
  readonly brief: StoredBrief;
}

function seenOf(item: Item | undefined): Seen | undefined {
  return item === undefined ? undefined : { item, brief: parseStoredBrief(item) };
}

const isUploadPosting = (key: ItemKey): boolean => key.pk.startsWith('upload#');
const isPostingOfAll = (key: ItemKey): boolean => key.pk.startsWith('all#');
const isRejectedPosting = (key: ItemKey): boolean => key.pk.startsWith('rejected#');

/**
 * The `upload` posting names the others: if the writer dies before its version is there, a purge finds them by it, although
 * the text that they were made of is gone.
 */
async function putPostings(table: Table, candidate: Candidate, keys: readonly ItemKey[], now: number): Promise<void> {
  const { expiresAt } = candidate;
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  const others = groupPostings(keys.filter((key) => !isUploadPosting(key)));
  const beside = others.length === 0 ? {} : { beside: others };
  const measures = candidate.content.state === 'live' ? measuresOnPosting(candidate.content.card) : undefined;
  const told = (key: ItemKey): object => {
    if (isUploadPosting(key)) return beside;
    if (isPostingOfAll(key)) return { measures };
    return isRejectedPosting(key) && expiresAt === undefined ? { expiresAt: rejectionExpiresAt(now) } : {};
  };
  await table.writeBatch({ puts: keys.map((key) => ({ ...key, ...expiry, ...told(key) })) });
}

function formerItem({ uploadId, briefId, expiresAt }: StoredBrief): Item {
  return { ...formerKey(uploadId, briefId), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/**
 * Step 3. The `upload` postings go last: by them a repeated removal finds the brief that it had not finished, or not
 * announced. Before they go for good, with a tombstone, the file notes the article as a former one, by which a purge finds
 * it.
 */
async function finish(table: Table, stored: StoredBrief, announce: Announce): Promise<void> {
  const replaced = ungroupPostings(stored.replaces);
  if (replaced.length === 0) return;
  const others = replaced.filter((key) => !isUploadPosting(key));
  const uploads = replaced.filter(isUploadPosting);
  const isBuried = stored.state === 'removed' && uploads.length > 0;
  const former = isBuried ? [formerItem(stored)] : [];
  if (others.length + former.length > 0) await table.writeBatch({ puts: former, deletes: others });
  const retraction = retractionOf(stored);
  if (retraction !== undefined) await announce(retraction);
  await table.writeBatch({ deletes: uploads });
  const own: Condition = { kind: 'equals', attribute: 'version', value: stored.version };
  await table.update(briefKey(stored.briefId), { set: { replaces: [] } }, own);
}

/**
 * Keeps the version that is about to be replaced. Written before the current item changes, so that every version that
 * was ever current is either that item or among those kept. With a retention of its own it is counted from now: each delivery
 * that comes again counts anew.
 */
async function keepVersion(
  table: Table,
  { item, brief }: Seen,
  { versionRetentionDays, now }: Pick<WriteContext, 'versionRetentionDays' | 'now'>,
): Promise<void> {
  const { duplicateOf: _, ...attributes } = item;
  const expiresAt = versionExpiresAt(brief.expiresAt, versionRetentionDays, now);
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  const key = versionKey(brief.briefId, brief.version);
  await table.put({ ...attributes, ...expiry, ...key, postings: [], replaces: [] });
}

/** The attributes that say what a version is. */
function attributesOf({ briefId, version, content }: Candidate, keys: readonly ItemKey[]): Partial<Item> {
  const postings = groupPostings(keys);
  if (content.state !== 'live' || typeof content.body === 'string') return { ...content, postings };
  const { card, articleKey, ...attributes } = content;
  return { ...attributes, ...listedAttributes({ briefId, version, card, postings, articleKey }) };
}

/**
 * The version that could be read before. Where that was taken away already, it is still said as long as nobody has surely
 * announced it: `replaces` is cleared after that.
 */
function followedBy(seen: StoredBrief | undefined): string | undefined {
  if (seen?.state === 'live') return seen.version;
  return seen !== undefined && seen.replaces.length > 0 ? seen.follows : undefined;
}

function itemOf(candidate: Candidate, postings: readonly ItemKey[], seen: Seen | undefined, now: number): Item {
  const replaced = seen === undefined ? [] : [...seen.brief.postings, ...seen.brief.replaces];
  const { briefId, version, uploadId, expiresAt } = candidate;
  const follows = followedBy(seen?.brief);
  return {
    briefId,
    version,
    uploadId,
    ...attributesOf(candidate, postings),
    replaces: groupPostings(ungroupPostings(replaced)),
    ...(follows === undefined ? {} : { follows }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(candidate.content.state === 'live' ? { briefedAt: new Date(now).toISOString() } : {}),
    ...briefKey(briefId),
  };
}

interface FirstRead {
  readonly seen: Seen | undefined;
  readonly postings: ItemKey[];
  readonly isPurged: boolean;
}

async function readFirst(table: Table, candidate: Candidate, leastShards: number): Promise<FirstRead> {
  const [brief, shards, head] = [briefKey(candidate.briefId), shardCountKey(), headKey(candidate.uploadId)];
  const isTombstone = candidate.content.state === 'removed';
  const items = await table.batchGet([brief, shards, ...(isTombstone ? [] : [head])]);
  const find = ({ pk }: ItemKey): Item | undefined => items.find((item) => item.pk === pk);
  const through = find(head)?.['purgedThrough'];
  const stored = parseShardCount(find(shards));
  const count = stored < leastShards ? await raiseShardCount(table, leastShards) : stored;
  return {
    seen: seenOf(find(brief)),
    postings: candidate.postings(count),
    isPurged: typeof through === 'string' && headVersionOfBrief(candidate.version) <= through,
  };
}

async function giveWay(
  table: Table,
  newer: StoredBrief,
  postings: readonly ItemKey[],
  announce: Announce,
): Promise<WriteResult> {
  // A tombstone put before its first brief replaced nothing: the article is noted only here.
  if (newer.state === 'removed' && postings.length > 0) await table.writeBatch({ puts: [formerItem(newer)] });
  if (postings.length > 0) await table.writeBatch({ deletes: postings });
  // Whoever put the newer version may have been this very delivery, before a crash: what it left is finished here.
  await finish(table, newer, announce);
  return { outcome: 'superseded' };
}

async function repeat(
  table: Table,
  same: StoredBrief,
  postings: readonly ItemKey[],
  announce: Announce,
): Promise<WriteResult> {
  const stored = new Set(ungroupPostings(same.postings).map(({ pk, sk }) => `${pk} ${sk}`));
  const strays = postings.filter(({ pk, sk }) => !stored.has(`${pk} ${sk}`));
  if (strays.length > 0) await table.writeBatch({ deletes: strays });
  await finish(table, same, announce);
  return { outcome: 'repeated', stored: same, isFirst: false };
}

/** What a write needs besides the table. */
export interface WriteContext {
  readonly announce: Announce;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Days that a version is kept from the moment at which it is replaced; by default as long as the brief. */
  readonly versionRetentionDays?: number | undefined;
  /** Into how many shards lists are divided from now on, if they are not yet; 1 by default. */
  readonly leastShards?: number;
}

/**
 * Makes a version the current one unless a newer one is there. If it takes a brief away, that is announced; that a brief is
 * there, its writer announces, once all else is done.
 * @throws RejectedError `item-too-large` if the item is over the table's limits; then no posting is left.
 */
export async function writeVersion(
  table: Table,
  candidate: Candidate,
  { announce, now, versionRetentionDays, leastShards = 1 }: WriteContext,
): Promise<WriteResult> {
  const { briefId, version } = candidate;
  const read = async (): Promise<Seen | undefined> => seenOf(await table.get(briefKey(briefId)));
  const first = await readFirst(table, candidate, leastShards);
  const { postings } = first;
  const mayBeLeft = [...postings, ...(candidate.refused ?? [])];
  let { seen } = first;
  if (first.isPurged) {
    // An earlier delivery may have put them; its `upload` posting, by which others of it are found, goes with those.
    const others = mayBeLeft.filter((key) => !isUploadPosting(key));
    if (others.length > 0) await table.writeBatch({ deletes: others });
    return { outcome: 'purged' };
  }
  let posted = postings.length === 0;
  for (;;) {
    if (seen !== undefined && seen.brief.version > version) return giveWay(table, seen.brief, mayBeLeft, announce);
    if (!posted) {
      await putPostings(table, candidate, postings, now);
      posted = true;
      // Compare-and-set guards a first put. A repeated one has none, so it looks again after putting its postings.
      if (seen?.brief.version === version) {
        seen = await read();
        continue;
      }
    }
    if (seen?.brief.version === version) return repeat(table, seen.brief, postings, announce);
    if (seen !== undefined && candidate.erases === undefined) {
      await keepVersion(table, seen, { versionRetentionDays, now });
    }
    const item = itemOf(candidate, postings, seen, now);
    if (await putCurrent(table, item, seen, postings)) {
      const stored = parseStoredBrief(item);
      await finish(table, stored, announce);
      return { outcome: 'stored', stored, isFirst: seen === undefined, formerExpiresAt: seen?.brief.expiresAt };
    }
    seen = await read();
  }
}

async function putCurrent(
  table: Table,
  item: Item,
  seen: Seen | undefined,
  postings: readonly ItemKey[],
): Promise<boolean> {
  const asSeen: Condition =
    seen === undefined ? { kind: 'absent' } : { kind: 'equals', attribute: 'version', value: seen.brief.version };
  try {
    return await table.putIf(item, asSeen);
  } catch (error) {
    if (error instanceof RejectedError && postings.length > 0) await table.writeBatch({ deletes: postings });
    throw error;
  }
}

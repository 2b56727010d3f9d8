import * as z from 'zod';
import type { Brief } from '../brief.ts';
import { CorruptDataError } from '../errors.ts';
import { headVersionOfBrief } from '../identity.ts';
import { Rejection, stagedArticleKey } from '../manifest.ts';
import { decodeBody, decodeCheckedBody } from './body.ts';
import { Card } from './card.ts';
import { positionEnd } from './keys.ts';
import { pack, unpack } from './packing.ts';
import type { Item, ItemKey } from './table.ts';

/** The item that says what a brief is now: a brief, or a tombstone (removed, or rejected by the brief stage). */

/** Posting keys, those with the same sort key together: it is long, and shared by nearly all of them. */
const PostingGroup = z.strictObject({ sk: z.string(), pks: z.array(z.string()).min(1) });
type PostingGroup = z.infer<typeof PostingGroup>;

const common = {
  briefId: z.string(),
  version: z.string(),
  uploadId: z.string(),
  postings: z.array(PostingGroup),
  /** Posting keys of earlier versions that are still to be deleted. */
  replaces: z.array(PostingGroup),
  /** The version that could be read before, if this took its place, or took it away; it decides what is announced. */
  follows: z.string().optional(),
  expiresAt: z.number().optional(),
  /** When it was written, as a UTC instant; what earlier releases wrote has none. */
  briefedAt: z.string().optional(),
};

const LiveBrief = z.object({
  ...common,
  state: z.literal('live'),
  card: Card,
  /** Left out where a list reads only cards. */
  body: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
  articleKey: z.string(),
  contentHash: z.string(),
  /** An article with the same text that came first: a hint, to be checked against the present owner of the text. */
  duplicateOf: z.string().optional(),
  /** Of the article's text, as `signatureOf` makes it; what earlier releases wrote has none, nor have reads of cards. */
  signature: z.instanceof(Uint8Array).optional(),
});
const RejectedBrief = z.object({
  ...common,
  state: z.literal('rejected'),
  articleKey: z.string(),
  rejection: Rejection,
});
const RemovedBrief = z.object({ ...common, state: z.literal('removed') });

const StoredBrief = z.discriminatedUnion('state', [LiveBrief, RejectedBrief, RemovedBrief]);
export type StoredBrief = z.infer<typeof StoredBrief>;
export type LiveBrief = z.infer<typeof LiveBrief>;

/** Attributes that a list reads: all but the body. */
export const CARD_ATTRIBUTES = [
  'briefId',
  'version',
  'uploadId',
  'postings',
  'replaces',
  'expiresAt',
  'state',
  'card',
  'articleKey',
  'contentHash',
  'duplicateOf',
  'rejection',
  'briefedAt',
] as const;

/** Attributes of a list that reads bodies as well; the table bills the whole item in any case. */
export const BODY_ATTRIBUTES = [...CARD_ATTRIBUTES, 'body', 'signature'] as const;

/** What a list looks at, as it is stored where the body is no text: packed, in the attribute `card`. */
const Listed = z.strictObject({
  /** A card without what the item says beside it; it is checked with that. */
  card: z.record(z.string(), z.unknown()),
  /** The sort keys without their end, which is of the brief and its version. */
  postings: z.array(PostingGroup),
});
/** No card and its postings expand to more. */
const MAX_LISTED_BYTES = 256 * 1024;

/** The attributes of a brief that depend on what it says, in as few bytes as can be: each begun KB of an item is billed. */
export function listedAttributes(
  brief: Pick<LiveBrief, 'briefId' | 'version' | 'card' | 'postings' | 'articleKey'>,
): Partial<Item> {
  const { briefId, contentHash, ...card } = brief.card;
  const end = positionEnd(brief);
  const postings = brief.postings.map(({ sk, pks }) => ({ sk: sk.endsWith(end) ? sk.slice(0, -end.length) : sk, pks }));
  const usual = stagedArticleKey(brief.briefId, headVersionOfBrief(brief.version));
  return {
    card: pack(JSON.stringify({ card, postings })),
    ...(brief.articleKey === usual ? {} : { articleKey: brief.articleKey }),
  };
}

/** An item as those of short briefs and of earlier releases are: with its card, postings and the key of its text as attributes. */
function expanded(item: Item): Item {
  const { card: packed, briefId, version, contentHash } = item;
  if (!(packed instanceof Uint8Array)) return item;
  const { card, postings } = Listed.parse(JSON.parse(unpack(packed, MAX_LISTED_BYTES)));
  const end = positionEnd({ briefId: String(briefId), version: String(version) });
  return {
    articleKey: stagedArticleKey(String(briefId), headVersionOfBrief(String(version))),
    postings: postings.map(({ sk, pks }) => ({ sk: sk.includes('#') ? sk : sk + end, pks })),
    ...item,
    card: { ...card, briefId, contentHash },
  };
}

function parseExpanded(item: Item): z.ZodSafeParseResult<StoredBrief> {
  try {
    return StoredBrief.safeParse(expanded(item));
  } catch (cause) {
    throw new CorruptDataError('A stored brief cannot be read.', { file: item.pk, cause });
  }
}

/**
 * The stored brief that an item holds, of this release or an earlier one.
 * @throws CorruptDataError if the item was not written by this store.
 */
export function parseStoredBrief(item: Item): StoredBrief {
  const parsed = parseExpanded(item);
  if (!parsed.success) {
    throw new CorruptDataError('A stored brief does not have the shape of one.', {
      file: item.pk,
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/**
 * The brief itself.
 * @throws CorruptDataError if its body was not read, or cannot be.
 */
export function bodyOf({ briefId, body }: LiveBrief): Brief {
  return decodedBy(decodeBody, briefId, body);
}

/**
 * The brief itself, as `decodeCheckedBody` reads it.
 * @throws CorruptDataError if its body was not read, or cannot be.
 */
export function checkedBodyOf({ briefId, body }: LiveBrief): Brief {
  return decodedBy(decodeCheckedBody, briefId, body);
}

function decodedBy(decode: typeof decodeBody, briefId: string, body: LiveBrief['body']): Brief {
  if (body === undefined) throw new CorruptDataError('A stored brief has no body.', { file: briefId });
  return decode(body);
}

const BriefState = z.object({
  briefId: z.string(),
  version: z.string(),
  state: z.enum(['live', 'rejected', 'removed']),
  rejection: Rejection.optional(),
  contentHash: z.string().optional(),
  duplicateOf: z.string().optional(),
});
export type BriefState = z.infer<typeof BriefState>;

/** Attributes of `BriefState`. */
export const STATE_ATTRIBUTES = ['briefId', 'version', 'state', 'rejection', 'contentHash', 'duplicateOf'] as const;

/**
 * What the status of a file needs of each of its articles.
 * @throws CorruptDataError if the item was not written by this store.
 */
export function parseBriefState(item: Item): BriefState {
  const parsed = BriefState.safeParse(item);
  if (!parsed.success) {
    throw new CorruptDataError('A stored brief does not have the shape of one.', {
      file: item.pk,
      cause: parsed.error,
    });
  }
  return parsed.data;
}

export function groupPostings(keys: readonly ItemKey[]): PostingGroup[] {
  const groups = new Map<string, Set<string>>();
  for (const { pk, sk } of keys) groups.set(sk, (groups.get(sk) ?? new Set()).add(pk));
  return [...groups].map(([sk, pks]) => ({ sk, pks: [...pks] }));
}

export function ungroupPostings(groups: readonly PostingGroup[]): ItemKey[] {
  return groups.flatMap(({ sk, pks }) => pks.map((pk) => ({ pk, sk })));
}

/**
 * The postings that an `upload` posting names as put together with it.
 * @throws CorruptDataError if the item was not written by this store.
 */
export function postingsBeside(item: Item): ItemKey[] {
  const parsed = z.array(PostingGroup).optional().safeParse(item['beside']);
  if (!parsed.success) {
    throw new CorruptDataError('A posting does not have the shape of one.', { file: item.pk, cause: parsed.error });
  }
  return ungroupPostings(parsed.data ?? []);
}

/** Whether a posting is one of those that the brief stored. */
export function hasPosting(stored: StoredBrief, key: ItemKey): boolean {
  return stored.postings.some(({ sk, pks }) => sk === key.sk && pks.includes(key.pk));
}

import { TransientError } from '../errors.ts';
import { briefKey, ownerKey } from './keys.ts';
import { isExpired } from './retention.ts';
import { type LiveBrief, parseStoredBrief } from './stored-brief.ts';
import type { Item, Table } from './table.ts';

/** Which article owns a text: the first to have it, until it has it no more. */

const ATTEMPTS = 10;
/** The owner of a text that was given up; no article has this id. */
const NOBODY = 'nobody';

/** The owner that an item names. */
export function ownerOf(item: Item): string {
  return String(item['owner']);
}

async function isLiveWith(table: Table, briefId: string, contentHash: string, now: number): Promise<boolean> {
  const item = await table.get(briefKey(briefId));
  if (item === undefined) return false;
  const stored = parseStoredBrief(item);
  return stored.state === 'live' && stored.contentHash === contentHash && !isExpired(stored.expiresAt, now);
}

function claimOf({ briefId, version }: Pick<OwnedText, 'briefId' | 'version'>): string {
  return `${briefId} ${version}`;
}

/**
 * Claims a text for a brief that was just put. Each version of the owner claims it anew, which changes `claim`: so an owner
 * that has its text again is not taken over by one that looked while it had another.
 * @returns the brief that has it instead, or undefined.
 */
async function claimText(table: Table, stored: LiveBrief, now: number): Promise<string | undefined> {
  const { briefId, contentHash, expiresAt } = stored;
  const claim = claimOf(stored);
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  const item: Item = { ...ownerKey(contentHash), owner: briefId, claim, ...expiry };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await table.putIf(item, { kind: 'absent' })) return undefined;
    const present = await table.get(ownerKey(contentHash));
    if (present === undefined) continue;
    const owner = ownerOf(present);
    const { claim: seen } = present;
    if (owner === briefId && typeof seen === 'string' && seen >= claim) return undefined;
    if (owner !== briefId && (await isLiveWith(table, owner, contentHash, now))) return owner;
    const asSeen =
      typeof seen === 'string' ? { attribute: 'claim', value: seen } : { attribute: 'owner', value: owner };
    if (await table.putIf(item, { kind: 'equals', ...asSeen })) return undefined;
  }
  throw new TransientError('The owner of a text kept changing while it was claimed.', {
    file: ownerKey(contentHash).pk,
  });
}

/** One version of a brief, and its text. */
export interface OwnedText {
  readonly briefId: string;
  readonly version: string;
  readonly contentHash: string;
}

/**
 * Gives up a text, if that version claimed it last: the next to have it may claim it. The port has no conditional deletion,
 * so the item names nobody from now on, and expires.
 */
export async function disown(table: Table, text: OwnedText, now: number): Promise<void> {
  await table.update(
    ownerKey(text.contentHash),
    { set: { owner: NOBODY, claim: NOBODY, expiresAt: Math.floor(now / 1000) } },
    { kind: 'equals', attribute: 'claim', value: claimOf(text) },
  );
}

/**
 * Claims a brief's text, and notes on the brief whose copy it is, if another article has the text. The note is a hint:
 * lists check it against the owner that they find.
 * @returns the article that it is a copy of, or undefined.
 */
export async function claimContent(table: Table, stored: LiveBrief, now: number): Promise<string | undefined> {
  const original = await claimText(table, stored, now);
  if (original !== stored.duplicateOf) {
    await table.update(
      briefKey(stored.briefId),
      original === undefined ? { remove: ['duplicateOf'] } : { set: { duplicateOf: original } },
      { kind: 'equals', attribute: 'version', value: stored.version },
    );
  }
  return original;
}

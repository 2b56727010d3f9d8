import type { Mail } from '../core/alerts/alert-mail.ts';
import { TransientError } from '../core/errors.ts';
import { type Digest, unreadIdOf } from '../core/ledger/digest.ts';
import type { DigestQuery } from '../core/ledger/read-digest.ts';
import { writeDigestMail } from '../core/render/digest-mail.ts';
import type { SentDigest, SentDigests } from '../core/store/sent-digest.ts';

const DAY_MS = 86_400_000;
/** What the first digest tells of. */
const FIRST_MS = DAY_MS;
/** What one digest tells of at most, where none was sent for longer. */
const LONGEST_MS = 7 * DAY_MS;
/**
 * How far behind the last digest lines and refusals are read again: an article counts as known from its receipt, and may be
 * briefed or refused later, as after an outage. What was told is left out.
 */
const OVERLAP_MS = DAY_MS / 4;
/** Told lines and refusals that are remembered: those of a busy night, several times over. */
const MOST_TOLD = 2_000;
/** The time of a claim that is none any more. */
const RELEASED = new Date(0).toISOString();

export interface DigestParts {
  readonly sent: Pick<SentDigests, 'last' | 'write'>;
  readDigest(query: Omit<DigestQuery, 'watchId'>): Promise<Digest>;
  send(mail: Mail): Promise<void>;
  /** The time zone that the digest is read in, and the address of the reader that its links lead to. */
  readonly timeZone: string;
  readonly base: string;
  /** After how long a run that claimed a digest is over, whatever became of it: the function's time-out. */
  readonly timeoutMs: number;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What came of it. `repeated`: it was sent before. `superseded`: a later one was. */
export type DigestOutcome = 'sent' | 'repeated' | 'superseded';

const before = (time: string, ms: number): string => new Date(Date.parse(time) - ms).toISOString();
const latest = (a: string, b: string): string => (a > b ? a : b);

/**
 * Sends the digest of one scheduled time, once: it is claimed before and marked after. A run that ends in between is
 * repeated by the next one for the same time, so that the digest may come twice, but is not lost.
 * @param scheduledFor a UTC instant of 24 characters.
 * @throws TransientError where another run is sending it now, and what the parts throw.
 */
export async function sendDigest(scheduledFor: string, parts: DigestParts): Promise<DigestOutcome> {
  const { sent, timeoutMs, now } = parts;
  const last = await sent.last();
  if (last !== undefined && last.scheduledFor > scheduledFor) return 'superseded';
  if (last?.scheduledFor === scheduledFor) {
    if (last.isSent) return 'repeated';
    if (now() - Date.parse(last.claimedAt) < timeoutMs) throw beingSent();
  }
  const claim: SentDigest = {
    scheduledFor,
    claimedAt: new Date(now()).toISOString(),
    isSent: false,
    sentUntil: last?.sentUntil ?? null,
    told: last?.told ?? {},
  };
  if (!(await sent.write(claim, last))) throw beingSent();

  const until = scheduledFor;
  const since = latest(claim.sentUntil ?? before(until, FIRST_MS), before(until, LONGEST_MS));
  const told = { from: before(since, OVERLAP_MS), ids: new Set(Object.keys(claim.told)) };
  let digest: Digest;
  try {
    digest = await parts.readDigest({ since, until, ...(claim.sentUntil === null ? {} : { told }) });
    await parts.send(writeDigestMail(digest, dayIn(scheduledFor, parts.timeZone), parts.base));
  } catch (error) {
    // The next run need not wait; where this fails as well, it does.
    await sent.write({ ...claim, claimedAt: RELEASED }, claim).catch(() => false);
    throw error;
  }
  await sent.write({ ...claim, isSent: true, sentUntil: until, told: toldUntil(until, claim.told, digest) }, claim);
  return 'sent';
}

/** The lines and refusals that the next digest reads again, and that have been told now. */
function toldUntil(
  until: string,
  earlier: SentDigest['told'],
  { sections, quiet, unread }: Digest,
): SentDigest['told'] {
  const lines = [
    ...sections.flatMap(({ items }) => items.flatMap((item) => item.lines)),
    ...quiet.map(({ line }) => line),
  ];
  const now = [
    ...lines.map(({ id, knownAt }) => [id, knownAt]),
    ...unread.items.map((item) => [unreadIdOf(item), item.receivedAt]),
  ];
  const all: SentDigest['told'] = { ...earlier, ...Object.fromEntries(now) };
  const again = Object.entries(all).filter(([, knownAt]) => knownAt > before(until, OVERLAP_MS));
  return Object.fromEntries(again.slice(-MOST_TOLD));
}

function beingSent(): TransientError {
  return new TransientError('Another run is sending this digest.');
}

/** The day of an instant where the digest is read: `2026-03-04`. */
function dayIn(time: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const of = Object.fromEntries(parts.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
  return `${of['year']}-${of['month']}-${of['day']}`;
}

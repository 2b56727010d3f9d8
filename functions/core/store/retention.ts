import { receivedMs } from './sort-time.ts';

const DAY_MS = 86_400_000;

/**
 * Days that a tombstone lives at least: longer than a message can wait in a source queue (7) and then in its dead-letter
 * queue (14), so that nothing removed comes back by a late delivery.
 */
const TOMBSTONE_DAYS = 30;

/** Days that a rejection is found by its receipt, where nothing expires sooner: what could not be read is told of while it is news. */
const REJECTION_DAYS = 90;

const inDays = (now: number, days: number): number => Math.ceil((now + days * DAY_MS) / 1000);

/** When the posting of a rejection expires that itself does not, in seconds since the epoch. `now` is in milliseconds. */
export function rejectionExpiresAt(now: number): number {
  return inDays(now, REJECTION_DAYS);
}

/**
 * When a version expires that is replaced now, in seconds since the epoch; undefined for never.
 * @param expiresAt of its brief, which it never outlives.
 * @param days that replaced versions are kept; undefined keeps them as long as their brief.
 * @param now milliseconds since the epoch.
 */
export function versionExpiresAt(
  expiresAt: number | undefined,
  days: number | undefined,
  now: number,
): number | undefined {
  if (days === undefined) return expiresAt;
  return Math.min(expiresAt ?? Number.POSITIVE_INFINITY, inDays(now, days));
}

/** How long things are kept: the same for a brief, its postings, its head and its staged object. */
export class Retention {
  readonly #days: number | undefined;

  /** @param days undefined keeps everything. */
  constructor(days: number | undefined) {
    this.#days = days;
  }

  /** When what was received then expires, in seconds since the epoch; undefined for never. */
  expiresAt(receivedAt: string | null): number | undefined {
    if (this.#days === undefined) return undefined;
    return Math.ceil((receivedMs(receivedAt) + this.#days * DAY_MS) / 1000);
  }

  /** As `expiresAt`, for what must outlive late deliveries. `now` is in milliseconds. */
  tombstoneExpiresAt(receivedAt: string | null, now: number): number | undefined {
    const expiry = this.expiresAt(receivedAt);
    return expiry === undefined ? undefined : Math.max(expiry, inDays(now, TOMBSTONE_DAYS));
  }
}

/** Whether an expiry (seconds) is past at `now` (milliseconds). The table deletes late, so readers ask this. */
export function isExpired(expiresAt: number | undefined, now: number): boolean {
  return expiresAt !== undefined && expiresAt * 1000 <= now;
}

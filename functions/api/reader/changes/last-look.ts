/** Since when a reader has not looked. The browser keeps it, for each watch, and nobody else. */

const DAY_MS = 86_400_000;
/** As far back as the API tells. */
const MOST_DAYS = 366;
const LOOKED = 'precis.looked';
const WATCH = 'precis.watch';

/** How much the clocks of the API and of the browser may differ. */
const CLOCKS_DIFFER_MS = DAY_MS;

/**
 * The instant from which on something is new to a reader.
 * @param stored what was kept of the last look; whatever is no such instant counts for nothing.
 * @param now milliseconds since the epoch.
 * @returns a UTC instant: the last look, or 24 hours ago.
 */
export function sinceOf(stored: string | null, now: number): string {
  const looked = stored !== null && /^\d{4}-.*Z$/.test(stored) ? Date.parse(stored) : Number.NaN;
  const isUsable = looked < now + CLOCKS_DIFFER_MS && looked > now - MOST_DAYS * DAY_MS;
  return new Date(isUsable ? looked : now - DAY_MS).toISOString();
}

function keyOf(watchId: string | undefined): string {
  return watchId === undefined ? LOOKED : `${LOOKED}.${watchId}`;
}

/**
 * Since when this tab tells what changed: since the last look before it was opened, so that to load the page anew takes
 * nothing away.
 */
export function sinceLastLook(watchId: string | undefined, now: number): string {
  const key = keyOf(watchId);
  const since = sinceOf(sessionStorage.getItem(key) ?? localStorage.getItem(key), now);
  sessionStorage.setItem(key, since);
  return since;
}

/** Keeps that somebody looked at what was known until then; the next tab begins there. */
export function keepLook(watchId: string | undefined, until: string): void {
  localStorage.setItem(keyOf(watchId), until);
}

/** Begins anew here: all that was known until then has been seen. */
export function setSeen(watchId: string | undefined, until: string): void {
  keepLook(watchId, until);
  sessionStorage.setItem(keyOf(watchId), until);
}

/** The watch that was looked at last. */
export function lastWatch(): string | undefined {
  return localStorage.getItem(WATCH) ?? undefined;
}

export function keepWatch(watchId: string | undefined): void {
  if (watchId === undefined) localStorage.removeItem(WATCH);
  else localStorage.setItem(WATCH, watchId);
}

import { stemOf } from './item-words.ts';

/** Words of who goes against what another has decided. */
const AGAINST: ReadonlySet<string> = new Set(
  'appeal challenge annul annulment overturn quash lawsuit suit sue sued suing'.split(' ').map(stemOf),
);
/** What is appealed for is not appealed against. */
const APPEAL_FOR = /\bappeal(?:s|ed|ing)? (?:for|to)\b/i;

/**
 * Whether a measure is directed against another. Who goes to court against an order, and who decides on that, is of another
 * thread than the order.
 */
export function isChallenge(words: Iterable<string>, quote: string): boolean {
  for (const word of words) if (AGAINST.has(word)) return !APPEAL_FOR.test(quote);
  return false;
}

import type { Evidence } from '../../core/brief.ts';
import { isVerbatim } from '../../core/evidence.ts';
import { sentenceEndsIn } from './surroundings.ts';

/** The longest quote in code units, and the most sentences that one may go on into: two where an abbreviation or a heading looks like an end. */
const LONGEST_QUOTE = 1500;
const MOST_SENTENCE_ENDS = 1;

/** Scripts that part words by spaces; in others a word has no edges that one could see. */
const LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{N}\u00ad]/u;
const TURNING_PREFIX = /(?<!\p{L})(?:non|un|anti|ex|semi|quasi|pseudo|half|counter)-$/iu;

const LETTER_BEFORE = /\p{L}$/u;
const NOT_AFTER = /^['’]t(?!\p{L})/iu;
const NUMBER_BEFORE = /\p{N}$/u;
const NUMBER_AFTER = /^\p{N}/u;
const NUMBER_GOES_ON = /^[.,:/–-]\p{N}/u;
const NUMBER_OPEN = /(?:[-−]|\p{N}[.,:/–])$/u;
const SURROGATE = /\p{Surrogate}/u;

/** Whether a word or number goes on over an edge: "un|likely", "1,|200", "can|’t", "non-|violent". */
function cutsAWord(before: string, after: string): boolean {
  const last = [...before].at(-1) ?? '';
  const next = [...after][0] ?? '';
  if (LETTER.test(last) && LETTER.test(next)) return true;
  if (LETTER_BEFORE.test(before) && NOT_AFTER.test(after)) return true;
  if (TURNING_PREFIX.test(before)) return true;
  if (NUMBER_AFTER.test(after)) return NUMBER_OPEN.test(before);
  return NUMBER_BEFORE.test(before) && NUMBER_GOES_ON.test(after);
}

/**
 * Whether a piece of evidence may be shown as a quote: it is the text between its offsets, in whole words, within
 * a paragraph and two sentences. Half a word can say the opposite of it, and a quote of a whole page would support anything.
 */
export function isQuotable(text: string, evidence: Evidence): boolean {
  const { quote, start, end } = evidence;
  if (!isVerbatim(text, evidence) || quote.trim() === '' || SURROGATE.test(quote)) return false;
  if (quote.length > LONGEST_QUOTE || /\n\s*\n/.test(quote.trim())) return false;
  if (sentenceEndsIn(quote) > MOST_SENTENCE_ENDS) return false;
  const around = 16;
  return (
    !cutsAWord(text.slice(Math.max(0, start - around), start), quote.slice(0, around)) &&
    !cutsAWord(quote.slice(-around), text.slice(end, end + around))
  );
}

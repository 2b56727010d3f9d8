import { isLight, meansTheSame } from './allowed-words.ts';
import { type CueClass, cueAt, isSaying, KEPT } from './cues.ts';
import type { Reading } from './reading.ts';
import type { Grounds } from './support.ts';
import type { Word } from './words.ts';

/** The words that a cue governs: up to the end of its clause, at most eight. */
function governed(words: readonly Word[], index: number): Word[] {
  const found: Word[] = [];
  // "no longer takes part"
  const first = words[index]?.lower === 'no' && words[index + 1]?.lower === 'longer' ? index + 2 : index + 1;
  for (let at = first; at < words.length && at <= index + 8; at++) {
    const word = words[at];
    if (word === undefined || /[,;:—–]/.test(word.before)) break;
    if (word.lower === 'but' || word.lower === 'while' || word.lower === 'although') break;
    if (!isLight(word.lower, word.stem) && cueAt(words, at) === undefined && !isSaying(word)) found.push(word);
  }
  return found;
}

/** Whether a text repeats what a cue governs: its first word of meaning, or two of the others. */
function repeats(written: Reading, words: readonly Word[]): boolean {
  const has = (word: Word): boolean =>
    written.stems.has(word.stem) || written.words.some((other) => meansTheSame(other.stem, word.stem));
  const [first] = words;
  return (first !== undefined && has(first)) || words.filter(has).length >= 2;
}

/** Whether one of some cues of a text governs the same as a cue of another text: the first word of one is among the other's. */
function governsAlike(words: readonly Word[], places: readonly number[], other: readonly Word[]): boolean {
  const among = (word: Word | undefined, list: readonly Word[]): boolean =>
    word === undefined || list.some((one) => meansTheSame(one.stem, word.stem));
  return places.some((place) => {
    const own = governed(words, place);
    return among(own[0], other) || among(other[0], own);
  });
}

/** Whether a text repeats what a cue of its quotes governs, and not the cue. */
export function lostCue(written: Reading, quotes: readonly Reading[], grounds: Grounds): boolean {
  const own = written.cues;
  for (const cue of grounds.governors ?? []) {
    if (grounds.form === 'phrase' && cue !== 'negation') continue;
    if (!own.has(cue) && !grounds.shown.has(cue)) return true;
  }
  for (const quote of quotes) {
    for (const [cue, places] of quote.cues) {
      if (!KEPT.has(cue) || grounds.shown.has(cue)) continue;
      if (grounds.form === 'phrase' && cue !== 'negation' && cue !== 'refusal') continue;
      if (cue === 'condition' && grounds.form === 'claim' && !own.has(cue)) return true;
      const lost = places.some((place) => {
        const under = governed(quote.words, place);
        return repeats(written, under) && !governsAlike(written.words, own.get(cue) ?? [], under);
      });
      if (lost || (cue === 'negation' && fewerNegations(written, own, quote, places))) return true;
    }
  }
  return false;
}

/** Whether a text negates less often than a quote does what the text repeats: "not … without" is no "without". */
function fewerNegations(
  written: Reading,
  own: ReadonlyMap<CueClass, readonly number[]>,
  quote: Reading,
  places: readonly number[],
): boolean {
  const repeated = places.filter((place) => {
    // "neither … nor" negates once.
    if (quote.words[place]?.lower === 'nor') return false;
    return repeats(written, governed(quote.words, place));
  });
  return repeated.length > (own.get('negation')?.length ?? 0);
}

/** Whether a cue of a text is one of its quotes: of the same class, and over a word that it governs there too. */
export function isCueOfQuotes(written: Reading, index: number, cue: CueClass, quotes: readonly Reading[]): boolean {
  const own = governed(written.words, index);
  return quotes.some((quote) => governsAlike(quote.words, quote.cues.get(cue) ?? [], own));
}

/** Whether a text repeats what somebody says in its quotes, and not that somebody says it. */
export function lostAttribution(written: Reading, quotes: readonly Reading[], grounds: Grounds): boolean {
  if (grounds.attributed || grounds.form === 'phrase' || written.words.some(isSaying)) return false;
  return quotes.some((quote) =>
    quote.words.some((word, index) => {
      if (!isSaying(word)) return false;
      // "a protest note sent by Norland": somebody notes only "that" something is so.
      if (/^notes?$/.test(word.lower) && quote.words[index + 1]?.lower !== 'that') return false;
      // "…, Olin said" governs what stands before it.
      const after = governed(quote.words, index);
      const closing = quote.words.length - index <= 4;
      const before = closing ? quote.words.slice(0, index).filter((other) => !isLight(other.lower, other.stem)) : [];
      return repeats(written, after) || repeats(written, before.slice(-8));
    }),
  );
}

/** How many negations some readings hold. */
export function negationsIn(readings: readonly Reading[]): number {
  return readings.reduce((sum, reading) => sum + (reading.cues.get('negation')?.length ?? 0), 0);
}

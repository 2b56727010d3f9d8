import { isConnective, isLight, meansTheSame } from './allowed-words.ts';
import { APPROXIMATORS, type CueClass, cueAt, isSaying, KEPT } from './cues.ts';
import type { PartyForms } from './party-names.ts';
import { stateCalled } from './state-names.ts';
import { plainOf, type Word, wordsOf } from './words.ts';

/** Why a written text says more, or something else, than its quotes. */
export type Failure = 'empty' | 'number' | 'name' | 'word' | 'cue' | 'lost-cue' | 'lost-attribution' | 'roles';

/** What a written text may rest on. */
export interface Grounds {
  quotes: readonly string[];
  /** Parties that the quotes name or are known to speak of: their names may be written. */
  parties: readonly PartyForms[];
  /** Cues that are shown beside the text (by its status, state or likelihood), and so are not lost where it lacks them. */
  shown: ReadonlySet<CueClass>;
  /** Words that may be written because the item's status or state says them. */
  licensed?: ReadonlySet<string>;
  /** Cues that govern the quotes from outside. */
  governors?: ReadonlySet<CueClass>;
  /** Whether the source is shown beside the text. */
  attributed: boolean;
  /** A claim must keep cues and attribution; a phrase names a thing and only may not turn it round. */
  form: 'claim' | 'phrase';
}

interface Reading {
  words: Word[];
  plain: string;
  stems: Set<string>;
  values: Set<number>;
}

function read(text: string): Reading {
  const words = wordsOf(text);
  return {
    words,
    plain: words.map((word) => word.lower).join(' '),
    stems: new Set(words.map((word) => word.stem)),
    values: new Set(words.flatMap((word) => (word.value === undefined ? [] : [word.value]))),
  };
}

/** Classes whose words differ in form alone; of the others ("hopes", "decides") the very word must be in a quote. */
const INTERCHANGEABLE: ReadonlySet<CueClass> = new Set<CueClass>(['negation', 'possibility', 'future']);

/** Readings of quotes recur within one article; the cache lives as long as the call of `gate` that made it. */
export type Readings = Map<string, Reading>;

function readOnce(text: string, readings: Readings): Reading {
  const known = readings.get(text);
  if (known !== undefined) return known;
  const reading = read(text);
  readings.set(text, reading);
  return reading;
}

/** Marks the words that stand in one of the forms of a party. */
function nameWords(words: readonly Word[], parties: readonly PartyForms[]): Set<number> {
  const marked = new Set<number>();
  for (const { plain } of parties) {
    for (const form of plain) {
      const parts = form.split(' ');
      for (let at = 0; at + parts.length <= words.length; at++) {
        if (!parts.every((part, offset) => words[at + offset]?.lower === part)) continue;
        for (let offset = 0; offset < parts.length; offset++) marked.add(at + offset);
      }
    }
  }
  return marked;
}

function sameState(word: Word, quotes: readonly Reading[]): boolean {
  const code = word.capital ? stateCalled(word.text) : undefined;
  return (
    code !== undefined &&
    quotes.some((quote) => quote.words.some((other) => other.capital && stateCalled(other.text) === code))
  );
}

/** Words long enough that one in lower case and one capitalised are the same word. */
const LONG_WORD = 6;

function inQuotes(word: Word, quotes: readonly Reading[]): boolean {
  const proper = word.capital && !word.opening;
  return quotes.some((quote) => {
    if (!proper && quote.stems.has(word.stem)) return true;
    return quote.words.some((other) => {
      if (proper) {
        const alike = other.lower === word.lower || other.stem === word.stem;
        return alike && (other.capital || word.lower.length >= LONG_WORD);
      }
      return meansTheSame(word.stem, other.stem);
    });
  });
}

/** The number's own thing: the next words that carry meaning. */
function countedBy(words: readonly Word[], index: number, reach: number): Set<string> {
  const found = new Set<string>();
  for (let at = index - reach; at <= index + reach; at++) {
    const word = words[at];
    if (at !== index && word !== undefined && !isConnective(word.lower, word.stem)) found.add(word.stem);
  }
  return found;
}

function approximated(words: readonly Word[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some((word) => APPROXIMATORS.has(word.lower));
}

function numberFails(written: Reading, quotes: readonly Reading[]): boolean {
  return written.words.some((word, index) => {
    if (word.value === undefined || word.lower === 'one' || word.lower === 'first') return false;
    const next = written.words.slice(index + 1, index + 3).find((other) => !isConnective(other.lower, other.stem));
    return !quotes.some((quote) =>
      quote.words.some((other, at) => {
        if (other.value !== word.value) return false;
        if (approximated(quote.words, at) && !approximated(written.words, index)) return false;
        const near = countedBy(quote.words, at, 5);
        return next === undefined || next.value !== undefined || !quote.stems.has(next.stem) || near.has(next.stem);
      }),
    );
  });
}

/** The words that a cue governs: up to the end of its clause, at most eight. */
function governed(words: readonly Word[], index: number): Word[] {
  const found: Word[] = [];
  for (let at = index + 1; at < words.length && at <= index + 8; at++) {
    const word = words[at];
    if (word === undefined || /[,;:—–]/.test(word.before)) break;
    if (word.lower === 'but' || word.lower === 'while' || word.lower === 'although') break;
    if (!isLight(word.lower, word.stem) && cueAt(words, at) === undefined && !isSaying(word)) found.push(word);
  }
  return found;
}

function cuesOf(reading: Reading): Map<CueClass, number[]> {
  const found = new Map<CueClass, number[]>();
  for (let index = 0; index < reading.words.length; index++) {
    const cue = cueAt(reading.words, index);
    if (cue !== undefined) found.set(cue, [...(found.get(cue) ?? []), index]);
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

function lostCue(written: Reading, quotes: readonly Reading[], grounds: Grounds): boolean {
  const own = cuesOf(written);
  const missing = (cue: CueClass): boolean => !own.has(cue) && !grounds.shown.has(cue);
  for (const cue of grounds.governors ?? []) {
    if (grounds.form === 'phrase' && cue !== 'negation') continue;
    if (missing(cue)) return true;
  }
  for (const quote of quotes) {
    for (const [cue, places] of cuesOf(quote)) {
      if (!KEPT.has(cue) || !missing(cue)) continue;
      if (grounds.form === 'phrase' && cue !== 'negation' && cue !== 'refusal') continue;
      if (cue === 'condition' && grounds.form === 'claim') return true;
      if (places.some((place) => repeats(written, governed(quote.words, place)))) return true;
    }
  }
  return false;
}

function lostAttribution(written: Reading, quotes: readonly Reading[], grounds: Grounds): boolean {
  if (grounds.attributed || grounds.form === 'phrase' || written.words.some(isSaying)) return false;
  return quotes.some((quote) =>
    quote.words.some((word, index) => {
      if (!isSaying(word)) return false;
      // "…, Olin said" governs what stands before it.
      const after = governed(quote.words, index);
      const closing = quote.words.length - index <= 4;
      const before = closing ? quote.words.slice(0, index).filter((other) => !isLight(other.lower, other.stem)) : [];
      return repeats(written, after) || repeats(written, before.slice(-8));
    }),
  );
}

/** Where a party is named in a reading: index of the first word of its first and only mention. */
function placeOf(reading: Reading, forms: PartyForms): number | undefined {
  const marked = [...nameWords(reading.words, [forms])].sort((a, b) => a - b);
  const starts = marked.filter((index) => !marked.includes(index - 1));
  return starts.length === 1 ? starts[0] : undefined;
}

function passiveBefore(reading: Reading, place: number): boolean {
  return reading.words.slice(Math.max(0, place - 3), place).some((word) => word.lower === 'by');
}

/** Whether two parties have changed sides of a verb: "A strikes B" written for "B strikes A". */
function swapped(written: Reading, quotes: readonly Reading[], parties: readonly PartyForms[]): boolean {
  for (const quote of quotes) {
    const both = parties.flatMap((forms) => {
      const here = placeOf(written, forms);
      const there = placeOf(quote, forms);
      return here === undefined || there === undefined ? [] : [{ here, there }];
    });
    for (const one of both) {
      for (const other of both) {
        if (one.here >= other.here || one.there <= other.there) continue;
        // `one` comes first here and last there: the same only if one of the two is passive.
        const passives = Number(passiveBefore(written, other.here)) + Number(passiveBefore(quote, one.there));
        const between = written.words.slice(one.here + 1, other.here).filter((word) => !isLight(word.lower, word.stem));
        const bridge = quote.words.slice(other.there + 1, one.there);
        const shared = between.some((word) => bridge.some((last) => meansTheSame(word.stem, last.stem)));
        if (shared && passives !== 1) return true;
      }
    }
  }
  return false;
}

/**
 * Checks that a written text says no more than its quotes, and turns nothing of them round.
 * Numbers (in digits or words), names, dates, negations, modals and hedges of the text are in its quotes or belong to
 * a party named there; its other words are in the quotes, in a closed list of connectives, or stand in one group of
 * synonyms with a word of them; what the quotes negate, hedge or attribute stays so.
 * @returns the first failure, or undefined if the text is supported.
 */
export function failureOf(text: string, grounds: Grounds, readings: Readings = new Map()): Failure | undefined {
  const written = read(text);
  if (written.words.length === 0) return 'empty';
  const quotes = grounds.quotes.map((quote) => readOnce(quote, readings));
  if (numberFails(written, quotes)) return 'number';
  const marked = nameWords(written.words, grounds.parties);
  for (const [index, word] of written.words.entries()) {
    if (marked.has(index) || word.value !== undefined) continue;
    const cue = cueAt(written.words, index);
    if (cue !== undefined) {
      const kept =
        grounds.shown.has(cue) ||
        grounds.governors?.has(cue) === true ||
        quotes.some((quote) => cuesOf(quote).has(cue));
      if (!kept) return 'cue';
      if (INTERCHANGEABLE.has(cue)) continue;
    }
    const proper = word.capital && !word.opening;
    if (!proper && (isLight(word.lower, word.stem) || grounds.licensed?.has(word.stem) === true)) continue;
    if (inQuotes(word, quotes) || sameState(word, quotes)) continue;
    return proper || (word.capital && stateCalled(word.text) !== undefined) ? 'name' : 'word';
  }
  if (lostCue(written, quotes, grounds)) return 'lost-cue';
  if (lostAttribution(written, quotes, grounds)) return 'lost-attribution';
  return swapped(written, quotes, grounds.parties) ? 'roles' : undefined;
}

/** Whether a text is a stretch of another, punctuation and the case of letters aside. */
export function isStretchOf(text: string, whole: string): boolean {
  const plain = plainOf(text);
  return plain !== '' && ` ${plainOf(whole)} `.includes(` ${plain} `);
}

import { hasSynonyms, isConnective, isFree, meansTheSame } from './allowed-words.ts';
import { APPROXIMATORS, type CueClass, cueAt } from './cues.ts';
import { isCueOfQuotes, lostAttribution, lostCue, negationsIn } from './kept-cues.ts';
import { tellsWhole } from './parts.ts';
import { holds, type PartyForms } from './party-names.ts';
import { nameWords, type Reading, Source } from './reading.ts';
import { stateCalled } from './state-names.ts';
import { unitFails } from './units.ts';
import { changesSides } from './word-order.ts';
import type { Word } from './words.ts';

/** Why a written text says more, or something else, than its quotes. */
export type Failure = 'empty' | 'number' | 'part' | 'name' | 'word' | 'cue' | 'lost-cue' | 'lost-attribution' | 'roles';

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
  /**
   * A claim must keep cues, attribution and sides; a phrase may not turn its part round; a name of a thing, place or
   * measure only must be there.
   */
  form: 'claim' | 'phrase' | 'name';
}

/** Classes whose words differ in form alone; of the others ("hopes", "decides") the very word must be in a quote. */
const INTERCHANGEABLE: ReadonlySet<CueClass> = new Set<CueClass>(['negation', 'possibility', 'future']);

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
    if (!proper && !hasSynonyms(word.stem)) return false;
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

/** Whether a quantity is only about right: "up to ten"; "under the 1974 truce" is none. */
function approximated(words: readonly Word[], index: number): boolean {
  const before = words.slice(Math.max(0, index - 3), index);
  const determiner = before.findLastIndex((word) => /^(?:the|its|their|this|that|these|last|next)$/.test(word.lower));
  return before.slice(determiner + 1).some((word) => APPROXIMATORS.has(word.lower));
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

/**
 * Checks that a written text says no more than its quotes, and turns nothing of them round.
 * Numbers (in digits or words), names, dates, negations, modals and hedges of the text are in its quotes or belong to
 * a party named there; its other words are in the quotes, in a closed list of connectives, or stand in one group of
 * synonyms with a word of them; what the quotes negate, hedge or attribute stays so.
 * @returns the first failure, or undefined if the text is supported.
 */
export function failureOf(text: string, grounds: Grounds, source = new Source()): Failure | undefined {
  const written = source.read(text);
  if (written.words.length === 0) return 'empty';
  const quotes = grounds.quotes.map((quote) => source.read(quote));
  if (numberFails(written, quotes) || unitFails(text, grounds.quotes)) return 'number';
  if (grounds.form === 'claim' && tellsWhole(written, quotes)) return 'part';
  const marked = nameWords(written.words, grounds.parties);
  for (const [index, word] of written.words.entries()) {
    if (marked.has(index) || word.value !== undefined) continue;
    const cue = cueAt(written.words, index);
    if (cue !== undefined) {
      const kept =
        grounds.licensed?.has(word.stem) === true ||
        (grounds.form !== 'claim' && grounds.shown.has(cue)) ||
        grounds.governors?.has(cue) === true ||
        isCueOfQuotes(written, index, cue, quotes);
      if (!kept) return 'cue';
      if (INTERCHANGEABLE.has(cue)) continue;
    }
    const proper = word.capital && !word.opening;
    if (!proper && (isFree(word.lower, word.stem) || grounds.licensed?.has(word.stem) === true)) continue;
    if (inQuotes(word, quotes) || sameState(word, quotes)) continue;
    return proper || (word.capital && stateCalled(word.text) !== undefined) ? 'name' : 'word';
  }
  if (grounds.form === 'name') return undefined;
  if (negationsIn([written]) > negationsIn(quotes) + (grounds.governors?.has('negation') === true ? 1 : 0))
    return 'cue';
  if (lostCue(written, quotes, grounds)) return 'lost-cue';
  if (lostAttribution(written, quotes, grounds)) return 'lost-attribution';
  if (grounds.form === 'claim' && changesSides(written, quotes, grounds.parties)) return 'roles';
  return undefined;
}

/** Whether a text is a stretch of another, punctuation and the case of letters aside. */
export function isStretchOf(text: string, whole: string, source = new Source()): boolean {
  const plain = source.plain(text);
  return holds(source.plain(whole), plain);
}

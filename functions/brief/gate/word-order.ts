import { isLight, meansTheSame } from './allowed-words.ts';
import type { PartyForms } from './party-names.ts';
import { nameWords, type Reading } from './reading.ts';
import type { Word } from './words.ts';

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

interface Placed {
  word: Word;
  place: number;
}

/** The words of meaning that a reading has once. */
function onceIn(reading: Reading): Placed[] {
  const placed = reading.words.flatMap((word, place) => (isLight(word.lower, word.stem) ? [] : [{ word, place }]));
  const counts = new Map<string, number>();
  for (const { word } of placed) counts.set(word.stem, (counts.get(word.stem) ?? 0) + 1);
  return placed.filter(({ word }) => counts.get(word.stem) === 1);
}

/** Whether two nouns that need not be parties have changed sides of a word: "police block drivers" for "drivers block police". */
function exchanged(written: Reading, quotes: readonly Reading[]): boolean {
  const own = onceIn(written);
  return quotes.some((quote) => {
    const places = new Map(onceIn(quote).map(({ word, place }) => [word.stem, place]));
    const both = own.flatMap(({ word, place }) => {
      const there = places.get(word.stem);
      return there === undefined ? [] : [{ here: place, there }];
    });
    return both.some((one, index) =>
      both.slice(index + 2).some((other, gap) => {
        if (one.there <= other.there) return false;
        const between = both.slice(index + 1, index + 2 + gap);
        if (!between.some(({ there }) => there > other.there && there < one.there)) return false;
        return Number(passiveBefore(written, other.here)) + Number(passiveBefore(quote, one.there)) !== 1;
      }),
    );
  });
}

const DIRECTION = /^(?:from|to|against|into|toward|towards|by)$/;
const SUBJECT = 'subject';
const BEFORE_NAME = /^(?:the|a|an|its|their|president|prime|minister|foreign)$/;

/** The preposition of direction under which a name stands, or ''. */
function directionOf(words: readonly Word[], index: number): string {
  for (let at = index - 1; at >= 0 && at >= index - 4; at--) {
    const word = words[at];
    if (word === undefined || /[,;:—–]/.test(words[at + 1]?.before ?? '')) return '';
    if (DIRECTION.test(word.lower)) return word.lower;
    if (!word.capital && !BEFORE_NAME.test(word.lower)) return '';
  }
  return '';
}

/** Whether a name stands under another preposition of direction than in any quote: "from A to B" for "from B to A". */
function moved(written: Reading, quotes: readonly Reading[], parties: readonly PartyForms[]): boolean {
  const groups = parties.map((forms) => ({
    here: nameWords(written.words, [forms]),
    there: quotes.map((quote) => nameWords(quote.words, [forms])),
  }));
  return written.words.some((word, index) => {
    if (!word.capital || word.value !== undefined) return false;
    const party = groups.find(({ here }) => here.has(index));
    const directions = quotes.flatMap((quote, number) =>
      quote.words.flatMap((other, at) => {
        const same = other.stem === word.stem || party?.there[number]?.has(at) === true;
        return other.capital && same ? [directionOf(quote.words, at) || (at <= 1 ? SUBJECT : '')] : [];
      }),
    );
    if (directions.length === 0) return false;
    const own = directionOf(written.words, index);
    if (own === 'by') return directions.every((one) => DIRECTION.test(one) && one !== 'by');
    if (own !== '') return !directions.includes(own) && !directions.includes('');
    return index <= 1 && directions.every((one) => DIRECTION.test(one) && one !== 'by');
  });
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const word of whole) if (word === part[at]) at++;
  return at === part.length;
}

/** The names of a reading in order, a party by its id, and the other words of meaning in order. */
function sequencesOf(reading: Reading, parties: readonly PartyForms[]): { named: string[]; plain: string[] } {
  const named: string[] = [];
  const plain: string[] = [];
  const marks = parties.map((forms) => ({ id: `@${forms.party.id}`, words: nameWords(reading.words, [forms]) }));
  for (const [index, word] of reading.words.entries()) {
    const party = marks.find(({ words }) => words.has(index));
    if (party !== undefined) {
      if (named.at(-1) !== party.id) named.push(party.id);
    } else if (word.capital && !isLight(word.lower, word.stem)) named.push(word.stem);
    else if (!isLight(word.lower, word.stem)) plain.push(word.stem);
  }
  return { named, plain };
}

/** Whether a text is its quote word for word, with the names in another order. */
function reordered(written: Reading, quotes: readonly Reading[], parties: readonly PartyForms[]): boolean {
  const own = sequencesOf(written, parties);
  if (own.named.length < 2) return false;
  const matching = quotes
    .map((quote) => sequencesOf(quote, parties))
    .filter(({ plain }) => isSubsequence(own.plain, plain));
  const alike = matching.filter(({ named }) => own.named.every((name) => named.includes(name)));
  return alike.length > 0 && alike.every(({ named }) => !isSubsequence(own.named, named));
}

function areTheSame(one: Reading, other: Reading): boolean {
  return (
    one.words.length === other.words.length && one.words.every((word, at) => word.lower === other.words[at]?.lower)
  );
}

/** Whether a text has its quotes' names, and some of them on another side of the act. */
export function changesSides(written: Reading, quotes: readonly Reading[], parties: readonly PartyForms[]): boolean {
  // One quote, word for word, turns nothing round, whatever the others say.
  if (quotes.some((quote) => areTheSame(written, quote))) return false;
  return (
    swapped(written, quotes, parties) ||
    exchanged(written, quotes) ||
    moved(written, quotes, parties) ||
    reordered(written, quotes, parties)
  );
}

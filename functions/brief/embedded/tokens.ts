import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { lookupForm, startsWithCapital } from './canonical.ts';
import { UNNAMED_SOURCES } from './lexicon/sources.ts';
import { IRREGULAR_PASTS } from './lexicon/verb-forms.ts';
import type { Pos, Span, Token } from './model.ts';
import { isCommonWord, type Tagger } from './tagger.ts';

/** A run without white space longer than this is one token: the tagger's time is quadratic in the length of a run. */
const LONGEST_RUN = 256;

/**
 * Cuts one sentence into tokens with lemma and part of speech.
 * @param tag the tagger of the document.
 * @param sentence index that the tokens carry.
 * @param from index of the first token in the document.
 * @returns tokens in order; `text.slice(start, end)` is each one's text, and no two overlap.
 */
export function tokenize(tag: Tagger, text: string, span: Span, sentence: number, from: number): Token[] {
  const surface = text.slice(span.start, span.end);
  const runs = longRuns(surface);
  const { words, offsets } = withoutInvisible(shorten(surface, runs).replace(ODD_SPACE, ' '));
  const { values, tags, lemmas } = tag(words);
  const tokens: Token[] = [];
  let cursor = 0;
  for (const [position, value] of values.entries()) {
    const at = words.indexOf(value, cursor);
    // The tagger drops a byte order mark and some separators; it never adds or changes a character.
    if (at < 0) continue;
    cursor = at + value.length;
    const start = offsets?.[at] ?? at;
    const run = runs.get(start);
    const end = run ?? (offsets?.[cursor - 1] ?? cursor - 1) + 1;
    const own = run === undefined && offsets === undefined ? value : surface.slice(start, end);
    const lower = (run === undefined ? value : own).toLowerCase();
    tokens.push({
      index: from + tokens.length,
      text: own,
      lower,
      form: lookupForm(own),
      capital: startsWithCapital(own),
      lemma: run === undefined ? lemmaOf(lower, String(lemmas[position] ?? own)) : own,
      pos: run === undefined ? (String(tags[position] ?? 'X') as Pos) : 'X',
      sentence,
      start: span.start + start,
      end: span.start + end,
    });
  }
  return readVerbs(tokens);
}

/** Words whose last consonant would be doubled before "ed" and "ing" if no e had been there: "wag|ed" is "wage". */
const UNDOUBLED = /^(\p{L}*[^aeiou][aeiou][bdgmnprt])(?:ed|ing)$/u;

/** The lemma of a word: the tagger's, but "staged" is of "stage", and "cordoned", which it does not know, of "cordon". */
function lemmaOf(word: string, lemma: string): string {
  if (!word.endsWith('ed') && !word.endsWith('ing')) return lemma;
  const stem = UNDOUBLED.exec(word)?.[1];
  if (stem !== undefined && stem === lemma && isCommonWord(`${stem}e`)) return `${stem}e`;
  return lemma === word ? (pastOf(word) ?? lemma) : lemma;
}

const PAST = /^\p{L}{3,}ed$/u;

/** The verb of which a word in "ed" is the past, if it is a word of the language. */
function pastOf(word: string): string | undefined {
  if (!word.endsWith('ed') || !PAST.test(word)) return undefined;
  const stem = word.slice(0, -2);
  const undoubled = /([^aeiou])\1$/.test(stem) ? stem.slice(0, -1) : stem;
  return [`${stem}e`, stem, undoubled].find(isCommonWord);
}

/** Mends what the tagger takes for nouns: verbs of saying, and past forms between who does and what is done. */
function readVerbs(tokens: Token[]): Token[] {
  return tokens.map((token, at) => {
    if (token.text === 'May')
      return { ...token, pos: isMayTheName(tokens, at) ? 'PROPN' : token.pos === 'PROPN' ? 'NOUN' : token.pos };
    if (token.pos !== 'NOUN' && token.pos !== 'ADJ' && token.pos !== 'PROPN') return token;
    if (token.pos === 'PROPN' && token.text !== token.lower) return token;
    if (isReport(tokens, at)) return { ...token, pos: 'VERB', lemma: token.lower };
    const past = isPast(tokens, at) ? (pastOf(token.lower) ?? UNKNOWN_PASTS.get(token.lower)) : undefined;
    return past === undefined ? token : { ...token, pos: 'VERB', lemma: past };
  });
}

/** "Theresa May promised": behind the modal stands a bare form, behind the name a finite one or none. */
function isMayTheName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (token?.text !== 'May' || before === undefined || !/^\p{Lu}\p{Ll}+\.?$/u.test(before.text)) return false;
  if (before.pos !== 'PROPN' || /day$/.test(before.lower)) return false;
  if (next === undefined || /^(?:PUNCT|PART|ADP|CCONJ|SCONJ)$/.test(next.pos))
    return next?.pos !== 'PUNCT' || next.text !== ',';
  const finite = /^(?:has|had|is|was|will|would|said|told|says|did|does)$/.test(next.lower);
  return finite || IRREGULAR_PASTS.has(next.lower) || (next.pos === 'VERB' && /(?:ed|s)$/.test(next.lower));
}

/** Verbs whose past the tagger does not know, by that past. */
const UNKNOWN_PASTS: ReadonlyMap<string, string> = new Map([
  ['overthrew', 'overthrow'],
  ['overtook', 'overtake'],
  ['undertook', 'undertake'],
  ['withdrew', 'withdraw'],
  ['overcame', 'overcome'],
  ['foresaw', 'foresee'],
  ['oversaw', 'oversee'],
  ['forbade', 'forbid'],
  ['upheld', 'uphold'],
  ['withheld', 'withhold'],
  ['rebuilt', 'rebuild'],
  ['resold', 'resell'],
  ['retook', 'retake'],
  ['overran', 'overrun'],
  ['outlawed', 'outlaw'],
]);

/** "Observers note that …", "critics point out that …". */
function isReport(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token === undefined || before === undefined || !SPEECH_LEMMAS.has(token.lower)) return false;
  const isPlural = ['NOUN', 'PROPN'].includes(before.pos) && /(?:[^s]s|people|police|men)$/.test(before.lower);
  const next = tokens[tokens[at + 1]?.lower === 'out' ? at + 2 : at + 1];
  return isPlural && (next?.lower === 'that' || (at === 1 && UNNAMED_SOURCES.has(before.lower)));
}

/** "Fishermen rescued 700 people", "the firm relaunched its site". */
function isPast(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (before === undefined || next === undefined || !['NOUN', 'PROPN', 'PRON'].includes(before.pos)) return false;
  const counted = /^(?:over|about|nearly|almost|around)$/.test(next.lower) && tokens[at + 2]?.pos === 'NUM';
  return counted || ['NUM', 'DET', 'PRON', 'PROPN'].includes(next.pos) || next.capital;
}

/** Soft hyphens and zero-width marks stand within words; the tagger would cut there. */
const INVISIBLE = /[\u00ad\u200b\u2060]/;
/** White space to the language that the tagger drops or reads as part of a word. */
const ODD_SPACE = /[\ufeff\u2028\u2029]/g;

/** The text without invisible marks, and for each of its code units the offset in the text; none where nothing was cut. */
function withoutInvisible(surface: string): { words: string; offsets?: number[] } {
  if (!INVISIBLE.test(surface)) return { words: surface };
  const offsets: number[] = [];
  let words = '';
  for (let at = 0; at < surface.length; at += 1) {
    const unit = surface.charAt(at);
    if (INVISIBLE.test(unit)) continue;
    offsets.push(at);
    words += unit;
  }
  return { words, offsets };
}

/** Start and end of each run without white space that is too long for the tagger. */
function longRuns(surface: string): Map<number, number> {
  const runs = new Map<number, number>();
  if (surface.length <= LONGEST_RUN) return runs;
  for (const found of surface.matchAll(/\S+/gu)) {
    if (found[0].length > LONGEST_RUN) runs.set(found.index, found.index + found[0].length);
  }
  return runs;
}

/** The same length, each long run replaced by one letter and blanks. */
function shorten(surface: string, runs: Map<number, number>): string {
  if (runs.size === 0) return surface;
  let shortened = '';
  let at = 0;
  for (const [start, end] of runs) {
    shortened += surface.slice(at, start) + 'x'.padEnd(end - start, ' ');
    at = end;
  }
  return shortened + surface.slice(at);
}

import model from 'wink-eng-lite-web-model';
import type { ItsFunction, WinkMethods } from 'wink-nlp';
import wink from 'wink-nlp';
import type { Pos, Span, Token } from './model.ts';

/** A run without white space longer than this is one token: the tagger's time is quadratic in the length of a run. */
export const LONGEST_RUN = 256;
/** Unseen words that the tagger may keep before it is made anew: it never forgets a word by itself. */
const MOST_WORDS_KEPT = 100_000;

let tagger: WinkMethods | undefined;
let wordsKept = 0;

/** The tagger is loaded on first use (about 150 ms), so that those who never analyze do not pay for it. */
function loadedTagger(wordsToCome: number): WinkMethods {
  if (tagger === undefined || wordsKept + wordsToCome > MOST_WORDS_KEPT) {
    tagger = wink(model, ['sbd', 'pos']);
    wordsKept = 0;
  }
  wordsKept += wordsToCome;
  return tagger;
}

/**
 * Cuts one sentence into tokens with lemma and part of speech.
 * @param sentence index that the tokens carry.
 * @param from index of the first token in the document.
 * @returns tokens in order; `text.slice(start, end)` is each one's text, and no two overlap.
 */
export function tokenize(text: string, span: Span, sentence: number, from: number): Token[] {
  const surface = text.slice(span.start, span.end);
  const runs = longRuns(surface);
  const words = shorten(surface, runs);
  const nlp = loadedTagger(words.length >> 2);
  const read = nlp.readDoc(words).tokens();
  const values = read.out();
  const tags = read.out(nlp.its.pos);
  const lemmas = read.out(nlp.its.lemma as ItsFunction<string>);
  const tokens: Token[] = [];
  let cursor = 0;
  for (const [position, value] of values.entries()) {
    const at = words.indexOf(value, cursor);
    // The tagger drops a byte order mark and some separators; it never adds or changes a character.
    if (at < 0) continue;
    const run = runs.get(at);
    const end = run ?? at + value.length;
    cursor = end;
    const own = surface.slice(at, end);
    tokens.push({
      index: from + tokens.length,
      text: own,
      lower: own.toLowerCase(),
      lemma: run === undefined ? String(lemmas[position] ?? own) : own,
      pos: run === undefined ? (String(tags[position] ?? 'X') as Pos) : 'X',
      sentence,
      start: span.start + at,
      end: span.start + end,
    });
  }
  return tokens;
}

/** Start and end of each run without white space that is too long for the tagger. */
function longRuns(surface: string): Map<number, number> {
  const runs = new Map<number, number>();
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

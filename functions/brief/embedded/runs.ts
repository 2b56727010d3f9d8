import { SENTENCE_OPENERS } from '../../core/text/abbreviations.ts';
import { type KnownName, knownNameAt } from './gazetteer.ts';
import { isEnglish } from './language.ts';
import { DIRECTIONS, GIVEN_NAMES, KIND_WORDS, NAME_POSSESSIVES, NOT_NAMES } from './lexicon/name-parts.ts';
import { TITLES } from './lexicon/titles.ts';
import type { Document, EntityKind, Sentence, Token } from './model.ts';

/** A stretch of a name run: a known name, a title, or words that the gazetteer does not hold. */
export interface Part {
  type: 'known' | 'title' | 'words';
  from: number;
  to: number;
  known?: KnownName;
}

/** Parts that follow each other without anything between. */
export type Run = Part[];

const KIND_BY_WORD: ReadonlyMap<string, EntityKind> = new Map(
  KIND_WORDS.flatMap(([kind, words]) => words.split(/\s+/).map((word): [string, EntityKind] => [word, kind])),
);
const TITLE_FORMS: ReadonlySet<string> = new Set(TITLES);
/** What titles begin with, up to a blank or a hyphen: most words begin none. */
const TITLE_STARTS: ReadonlySet<string> = new Set(
  TITLES.flatMap((title) => {
    const parts = (title.split(' ')[0] ?? title).split('-');
    return parts.map((_, last) => parts.slice(0, last + 1).join('-'));
  }),
);
const LONGEST_TITLE = 4;
/** Words before a title that make a longer one of it. */
const RANKS = new Set(['deputy', 'assistant', 'acting', 'interim']);
const LONGEST_WORDS = 9;
const PARTICLES = new Set('al el bin ibn abu de da do dos del della di du la le van von der den ter bint'.split(' '));
/** "Pro-Beijing lawmakers", "Ex-President Roe": a stance towards what is named, a past. */
const STANCE = /^(?:pro|ex)-/;
/** Words that begin sentences and are never the first word of a name there, though they are capitalised. */
const OPENING_TAGS = new Set(['ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'PRON', 'SCONJ', 'PART', 'INTJ', 'VERB', 'NUM']);

/** The kind that a word gives to a name in which it stands ("Ministry"), if any. */
export function kindOfWord(word: string): EntityKind | undefined {
  return KIND_BY_WORD.get(word.toLowerCase());
}

/** The longest title that begins at token `at`: one past its last token, or `at` where none does. */
export function titleEndAt(tokens: Token[], at: number, end: number): number {
  const first = tokens[at]?.lower ?? '';
  if (RANKS.has(first)) {
    const whole = titleEndAt(tokens, at + 1, end);
    if (whole > at + 1) return whole;
  }
  if (!TITLE_STARTS.has(withoutDot(first))) return at;
  let words = '';
  let found = at;
  for (let to = at + 1; to <= Math.min(end, at + LONGEST_TITLE); to += 1) {
    const token = tokens[to - 1];
    if (token === undefined) break;
    const glued = token.text === '-' || tokens[to - 2]?.text === '-';
    words += to === at + 1 || glued ? token.lower : ` ${token.lower}`;
    if (TITLE_FORMS.has(withoutDot(words))) found = to;
  }
  return found;
}

function withoutDot(words: string): string {
  return words.endsWith('.') ? words.slice(0, -1) : words;
}

/** The longest title that ends right before token `end`: its first token, or `end` where none does. */
export function titleStartBefore(tokens: Token[], end: number, from: number): number {
  for (let start = Math.max(from, end - LONGEST_TITLE); start < end; start += 1) {
    if (titleEndAt(tokens, start, end) === end) return start;
  }
  return end;
}

/** The runs of capitalised words and known names of one sentence. */
export function findRuns(document: Document, sentence: Sentence): Run[] {
  const { tokens } = document;
  const runs: Run[] = [];
  // Other languages capitalise by other rules: only names that the gazetteer holds are names there.
  const shouting = !isEnglish(document) || document.letterCase !== 'usual' || isShouting(tokens, sentence);
  let run: Run = [];
  let at = sentence.from;
  const close = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  while (at < sentence.to) {
    const part = partAt(document, sentence, at, run.at(-1), shouting);
    if (part === undefined) {
      close();
      at += 1;
      continue;
    }
    if (run.length > 0 && !joins(tokens, run.at(-1)?.to ?? at, at)) close();
    run.push(part);
    at = part.to;
  }
  close();
  return runs;
}

/** Whether two tokens stand side by side with nothing but one space or a hyphen between. */
function joins(tokens: Token[], end: number, next: number): boolean {
  const last = tokens[end - 1];
  const first = tokens[next];
  return end === next && last !== undefined && first !== undefined && first.start - last.end <= 1;
}

function partAt(
  document: Document,
  sentence: Sentence,
  at: number,
  before: Part | undefined,
  shouting: boolean,
): Part | undefined {
  const { tokens } = document;
  const token = tokens[at];
  if (token === undefined) return undefined;
  const known = knownNameAt(tokens, at, sentence.to, document.letterCase === 'lower');
  if (known === undefined && (shouting || !token.capital)) return undefined;
  if (!/[\p{L}\p{N}]/u.test(token.text)) return undefined;
  if (known !== undefined && !isPartOfPerson(tokens, at, known.to, sentence, known.known)) {
    const longer = shouting ? known.to : wordsEnd(tokens, sentence, at);
    if (
      longer <= known.to ||
      known.known.kind === 'state' ||
      known.known.form === 'people' ||
      !isNamed(tokens, known.to, longer)
    ) {
      return { type: 'known', from: at, to: known.to, known: known.known };
    }
  }
  if (shouting || !token.capital) return undefined;
  const title = titleEndAt(tokens, at, sentence.to);
  if (title > at) return { type: 'title', from: at, to: title };
  if (!opensName(tokens, sentence, at, before !== undefined)) return undefined;
  return { type: 'words', from: at, to: wordsEnd(tokens, sentence, at) };
}

/** "Jordan Smith", "Paris Hilton": a given name that is also a place, followed by a surname. */
function isPartOfPerson(tokens: Token[], at: number, to: number, sentence: Sentence, known: KnownName): boolean {
  const token = tokens[at];
  const next = tokens[to];
  if (to !== at + 1 || token === undefined || next === undefined || to >= sentence.to) return false;
  if (known.form === 'demonym' || known.form === 'people' || !GIVEN_NAMES.has(token.lower)) return false;
  return isCapital(next) && kindOfWord(next.text) === undefined && titleEndAt(tokens, to, sentence.to) === to;
}

/** Whether the words between extend a known organisation to another name ("Islamic State Khorasan Province"). */
function isNamed(tokens: Token[], from: number, to: number): boolean {
  return kindOfWord(tokens[to - 1]?.text ?? '') !== undefined && to - from <= 3;
}

function isCapital(token: Token): boolean {
  if (!token.capital) return false;
  const lower = withoutDot(token.lower);
  if (/^i[’']/u.test(lower)) return false;
  return !(isNoName(token, lower) && (token.text !== token.text.toUpperCase() || /[.$]/.test(token.text)));
}

/** The month that is tagged as a name is the surname. */
function isNoName(token: Token, lower: string): boolean {
  return NOT_NAMES.has(lower) && !(lower === 'may' && token.pos === 'PROPN');
}

function opensName(tokens: Token[], sentence: Sentence, at: number, inRun: boolean): boolean {
  const token = tokens[at];
  if (token === undefined || !isCapital(token) || isNoName(token, token.lower)) return false;
  if (STANCE.test(token.lower + (tokens[at + 1]?.text ?? ''))) return false;
  if (DIRECTIONS.has(token.lower) && !nameFollows(tokens, sentence, at + 1)) return false;
  const previous = tokens[at - 1];
  const opens = at === sentence.from || (previous !== undefined && /^["“‘'(:—–\-[]+$/.test(previous.text) && !inRun);
  if (!opens) return token.text.length > 1 && token.text !== 'The';
  if (SENTENCE_OPENERS.has(token.lower) || /ly$/u.test(token.text)) return false;
  if (GIVEN_NAMES.has(token.lower)) return true;
  if (OPENING_TAGS.has(token.pos)) return false;
  return token.pos === 'PROPN' || token.pos === 'NOUN' || token.pos === 'ADJ';
}

function nameFollows(tokens: Token[], sentence: Sentence, at: number): boolean {
  const next = tokens[at];
  return next !== undefined && at < sentence.to && isCapital(next);
}

/** One past the last token of the unknown words that begin at `at`. */
function wordsEnd(tokens: Token[], sentence: Sentence, at: number): number {
  let to = at + 1;
  let hasHead = kindOfWord(tokens[at]?.text ?? '') !== undefined;
  // "Movement for United Georgia": one past the word behind "for".
  let tail = -1;
  while (to < sentence.to && to - at < LONGEST_WORDS) {
    const next = tokens[to];
    const last = tokens[to - 1];
    if (next === undefined || last === undefined || next.start - last.end > 1) break;
    const glued = next.start === last.end;
    if (to - at === 2 && areTwoPersons(tokens, at, to)) break;
    const continues = to === tail && isStateName(tokens, to, sentence);
    if (
      isCapital(next) &&
      !(glued && !/[-/&.’']$/u.test(last.text)) &&
      (continues || !isBreak(tokens, to, sentence, glued))
    ) {
      hasHead ||= kindOfWord(next.text) !== undefined;
      to += 1;
      continue;
    }
    const joined = joinedEnd(tokens, sentence, to, hasHead, last);
    if (joined === to) break;
    if (/^(?:of|for)$/.test(next.lower)) tail = joined;
    to = joined;
    hasHead ||= kindOfWord(tokens[to - 1]?.text ?? '') !== undefined;
  }
  return to;
}

function isStateName(tokens: Token[], at: number, sentence: Sentence): boolean {
  const known = knownNameAt(tokens, at, sentence.to)?.known;
  return known?.kind === 'state' && known.form === 'name';
}

/** "Ada Berg Jon Lund": a second given name with a surname of its own behind a first name and surname. */
function areTwoPersons(tokens: Token[], at: number, to: number): boolean {
  const surname = tokens[to + 1];
  const given = [tokens[at], tokens[to]].every((token) => GIVEN_NAMES.has(token?.lower ?? ''));
  return given && surname !== undefined && isCapital(surname) && surname.start - (tokens[to]?.end ?? 0) === 1;
}

/** Where a known state or a title begins within capitals, the name before it ends. */
function isBreak(tokens: Token[], at: number, sentence: Sentence, glued: boolean): boolean {
  if (glued) return false;
  const known = knownNameAt(tokens, at, sentence.to);
  if (known !== undefined && (known.known.kind === 'state' || known.known.kind === 'outlet'))
    return known.known.form !== 'seat';
  const title = titleEndAt(tokens, at, sentence.to);
  const next = tokens[title];
  return (
    title > at && next !== undefined && isCapital(next) && title < sentence.to && kindOfWord(next.text) === undefined
  );
}

/** Crosses a joining word, a hyphen or an apostrophe within a name: one past the capital that follows, or `at`. */
function joinedEnd(tokens: Token[], sentence: Sentence, at: number, hasHead: boolean, last: Token): number {
  const joiner = tokens[at];
  if (joiner === undefined) return at;
  const nextCapital = (from: number): number => {
    const token = tokens[from];
    return token !== undefined && from < sentence.to && isCapital(token) ? from + 1 : at;
  };
  if (joiner.text === '-' && joiner.start === last.end) {
    const short = tokens[at + 1];
    // "Mazar-i-Sharif", "Fazl-ur-Rehman": small letters between two hyphens.
    if (short && /^\p{Ll}{1,3}$/u.test(short.text) && tokens[at + 2]?.text === '-') return nextCapital(at + 3);
    return nextCapital(at + 1);
  }
  if (joiner.text === '&') return nextCapital(at + 1);
  if (joiner.text === '.' && last.text.length === 1) return nextCapital(at + 1);
  if (PARTICLES.has(joiner.lower)) {
    const after = tokens[at + 1];
    if (after !== undefined && (after.text === '-' || PARTICLES.has(after.lower))) return nextCapital(at + 2);
    return nextCapital(at + 1);
  }
  if (
    (joiner.text === '’s' || joiner.text === "'s" || joiner.text === '’' || joiner.text === "'") &&
    NAME_POSSESSIVES.has(last.lower)
  ) {
    return nextCapital(at + 1);
  }
  if (!hasHead) return at;
  if (['of', 'for', 'on', 'and', 'against'].includes(joiner.lower)) {
    if (joiner.lower === 'and' && !isListWithin(tokens, sentence, at)) return at;
    const first = tokens[at + 1]?.lower === 'the' && joiner.lower !== 'and' ? at + 2 : at + 1;
    const known = knownNameAt(tokens, first, sentence.to);
    if (known?.known.kind === 'state') {
      const isHead = joiner.lower === 'of' && known.known.form === 'name' && kindOfWord(last.text) !== undefined;
      return isHead ? known.to : at;
    }
    return nextCapital(first);
  }
  return at;
}

/** "Ministry of Trade and Industry": the "and" at a token joins words of one name, not two bodies. */
function isListWithin(tokens: Token[], sentence: Sentence, at: number): boolean {
  let opens = false;
  for (let before = at - 1; before > Math.max(sentence.from, at - LONGEST_WORDS); before -= 1) {
    const token = tokens[before];
    if (token === undefined || !/^[\p{L}\p{N}-]+$/u.test(token.text)) break;
    if (/^(?:of|for|on)$/.test(token.lower)) opens = kindOfWord(tokens[before - 1]?.text ?? '') !== undefined;
    if (opens) break;
  }
  if (!opens) return false;
  for (let after = at + 1; after < Math.min(sentence.to, at + 5); after += 1) {
    const token = tokens[after];
    if (token === undefined || !isCapital(token)) break;
    if (kindOfWord(token.text) !== undefined) return false;
  }
  return true;
}

const TWO_LETTERS = /^\p{L}{2,}/u;

/** A sentence in capitals, or in Title Case, tells nothing by its capitals. */
function isShouting(tokens: Token[], sentence: Sentence): boolean {
  let words = 0;
  let upper = 0;
  let capital = 0;
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const token = tokens[at];
    if (token === undefined || !TWO_LETTERS.test(token.text)) continue;
    const { text } = token;
    words += 1;
    if (text !== token.lower && text === text.toUpperCase() && text !== text.toLowerCase()) upper += 1;
    if (token.capital) capital += 1;
  }
  if (words < 4) return false;
  return upper / words > 0.6 || (sentence.kind === 'heading' && capital / words > 0.6) || capital / words > 0.9;
}

import type { Evidence } from '../../core/brief.ts';
import { type CueClass, cueAt, isSaying, UNREALISED } from './cues.ts';
import type { Source } from './reading.ts';
import type { Word } from './words.ts';

export interface Stretch {
  start: number;
  end: number;
}

/** How far from a quote its sentence is looked for, in code units: longer sentences are no longer read by anybody. */
const REACH = 1500;
const ABBREVIATION =
  /(?:^|[\s(“"])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Rev|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)$/u;

const INITIAL = /\p{Lu}\.\p{Lu}$/u;

function endsSentence(text: string, stop: number): boolean {
  if (text[stop] !== '.') return true;
  return (
    !ABBREVIATION.test(text.slice(Math.max(0, stop - 8), stop)) &&
    !INITIAL.test(text.slice(Math.max(0, stop - 3), stop))
  );
}

/** The sentence (or sentences) of the text that hold a stretch, within its paragraph. */
export function sentenceAround(text: string, stretch: Stretch): Stretch {
  const from = Math.max(0, stretch.start - REACH);
  const to = Math.min(text.length, stretch.end + REACH);
  let start = from;
  for (const match of text.slice(from, stretch.start).matchAll(/[.!?]["”’)\]]{0,3}\s|\n\n/g)) {
    const stop = from + match.index;
    if (text[stop] === '\n' || endsSentence(text, stop)) start = stop + match[0].length;
  }
  let end = to;
  // The last character of the quote may itself be the full stop.
  const seek = Math.max(stretch.start, stretch.end - 1);
  for (const match of text.slice(seek, to).matchAll(/[.!?]["”’)\]]{0,3}(?=\s|$)|\n\n/g)) {
    const stop = seek + match.index;
    if (text[stop] !== '\n' && !endsSentence(text, stop)) continue;
    end = text[stop] === '\n' ? stop : stop + match[0].length;
    break;
  }
  return { start, end: Math.max(end, stretch.end) };
}

const SENTENCE_END = /(?<!^\s*\p{N}{1,3})[.!?]["”’)\]]{0,3}\s+["“‘(]?(?=\p{Lu})/gu;

/** How many sentences end within a stretch and are followed by another; a numbered line ("4. On Monday") ends none. */
export function sentenceEndsIn(stretch: string): number {
  return [...stretch.matchAll(SENTENCE_END)].filter(({ index }) => endsSentence(stretch, index)).length;
}

/** Verbs that only report when what is said stands in a clause of its own: "warned that", "has suggested". */
const REPORTING = /^(?:suggest|fear|recommend)/;
const CLAUSE_BREAK = /[,;:—–().\n]/;
const CLAUSE_WORDS = new Set([
  'but',
  'while',
  'although',
  'though',
  'who',
  'which',
  'because',
  'after',
  'before',
  'and',
]);
/** How many words before a quote may still govern it: "had not yet agreed to | withdraw". */
const GOVERNING_REACH = 4;

/** The cues that stand outside a quote and govern it, so that the quote alone claims more than its sentence. */
export function governorsOutside(source: Source, evidence: Evidence): Set<CueClass> {
  const { text } = source;
  const found = new Set<CueClass>();
  const sentence = source.sentenceAround(evidence);
  const before = source.words(text.slice(sentence.start, evidence.start));
  const gap = text.slice(sentence.start + (before.at(-1)?.end ?? 0), evidence.start);
  if (!CLAUSE_BREAK.test(gap) && !/[“"]/.test(gap)) {
    const around = [...before, ...source.words(evidence.quote).slice(0, 4)];
    for (let index = before.length - 1; index >= Math.max(0, before.length - GOVERNING_REACH); index--) {
      const word = before[index];
      if (word === undefined || CLAUSE_WORDS.has(word.lower)) break;
      const cue = cueAt(around, index);
      if (cue !== undefined && UNREALISED.has(cue) && !(isSaying(word) || REPORTING.test(word.lower))) found.add(cue);
      if (CLAUSE_BREAK.test(word.before)) break;
    }
  }
  const after = source.words(text.slice(evidence.end, sentence.end));
  const conditions = (words: readonly Word[]): Word[] => words.filter((word) => /^(?:if|unless)$/.test(word.lower));
  // "If it rains, | the talks end": the comma ends the condition, and the quote stands under it.
  const open = conditions(before).some((word) => text.slice(sentence.start + word.end, evidence.start).includes(','));
  if (open || conditions(after.slice(0, 4)).length > 0) found.add('condition');
  return found;
}

/** The stretch from the beginning of the paragraph `paragraphs` before the stretch's own up to the stretch's end. */
export function recentStretch(text: string, stretch: Stretch, paragraphs: number): Stretch {
  let start = stretch.start;
  for (let count = 0; count <= paragraphs && start > 0; count++) start = text.lastIndexOf('\n\n', start - 1);
  return { start: Math.max(0, start, stretch.start - 4 * REACH), end: stretch.end };
}

import type { Paragraph, Span } from './model.ts';

/** How a paragraph opens that a speaker's name or a time stands before. */
export interface Turn {
  /** The label or time, without what parts it from the words behind. */
  label: Span;
  /** Where the words begin. */
  start: number;
  /** Who goes on from here: one who asks, one who answers and is not named, a name, or nobody new (a time). */
  by: 'asks' | 'answers' | 'named' | 'time';
}

/** A name by itself before a colon, or the letters of questions and answers. In at most five words. */
const LABEL =
  /^(?:\*{1,2})?(Q|A|Question|Answer|\p{Lu}[\p{L}\p{M}.'’-]{1,24}(?: (?:\p{Lu}[\p{L}\p{M}.'’-]{0,24}|of|de|van|von|bin|al)){0,4})(?:\*{1,2})? ?[:.)](?:\*{1,2})?\s+(?=\S)/u;
const TIME =
  /^\(?(\d{1,2}[:.h]\d{2}(?: ?(?:am|pm|a\.m\.|p\.m\.))?(?: ?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|IST))?)\)?(?:\s?[:–—-])?\s+(?=\S)/iu;
const ASKS = /^(?:Q|Question|Interviewer|Reporter|Journalist|Correspondent|Host|Moderator|Presenter|Anchor|Editor)$/;
const ANSWERS = /^(?:A|Answer)$/;
/** Fewer paragraphs with a label, or of one speaker, are headings ("Background: …"). */
const LEAST_TURNS = 4;
const LEAST_OF_ONE = 2;
const LEAST_SPEAKERS = 2;
/** What share of a speaker's turns are questions where they are the one who asks. */
const MOSTLY = 0.6;
const LEAST_TIMES = 3;

/**
 * The turns of an interview and the times of rolling updates, by the paragraph that they open. An article that has only a
 * few such openings has none: they are headings, or a quotation.
 */
export function turnsOf(text: string, paragraphs: readonly Paragraph[]): Map<number, Turn> {
  const times = openingsOf(text, paragraphs, TIME);
  const turns: [number, Turn][] = [];
  if (times.length >= LEAST_TIMES) {
    for (const { index, label, start } of times) turns.push([index, { label, start, by: 'time' }]);
  }
  const labelled = openingsOf(text, paragraphs, LABEL);
  const bySpeaker = new Map<string, Opening[]>();
  for (const opening of labelled) {
    const others = bySpeaker.get(opening.words);
    if (others === undefined) bySpeaker.set(opening.words, [opening]);
    else others.push(opening);
  }
  const speakers = [...bySpeaker].filter(([, openings]) => openings.length >= LEAST_OF_ONE);
  const count = speakers.reduce((sum, [, openings]) => sum + openings.length, 0);
  if (speakers.length < LEAST_SPEAKERS || count < LEAST_TURNS) return new Map(turns);
  for (const [speaker, openings] of speakers) {
    const questions = openings.filter(({ closing }) => closing === '?').length;
    const asks = ASKS.test(speaker) || (!ANSWERS.test(speaker) && questions >= openings.length * MOSTLY);
    const by = asks ? 'asks' : ANSWERS.test(speaker) ? 'answers' : 'named';
    for (const { index, label, start } of openings) turns.push([index, { label, start, by }]);
  }
  return new Map(turns.sort(([a], [b]) => a - b));
}

interface Opening {
  index: number;
  words: string;
  label: Span;
  start: number;
  /** The last character of the paragraph. */
  closing: string;
}

function openingsOf(text: string, paragraphs: readonly Paragraph[], opening: RegExp): Opening[] {
  return paragraphs.flatMap((paragraph) => {
    const found = opening.exec(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + LONGEST_OPENING)));
    const words = found?.[1];
    if (found === null || words === undefined) return [];
    const from = paragraph.start + found[0].indexOf(words);
    const last = text.slice(paragraph.start, paragraph.end).trimEnd().at(-1) ?? '';
    return [
      {
        index: paragraph.index,
        words,
        label: { start: from, end: from + words.length },
        start: paragraph.start + found[0].length,
        closing: last,
      },
    ];
  });
}

/** In code units. */
const LONGEST_OPENING = 160;

import type { Front } from './reading.ts';

const MARKED =
  /\b(?:opinion|editorial|op-ed|op\/ed|comment is free|guest column|viewpoint|commentary|letters? to the editor|analysis:|column|review|tried and tested)\b/i;
const FIRST_PERSON = /\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b/;
const QUOTED = /["“”«»]/;
/** Sentences in the first person outside quotations that make an article its writer's own. */
const LEAST_PERSONAL = 2;

/**
 * The labels of those to whom an article's own claims may be given: its authors, where it is marked as opinion or speaks
 * in the first person outside quotations. A report has none: its claims are the outlet's.
 */
export function writersOf(text: string, { title, authors }: Front): readonly string[] {
  const personal = text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => FIRST_PERSON.test(sentence) && !QUOTED.test(sentence)).length;
  if (!MARKED.test(title ?? '') && personal < LEAST_PERSONAL) return [];
  return [...authors, 'the author'];
}

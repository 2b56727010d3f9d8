import { BOILERPLATE_OPENINGS, BOILERPLATE_PHRASES } from './lexicon/boilerplate.ts';
import type { Sentence } from './model.ts';

/** A longer sentence tells something, whatever it begins with. In code units. */
const LONGEST_BOILERPLATE = 320;
const LONGEST_HEADING = 90;

/**
 * Tells what a sentence is: the body of the article, a heading within it, or boilerplate (credits, captions, "read
 * more", copyright).
 * @param alone whether the sentence is a paragraph or a line by itself.
 */
export function kindOf(sentence: string, alone: boolean): Sentence['kind'] {
  if (sentence.length <= LONGEST_BOILERPLATE) {
    const bare = sentence.replace(/^[\s"'“‘([*_•–—-]+/u, '');
    const lower = bare.toLowerCase();
    if (BOILERPLATE_OPENINGS.some((opening) => opening.test(bare))) return 'boilerplate';
    if (BOILERPLATE_PHRASES.some((phrase) => lower.includes(phrase))) return 'boilerplate';
    if (!/[\p{L}\p{N}]/u.test(bare)) return 'boilerplate';
  }
  return alone && isHeading(sentence) ? 'heading' : 'body';
}

function isHeading(sentence: string): boolean {
  if (/^#{1,6}\s/.test(sentence)) return true;
  return sentence.length <= LONGEST_HEADING && !/[.!?…:;,"”’')\]。！？।۔]$/u.test(sentence);
}

import { boilerplateKindOf } from '../../core/text/boilerplate.ts';
import type { Sentence } from './model.ts';

/** In code units. */
const LONGEST_HEADING = 90;

/**
 * Tells what a sentence is: the body of the article, a heading within it, or boilerplate.
 * @param alone whether the sentence is a paragraph or a line by itself.
 */
export function kindOf(sentence: string, alone: boolean): Sentence['kind'] {
  if (boilerplateKindOf(sentence, alone) !== null) return 'boilerplate';
  return alone && isHeading(sentence) ? 'heading' : 'body';
}

function isHeading(sentence: string): boolean {
  if (/^#{1,6}\s/.test(sentence)) return true;
  return sentence.length <= LONGEST_HEADING && !/[.!?…:;,"”’')\]。！？।۔]$/u.test(sentence);
}

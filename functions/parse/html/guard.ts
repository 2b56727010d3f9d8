import { Parser } from 'htmlparser2';
import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

/**
 * Sum of the depths of all elements, for each element allowed: main-text extraction reads text once for every ancestor.
 * Real pages stay under 5 (10,110 elements at a depth of 51 at most).
 */
const DEPTH_BUDGET = 10;
const REMEDY = 'Upload the article as plain text.';

/** What code in a page is: half of its length, and nothing that is read. */
const CODE = new Set(['script', 'style']);
const READ_SCRIPT = /json/i;
/** A shorter script is not worth the cut. */
const MIN_CUT = 200;

/**
 * One streaming pass in front of everything that builds a tree: trees of hostile depth or size cost the libraries
 * behind it minutes, and this pass milliseconds.
 * @returns the page without what its scripts (but for JSON) and style sheets hold: building the tree takes half the time.
 * @throws RejectedError `too-complex` at the element that goes over a limit.
 */
export function guardComplexity(html: string, limits: Pick<ParseLimits, 'htmlDepth' | 'htmlElements'>): string {
  const kept: string[] = [];
  let copied = 0;
  let code = -1;
  let depth = 0;
  let elements = 0;
  let depths = 0;
  const parser = new Parser({
    onopentag: function countElement(name, attributes) {
      if (CODE.has(name) && !READ_SCRIPT.test(attributes['type'] ?? '')) code = parser.endIndex + 1;
      depth += 1;
      elements += 1;
      depths += depth;
      if (depth > limits.htmlDepth) {
        throw new RejectedError('too-complex', `The page nests elements over ${limits.htmlDepth} deep.`, {
          remedy: REMEDY,
        });
      }
      if (elements > limits.htmlElements) {
        throw new RejectedError('too-complex', `The page has over ${limits.htmlElements} elements.`, {
          remedy: REMEDY,
        });
      }
      if (depths > limits.htmlElements * DEPTH_BUDGET) {
        throw new RejectedError('too-complex', 'The page has too many elements nested in one another.', {
          remedy: REMEDY,
        });
      }
    },
    onclosetag: function leaveElement(name, implied) {
      depth -= 1;
      if (code < 0 || !CODE.has(name)) return;
      if (!implied && parser.startIndex - code >= MIN_CUT) {
        kept.push(html.slice(copied, code));
        copied = parser.startIndex;
      }
      code = -1;
    },
  });
  parser.write(html);
  parser.end();
  kept.push(html.slice(copied));
  return kept.join('');
}

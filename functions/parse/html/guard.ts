import { Parser } from 'htmlparser2';
import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

const REMEDY = 'Upload the article as plain text.';

/**
 * One streaming pass in front of everything that builds a tree: trees of hostile depth or size cost the libraries
 * behind it minutes, and this pass milliseconds.
 * @throws RejectedError `too-complex` at the element that goes over a limit.
 */
export function guardComplexity(html: string, limits: Pick<ParseLimits, 'htmlDepth' | 'htmlElements'>): void {
  let depth = 0;
  let elements = 0;
  const parser = new Parser({
    onopentag: function countElement() {
      depth += 1;
      elements += 1;
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
    },
    onclosetag: function leaveElement() {
      depth -= 1;
    },
  });
  parser.write(html);
  parser.end();
}

import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

const REMEDY = 'Upload the article as plain text, HTML or another format of docs/formats.md.';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * One pass in front of the parser, which builds whatever it is given: values and depth are counted outside of strings.
 * @throws RejectedError `too-complex` over the limits on values and, as for XML, on depth.
 */
function guardJson(text: string, what: string, limits: Pick<ParseLimits, 'xmlDepth' | 'jsonValues'>): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at += 1;
      for (let inside = text.charCodeAt(at); at < text.length && inside !== QUOTE; inside = text.charCodeAt(at)) {
        at += inside === BACKSLASH ? 2 : 1;
      }
    } else if (unit === COMMA) values += 1;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      values += 1;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    if (depth > limits.xmlDepth) {
      throw new RejectedError(
        'too-complex',
        `This is ${what} that nests values over ${limits.xmlDepth} deep, the limit.`,
        {
          remedy: REMEDY,
        },
      );
    }
    if (values > limits.jsonValues) {
      throw new RejectedError('too-complex', `This is ${what} of over ${limits.jsonValues} values, the limit.`, {
        remedy: REMEDY,
      });
    }
  }
}

/**
 * Reads JSON (RFC 8259) under limits on its values and their depth.
 * @param what the document as a person calls it ("a JSON document"), for the rejection.
 * @throws RejectedError `malformed` or `too-complex`.
 */
export function readJson(text: string, what: string, limits: Pick<ParseLimits, 'xmlDepth' | 'jsonValues'>): JsonValue {
  guardJson(text, what, limits);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RejectedError('malformed', `This is ${what} that is damaged or cut: it is not valid JSON.`, {
      remedy: REMEDY,
      cause,
    });
  }
}

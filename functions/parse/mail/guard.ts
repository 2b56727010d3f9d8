import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { latin1 } from '../sniff.ts';

/** The rejection of a message over one of the limits. */
export function mailTooComplex(what: string): RejectedError {
  return new RejectedError('too-complex', `This is an e-mail message ${what}, the limit.`, {
    remedy: 'Upload the article itself, as plain text or HTML.',
  });
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const MAX_LINE = 1_000;
const CODED = /^content-transfer-encoding\s{0,10}:.{0,200}(?:base64|quoted-printable)/i;
const BOUNDARY = /boundary\s{0,20}=\s{0,20}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/gi;

/** Everything that a boundary may be written as in a header: RFC 2231 allows more, which the parser below counts. */
function boundariesIn(line: string): string[] {
  return [...line.matchAll(BOUNDARY)].map((match) => (match[1] ?? match[2] ?? '').trim());
}

/**
 * One pass over the lines in front of the parser of MIME, which takes seconds for what nobody sends.
 * @throws RejectedError `too-complex` naming the limit.
 */
export function guardMail(
  bytes: Uint8Array,
  limits: Pick<ParseLimits, 'mailLines' | 'mailTextLines' | 'mailHeaderBytes' | 'mailParts' | 'mailMultiparts'>,
): void {
  const boundaries = new Set<string>();
  let parts = 0;
  let lines = 0;
  let textLines = 0;
  let headerBytes = 0;
  let inHeader = true;
  let coded = false;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LF, start);
    const end = found === -1 ? bytes.length : found;
    lines += 1;
    if (lines > limits.mailLines) throw mailTooComplex(`of over ${limits.mailLines} lines`);
    const blank = end === start || (end === start + 1 && bytes[start] === CR);
    if (inHeader) {
      headerBytes += end - start;
      if (headerBytes > limits.mailHeaderBytes) {
        throw mailTooComplex(`with over ${limits.mailHeaderBytes} bytes of headers`);
      }
      if (blank) inHeader = false;
    }
    if (!inHeader && !coded) textLines += 1;
    if (!blank) {
      const delimiter = bytes[start] === DASH && bytes[start + 1] === DASH && boundaries.size > 0;
      const line = latin1(bytes, start, Math.min(end, start + MAX_LINE));
      if (inHeader && CODED.test(line)) coded = true;
      if (delimiter && isDelimiter(line, boundaries)) {
        parts += 1;
        inHeader = true;
        coded = false;
        if (parts > limits.mailParts) throw mailTooComplex(`of over ${limits.mailParts} parts`);
      } else if (line.includes('oundary') || line.includes('OUNDARY')) {
        for (const boundary of boundariesIn(line)) boundaries.add(boundary);
        if (boundaries.size > limits.mailMultiparts) {
          throw mailTooComplex(`of over ${limits.mailMultiparts} multiparts`);
        }
      }
    }
    if (textLines > limits.mailTextLines) throw mailTooComplex(`of over ${limits.mailTextLines} lines of text`);
    start = end + 1;
  }
}

function isDelimiter(line: string, boundaries: ReadonlySet<string>): boolean {
  const text = line.trimEnd().slice(2);
  return boundaries.has(text) || (text.endsWith('--') && boundaries.has(text.slice(0, -2)));
}

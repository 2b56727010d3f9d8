import { RejectedError } from '../../core/errors.ts';
import { latin1 } from '../sniff.ts';

/** Real mail has dozens of parts and some 20 KB of headers; the parser's time grows with each of these. */
export const MAIL_LIMITS = {
  /** Parts of all multiparts together. */
  parts: 1_000,
  /** Multiparts, each of which declares a boundary. */
  boundaries: 200,
  /** Multiparts within one another. */
  nesting: 50,
  /** Bytes of the headers of all parts together. */
  headerBytes: 256_000,
  /** Lines, of which an attachment of 25 MB has 330,000. */
  lines: 500_000,
  /** Lines of bodies that are stored as they are, neither in base64 nor quoted-printable. */
  textLines: 100_000,
  /** Messages attached to one another. */
  messages: 10,
} as const;

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
export function guardMail(bytes: Uint8Array): void {
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
    if (lines > MAIL_LIMITS.lines) throw mailTooComplex(`of over ${MAIL_LIMITS.lines} lines`);
    const blank = end === start || (end === start + 1 && bytes[start] === CR);
    if (inHeader) {
      headerBytes += end - start;
      if (headerBytes > MAIL_LIMITS.headerBytes) {
        throw mailTooComplex(`with over ${MAIL_LIMITS.headerBytes} bytes of headers`);
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
        if (parts > MAIL_LIMITS.parts) throw mailTooComplex(`of over ${MAIL_LIMITS.parts} parts`);
      } else if (line.includes('oundary') || line.includes('OUNDARY')) {
        for (const boundary of boundariesIn(line)) boundaries.add(boundary);
        if (boundaries.size > MAIL_LIMITS.boundaries) {
          throw mailTooComplex(`of over ${MAIL_LIMITS.boundaries} multiparts`);
        }
      }
    }
    if (textLines > MAIL_LIMITS.textLines) throw mailTooComplex(`of over ${MAIL_LIMITS.textLines} lines of text`);
    start = end + 1;
  }
}

function isDelimiter(line: string, boundaries: ReadonlySet<string>): boolean {
  const text = line.trimEnd().slice(2);
  return boundaries.has(text) || (text.endsWith('--') && boundaries.has(text.slice(0, -2)));
}

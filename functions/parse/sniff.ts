import { RejectedError } from '../core/errors.ts';

/** What is known of a file besides its bytes; a hint only, content decides. */
export interface FileHints {
  /** The file's name or key. */
  name?: string;
  /** A media type with optional parameters, as HTTP sends it. */
  contentType?: string;
}

/** First bytes (ISO 8859-1) of formats that hold no plain article, and what to call them. Longer ones first. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['\x89PNG\r\n\x1a\n', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF87a', 'a GIF image'],
  ['GIF89a', 'a GIF image'],
  ['II*\0', 'a TIFF image'],
  ['MM\0*', 'a TIFF image'],
  ['\0\0\x01\0', 'an icon'],
  ['8BPS', 'a Photoshop image'],
  ['%!PS', 'a PostScript document'],
  ['BZh', 'a bzip2 archive'],
  ['\xfd7zXZ\0', 'an xz archive'],
  ['(\xb5/\xfd', 'a Zstandard archive'],
  ["7z\xbc\xaf'\x1c", 'a 7-Zip archive'],
  ['Rar!\x1a\x07', 'a RAR archive'],
  ['\x7fELF', 'a Linux program'],
  ['\xca\xfe\xba\xbe', 'a Java class or macOS program'],
  ['\xcf\xfa\xed\xfe', 'a macOS program'],
  ['\xce\xfa\xed\xfe', 'a macOS program'],
  ['\0asm', 'a WebAssembly program'],
  ['SQLite format 3\0', 'an SQLite database'],
  ['ID3', 'an MP3 recording'],
  ['OggS', 'an Ogg recording'],
  ['fLaC', 'a FLAC recording'],
  ['\x1aE\xdf\xa3', 'a Matroska video'],
  ['wOFF', 'a font'],
  ['wOF2', 'a font'],
  ['PAR1', 'a Parquet table'],
];

/** What to do about a file that is not read. */
export const REMEDY = 'Upload the article as text, HTML, PDF, DOCX or another format of docs/formats.md.';

/** The rejection of a file whose format is known and holds no article. */
export function unsupported(what: string): RejectedError {
  return new RejectedError('unsupported-format', `This is ${what}, not an article.`, { remedy: REMEDY });
}

/** A stretch of bytes as ISO 8859-1, one character a byte. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to);
}

/** Refuses what is recognised by its first bytes as something that cannot be an article in a text format. */
function refuseByMagic(bytes: Uint8Array): void {
  const head = latin1(bytes, 0, 64);
  for (const [magic, what] of MAGIC) {
    if (head.startsWith(magic)) throw unsupported(what);
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') throw unsupported('a WebP image');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') throw unsupported('a WAV recording');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'AVI ') throw unsupported('an AVI video');
  if (head.slice(4, 8) === 'ftyp') throw unsupported(/^(avif|heic|mif1)/.test(head.slice(8)) ? 'an image' : 'a video');
  if (head.startsWith('BM') && bytes.length > 26 && head.slice(6, 10) === '\0\0\0\0') throw unsupported('a BMP image');
  if (head.startsWith('MZ') && bytes.length > 64 && bytes.subarray(0, 64).includes(0)) {
    throw unsupported('a Windows program');
  }
  if (latin1(bytes, 257, 262) === 'ustar') throw unsupported('a tar archive');
  if (head.startsWith('-----BEGIN PGP MESSAGE-----')) {
    throw new RejectedError('encrypted', 'This is a message encrypted with PGP.', { remedy: REMEDY });
  }
}

const SAMPLE_BYTES = 65_536;
/** A text has next to no control characters; a binary file has about one byte in eight. */
const MAX_CONTROL_SHARE = 0.05;

/** Refuses bytes that no encoding makes text, by the share of control characters in the first and last 64 KB. */
function refuseBinary(bytes: Uint8Array): void {
  for (const sample of [bytes.subarray(0, SAMPLE_BYTES), bytes.subarray(-SAMPLE_BYTES)]) {
    let controls = 0;
    for (const byte of sample) {
      if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls += 1;
    }
    if (controls > sample.length * MAX_CONTROL_SHARE) {
      throw new RejectedError('not-text', 'The file holds binary data, not text.', { remedy: REMEDY });
    }
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/**
 * Refuses a file that holds nothing.
 * @throws RejectedError `empty`.
 */
export function refuseBlank(bytes: Uint8Array): void {
  if (!bytes.every(isBlank)) return;
  throw new RejectedError('empty', bytes.length === 0 ? 'The file is empty.' : 'The file holds only white space.', {
    remedy: 'Upload a file that holds the article.',
  });
}

/**
 * Refuses what cannot be text before it is decoded.
 * @param utf16 whether the bytes were recognised as UTF-16, which is full of NUL bytes.
 * @throws RejectedError `unsupported-format`, `encrypted` or `not-text`, naming what the file is.
 */
export function refuseNonText(bytes: Uint8Array, utf16: boolean): void {
  refuseByMagic(bytes);
  if (!utf16) refuseBinary(bytes);
}

/**
 * Refuses kinds of text that are no article, once no format has recognised it.
 * @param head the beginning of the text, without leading white space.
 * @throws RejectedError `unsupported-format`.
 */
export function refuseOtherText(head: string, { name = '', contentType = '' }: FileHints): void {
  if (/^[[{]\s*[[{"]/.test(head)) {
    throw new RejectedError('unsupported-format', 'This is a JSON document, and holds no article.', { remedy: REMEDY });
  }
  const claimed = /\.xml$/i.test(name) || /^(?:application|text)\/xml\b/i.test(contentType);
  if (/^<\?xml|^<(?:svg|xml)[\s>]/i.test(head) || (claimed && /^<[\w!]/.test(head))) {
    if (/<svg[\s>]/i.test(head)) throw unsupported('an SVG image');
    throw new RejectedError(
      'unsupported-format',
      'This is an XML document, and holds no article in a format that is read.',
      {
        remedy: REMEDY,
      },
    );
  }
  if (/^#!\s?\//.test(head)) throw unsupported('a script');
}

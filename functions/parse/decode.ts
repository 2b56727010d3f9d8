import { normalizeEncoding, TextDecoder } from '@exodus/bytes/encoding.js';
import { analyse } from 'chardet';
import { RejectedError } from '../core/errors.ts';
import { undoDoubleEncoding } from './charset/double-encoding.ts';
import { plausibility } from './charset/plausibility.ts';
import { utf16Of } from './charset/utf16.ts';

export { utf16Of } from './charset/utf16.ts';

/** A decoded text, with remarks for the reader on how it was decoded ([] for clean UTF-8). */
export interface Decoded {
  text: string;
  encoding: string;
  notes: string[];
}

const SAMPLE_BYTES = 65_536;
/** The HTML standard's prescan reads 1,024 bytes; pages put long scripts before their charset. */
const PRESCAN_BYTES = 4_096;

/** The charsets that HTTP and the document declare, the weightier first. */
function declaredEncodings(bytes: Uint8Array, contentType: string | undefined): string[] {
  const fromHttp = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, PRESCAN_BYTES)).toString(
    'latin1',
  );
  const fromMeta = /<meta\b[^>]{0,400}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})/i.exec(head)?.[1];
  const fromXml = /^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})/i.exec(head)?.[1];
  return [fromHttp, fromMeta, fromXml].flatMap((label) => {
    const name = label === undefined ? null : normalizeEncoding(label);
    // A page whose bytes could be read to say "UTF-16" is not UTF-16 (HTML standard, prescan); nor is one that failed as UTF-8.
    return name && isByteWise(name) ? [name] : [];
  });
}

function isByteWise(encoding: string): boolean {
  return encoding !== 'replacement' && !encoding.startsWith('utf-');
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with some bytes broken (a cut file, a stray byte): at most one in a hundred of its non-ASCII characters. */
function decodeDamagedUtf8(bytes: Uint8Array): Decoded | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  let replaced = 0;
  let valid = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) replaced += 1;
    else if (unit > 0x7f) valid += 1;
  }
  if (replaced > Math.max(1, valid / 100) || valid === 0) return null;
  return {
    text,
    encoding: 'utf-8',
    notes: [`${replaced} invalid UTF-8 sequence${replaced === 1 ? '' : 's'} replaced`],
  };
}

/** Encodings that statistics of bytes suggest, with their confidence from 0 to 100, the likelier first. */
function detectedEncodings(bytes: Uint8Array): Map<string, number> {
  const found = new Map<string, number>();
  for (const { name, confidence } of analyse(bytes)) {
    const known = normalizeEncoding(name);
    if (confidence >= 10 && known && isByteWise(known) && !found.has(known)) found.set(known, confidence);
  }
  return found;
}

/** Encodings that are tried whatever statistics of bytes say: short texts mislead them. */
const USUAL_ENCODINGS = [
  'windows-1252',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
  'windows-1251',
  'koi8-r',
  'ibm866',
];
/** Encodings that have most letters in common: of two the one that reads better at all is right. */
const WIDER: Readonly<Record<string, string>> = {
  'koi8-r': 'koi8-u',
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
};
/** By how much another encoding must read better, per character beyond ASCII, than one that is declared. */
const CONTRADICTED = 0.5;
/** … than one that statistics of bytes put first. */
const OUTDONE = 0.3;
/** By how much statistics of bytes must prefer another that reads as well as the one that is declared. */
const PREFERRED = 20;

/** Statistics of fewer bytes beyond ASCII prove no declaration wrong. */
const MUCH = 20;

function tellsMuch(sample: Uint8Array): boolean {
  let beyond = 0;
  for (const byte of sample) {
    if (byte > 0x7f) beyond += 1;
    if (beyond === MUCH) return true;
  }
  return false;
}

/** The encoding that bytes which are not UTF-8 are read in. */
function likelyEncoding(bytes: Uint8Array, declared: readonly string[]): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const detected = detectedEncodings(sample);
  // As a stream, so that a character cut at the end of the sample is no fault.
  const read = (name: string) => plausibility(new TextDecoder(name).decode(sample, { stream: true }));
  const scores = new Map(
    Array.from(new Set([...declared, ...detected.keys(), ...USUAL_ENCODINGS]), (name) => [name, read(name)]),
  );
  const [first = 'windows-1252'] = scores.keys();
  const margin = declared.length > 0 ? CONTRADICTED : OUTDONE;
  let best = first;
  for (const [name, score] of scores) {
    if (score > (scores.get(best) ?? 0) + (best === first ? margin : 0)) best = name;
  }
  const [likeliest] = detected.keys();
  if (best === declared[0] && likeliest !== undefined && WIDER[likeliest] !== best && tellsMuch(sample)) {
    const surer = (detected.get(likeliest) ?? 0) - (detected.get(best) ?? 0) >= PREFERRED;
    if (surer && (scores.get(likeliest) ?? 0) >= (scores.get(best) ?? 0)) best = likeliest;
  }
  const wider = WIDER[best];
  return wider !== undefined && !declared.includes(best) && read(wider) > (scores.get(best) ?? 0) ? wider : best;
}

/**
 * Bytes to text: byte-order mark, UTF-16 by its pattern, strict UTF-8 (once, or twice where it certainly was encoded
 * twice), the charset that the document declares unless another reads plainly better, then statistics.
 * @param contentType media type of the file, whose charset parameter counts as declared.
 * @throws RejectedError `empty` if the bytes are a byte-order mark and nothing else.
 */
export function decode(bytes: Uint8Array, contentType?: string): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16) {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    const text = new TextDecoder(utf16).decode(even);
    if (text.length === 0) {
      throw new RejectedError('empty', 'The file holds only a byte-order mark.', {
        remedy: 'Upload a file that holds the article.',
      });
    }
    return { text, encoding: utf16, notes: [`decoded as ${utf16.toUpperCase()}`] };
  }
  // ISO 2022-JP is all ASCII bytes: its escape sequences tell it from UTF-8.
  if (bytes.includes(0x1b)) {
    const text = decodeStrictly(bytes, 'iso-2022-jp');
    if (text !== null && /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u.test(text)) {
      return { text, encoding: 'iso-2022-jp', notes: ['decoded as iso-2022-jp'] };
    }
  }
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) {
    const meant = undoDoubleEncoding(utf8);
    return meant === null
      ? { text: utf8, encoding: 'utf-8', notes: [] }
      : { text: meant, encoding: 'utf-8', notes: ['UTF-8 that was encoded twice, decoded twice'] };
  }
  const damaged = decodeDamagedUtf8(bytes);
  if (damaged) return damaged;

  const declared = declaredEncodings(bytes, contentType);
  const encoding = likelyEncoding(bytes, declared);
  const text = new TextDecoder(encoding).decode(bytes);
  const [claim] = declared;
  const why =
    claim === undefined
      ? 'as its bytes suggest'
      : declared.includes(encoding)
        ? 'as the document declares'
        : `though the document declares ${claim}`;
  return { text, encoding, notes: [`decoded as ${encoding}, ${why}`] };
}

import { constants, inflateSync } from 'node:zlib';
import { type ExpansionLimits, overExpanded, refuseRatio, saysOver } from '../archive/expansion.ts';

/** How often a stream may be compressed once more. */
const MAX_LAYERS = 4;
/** Bytes before a stream that may be its dictionary. */
const DICTIONARY_BYTES = 2_000;
/** Smaller streams may be shown by as many pages as there are. */
const LARGE_STREAM = 100_000;
const STREAM = Buffer.from('stream');
const END_STREAM = Buffer.from('endstream');
const CONTENTS = /\/Contents\s{0,20}(?:\[([^\]]{0,20000})\]|(\d{1,10})\s{1,10}\d{1,5}\s{1,10}R)/g;

/** Whether bytes begin as a zlib stream does (RFC 1950, 2.2). */
function isDeflated(bytes: Uint8Array): boolean {
  const [method = 0, flags = 1] = bytes;
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
}

/** Inflates as much as there is. @returns undefined where nothing can be; the number of bytes read and the content. */
function inflate(bytes: Uint8Array, most: number): { read: number; content: Uint8Array } | 'over' | undefined {
  try {
    const result = inflateSync(bytes, {
      maxOutputLength: Math.max(1, most),
      finishFlush: constants.Z_SYNC_FLUSH,
      info: true,
    }) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return { read: result.engine.bytesWritten, content: result.buffer };
  } catch (error) {
    return saysOver(error) ? 'over' : undefined;
  }
}

/** Bytes that ASCII armour stands for (ISO 32000-2, 7.4.2 and 7.4.3), or null where there is none. */
function unarmoured(bytes: Uint8Array, dictionary: string): Uint8Array | null {
  if (/\/(?:ASCIIHexDecode|AHx)\b/.test(dictionary)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return Buffer.from(text.replace(/[^0-9A-Fa-f]+/g, ''), 'hex');
  }
  if (!/\/(?:ASCII85Decode|A85)\b/.test(dictionary)) return null;
  const decoded: number[] = [];
  let word = 0;
  let digits = 0;
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && digits === 0) decoded.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) {
      word = word * 85 + byte - 0x21;
      digits += 1;
      if (digits === 5) {
        decoded.push((word >>> 24) & 255, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
        word = 0;
        digits = 0;
      }
    }
  }
  return Uint8Array.from(decoded);
}

/** Number of bytes that LZW codes stand for (ISO 32000-2, 7.4.4), without making them. */
function lzwLength(bytes: Uint8Array): number {
  const lengths = new Uint32Array(4_096).fill(1);
  let [next, width, buffer, bits, previous, total] = [258, 9, 0, 0, 0, 0];
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (buffer >>> bits) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      [next, width, previous] = [258, 9, 0];
      continue;
    }
    const length = code < next ? (lengths[code] ?? 1) : previous + 1;
    total += length;
    if (previous > 0 && next < 4_096) {
      lengths[next] = previous + 1;
      next += 1;
      if (next + 1 >= 1 << width && width < 12) width += 1;
    }
    previous = length;
  }
  return total;
}

/** Number of bytes that run lengths stand for (ISO 32000-2, 7.4.5), without making them. */
function runLength(bytes: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    total += length < 128 ? length + 1 : 257 - length;
    at += length < 128 ? length + 2 : 2;
  }
  return total;
}

/** What a walk over the streams of a document has found. */
interface Walk {
  left: number;
  /** Sizes of large streams by the number of their object. */
  large: Map<string, number>;
  /** Object streams, which hold other objects (ISO 32000-2, 7.5.7). */
  objects: string[];
}

/** Expands one stream, layer by layer, and counts it. @throws RejectedError `too-large` over a limit. */
function countStream(bytes: Uint8Array, dictionary: string, walk: Walk, limits: ExpansionLimits): void {
  const object = /(\d{1,10})\s{1,10}\d{1,5}\s{1,10}obj(?![\s\S]*\bobj\b)/.exec(dictionary)?.[1] ?? '';
  const count = (expanded: number, compressed: number) => {
    refuseRatio(expanded, compressed, limits);
    walk.left -= expanded;
    if (walk.left < 0) throw overExpanded(limits.expandedBytes + 1, compressed, limits);
    if (expanded > LARGE_STREAM) walk.large.set(object, expanded);
  };
  let content = bytes;
  let compressed: number | undefined;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const plain = isDeflated(content) ? content : unarmoured(endOf(content, layer), layer === 0 ? dictionary : '');
    if (plain === null || !isDeflated(plain)) {
      if (layer === 0) content = plain ?? content;
      break;
    }
    const expanded = inflate(plain, walk.left);
    if (expanded === 'over') throw overExpanded(limits.expandedBytes + 1, bytes.length, limits);
    if (expanded === undefined) break;
    compressed ??= expanded.read;
    count(expanded.content.length, compressed);
    content = expanded.content;
  }
  if (/\/(?:LZWDecode|LZW)\b/.test(dictionary))
    count(lzwLength(endOf(content, compressed === undefined ? 0 : 1)), compressed ?? content.length);
  if (/\/(?:RunLengthDecode|RL)\b/.test(dictionary))
    count(runLength(endOf(content, compressed === undefined ? 0 : 1)), compressed ?? content.length);
  if (compressed !== undefined && /\/ObjStm\b/.test(dictionary)) {
    walk.objects.push(Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1'));
  }
}

/** A stream up to its end, where it was not expanded and so is followed by the rest of the file. */
function endOf(bytes: Uint8Array, layer: number): Uint8Array {
  if (layer > 0) return bytes;
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(END_STREAM);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** @throws RejectedError `too-large` where pages show the same large streams so often that they are over the limit. */
function refuseRepeated(document: Buffer, walk: Walk, limits: ExpansionLimits): void {
  if (walk.large.size === 0) return;
  let shown = 0;
  for (const text of [document.toString('latin1'), ...walk.objects]) {
    for (const [, several, one] of text.matchAll(CONTENTS)) {
      for (const [, number = ''] of `${one ?? ''} 0 R ${several ?? ''}`.matchAll(
        /(\d{1,10})\s{1,10}\d{1,5}\s{1,10}R/g,
      )) {
        shown += walk.large.get(number) ?? 0;
        if (shown > limits.expandedBytes) throw overExpanded(shown, document.length, limits);
      }
    }
  }
}

/**
 * Bounds what the streams of a PDF document expand to, before a reader that does not is given it: each is expanded here as
 * its first bytes say, whatever its dictionary says, and images are made unreadable, since nobody reads them.
 * @returns the document to read.
 * @throws RejectedError `too-large` where a stream, all streams together or what the pages show of them is over a limit.
 */
export function boundStreams(bytes: Uint8Array, limits: ExpansionLimits): Uint8Array {
  const document = Buffer.from(bytes);
  const walk: Walk = { left: limits.expandedBytes, large: new Map(), objects: [] };
  for (let at = document.indexOf(STREAM); at !== -1; at = document.indexOf(STREAM, at + STREAM.length)) {
    if (document.subarray(at - 3, at).toString('latin1') === 'end') continue;
    let start = at + STREAM.length;
    if (document[start] === 0x0d) start += 1;
    if (document[start] === 0x0a) start += 1;
    const from = Math.max(0, at - DICTIONARY_BYTES);
    const before = document.toString('latin1', from, at);
    const own = before.lastIndexOf('endobj');
    const dictionary = before.slice(own === -1 ? 0 : own);
    const image = /\/Subtype\s{0,10}\/Image\b/.test(dictionary);
    if (image) blankFilters(document, from + Math.max(0, own), at);
    else countStream(document.subarray(start), dictionary, walk, limits);
  }
  refuseRepeated(document, walk, limits);
  return document;
}

/** Renames the filters of an image to ones that no reader has. */
function blankFilters(document: Buffer, from: number, to: number): void {
  const text = document.toString('latin1', from, to);
  for (const { index } of text.matchAll(/\/(?=(?:Fl|FlateDecode|LZW|LZWDecode|RL|RunLengthDecode)\b)/g)) {
    document[from + index + 1] = 0x58;
  }
}

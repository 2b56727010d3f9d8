/** A piece of an RTF file (RTF 1.9.1, "RTF Syntax"). */
export type RtfToken =
  | { kind: 'open' | 'close' }
  /** A control word with its number, or a control symbol. */
  | { kind: 'control'; word: string; value: number | undefined }
  /** `\'hh`: a byte in the code page of the text. */
  | { kind: 'byte'; byte: number }
  /** Bytes that stand for themselves. */
  | { kind: 'bytes'; from: number; to: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x27;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Longest control word and number (RTF 1.9.1, "RTF Syntax"). */
const MAX_WORD = 32;
const MAX_DIGITS = 10;

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The pieces of an RTF file in order; line ends between them are nothing. `\binN` passes over the N bytes behind it. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0;
  const end = bytes.length;
  const byteAt = (place: number) => bytes[place] ?? -1;
  while (at < end) {
    const byte = byteAt(at);
    if (byte === OPEN || byte === CLOSE) {
      at += 1;
      yield { kind: byte === OPEN ? 'open' : 'close' };
    } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      at += 1;
    } else if (byte !== BACKSLASH) {
      const from = at;
      while (at < end && !isSyntax(byteAt(at))) at += 1;
      yield { kind: 'bytes', from, to: at };
    } else if (isLetter(byteAt(at + 1))) {
      const start = at + 1;
      at = start;
      while (isLetter(byteAt(at)) && at - start < MAX_WORD) at += 1;
      const word = String.fromCharCode(...bytes.subarray(start, at));
      const negative = byteAt(at) === 0x2d && isDigit(byteAt(at + 1));
      if (negative) at += 1;
      const digits = at;
      let value = 0;
      while (isDigit(byteAt(at)) && at - digits < MAX_DIGITS) {
        value = value * 10 + byteAt(at) - 0x30;
        at += 1;
      }
      const given = at > digits;
      if (byteAt(at) === 0x20) at += 1;
      // A length that goes beyond the file is none.
      if (word === 'bin' && given && !negative && at + value <= end) at += value;
      yield { kind: 'control', word, value: given ? (negative ? -value : value) : undefined };
    } else if (byteAt(at + 1) === QUOTE) {
      const high = hexDigit(byteAt(at + 2));
      const low = hexDigit(byteAt(at + 3));
      at += high === -1 ? 2 : low === -1 ? 3 : 4;
      if (high !== -1 && low !== -1) yield { kind: 'byte', byte: high * 16 + low };
    } else {
      const symbol = byteAt(at + 1);
      at += 2;
      if (symbol !== -1) yield { kind: 'control', word: String.fromCharCode(symbol), value: undefined };
    }
  }
}

function isSyntax(byte: number): boolean {
  return byte === BACKSLASH || byte === OPEN || byte === CLOSE || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

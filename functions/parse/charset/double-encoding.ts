import { TextDecoder } from '@exodus/bytes/encoding.js';

/** The byte of each character that windows-1252 has beyond ISO 8859-1. */
const BYTE_OF = new Map(
  Array.from({ length: 0x20 }, (_, index) => 0x80 + index).map((byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);
/** One such sequence may be meant; so many are a mistake. */
const LEAST_SEQUENCES = 2;

/**
 * Undoes what became of UTF-8 that was read as windows-1252 and written as UTF-8 again ("fÃ¼r"). Certain only where
 * every character beyond ASCII belongs to such a sequence, and there is more than one.
 * @returns the text as it was meant, or null where it is not certain.
 */
export function undoDoubleEncoding(text: string): string | null {
  // Every sequence begins with one of these: most texts need no more than this look.
  if (!/[\u00c2-\u00f4]/.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  let beyond = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const byte = unit <= 0xff ? unit : BYTE_OF.get(text.charAt(at));
    if (byte === undefined) return null;
    if (byte > 0x7f) beyond += 1;
    bytes[at] = byte;
  }
  try {
    const meant = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const sequences = beyond - (text.length - meant.length);
    return sequences >= LEAST_SEQUENCES ? meant : null;
  } catch {
    return null;
  }
}

import { TextDecoder } from '@exodus/bytes/encoding.js';
import { plausibility } from './plausibility.ts';

const SAMPLE_BYTES = 65_536;

export type Utf16 = 'utf-16le' | 'utf-16be';

/**
 * UTF-16 by its byte-order mark, or without one by where NUL bytes stand (in text of a Western script every second
 * byte is NUL, in text of others those of spaces and line ends) or, in East Asian text, by its punctuation.
 * @returns the encoding's name, or null for anything else.
 */
export function utf16Of(bytes: Uint8Array): Utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.length < 4) return null;
  return byNulBytes(sample) ?? (bytes.length % 2 === 0 ? byPunctuation(sample) : null);
}

/** Running text of any script scores more, binary data far less. */
const LEAST_PLAUSIBLE = 0.3;

function ifPlausible(sample: Uint8Array, name: Utf16): Utf16 | null {
  return plausibility(new TextDecoder(name).decode(sample)) >= LEAST_PLAUSIBLE ? name : null;
}

function byNulBytes(sample: Uint8Array): Utf16 | null {
  const counts = { bigNul: 0, littleNul: 0, bigSpace: 0, littleSpace: 0 };
  for (let at = 0; at + 1 < sample.length; at += 2) {
    const [first = 0, second = 0] = [sample[at], sample[at + 1]];
    if (first === 0 && second !== 0) {
      counts.bigNul += 1;
      if (second === 0x20 || second === 0x0a) counts.bigSpace += 1;
    } else if (second === 0 && first !== 0) {
      counts.littleNul += 1;
      if (first === 0x20 || first === 0x0a) counts.littleSpace += 1;
    }
  }
  const units = sample.length / 2;
  // Other scripts have NUL bytes in their spaces and line ends only: one side, and at least one unit in fifty.
  if (counts.littleNul > units * 0.4 && counts.bigNul < units * 0.05) return 'utf-16le';
  if (counts.bigNul > units * 0.4 && counts.littleNul < units * 0.05) return 'utf-16be';
  if (counts.littleSpace > units * 0.02 && counts.bigNul === 0) return 'utf-16le';
  if (counts.bigSpace > units * 0.02 && counts.littleNul === 0) return 'utf-16be';
  // Characters such as U+AC00 have a NUL byte on the other side: then the text must read as one.
  if (counts.littleSpace > units * 0.02 && counts.bigSpace === 0) return ifPlausible(sample, 'utf-16le');
  if (counts.bigSpace > units * 0.02 && counts.littleSpace === 0) return ifPlausible(sample, 'utf-16be');
  return null;
}

/** The high byte of ideographic commas and full stops (U+3001, U+3002), and of the wide forms (U+FF0C). */
const MARKS = new Set([0x3001, 0x3002, 0xff0c, 0x300c, 0x300d, 0xff0e]);
/** East Asian text has a mark at least once in a hundred characters. */
const LEAST_MARKS = 0.01;

function byPunctuation(sample: Uint8Array): Utf16 | null {
  const units = Math.floor(sample.length / 2);
  let little = 0;
  let big = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    const [first = 0, second = 0] = [sample[at], sample[at + 1]];
    if (MARKS.has((second << 8) | first)) little += 1;
    if (MARKS.has((first << 8) | second)) big += 1;
  }
  const name = little > big ? 'utf-16le' : 'utf-16be';
  if (Math.max(little, big) < Math.max(1, units * LEAST_MARKS) || Math.min(little, big) > 0) return null;
  return ifPlausible(sample, name);
}

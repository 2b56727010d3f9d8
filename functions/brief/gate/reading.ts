import type { PartyForms } from './party-names.ts';
import { type Word, wordsOf } from './words.ts';

/** A text as the checks see it. */
export interface Reading {
  words: Word[];
  stems: Set<string>;
}

export function read(text: string): Reading {
  const words = wordsOf(text);
  return { words, stems: new Set(words.map((word) => word.stem)) };
}

/** Quotes recur within one article; the cache lives as long as the run of the gate that made it. */
export type Readings = Map<string, Reading>;

export function readOnce(text: string, readings: Readings): Reading {
  const known = readings.get(text);
  if (known !== undefined) return known;
  const reading = read(text);
  readings.set(text, reading);
  return reading;
}

/** Marks the words that stand in one of the forms of a party. */
export function nameWords(words: readonly Word[], parties: readonly PartyForms[]): Set<number> {
  const marked = new Set<number>();
  for (const { plain } of parties) {
    for (const form of plain) {
      const parts = form.split(' ');
      for (let at = 0; at + parts.length <= words.length; at++) {
        if (!parts.every((part, offset) => words[at + offset]?.lower === part)) continue;
        for (let offset = 0; offset < parts.length; offset++) marked.add(at + offset);
      }
    }
  }
  return marked;
}

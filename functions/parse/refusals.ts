import { RejectedError } from '../core/errors.ts';
import type { ParseLimits } from './parse-limits.ts';

/** The rejection of something over a limit on its size. */
export function tooLarge(what: string, size: number, limit: number, unit: string): RejectedError {
  return new RejectedError('too-large', `The ${what} has ${size} ${unit}; the limit is ${limit}.`, {
    remedy: 'Upload one article to a file, without what is not part of it.',
  });
}

/** @throws RejectedError `too-large` if a text is over the limit on an article's. */
export function refuseLongText(text: string, limits: Pick<ParseLimits, 'textCharacters'>): void {
  if (text.length > limits.textCharacters) throw tooLarge('article', text.length, limits.textCharacters, 'characters');
}

/** The rejection of a file of more entries than are read. */
export function tooManyEntries(limit: number): RejectedError {
  return new RejectedError('too-many-parts', `The file holds over ${limit} entries, the limit.`, {
    remedy: 'Split the file and upload the pieces.',
  });
}

import { RejectedError } from '../../core/errors.ts';
import { collapseSpace } from '../normalise.ts';
import { REMEDY } from '../sniff.ts';
import type { Draft } from './draft.ts';
import type { Found } from './reader.ts';

const MAX_NAME = 500;

/** The name of an entry within its file: the first candidate that says something, on one line, or its place. */
export function entryName(place: number, ...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    const name = collapseSpace(candidate ?? '').slice(0, MAX_NAME);
    if (name !== '') return name;
  }
  return String(place);
}

/** An entry read by itself: what refuses it costs its neighbours nothing. */
export function readEntry(part: string, read: () => Draft): Found {
  try {
    return { kind: 'article', part, draft: read() };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'rejected', part, error };
  }
}

/** The rejection of an entry that holds no text of an article. */
export function withoutText(what: string): RejectedError {
  return new RejectedError('empty', `The entry has ${what}.`, { remedy: REMEDY });
}

/** The rejection of a file of more entries than are read. */
export function tooManyEntries(limit: number): RejectedError {
  return new RejectedError('too-many-parts', `The file holds over ${limit} entries, the limit.`, {
    remedy: 'Split the file and upload the pieces.',
  });
}

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
export function foundEntry(part: string, read: () => Found): Found {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'rejected', part, error };
  }
}

/** As `foundEntry`, of an article. */
export function readEntry(part: string, read: () => Draft): Found {
  return foundEntry(part, () => ({ kind: 'article', part, draft: read() }));
}

/** The rejection of an entry that holds no text of an article. */
export function withoutText(what: string): RejectedError {
  return new RejectedError('empty', `The entry has ${what}.`, { remedy: REMEDY });
}

import type { Attribution, SummarySentence } from '../../core/brief.ts';
import type { Genre } from './genre.ts';
import type { Document } from './model.ts';
import { isMarkedAsOpinion, isOpinion } from './sourcing.ts';

/** The most words of a summary. */
const MOST_WORDS = 75;

/**
 * To whom an opinion piece's own claims belong; undefined for a report, whose claims are the outlet's, and where nobody
 * signs what is not marked either: it may be a letter or a speech that is reported.
 */
export function writerOf(document: Document, genre: Genre | undefined): Attribution | undefined {
  if (genre !== 'review' && !isOpinion(document)) return undefined;
  const [author] = document.authors;
  if (author !== undefined) return { voice: 'named', label: author };
  return genre === 'review' || isMarkedAsOpinion(document) ? { voice: 'unnamed', label: 'the author' } : undefined;
}

/** The sentences of a summary as their writer's, as far as they fit. */
export function asWritten(summary: readonly SummarySentence[], { label = '' }: Attribution): SummarySentence[] {
  let words = 0;
  return summary.flatMap((sentence, index) => {
    const text = `${label.charAt(0).toUpperCase()}${label.slice(1)}: “${sentence.text.replaceAll(/[“”]/g, '"')}”`;
    words += text.split(/\s+/u).length;
    return index > 0 && words > MOST_WORDS ? [] : [{ ...sentence, text }];
  });
}

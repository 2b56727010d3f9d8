import type { Attribution, Evidence } from '../../core/brief.ts';
import type { Clause, Document, Names, Span } from './model.ts';

/** What the writing of items needs to know of the article. */
export interface Reading {
  document: Document;
  names: Names;
  clauses: readonly Clause[];
  /** Who says what stands at a span. */
  attributionAt(span: Span): Attribution;
}

/** A quote with its place. */
export function evidenceOf(document: Document, span: Span, sentence: number): Evidence {
  return {
    quote: document.text.slice(span.start, span.end),
    start: span.start,
    end: span.end,
    sentence,
    paragraph: document.sentences[sentence]?.paragraph ?? 0,
  };
}

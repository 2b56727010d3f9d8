import type { Attribution, Evidence, When } from '../../core/brief.ts';
import type { Clause, Document, Names, Span } from './model.ts';

/** What the writing of items needs to know of the article. */
export interface Reading {
  document: Document;
  names: Names;
  clauses: readonly Clause[];
  /** Whether an entity is a party of the brief. */
  isParty(key: string): boolean;
  /** Who says what stands at a span. */
  attributionAt(span: Span): Attribution;
  /** The first date within a span. */
  whenAt(span: Span): When | undefined;
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

/** What a format takes from a document, before what all formats share (dateline, language, rights, words) is added. */
export interface Draft {
  title: string | null;
  source: string | null;
  url: string | null;
  authors: string[];
  /** ISO 8601 day or instant with offset. */
  publishedAt: string | null;
  /** When it was last modified: ISO 8601 day or instant with offset; null where that is the publication. */
  modifiedAt: string | null;
  /** The outlet's section, as it names it. */
  section: string | null;
  /** The language that the document claims: a BCP 47 tag, or null. */
  language: string | null;
  rights: string | null;
  paragraphs: string[];
  notes: string[];
}

/** A draft that knows nothing yet. */
export function emptyDraft(): Draft {
  return {
    title: null,
    source: null,
    url: null,
    authors: [],
    publishedAt: null,
    modifiedAt: null,
    section: null,
    language: null,
    rights: null,
    paragraphs: [],
    notes: [],
  };
}

/** A web address as the document states it, or null for what is none (only http and https count). */
export function webAddress(value: string): string | null {
  const trimmed = value.trim();
  if (trimmed.length > 2_000 || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  return new URL(trimmed).href;
}

import type { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';
import type { FileHints } from '../sniff.ts';
import type { Draft } from './draft.ts';

/** An article that a reader found. */
export interface FoundArticle {
  kind: 'article';
  /**
   * Its name within the file, '' for the file's only article. It is part of the article's identity: where the format
   * gives its entries names of their own (an id, a path), it is that name, else its place in the file.
   */
  part: string;
  draft: Draft;
}

/** A file within the file, whose format is told by its own content. */
export interface FoundFile {
  kind: 'file';
  part: string;
  bytes: Uint8Array;
  hints: FileHints;
  /** What is known of its article from around it; used where the file says nothing of its own. */
  known?: Partial<Pick<Draft, 'title' | 'source' | 'url' | 'authors' | 'publishedAt' | 'language' | 'rights'>>;
}

/** An entry that can never become an article; its neighbours can. */
export interface FoundRejection {
  kind: 'rejected';
  part: string;
  error: RejectedError;
}

export type Found = FoundArticle | FoundFile | FoundRejection;

/** What a reader yields, one after another, so that no file is held expanded as a whole. */
export type Findings = Iterable<Found> | AsyncIterable<Found>;

/**
 * Reads a format that is no text, or whose parts have encodings of their own.
 * @throws RejectedError if the whole file can never become an article.
 */
export type ReadBytes = (bytes: Uint8Array, hints: FileHints, limits: ParseLimits) => Findings | Promise<Findings>;

/**
 * Reads a format of text, decoded and clean of control characters (`cleanCharacters`).
 * @throws RejectedError if the whole file can never become an article.
 */
export type ReadText = (text: string, hints: FileHints, limits: ParseLimits) => Findings | Promise<Findings>;

/** The findings of a format that holds one article a file. */
export function onlyArticle(draft: Draft): FoundArticle[] {
  return [{ kind: 'article', part: '', draft }];
}

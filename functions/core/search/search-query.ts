import { InvalidRequestError } from '../errors.ts';
import { foldedWords } from './folded-words.ts';

export const LONGEST_SEARCH = 200;
export const MOST_TERMS = 10;

/** One of the things that a brief must hold to be found. */
export interface SearchTerm {
  /** Consecutive words, folded. */
  readonly words: readonly string[];
  /** Whether the last word may go on: `word*`. */
  readonly open: boolean;
}

/** Quotation marks that open or close a phrase; a text processor may have made any of them of a plain one. */
const QUOTES = /["“”„‟]/u;

function termOf(text: string, open: boolean): SearchTerm[] {
  const words = foldedWords(text);
  return words.length === 0 ? [] : [{ words, open }];
}

/**
 * The terms of a search: words, `beginnings*`, and "phrases" in double quotes. What is written as one word but is several
 * (`arms-length`, and any stretch of a script without spaces) is a phrase. A phrase that is not closed goes to the end.
 * @throws InvalidRequestError if it is longer than 200 characters, has more than ten terms, or no word at all.
 */
export function parseSearch(text: string): SearchTerm[] {
  if ([...text].length > LONGEST_SEARCH) {
    throw new InvalidRequestError(`It must have at most ${LONGEST_SEARCH} characters.`);
  }
  const terms = text.split(QUOTES).flatMap((part, index) => {
    if (index % 2 === 1) return termOf(part, false);
    return part.split(/\s+/).flatMap((word) => termOf(word, word.endsWith('*')));
  });
  const distinct = [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
  if (distinct.length === 0) throw new InvalidRequestError('It must have a word to look for.');
  if (distinct.length > MOST_TERMS) {
    throw new InvalidRequestError(`It must have at most ${MOST_TERMS} words and phrases.`);
  }
  return distinct;
}

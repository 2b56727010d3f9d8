/** What a file may hold at most; over any of them the file is refused, by name of the limit. */
export interface ParseLimits {
  /** Bytes of the file. */
  objectBytes: number;
  /** UTF-16 code units of one article's text. */
  textCharacters: number;
  /** Elements nested in one another in an HTML document. */
  htmlDepth: number;
  /** Elements of an HTML document. */
  htmlElements: number;
  /** Bytes of an HTML document. */
  htmlBytes: number;
  /** Articles in one file. */
  parts: number;
}

/** Real news pages (1,972 measured) reach a depth of 51, 10,110 elements and 1.7 MB: these limits cost nothing. */
export const DEFAULT_LIMITS: ParseLimits = {
  objectBytes: 25_000_000,
  textCharacters: 1_000_000,
  htmlDepth: 512,
  htmlElements: 100_000,
  htmlBytes: 10_000_000,
  parts: 2_000,
};

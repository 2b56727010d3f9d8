import * as z from 'zod';

const limit = (description: string) => z.int().positive().describe(description);

/** What a file may hold at most; over any of them the file, or that entry of it, is refused by name of the limit. */
export const ParseLimits = z.strictObject({
  objectBytes: limit('Bytes of the file.'),
  textCharacters: limit("UTF-16 code units of one article's text."),
  parts: limit('Articles in one file.'),
  articleSeconds: limit('Time that one article may take; the isolated worker ends a busy loop there.'),
  expandedBytes: limit('Bytes that everything compressed in one file may expand to.'),
  expansionRatio: limit('Times that something compressed may expand; what stays under a megabyte may by more.'),
  archiveEntries: limit('Entries of an archive, those that are no article included.'),
  nesting: limit('Files within files: an archive in an archive is at level 2.'),
  htmlBytes: limit('Bytes of an HTML document.'),
  htmlDepth: limit('Elements nested in one another in an HTML document.'),
  htmlElements: limit('Elements of an HTML document.'),
  xmlDepth: limit('Elements nested in one another in an XML document, those within office files included.'),
  xmlElements: limit('Elements of an XML document.'),
  pdfPages: limit('Pages of a PDF document.'),
});
export type ParseLimits = z.infer<typeof ParseLimits>;

/**
 * Real news pages (1,972 measured) reach a depth of 51, 10,110 elements and 1.7 MB, and text or mark-up compresses by 3
 * to 30: these limits cost nothing.
 */
export const DEFAULT_LIMITS: ParseLimits = {
  objectBytes: 25_000_000,
  textCharacters: 1_000_000,
  parts: 2_000,
  articleSeconds: 4,
  expandedBytes: 100_000_000,
  expansionRatio: 200,
  archiveEntries: 10_000,
  nesting: 3,
  htmlBytes: 10_000_000,
  htmlDepth: 512,
  htmlElements: 100_000,
  xmlDepth: 512,
  xmlElements: 1_000_000,
  pdfPages: 500,
};

/** What a file may hold at most; over any of them the file, or that entry of it, is refused by name of the limit. */
export interface ParseLimits {
  /** Bytes of the file. */
  objectBytes: number;
  /** UTF-16 code units of one article's text. */
  textCharacters: number;
  /** Articles in one file. */
  parts: number;
  /** Time that one article may take; the isolated worker ends a busy loop there. */
  articleSeconds: number;
  /** Bytes that everything compressed in one file may expand to. */
  expandedBytes: number;
  /** Times that something compressed may expand; what stays under a megabyte may by more. */
  expansionRatio: number;
  /** Entries of an archive, those that are no article included. */
  archiveEntries: number;
  /** Files within files: an archive in an archive is at level 2. */
  nesting: number;
  /** Bytes of an HTML document. */
  htmlBytes: number;
  /** Elements nested in one another in an HTML document. */
  htmlDepth: number;
  /** Elements of an HTML document. */
  htmlElements: number;
  /** Elements nested in one another in an XML document, those within office files included, or values in JSON. */
  xmlDepth: number;
  /** Elements of an XML document. */
  xmlElements: number;
  /** Pages of a PDF document. */
  pdfPages: number;
  /** Values of a JSON document; 2,000 articles of a hundred fields each have 200,000. */
  jsonValues: number;
  /** Parts of all multiparts of a mail together. */
  mailParts: number;
  /** Multiparts of a mail, each of which declares a boundary. */
  mailMultiparts: number;
  /** Multiparts of a mail within one another. */
  mailNesting: number;
  /** Bytes of the headers of all parts of a mail together. */
  mailHeaderBytes: number;
  /** Lines of a mail, of which an attachment of 25 MB has 330,000. */
  mailLines: number;
  /** Lines of bodies of a mail that are stored as they are, neither in base64 nor quoted-printable. */
  mailTextLines: number;
  /** Messages attached to one another in a mail. */
  mailMessages: number;
}

/**
 * Real news pages (1,972 measured) reach a depth of 51, 10,110 elements and 1.7 MB, and text or mark-up compresses by 3
 * to 30, and mail has dozens of parts and some 20 KB of headers: these limits cost nothing.
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
  jsonValues: 300_000,
  mailParts: 1_000,
  mailMultiparts: 200,
  mailNesting: 50,
  mailHeaderBytes: 256_000,
  mailLines: 500_000,
  mailTextLines: 100_000,
  mailMessages: 10,
};

import type { ArticleFormat } from '../core/article.ts';
import { type ZipDocument, zipDocument } from './archive/zip-kind.ts';
import type { ReadBytes, ReadText } from './formats/reader.ts';
import { isJson, isJsonFeed, isNewsPlease, isNinjs } from './json/kinds.ts';
import { isMailbox, isMessage } from './mail/message-head.ts';
import { type FileHints, latin1 } from './sniff.ts';
import { rootOf } from './xml/root.ts';

/** What a format that is no text is told by. */
export interface ByteSigns {
  bytes: Uint8Array;
  /** The first 4,096 bytes, one character a byte (ISO 8859-1). */
  head: string;
  hints: FileHints;
  /** What a ZIP archive is: a document, or null for another archive; undefined for what is no archive. */
  zip: ZipDocument | null | undefined;
}

/** What a format of text is told by. */
export interface TextSigns {
  /** The first 20,000 characters, decoded, without leading white space. */
  head: string;
  hints: FileHints;
}

/**
 * A format that is read: how its files are told, and where its reader is. Readers are loaded when a file of their format
 * is met.
 */
export type Format = {
  /** The format of the articles that it yields itself; null for one that only holds files. */
  name: ArticleFormat | null;
} & (
  | { of: 'bytes'; recognises: (signs: ByteSigns) => boolean; load: () => Promise<ReadBytes> }
  | { of: 'text'; recognises: (signs: TextSigns) => boolean; load: () => Promise<ReadText> }
);

const HEAD_BYTES = 4_096;
const HEAD_CHARACTERS = 20_000;

const HTML_START =
  /^(?:<\?xml[^>]{0,200}\?>\s{0,100})?(?:<!--[^>]{0,2000}-->\s{0,100}){0,5}<(?:!doctype\s+html|html|head|body|article|main|meta|title)\b/i;
const HTML_TAG =
  /<\/?(?:p|div|span|article|section|h[1-6]|a|br|ul|ol|li|table|tr|td|body|head|html|title|meta|script|blockquote)(?:\s[^<>]{0,400})?>/gi;
/** So many tags of HTML make a text without its frame a page. */
const MIN_HTML_TAGS = 4;
const MARKDOWN_SIGNS = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /\[[^[\]\n]{1,200}\]\((?:https?:|\/|#)[^()\s]{1,500}\)/,
  /^\S[^\n]{0,200}\n(?:={3,}|-{3,})$/m,
  /^> \S/m,
  /^[*-] \S[^\n]{0,500}\n[*-] \S/m,
  /\*\*[^*\s][^*\n]{0,200}\*\*/,
];

function claims(hints: FileHints, extension: RegExp, mediaType: string): boolean {
  return extension.test(hints.name ?? '') || (hints.contentType ?? '').toLowerCase().startsWith(mediaType);
}

function isHtml({ head, hints }: TextSigns): boolean {
  if (HTML_START.test(head)) return true;
  if (/^(?:<\?xml|[{[])/.test(head) || isMarkdown({ head, hints })) return false;
  if (claims(hints, /\.xml$/i, 'application/xml') || claims(hints, /^$/, 'text/xml')) return false;
  const claimed = claims(hints, /\.x?html?$/i, 'text/html') || claims(hints, /^$/, 'application/xhtml+xml');
  return (claimed && /<[a-z/!]/i.test(head)) || (head.match(HTML_TAG)?.length ?? 0) >= MIN_HTML_TAGS;
}

function isMarkdown({ head, hints }: TextSigns): boolean {
  return (
    claims(hints, /\.(?:md|markdown|mdown|mkd)$/i, 'text/markdown') || /^---[ \t]*\n[A-Za-z][\w-]{0,40}:/.test(head)
  );
}

function usesMarkdown({ head }: TextSigns): boolean {
  return MARKDOWN_SIGNS.filter((sign) => sign.test(head)).length >= 2;
}

function isMail({ bytes, hints }: ByteSigns): boolean {
  return isMessage(bytes, claims(hints, /\.eml$/i, 'message/rfc822'));
}

function isFeed({ head }: TextSigns): boolean {
  const root = rootOf(head);
  if (root === 'entry') return head.includes('http://www.w3.org/2005/Atom');
  return root === 'rss' || root === 'feed' || (root === 'RDF' && head.includes('http://purl.org/rss/1.0/'));
}

function isNewsMlG2({ head }: TextSigns): boolean {
  return /^(?:newsItem|newsMessage)$/.test(rootOf(head) ?? '');
}

function isZip(head: string): boolean {
  return head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06');
}

/**
 * The formats in the order in which they are tried, those of bytes first. Content tells them; a file's name or media type
 * decides only what content leaves open (Markdown that uses no mark-up is plain text, and the reverse). What none of them
 * recognises is plain text or refused.
 */
export const FORMATS: readonly Format[] = [
  {
    name: null,
    of: 'bytes',
    recognises: ({ head }) => head.startsWith('\x1f\x8b'),
    load: async () => (await import('./formats/gzip.ts')).readGzip,
  },
  {
    name: 'pdf',
    of: 'bytes',
    // Anything may stand before the header in the first 1,024 bytes (ISO 32000-2, annex I), but for an archive that holds it.
    recognises: ({ head, zip }) => zip === undefined && head.slice(0, 1_024).includes('%PDF-'),
    load: async () => (await import('./formats/pdf.ts')).readPdf,
  },
  {
    name: 'rtf',
    of: 'bytes',
    recognises: ({ head }) => /^(?:\xef\xbb\xbf)?\s{0,100}\{\\rtf/.test(head),
    load: async () => (await import('./formats/rtf.ts')).readRtf,
  },
  {
    name: 'docx',
    of: 'bytes',
    recognises: ({ zip }) => zip === 'docx',
    load: async () => (await import('./formats/docx.ts')).readDocx,
  },
  {
    name: 'odt',
    of: 'bytes',
    recognises: ({ zip }) => zip === 'odt',
    load: async () => (await import('./formats/odt.ts')).readOdt,
  },
  {
    name: 'epub',
    of: 'bytes',
    recognises: ({ zip }) => zip === 'epub',
    load: async () => (await import('./formats/epub.ts')).readEpub,
  },
  {
    name: null,
    of: 'bytes',
    recognises: ({ head }) => head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    load: async () => (await import('./formats/ole.ts')).refuseCompoundFile,
  },
  {
    name: null,
    of: 'bytes',
    recognises: ({ zip }) => zip === null,
    load: async () => (await import('./formats/zip.ts')).readZip,
  },
  {
    name: null,
    of: 'bytes',
    recognises: ({ head }) => /^WARC\/\d/.test(head),
    load: async () => (await import('./formats/warc.ts')).readWarc,
  },
  {
    name: null,
    of: 'bytes',
    recognises: ({ head }) => isMailbox(head),
    load: async () => (await import('./formats/mbox.ts')).readMbox,
  },
  { name: 'mail', of: 'bytes', recognises: isMail, load: async () => (await import('./formats/mail.ts')).readMail },
  { name: 'feed', of: 'text', recognises: isFeed, load: async () => (await import('./formats/feed.ts')).readFeed },
  {
    name: 'nitf',
    of: 'text',
    recognises: ({ head }) => rootOf(head) === 'nitf',
    load: async () => (await import('./formats/nitf.ts')).readNitf,
  },
  {
    name: 'newsml-g2',
    of: 'text',
    recognises: isNewsMlG2,
    load: async () => (await import('./formats/newsml-g2.ts')).readNewsMlG2,
  },
  {
    name: 'feed',
    of: 'text',
    recognises: ({ head }) => isJsonFeed(head),
    load: async () => (await import('./formats/json-feed.ts')).readJsonFeed,
  },
  {
    name: 'ninjs',
    of: 'text',
    recognises: ({ head }) => isNinjs(head),
    load: async () => (await import('./formats/ninjs.ts')).readNinjs,
  },
  {
    name: 'json',
    of: 'text',
    recognises: ({ head }) => isNewsPlease(head),
    load: async () => (await import('./formats/news-please.ts')).readNewsPlease,
  },
  {
    name: 'json',
    of: 'text',
    recognises: ({ head }) => isJson(head),
    load: async () => (await import('./formats/ndjson.ts')).readNdjson,
  },
  { name: 'html', of: 'text', recognises: isHtml, load: async () => (await import('./formats/html.ts')).readHtml },
  {
    name: 'markdown',
    of: 'text',
    recognises: (signs) => isMarkdown(signs) || usesMarkdown(signs),
    load: async () => (await import('./formats/markdown.ts')).readMarkdown,
  },
];

/** Plain text: what is left. */
export const PLAIN_TEXT: Format & { of: 'text' } = {
  name: 'text',
  of: 'text',
  recognises: () => true,
  load: async () => (await import('./formats/text.ts')).readPlainText,
};

/** The format of bytes that recognises a file, or undefined where it may be text. */
export function byteFormatOf(bytes: Uint8Array, hints: FileHints): (Format & { of: 'bytes' }) | undefined {
  const head = latin1(bytes, 0, HEAD_BYTES);
  const signs = { bytes, head, hints, zip: isZip(head) ? zipDocument(bytes, head) : undefined };
  return FORMATS.find((format) => format.of === 'bytes' && format.recognises(signs)) as
    | (Format & { of: 'bytes' })
    | undefined;
}

/** The beginning of a text, as formats are told by it. */
export function headOf(text: string): string {
  return text.slice(0, HEAD_CHARACTERS).trimStart();
}

/** The format of text that recognises it, or undefined where it is plain text or none of ours. */
export function textFormatOf(head: string, hints: FileHints): (Format & { of: 'text' }) | undefined {
  return FORMATS.find((format) => format.of === 'text' && format.recognises({ head, hints })) as
    | (Format & { of: 'text' })
    | undefined;
}

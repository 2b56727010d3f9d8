import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { RejectedError } from '../../core/errors.ts';
import { machineDate, writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { inReadingOrder } from '../pdf/columns.ts';
import { linesOf } from '../pdf/lines.ts';
import { malformedPdf, openPdf, refuseCut } from '../pdf/open-document.ts';
import { type PageLines, trimEdges } from '../pdf/page-edges.ts';
import { type Paragraph, paragraphsOf } from '../pdf/paragraphs.ts';
import { type TextContent, writtenPages } from '../pdf/runs.ts';
import { boundStreams } from '../pdf/streams.ts';
import { tooLarge } from '../refusals.ts';
import { latin1 } from '../sniff.ts';
import { type Block, draftOfBlocks, folded, type Properties, statedTitle } from './block-head.ts';
import { dateOfLine } from './head.ts';
import { onlyArticle, type ReadBytes } from './reader.ts';

/** Paragraphs at the head of the first page among which the title is. */
const HEAD_PARAGRAPHS = 12;
/** A longer paragraph is text, in whatever size. */
const MAX_TITLE = 250;
/** What ends the name of an outlet in the head of its pages. */
const AFTER_NAME = /[·•|,;]|\s[–—-]\s|\d/u;
const WEEKDAY =
  /^(?:\p{L}{2,6}day|\p{L}{2,7}tag|mittwoch|sonnabend|\p{L}{2,5}di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)$/iu;

/** What the document says of itself (ISO 32000-2, 14.3.3). */
interface Info {
  title: string | undefined;
  author: string | undefined;
  language: string | undefined;
  published: string | undefined;
  source: string | undefined;
  rights: string | undefined;
}

function asText(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.join('; ') : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/**
 * The date that stands in the document's information as that of its creation, where it is a day alone: whoever set it meant
 * the text's. With a time it is when a program made the file, which is no date of publication.
 */
function statedDay(value: string | undefined): string | undefined {
  const day = /^(?:D:)?(\d{4})-?(\d{2})-?(\d{2})$/.exec(value ?? '');
  return day ? `${day[1]}-${day[2]}-${day[3]}` : undefined;
}

async function infoOf(document: PDFDocumentProxy): Promise<Info> {
  const { info, metadata } = await document.getMetadata().catch(() => ({ info: {}, metadata: null }));
  const field = (name: string) => asText((info as Record<string, unknown>)[name]);
  const xmp = (name: string) => asText(metadata?.get(name));
  return {
    title: field('Title') ?? xmp('dc:title'),
    author: field('Author') ?? xmp('dc:creator'),
    language: field('Language') ?? xmp('dc:language'),
    published: xmp('prism:publicationdate') ?? statedDay(field('CreationDate')),
    source: xmp('prism:publicationname') ?? xmp('dc:publisher'),
    rights: xmp('dc:rights'),
  };
}

/** All text of a page; reading stops at the limit. @throws RejectedError `too-large`. */
async function contentOf(
  document: PDFDocumentProxy,
  number: number,
  count: (characters: number) => void,
): Promise<{ content: TextContent; view: number[]; width: number; height: number }> {
  const page = await document.getPage(number);
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const reader = page
    .streamTextContent({ includeMarkedContent: false })
    .getReader() as ReadableStreamDefaultReader<TextContent>;
  const content: TextContent = { items: [], styles: Object.create(null), lang: null };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      Object.assign(content.styles, value.styles);
      for (const item of value.items) {
        content.items.push(item);
        if ('str' in item) count(item.str.trim().length);
      }
    }
  } finally {
    await reader.cancel(new Error('enough')).catch(() => undefined);
    page.cleanup();
  }
  return { content, view: transform, width, height };
}

/** The lines of all pages. @throws RejectedError `too-large` or `malformed`. */
async function pagesOf(document: PDFDocumentProxy, limits: ParseLimits): Promise<PageLines[]> {
  const pages: PageLines[] = [];
  let characters = 0;
  const count = (more: number) => {
    characters += more;
    if (characters > limits.textCharacters) throw tooLarge('article', characters, limits.textCharacters, 'characters');
  };
  for (let number = 1; number <= document.numPages; number += 1) {
    try {
      const { content, view, width, height } = await contentOf(document, number, count);
      for (const { runs, top, bottom } of writtenPages(content, view, width, height)) {
        pages.push({ lines: linesOf(runs), top, bottom });
      }
    } catch (error) {
      if (error instanceof RejectedError) throw error;
      throw malformedPdf(`page ${number} cannot be read`, error);
    }
  }
  return pages;
}

/** Which of the first paragraphs is the title: the one that agrees with the document's information, else the largest. */
function titleAmong(paragraphs: readonly Paragraph[], stated: string | null): number {
  const head = paragraphs.slice(0, HEAD_PARAGRAPHS).filter(({ page }) => page === paragraphs[0]?.page);
  const wanted = stated === null ? '' : folded(stated);
  const agreeing = wanted === '' ? -1 : head.findIndex(({ text }) => folded(text) === wanted);
  if (agreeing !== -1) return agreeing;
  // What is printed large further down, behind a paragraph of text, is a heading.
  const body = head.findIndex(({ text, large }) => !large && text.length > MAX_TITLE);
  const before = body === -1 ? head : head.slice(0, body);
  let best = -1;
  before.forEach(({ text, size, large }, index) => {
    const isLarger = best === -1 || size > (before[best]?.size ?? 0) * 1.02;
    if (large && text.length <= MAX_TITLE && /\p{L}{2}/u.test(text) && isLarger) best = index;
  });
  return best;
}

function blocksOf(paragraphs: readonly Paragraph[], title: number): Block[] {
  return paragraphs.map(({ text, large }, index) =>
    index === title ? { text, heading: 1, role: 'title' } : { text, heading: large ? 2 : 0 },
  );
}

/** The name that stands before the date in the head of a page. */
function outletIn(edge: string): string | undefined {
  const name = (edge.split(AFTER_NAME)[0] ?? '').trim();
  return name.length < 3 || name.length > 60 || WEEKDAY.test(name) || dateOfLine(edge) !== null ? undefined : name;
}

/** What the heads and feet of the pages say of the outlet and the day. */
function saidAtEdges(edges: readonly string[]): Pick<Properties, 'published' | 'source'> {
  for (const edge of edges) {
    const published = writtenDate(edge);
    if (published !== null) return { published, source: outletIn(edge) };
  }
  return {};
}

/** Character maps of East Asia that documents name and do not contain (ISO 32000-2, table 116); none of them is at hand. */
const FOREIGN_MAP =
  /\/Encoding\s{0,5}\/((?:Uni(?:JIS|GB|CNS|KS)|90msp?|90pv|83pv|GB|GBK|GBKp|GBK2K|GBpc|ETen|ETenms|B5pc|HKscs|KSC|KSCms|KSCpc|Add|EUC|Ext|CNS)(?:-[A-Za-z0-9]{1,8}){0,3}-[HV])\b/;

/** The rejection of a document of which no text is read: it has none, or names characters by a map that is not at hand. */
function withoutText(bytes: Uint8Array): RejectedError {
  const map = FOREIGN_MAP.exec(latin1(bytes, 0, bytes.length))?.[1];
  if (map !== undefined) {
    const what = `The PDF does not contain the fonts of its text, which is written by the character map ${map}.`;
    return new RejectedError('unsupported-format', what, {
      remedy: 'Save the PDF with its fonts embedded, or upload the article as text.',
    });
  }
  return new RejectedError('empty', 'The PDF has no text layer: its pages are images.', {
    remedy: 'Run text recognition over the document, or upload the article as text.',
  });
}

/**
 * A PDF document (ISO 32000-2) is one article: its lines by where they stand, in the order in which columns are read, as
 * paragraphs; words cut at line ends are whole again, heads, feet and numbers of pages are gone.
 * @throws RejectedError `empty` where it has no text but images; `unsupported-format` where its text needs a map not at hand; `encrypted`; `malformed` where it is damaged or cut;
 *   `too-large` over the limits on expansion, pages or text.
 */
export const readPdf: ReadBytes = async (bytes, _hints, limits) => {
  refuseCut(bytes);
  const { document, close } = await openPdf(boundStreams(bytes, limits));
  try {
    if (document.numPages > limits.pdfPages)
      throw tooLarge('PDF document', document.numPages, limits.pdfPages, 'pages');
    const info = await infoOf(document);
    const { pages, edges } = trimEdges(await pagesOf(document, limits));
    const columns = pages.flatMap(({ lines }, page) =>
      inReadingOrder(lines).map((column) => ({ page, lines: column })),
    );
    if (columns.length === 0) throw withoutText(bytes);
    const paragraphs = paragraphsOf(columns);
    const edge = saidAtEdges(edges);
    const stated = statedTitle(info.title);
    const title = titleAmong(paragraphs, stated);
    return onlyArticle(
      draftOfBlocks(blocksOf(paragraphs, title), {
        title: stated ?? undefined,
        authors: info.author === undefined ? [] : [info.author],
        language: info.language,
        published: edge.published ?? machineDate(info.published ?? '') ?? undefined,
        source: info.source ?? (edge.source === undefined ? undefined : collapseSpace(edge.source)),
        rights: info.rights,
      }),
    );
  } finally {
    await close().catch(() => undefined);
  }
};

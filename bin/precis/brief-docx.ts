import {
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  BuilderElement,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  type RunFormat,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { unzipSync, zipSync } from 'fflate';
import type { Brief } from '../../functions/core/brief.ts';
import type { Desk } from '../../functions/core/notes/note.ts';
import { articleLinkOf } from '../../functions/core/render/article-link.ts';
import { composePage } from '../../functions/core/render/compose-page.ts';
import { escapeXml, xmlCharacters } from '../../functions/core/render/escape-xml.ts';
import { oneLine } from '../../functions/core/render/one-line.ts';
import {
  type Block,
  type Inline,
  type Line,
  MEASURE_COLUMNS,
  type MeasureRow,
  type Section,
} from '../../functions/core/render/page.ts';
import type { Note } from '../../functions/core/render/quote-notes.ts';

const FONT = 'Calibri';
const ACCENT = '0B4F8A';
const FAINT = '595F66';
const RULE = { style: BorderStyle.SINGLE, size: 4, color: 'C9CED4' } as const;
/** Widths of the table's columns in twentieths of a point; together they fill the page. */
const COLUMNS = [1700, 5700, 2238] as const;
const MARGIN = 1134;
/** The earliest time that a ZIP entry can have, the same in every time zone. */
const NO_TIME = new Date(1980, 0, 1);

function isSpace(inline: Inline): boolean {
  return inline.kind === 'words' && inline.text === ' ';
}

/** Writes the parts of one page in their order: the first citation of a quote is its footnote, a later one refers to it. */
class Writer {
  readonly #cited = new Set<number>();

  line(line: Line, format: RunFormat = {}): ParagraphChild[] {
    // A raised number needs no space before it.
    const kept = line.filter((inline, index) => !isSpace(inline) || line[index + 1]?.kind !== 'citation');
    return kept.flatMap((inline) => this.#inline(inline, format));
  }

  /** Lines of one paragraph. */
  lines(lines: readonly Line[], format: RunFormat = {}): ParagraphChild[] {
    return lines.flatMap((line, index) => [
      ...(index === 0 ? [] : [new TextRun({ break: 1 })]),
      ...this.line(line, format),
    ]);
  }

  section({ title, blocks }: Section): (Paragraph | Table)[] {
    const heading = new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(title)] });
    return [heading, ...blocks.flatMap((block) => this.#block(block))];
  }

  #inline(inline: Inline, format: RunFormat): ParagraphChild[] {
    switch (inline.kind) {
      case 'words':
        return [new TextRun({ ...format, text: inline.text })];
      case 'text':
        return [new TextRun({ ...format, text: xmlCharacters(inline.text) })];
      case 'quotation':
        return [new TextRun({ ...format, text: `“${xmlCharacters(inline.text)}”` })];
      case 'strong':
        return this.line(inline.content, { ...format, bold: true });
      case 'emphasis':
        return this.line(inline.content, { ...format, italics: true });
      case 'citation':
        return inline.notes.flatMap((number, index) => [
          ...(index === 0 ? [] : [new TextRun({ text: ', ', superScript: true })]),
          ...this.#citation(number),
        ]);
      case 'item':
        return this.line(inline.content, format);
    }
  }

  #citation(number: number): ParagraphChild[] {
    const bookmark = `quote_${number}`;
    if (this.#cited.has(number)) {
      return [field(`NOTEREF ${bookmark} \\f \\h`, { text: String(number), superScript: true })];
    }
    this.#cited.add(number);
    return [new BookmarkStart(bookmark, number), new FootnoteReferenceRun(number), new BookmarkEnd(number)];
  }

  #block(block: Block): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'paragraph':
        return [new Paragraph({ children: this.line(block.line) })];
      case 'list':
        return block.items.map(
          ({ line }) => new Paragraph({ numbering: { reference: 'items', level: 0 }, children: this.line(line) }),
        );
      case 'measures':
        return [this.#table(block.rows), new Paragraph({ style: 'AfterTable' })];
    }
  }

  #table(rows: readonly MeasureRow[]): Table {
    const cell = (column: number, children: ParagraphChild[]) =>
      new TableCell({
        width: { size: COLUMNS[column] ?? 0, type: WidthType.DXA },
        margins: { top: 50, bottom: 50, right: 120 },
        children: [new Paragraph({ style: 'Cell', children })],
      });
    const head = MEASURE_COLUMNS.map((column, index) =>
      cell(index, [new TextRun({ text: column, bold: true, color: FAINT })]),
    );
    return new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: [...COLUMNS],
      width: { size: COLUMNS.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      borders: { ...TableBorders.NONE, bottom: RULE, insideHorizontal: RULE },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: head }),
        ...rows.map(({ status, text, who, cited }) => {
          const measure = [...this.line(text), ...this.line(cited)];
          const children = [[new TextRun({ text: status, bold: true, color: ACCENT })], measure, this.line(who)];
          return new TableRow({
            cantSplit: true,
            children: children.map((content, column) => cell(column, content)),
          });
        }),
      ],
    });
  }
}

/** A field of Word with what it shows until it is updated. */
function field(instruction: string, shown: RunFormat): ParagraphChild {
  return new BuilderElement({
    name: 'w:fldSimple',
    attributes: { instruction: { key: 'w:instr', value: instruction } },
    children: [new TextRun(shown)],
  });
}

/** The article's own address. In a field's instruction a backslash would begin a switch. */
function source(url: string | null): ParagraphChild[] {
  const link = articleLinkOf(url);
  if (link === undefined) return [];
  const instruction = `HYPERLINK "${link.href.replaceAll('\\', '%5C').replaceAll('"', '%22')}"`;
  return [new TextRun(' · '), field(instruction, { text: link.host, style: 'Hyperlink' })];
}

function footnote({ evidence }: Note): { children: Paragraph[] } {
  const quote = `¶${evidence.paragraph + 1} “${xmlCharacters(oneLine(evidence.quote))}”`;
  return { children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(` ${quote}`)] })] };
}

/** What the document says of itself: no times, which would be of the clock. */
function properties(title: string): { path: string; data: string } {
  return {
    path: 'docProps/core.xml',
    data:
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
      'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `<dc:title>${escapeXml(title)}</dc:title><dc:creator>Precis</dc:creator>` +
      '</cp:coreProperties>',
  };
}

/**
 * The brief as one page of Word (Office Open XML), as `composePage` has it, with each quote a footnote. Text of the
 * article is only ever text. The same brief gives the same bytes.
 * @param desk what notes made of the brief.
 */
export async function renderDocx(brief: Brief, desk?: Desk): Promise<Uint8Array> {
  const page = composePage(brief, desk);
  const writer = new Writer();
  const [about = [], ...rest] = page.masthead;
  const paragraph = (style: string, children: ParagraphChild[]) =>
    children.length === 0 ? [] : [new Paragraph({ style, children })];
  const document = new Document({
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 21, language: { value: 'en-US' } },
          paragraph: { spacing: { after: 100, line: 259, lineRule: 'auto' } },
        },
        title: { run: { font: FONT, size: 36, bold: true }, paragraph: { spacing: { after: 100 } } },
        heading2: {
          run: { font: FONT, size: 26, bold: true, color: ACCENT },
          paragraph: { spacing: { before: 220, after: 80 }, keepNext: true },
        },
        footnoteText: { run: { size: 17 }, paragraph: { spacing: { after: 20, line: 240, lineRule: 'auto' } } },
      },
      paragraphStyles: [
        { id: 'Masthead', name: 'Masthead', basedOn: 'Normal', run: { color: FAINT } },
        {
          id: 'Summary',
          name: 'Summary',
          basedOn: 'Normal',
          run: { size: 23 },
          paragraph: { spacing: { before: 160, after: 160 } },
        },
        {
          id: 'Cell',
          name: 'Cell',
          basedOn: 'Normal',
          paragraph: { spacing: { after: 0, line: 240, lineRule: 'auto' } },
        },
        {
          id: 'AfterTable',
          name: 'After Table',
          basedOn: 'Normal',
          run: { size: 8 },
          paragraph: { spacing: { after: 0, line: 120, lineRule: 'auto' } },
        },
        { id: 'Closing', name: 'Closing', basedOn: 'Normal', paragraph: { spacing: { before: 220 } } },
        { id: 'Colophon', name: 'Colophon', basedOn: 'Normal', run: { size: 17, italics: true, color: FAINT } },
      ],
    },
    numbering: {
      config: [
        {
          reference: 'items',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              style: { paragraph: { indent: { left: 340, hanging: 240 } } },
            },
          ],
        },
      ],
    },
    footnotes: Object.fromEntries(page.notes.map((note) => [note.number, footnote(note)])),
    sections: [
      {
        properties: { page: { margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            children: [new TextRun(xmlCharacters(page.headline))],
          }),
          ...paragraph('Masthead', [
            ...writer.line(about),
            ...source(brief.article.url),
            new TextRun({ break: 1 }),
            ...writer.lines(rest),
          ]),
          ...paragraph('Masthead', writer.lines(page.remarks)),
          ...paragraph('Summary', writer.line(page.summary)),
          ...[...page.sections, ...page.desk].flatMap((section) => writer.section(section)),
          ...paragraph('Closing', writer.lines(page.closing)),
          ...paragraph('Colophon', writer.line(page.footer)),
        ],
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [properties(page.headline)]);
  return zipSync(unzipSync(packed), { mtime: NO_TIME });
}

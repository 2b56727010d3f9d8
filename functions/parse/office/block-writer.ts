import type { Block, BlockRole } from '../formats/block-head.ts';
import { collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { tooLarge } from '../refusals.ts';

/** What a paragraph is by its style. */
export interface ParagraphKind {
  heading: number;
  role?: BlockRole | undefined;
  /** Whether its text is no part of the article (a caption, an entry of a table of contents). */
  dropped?: boolean;
}

/** Takes down the blocks of an office document, told of them in the order of the document. */
export interface BlockWriter {
  openParagraph(kind: ParagraphKind): void;
  /** What the open paragraph is, once that is known. */
  setKind(kind: ParagraphKind): void;
  /** @throws RejectedError `too-large` once there is more text than an article may have. */
  text(text: string): void;
  /** @param joined whether the paragraph goes on in the next one (its end was deleted). */
  closeParagraph(joined?: boolean): void;
  openRow(): void;
  closeCell(): void;
  closeRow(): void;
  /** All blocks; whatever is still open is closed. */
  finish(): Block[];
}

interface OpenParagraph extends ParagraphKind {
  pieces: string[];
}

interface OpenRow {
  cells: string[];
  /** The paragraphs of all cells and of the cell that is open. */
  blocks: Block[];
  cell: Block[];
}

/** Longer cells hold running text: the table lays out a page, and its cells are read one after another. */
const LONG_CELL = 300;

/** Text of a paragraph as it is shown: lines trimmed, runs of white space one space. */
function shown(pieces: readonly string[]): string {
  const lines = pieces.join('').split('\n').map(collapseSpace);
  return lines.filter((line) => line !== '').join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\n/g, ' ');
}

/** The blocks of a table row: "a | b", or the cells' own paragraphs where the row lays out a page. */
function rowBlocks({ cells, blocks }: OpenRow): Block[] {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length < 2 || filled.some((cell) => cell.length > LONG_CELL)) return blocks;
  return [{ text: filled.join(' | '), heading: 0 }];
}

/**
 * A writer of blocks. Paragraphs may stand within paragraphs (text boxes) and tables within tables; an inner paragraph
 * follows the one around it.
 */
export function blockWriter(limits: Pick<ParseLimits, 'textCharacters'>): BlockWriter {
  const blocks: Block[] = [];
  const paragraphs: OpenParagraph[] = [];
  const rows: OpenRow[] = [];
  /** Paragraphs that ended within one that is still open. */
  let inner: Block[] = [];
  let carried: OpenParagraph | undefined;
  let length = 0;
  const add = (block: Block) => (rows.at(-1)?.cell ?? blocks).push(block);

  const closeParagraph = (joined = false) => {
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    if (joined && paragraphs.length === 0 && !paragraph.dropped) {
      carried = paragraph;
      return;
    }
    const text = paragraph.dropped ? '' : shown(paragraph.pieces);
    const block: Block = { text, heading: paragraph.heading, role: paragraph.role };
    if (paragraphs.length > 0) {
      if (text !== '') inner.push(block);
      return;
    }
    if (text !== '') add(block);
    for (const boxed of inner) add(boxed);
    inner = [];
  };
  const closeCell = () => {
    const row = rows.at(-1);
    if (!row) return;
    row.cells.push(row.cell.map(({ text }) => oneLine(text)).join(' '));
    for (const block of row.cell) row.blocks.push(block);
    row.cell = [];
  };
  const closeRow = () => {
    const row = rows.at(-1);
    if (!row) return;
    if (row.cell.length > 0) closeCell();
    rows.pop();
    for (const block of rowBlocks(row)) add(block);
  };
  return {
    openParagraph(kind) {
      paragraphs.push({ ...kind, pieces: carried?.pieces ?? [] });
      carried = undefined;
    },
    setKind(kind) {
      const open = paragraphs.at(-1);
      if (open) Object.assign(open, kind);
    },
    text(text) {
      length += text.length;
      if (length > limits.textCharacters) throw tooLarge('article', length, limits.textCharacters, 'characters');
      paragraphs.at(-1)?.pieces.push(text);
    },
    closeParagraph,
    openRow: () => void rows.push({ cells: [], blocks: [], cell: [] }),
    closeCell,
    closeRow,
    finish() {
      if (carried) {
        paragraphs.push(carried);
        carried = undefined;
      }
      while (paragraphs.length > 0) closeParagraph();
      while (rows.length > 0) closeRow();
      return blocks;
    },
  };
}

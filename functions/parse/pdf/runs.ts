import type { PDFPageProxy } from 'unpdf/pdfjs';

/** A piece of text that a page shows, in one font, where it stands when the text is held upright. */
export interface Run {
  text: string;
  /** Where it begins and ends in the direction of writing. */
  x0: number;
  x1: number;
  /** Its base line, growing in the direction in which lines follow one another. */
  y: number;
  size: number;
  font: string;
  /** Its place among the runs of the page as the document gives them. */
  order: number;
  /** Whether the document has white space before it. */
  spaced: boolean;
}

/** The text of a page that is written in one direction. */
export interface WrittenPage {
  runs: Run[];
  /** Where the page begins and ends in the direction in which lines follow one another. */
  top: number;
  bottom: number;
}

export type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type TextItem = Extract<TextContent['items'][number], { str: string }>;
export type Matrix = readonly number[];

/** Directions of writing: to the right, down, to the left, up (quarter turns), and lines that run down. */
const VERTICAL = 4;
const QUARTER = Math.PI / 2;
/** Text that leans more than this (radians) is a watermark. */
const MAX_LEAN = 0.09;
const RTL_LETTER = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

function times(
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix,
  [A = 1, B = 0, C = 0, D = 1, E = 0, F = 0]: Matrix,
): Matrix {
  return [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f];
}

/** A run as it stands on the page, or null for one that leans. */
function place(
  item: TextItem,
  vertical: boolean,
  view: Matrix,
): (Omit<Run, 'order' | 'spaced'> & { direction: number }) | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = times(view, item.transform);
  const size = Math.hypot(c, d);
  const angle = Math.atan2(b, a);
  const turns = Math.round(angle / QUARTER);
  if (Math.abs(angle - turns * QUARTER) > MAX_LEAN || size === 0) return null;
  const quarter = (turns + 4) % 4;
  const direction = vertical && quarter === 0 ? VERTICAL : quarter;
  const [along, across] = [
    [e, f],
    [f, -e],
    [-e, -f],
    [-f, e],
    [f, -e],
  ][direction] ?? [e, f];
  const length = direction === VERTICAL ? item.height : item.width;
  return {
    direction,
    text: item.str,
    x0: along ?? 0,
    x1: (along ?? 0) + Math.abs(length),
    y: across ?? 0,
    size,
    font: item.fontName,
  };
}

function lettersOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}

/** The extent of the page in the direction in which lines follow. */
function extent(direction: number, width: number, height: number): { top: number; bottom: number } {
  if (direction === 1 || direction === VERTICAL) return { top: -width, bottom: 0 };
  if (direction === 2) return { top: -height, bottom: 0 };
  return direction === 3 ? { top: 0, bottom: width } : { top: 0, bottom: height };
}

/**
 * The runs of a page by direction of writing, each turned upright: level text and text in vertical lines where there is any,
 * another direction only where most of the page is written in it. Text from right to left is mirrored, so that it begins
 * at the left.
 * @param view the transformation from the page's space to the space that it is shown in (ISO 32000-2, 8.3.2).
 */
export function writtenPages(content: TextContent, view: Matrix, width: number, height: number): WrittenPage[] {
  const byDirection = new Map<number, Run[]>();
  let order = 0;
  let spaced = false;
  for (const item of content.items) {
    if (!('str' in item)) continue;
    if (item.str.trim() === '') {
      if (item.str !== '') spaced = true;
      continue;
    }
    const placed = place(item, content.styles[item.fontName]?.vertical === true, view);
    if (placed === null || !Number.isFinite(placed.x0 + placed.x1 + placed.y + placed.size)) continue;
    const { direction, ...run } = placed;
    const list = byDirection.get(direction) ?? [];
    list.push({ ...run, order, spaced });
    byDirection.set(direction, list);
    order += 1;
    spaced = item.hasEOL;
  }
  const main = [...byDirection].sort(([, one], [, other]) => lettersOf(other) - lettersOf(one))[0]?.[0] ?? 0;
  return [0, VERTICAL, 1, 2, 3].flatMap((direction) => {
    const runs = byDirection.get(direction);
    if (!runs || (direction !== main && direction !== 0 && direction !== VERTICAL)) return [];
    if (direction === 0 && main !== 0 && main !== VERTICAL) return [];
    return [{ runs: isMirrored(runs) ? runs.map(mirrored) : runs, ...extent(direction, width, height) }];
  });
}

/** Whether most of the text is written from right to left. */
function isMirrored(runs: readonly Run[]): boolean {
  return lettersOf(runs.filter(({ text }) => RTL_LETTER.test(text))) * 2 > lettersOf(runs);
}

function mirrored(run: Run): Run {
  return { ...run, x0: -run.x1, x1: -run.x0 };
}

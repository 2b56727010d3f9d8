import { columnsInDocumentOrder } from './document-order.ts';
import type { Line } from './lines.ts';

/** A column of lines, or what stands above, below or between columns; lines from the top. */
export type Column = Line[];

/** Narrower strips, in sizes of the font, keep no columns apart. */
const MIN_STRIP = 0.6;
const MIN_LINES = 3;
/** Lines of fewer characters side by side are cells of a table, if the document gives them row by row. */
const CELL_CHARACTERS = 24;
const MIN_CHANGES = 3;
/** Pages of more lines are read as the document gives them. */
const MAX_LINES = 400;
/** Columns that are side by side are so within as many lines. */
const MAX_SINGLE = 25;
const SENTENCE_END = /[.!?:…。！？"”’»」』)]$/u;

interface Span {
  from: number;
  to: number;
}

/** Adds a span to spans that are sorted and apart. */
function cover(spans: readonly Span[], added: Span): Span[] {
  let { from, to } = added;
  const others = spans.filter((span) => {
    if (span.to < from || span.from > to) return true;
    from = Math.min(from, span.from);
    to = Math.max(to, span.to);
    return false;
  });
  return [...others, { from, to }].sort((one, other) => one.from - other.from);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Whether the document goes to and fro between two sides, as it does in a table. */
function isTable(left: readonly Line[], right: readonly Line[]): boolean {
  const sides = [...left.map(({ order }) => ({ order, side: 0 })), ...right.map(({ order }) => ({ order, side: 1 }))];
  sides.sort((one, other) => one.order - other.order);
  const changes = sides.filter(({ side }, at) => at > 0 && sides[at - 1]?.side !== side).length;
  // Columns are given one after another: the document goes over once.
  if (changes < Math.min(MIN_CHANGES, left.length, right.length)) return false;
  return median([...left, ...right].map(({ text }) => text.length)) < CELL_CHARACTERS;
}

/** Whether what stands left and right of a strip are columns of text beside one another. */
function areColumns(left: readonly Line[], right: readonly Line[]): boolean {
  if (left.length < MIN_LINES || right.length < MIN_LINES || isTable(left, right)) return false;
  const [top, bottom] = [left[0]?.y ?? 0, left.at(-1)?.y ?? 0];
  const beside = right.filter(({ y, size }) => y >= top - size && y <= bottom + size).length;
  return beside >= 2;
}

/** The lines between the strips that nothing crosses, where they are columns; else undefined. */
function columnsOf(lines: readonly Line[], spans: readonly Span[], strip: number): Column[] | undefined {
  const columns: Column[] = [];
  let from = Number.NEGATIVE_INFINITY;
  spans.forEach((span, at) => {
    const next = spans[at + 1];
    if (next && next.from - span.to < strip) return;
    const to = next ? (span.to + next.from) / 2 : Number.POSITIVE_INFINITY;
    columns.push(lines.filter(({ x0 }) => x0 >= from && x0 < to));
    from = to;
  });
  if (columns.length < 2) return undefined;
  // Strips that keep no columns apart are closed again, from the left.
  const kept: Column[] = [];
  for (const column of columns) {
    const before = kept.at(-1);
    if (before && !areColumns(before, column))
      kept[kept.length - 1] = [...before, ...column].sort((one, other) => one.y - other.y || one.x0 - other.x0);
    else kept.push(column);
  }
  return kept.length < 2 ? undefined : kept;
}

interface Band {
  end: number;
  columns: Column[];
  /** Lines across the columns that the text flows around. */
  insets: Line[];
}

/** The columns side by side that begin with a line, down to the first line across them; undefined where there are none. */
function bandFrom(lines: readonly Line[], start: number, strip: number): Band | undefined {
  let spans: Span[] = [];
  const taken: Line[] = [];
  const insets: Line[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) break;
    const after = cover(spans, { from: line.x0, to: line.x1 });
    const crossing =
      after.length < spans.length &&
      spans.some((span, index) => index > 0 && span.from - (spans[index - 1]?.to ?? 0) >= strip);
    if (crossing) {
      const columns = columnsOf(taken, spans, strip);
      if (!columns) {
        // The strip was none, so it is not kept.
        spans = after;
        taken.push(line);
        continue;
      }
      // Text that breaks off above flows around what stands in its way.
      const interrupted = columns[0]?.at(-1);
      if (
        interrupted &&
        !SENTENCE_END.test(interrupted.text) &&
        line.size > interrupted.size * 1.1 &&
        insets.length < 8
      ) {
        insets.push(line);
        continue;
      }
      break;
    }
    spans = after;
    taken.push(line);
    if (spans.length === 1 && taken.length > MAX_SINGLE) return undefined;
  }
  const columns = columnsOf(taken, spans, strip);
  return columns && { end: at, columns, insets };
}

/**
 * The lines of a page in the order in which they are read: columns from the left, each from the top; what stands across
 * columns between what is above and below it. Told by the document's own order where that is plain, else found by the
 * strips of white between columns (recursive XY-cut, without recursion).
 */
export function inReadingOrder(lines: readonly Line[]): Column[] {
  if (lines.length > MAX_LINES) return [[...lines].sort((one, other) => one.order - other.order)];
  const given = columnsInDocumentOrder(lines);
  if (given) return given;
  const strip = median(lines.map(({ size }) => size)) * MIN_STRIP;
  const done: Column[] = [];
  const open: { lines: Line[] }[] = [{ lines: [...lines].sort((one, other) => one.y - other.y || one.x0 - other.x0) }];
  for (let region = open.pop(); region; region = open.pop()) {
    const parts: Column[] = [];
    let single: Line[] = [];
    for (let at = 0; at < region.lines.length; ) {
      const band = bandFrom(region.lines, at, strip);
      if (band) {
        if (single.length > 0) parts.push(single);
        single = [];
        parts.push(...band.columns);
        if (band.insets.length > 0) parts.push(band.insets);
        at = band.end;
      } else {
        const line = region.lines[at];
        if (line) single.push(line);
        at += 1;
      }
    }
    if (parts.length === 0) {
      done.push(single);
      continue;
    }
    if (single.length > 0) parts.push(single);
    for (const part of parts.reverse()) open.push({ lines: part });
  }
  return done.filter((column) => column.length > 0);
}

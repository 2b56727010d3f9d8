import { joinLines, wordsWithin } from './join-lines.ts';
import { bodySize, type Line } from './lines.ts';

/** A paragraph of the document, or a title, a heading or a row of a table. */
export interface Paragraph {
  text: string;
  size: number;
  /** Whether it is printed clearly larger than most of the text. */
  large: boolean;
  page: number;
}

/** A line with the column that it stands in. */
interface Placed extends Line {
  page: number;
  column: number;
  left: number;
  right: number;
  /** Whether it is a row of several cells. */
  row: boolean;
}

/** A column of a page. */
export interface PageColumn {
  page: number;
  lines: readonly Line[];
}

/** Sizes that differ by more are different kinds of text. */
const SIZE_RATIO = 1.09;
const LARGE_RATIO = 1.12;
/** A gap over so many times the usual distance of lines ends a paragraph. */
const GAP_RATIO = 1.28;
/** First lines are indented by so much, in sizes of the font. */
const MIN_INDENT = 0.6;
const MAX_INDENT = 6;
const SENTENCE_END = /[.!?:…。！？"”’»」』)\]]$/u;
const STARTS_LOWER = /^["“„«'‘(]{0,2}\p{Ll}/u;
const MARK = /^(?:[•·▪◦‣■●]|[-–—*](?= )|\d{1,2}[.)](?= ))/u;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f]/u;
const BULLET = /^[•·▪◦‣■●] ?/u;
const CUT_WORD = /[\p{L}][-‐\u00ad]$/u;

function isOther(one: number, other: number): boolean {
  return Math.max(one, other) > Math.min(one, other) * SIZE_RATIO;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** The most common of some places (of several, the first), give or take a point, and how many share it. */
function commonPlace(places: readonly number[]): { place: number; count: number } {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(Math.round(place), (counts.get(Math.round(place)) ?? 0) + 1);
  let common = { place: Number.POSITIVE_INFINITY, count: 0 };
  for (const place of counts.keys()) {
    const count = [place - 1, place, place + 1].reduce((sum, near) => sum + (counts.get(near) ?? 0), 0);
    if (count > common.count || (count === common.count && place < common.place)) common = { place, count };
  }
  return common;
}

/** The left edge that most lines of a column share. */
function leftEdge(lines: readonly Line[]): number {
  return commonPlace(lines.map(({ x0 }) => x0)).place;
}

/** Lines beyond the column (a byline above it) do not widen it: at most so many do. */
const BEYOND = 0.08;

/** The right edge that the lines of a column share where they are spread out to it, else where the furthest of them end. */
function rightEdge(lines: readonly Line[]): number {
  const ends = lines.map(({ x1 }) => x1);
  const { place, count } = commonPlace(ends);
  return count >= 3 && count > lines.length * 0.3
    ? place
    : (ends.sort((one, other) => other - one)[Math.floor(ends.length * BEYOND)] ?? 0);
}

/** The lines of a column with those of one row joined to it. */
function placedLines({ page, lines }: PageColumn, column: number): Placed[] {
  const rows: Line[][] = [];
  for (const line of [...lines].sort((one, other) => one.y - other.y || one.x0 - other.x0)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && line.y - first.y <= Math.min(first.size, line.size) * 0.25 && line.x0 >= (row.at(-1)?.x1 ?? 0))
      row.push(line);
    else rows.push([line]);
  }
  const [left, right] = [leftEdge(lines), rightEdge(lines)];
  return rows.map((row, index) => {
    const cells = row.length > 1 && !isSpreadOut(row, left, right, [rows[index - 1], rows[index + 1]]);
    const [first, last] = [row[0], row.at(-1)];
    return {
      text: row.map(({ text }) => text).join(cells ? ' | ' : ' '),
      x0: first?.x0 ?? 0,
      x1: last?.x1 ?? 0,
      y: first?.y ?? 0,
      size: first?.size ?? 0,
      font: row.every(({ font }) => font === first?.font) ? (first?.font ?? '') : '',
      order: first?.order ?? 0,
      page,
      column,
      left,
      right,
      row: cells,
    };
  });
}

/** Where the pieces of a row leave white between them. */
function gapsOf(row: readonly Line[]): { from: number; to: number }[] {
  return row.slice(1).map((line, index) => ({ from: row[index]?.x1 ?? 0, to: line.x0 }));
}

/**
 * Whether a row is a line that was spread out to reach both edges of its column, not one of cells: the white between its
 * words is as wide everywhere, or no row beside it has a cell that begins at the same place (the last words of two lines
 * that are spread out may, where they are as wide).
 */
function isSpreadOut(
  row: readonly Line[],
  left: number,
  right: number,
  beside: readonly (readonly Line[] | undefined)[],
): boolean {
  const size = row[0]?.size ?? 1;
  const reaches = (row.at(-1)?.x1 ?? 0) > right - size * 0.5 && (row[0]?.x0 ?? 0) < left + size * MAX_INDENT;
  if (!reaches) return false;
  const gaps = gapsOf(row);
  const widths = gaps.map(({ from, to }) => to - from);
  const even = Math.max(...widths) - Math.min(...widths) < size * 0.15;
  if (gaps.length > 1) return even;
  const [cell] = gaps;
  const endsAtEdge = (line: Line | undefined) =>
    line !== undefined && Math.abs(line.x1 - right) < size * 0.1 && !/\p{N}/u.test(line.text);
  const isCell = (other: readonly Line[], to: number) =>
    cell !== undefined &&
    Math.abs(to - cell.to) < size * 0.15 &&
    !(endsAtEdge(row.at(-1)) && endsAtEdge(other.at(-1)) && other.at(-1)?.x0 === to);
  return !beside.some((other) => other && gapsOf(other).some(({ to }) => isCell(other, to)));
}

/** What the whole document does. */
interface Manner {
  body: number;
  /** The font of most lines. */
  font: string;
  /** The distance of lines, in sizes of the font, by the size in half points. */
  leading: ReadonlyMap<number, number>;
  /** Whether first lines of paragraphs are indented. */
  indents: boolean;
}

function sizeKey(size: number): number {
  return Math.round(size * 2);
}

function isIndented(line: Placed): boolean {
  const indent = line.x0 - line.left;
  return indent > line.size * MIN_INDENT && indent < line.size * MAX_INDENT;
}

function mannerOf(lines: readonly Placed[]): Manner {
  const distances = new Map<number, number[]>();
  const fonts = new Map<string, number>();
  let [indented, flush] = [0, 0];
  lines.forEach((line, index) => {
    const [before, next] = [lines[index - 1], lines[index + 1]];
    if (line.font !== '') fonts.set(line.font, (fonts.get(line.font) ?? 0) + 1);
    // A first line is indented alone; a list or a quotation is as a whole.
    if (isIndented(line) && next?.column === line.column && !isIndented(next) && !line.row) indented += 1;
    else flush += 1;
    if (!before || before.column !== line.column || isOther(before.size, line.size) || line.y <= before.y) return;
    const key = sizeKey(line.size);
    const list = distances.get(key) ?? [];
    list.push((line.y - before.y) / line.size);
    distances.set(key, list);
  });
  const leading = new Map(
    [...distances].map(([key, list]) => [key, median(list.filter((distance) => distance < 3)) ?? 1.2]),
  );
  const font = [...fonts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
  return { body: bodySize(lines), font, leading, indents: indented >= 3 && indented < flush };
}

/** Whether the first word of the next line would have fitted behind a line: what ends there ends by itself. */
function isShort(line: Placed, next: Placed): boolean {
  const wide = next.text.length > 0 ? (next.x1 - next.x0) / next.text.length : 0;
  const space = next.text.search(/\s/);
  const word = UNSPACED.test(next.text) ? 2 : Math.min(space === -1 ? next.text.length : space, 40);
  return line.x1 + (word + 1) * wide < line.right - line.size * 0.5;
}

function beginsInColumn(before: Placed, line: Placed, manner: Manner): boolean {
  const usual = manner.leading.get(sizeKey(line.size)) ?? 1.2;
  const distance = (line.y - before.y) / line.size;
  const large = line.size > manner.body * LARGE_RATIO;
  if (distance > Math.max(usual * GAP_RATIO, 0.9) || (large && distance > 2)) return true;
  if (large) return false;
  const short = isShort(before, line);
  const ended = SENTENCE_END.test(before.text);
  if (before.font !== '' && line.font !== '' && before.font !== line.font && (short || ended)) return true;
  if (isIndented(line) && before.x0 - before.left < line.size * MIN_INDENT) return !MARK.test(before.text);
  return (
    short && (ended || (!STARTS_LOWER.test(line.text) && before.x1 - before.left < (before.right - before.left) * 0.6))
  );
}

/** Lines of one paragraph. */
interface Group {
  lines: Placed[];
  /** The font of all of them, or ''. */
  font: string;
}

/** Whether a line begins a paragraph, and does not go on with the one of the line before. */
function begins(group: Group, before: Placed, line: Placed, manner: Manner): boolean {
  // A heading in a font of its own, and then the text.
  const heading = group.font !== '' && group.font !== manner.font && line.font !== '' && line.font !== group.font;
  if (heading || before.row || line.row || isOther(before.size, line.size) || BULLET.test(line.text)) return true;
  if (CUT_WORD.test(before.text) && STARTS_LOWER.test(line.text)) return false;
  if (MARK.test(line.text) && (SENTENCE_END.test(before.text) || isShort(before, line))) return true;
  if (before.column === line.column) return beginsInColumn(before, line, manner);
  if (!SENTENCE_END.test(before.text)) return before.font !== line.font && before.font !== '' && line.font !== '';
  if (before.font !== '' && line.font !== '' && before.font !== line.font) return true;
  return isShort(before, line) || isIndented(line) || !manner.indents;
}

/** Puts what interrupts a sentence, in another size of print, behind the paragraph that it interrupts. */
function aroundInsets(groups: readonly Group[], manner: Manner): Group[] {
  const ordered: Group[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at];
    if (!group) continue;
    ordered.push(group);
    const [inset, rest] = [groups[at + 1], groups[at + 2]];
    const [last, first, goesOn] = [group.lines.at(-1), inset?.lines[0], rest?.lines[0]];
    if (!last || !first || !goesOn || !inset || !rest || last.row || goesOn.row) continue;
    const sameKind = !isOther(last.size, goesOn.size) && !isOther(last.size, manner.body);
    if (sameKind && isOther(first.size, last.size) && !SENTENCE_END.test(last.text) && STARTS_LOWER.test(goesOn.text)) {
      ordered[ordered.length - 1] = { lines: [...group.lines, ...rest.lines], font: '' };
      ordered.push(inset);
      at += 2;
    }
  }
  return ordered;
}

/** The paragraphs of columns that are in the order in which they are read. */
export function paragraphsOf(columns: readonly PageColumn[]): Paragraph[] {
  const lines = columns.flatMap((column, index) => placedLines(column, index));
  const manner = mannerOf(lines);
  const groups: Group[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const group = groups.at(-1);
    if (before && group && !begins(group, before, line, manner)) {
      group.lines.push(line);
      if (group.font !== line.font) group.font = '';
    } else groups.push({ lines: [line], font: line.font });
  });
  const words = wordsWithin(lines.map(({ text }) => text));
  return aroundInsets(groups, manner).map(({ lines: own }) => ({
    text: joinLines(
      own.map(({ text }) => text),
      words,
    )
      .replace(BULLET, '')
      .replaceAll('\u00ad', ''),
    size: own[0]?.size ?? 0,
    large: (own[0]?.size ?? 0) > manner.body * LARGE_RATIO,
    page: own[0]?.page ?? 0,
  }));
}

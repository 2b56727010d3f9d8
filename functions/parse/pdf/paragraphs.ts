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
const BULLET = /^[•·▪◦‣■●] ?/u;
const CUT_WORD = /[\p{L}][-‐\u00ad]$/u;

function isOther(one: number, other: number): boolean {
  return Math.max(one, other) > Math.min(one, other) * SIZE_RATIO;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** The left edge that most lines of a column share. */
function leftEdge(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const { x0 } of lines) counts.set(Math.round(x0), (counts.get(Math.round(x0)) ?? 0) + 1);
  let [edge, most] = [Number.POSITIVE_INFINITY, 0];
  for (const [x, count] of counts) if (count > most || (count === most && x < edge)) [edge, most] = [x, count];
  return edge;
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
  const [left, right] = [leftEdge(lines), Math.max(...lines.map(({ x1 }) => x1))];
  return rows.map((row) => ({
    text: row.map(({ text }) => text).join(' | '),
    x0: row[0]?.x0 ?? 0,
    x1: row.at(-1)?.x1 ?? 0,
    y: row[0]?.y ?? 0,
    size: row[0]?.size ?? 0,
    font: row.length === 1 ? (row[0]?.font ?? '') : '',
    order: row[0]?.order ?? 0,
    page,
    column,
    left,
    right,
    row: row.length > 1,
  }));
}

/** What the whole document does. */
interface Manner {
  body: number;
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
  let [indented, flush] = [0, 0];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (isIndented(line)) indented += 1;
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
  return { body: bodySize(lines), leading, indents: indented >= 3 && indented < flush };
}

/** Whether the first word of the next line would have fitted behind a line: what ends there ends by itself. */
function isShort(line: Placed, next: Placed): boolean {
  const wide = next.text.length > 0 ? (next.x1 - next.x0) / next.text.length : 0;
  const space = next.text.search(/\s/);
  const word = Math.min(space === -1 ? next.text.length : space, /^[^ -\u02ff]/.test(next.text) ? 2 : 40);
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

/** Whether a line begins a paragraph. */
function begins(before: Placed, line: Placed, manner: Manner): boolean {
  if (before.row || line.row || isOther(before.size, line.size) || BULLET.test(line.text)) return true;
  if (CUT_WORD.test(before.text) && STARTS_LOWER.test(line.text)) return false;
  if (MARK.test(line.text) && (SENTENCE_END.test(before.text) || isShort(before, line))) return true;
  if (before.column === line.column) return beginsInColumn(before, line, manner);
  if (!SENTENCE_END.test(before.text)) return before.font !== line.font && before.font !== '' && line.font !== '';
  return isShort(before, line) || isIndented(line) || !manner.indents;
}

interface Group {
  lines: Placed[];
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
      ordered[ordered.length - 1] = { lines: [...group.lines, ...rest.lines] };
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
    if (before && group && !begins(before, line, manner)) group.lines.push(line);
    else groups.push({ lines: [line] });
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

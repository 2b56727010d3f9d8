import { writtenDate } from '../dates.ts';
import type { Line } from './lines.ts';

/** The lines of a page, and where it begins and ends. */
export interface PageLines {
  lines: Line[];
  top: number;
  bottom: number;
}

/** Pages without their heads and feet, and what those say, each once. */
export interface Trimmed {
  pages: PageLines[];
  edges: string[];
}

/** Share of the page's height that may be head or foot. */
const EDGE_SHARE = 0.14;
const EDGE_ROWS = 4;
/** Distance, in shares of the page's height, within which heads of several pages stand at the same place. */
const SAME_PLACE = 0.012;
/** A head is so far from the text, in sizes of its font. */
const HEAD_GAP = 1.9;
/** Heads are short, in characters. */
const MAX_HEAD = 120;
/** A page of fewer lines is no page of text. */
const MIN_TEXT_LINES = 6;
const NUMBER = '(?:\\d{1,4}|[ivxlc]{1,7})';
const PAGE_NUMBER = new RegExp(
  `^[-–—•·|\\[(\\s]{0,4}(?:(?:page|seite|página|pagina|pág\\.?|strona|str\\.?|sida|side|страница|стр\\.?|s\\.|p\\.|第|ページ|頁|页)\\s{0,2})?${NUMBER}(?:\\s{0,2}(?:\\/|\\||of|von|de|di|av|af|sur|van|из|z|の)\\s{0,2}${NUMBER})?\\s{0,2}(?:ページ|頁|页|쪽)?(?:\\s{0,2}[/／]\\s{0,2}(?:全|共)?\\s{0,2}${NUMBER}\\s{0,2}(?:ページ|頁|页)?)?[-–—•·|\\])\\s]{0,4}$`,
  'iu',
);

interface Row {
  lines: Line[];
  text: string;
  y: number;
  size: number;
}

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of [...lines].sort((one, other) => one.y - other.y || one.x0 - other.x0)) {
    const row = rows.at(-1);
    if (row && line.y - row.y <= Math.min(row.size, line.size) * 0.3) {
      row.lines.push(line);
      row.size = Math.max(row.size, line.size);
    } else rows.push({ lines: [line], text: '', y: line.y, size: line.size });
  }
  for (const row of rows) row.text = row.lines.map(({ text }) => text).join(' ');
  return rows;
}

/** A row as it is compared with those of other pages: without numbers. */
function shape(text: string): string {
  return text
    .toLowerCase()
    .replace(/\p{N}+/gu, '#')
    .replace(/[^\p{L}#]+/gu, '');
}

/** The rows at one edge of a page, from the edge inwards. */
function edgeRows({ top, bottom }: PageLines, rows: readonly Row[], atTop: boolean): Row[] {
  const height = (bottom - top) * EDGE_SHARE;
  const near = rows.filter(({ y }) => (atTop ? y - top < height : bottom - y < height));
  return (atTop ? near : near.reverse()).slice(0, EDGE_ROWS);
}

/** The rows of the first page's head that stand apart and give a date, as a newspaper's do; [] where there are none. */
function datedHead(rows: readonly Row[], edge: readonly Row[]): Row[] {
  const head: Row[] = [];
  for (const row of edge) {
    head.push(row);
    const next = rows[head.length];
    if (next && next.y - row.y > HEAD_GAP * Math.min(row.size, next.size)) {
      const text = head.map((part) => part.text).join(' ');
      return text.length < 150 && writtenDate(text) !== null ? head : [];
    }
  }
  return [];
}

/**
 * Whether a row at an edge is drawn out of its turn (at the top, but after the text; at the bottom, but before it) and
 * stands apart: programs draw heads and feet by themselves.
 */
function isOutOfTurn(row: Row, next: Row | undefined, lines: readonly Line[], atTop: boolean): boolean {
  if (next === undefined || row.text.length > MAX_HEAD) return false;
  if (Math.abs(next.y - row.y) < HEAD_GAP * Math.min(row.size, next.size)) return false;
  const others = lines.filter((line) => !row.lines.includes(line));
  if (others.length < MIN_TEXT_LINES) return false;
  return row.lines.every(({ order }) => others.filter((line) => line.order > order === atTop).length <= 2);
}

/**
 * Takes running heads and feet off: rows at the upper and lower edge that another page has at the same place (but for
 * numbers), page numbers, rows drawn out of their turn, and a dated head of the first page. What is printed largest on the first page stays.
 */
export function trimEdges(pages: readonly PageLines[]): Trimmed {
  const all = pages.map((page) => {
    const rows = rowsOf(page.lines);
    return { page, rows, edges: [edgeRows(page, rows, true), edgeRows(page, rows, false)] };
  });
  const places = new Map<string, number[]>();
  const keyOf = (edge: number, row: Row) => `${edge} ${shape(row.text)}`;
  const placeOf = ({ page }: (typeof all)[number], row: Row) => (row.y - page.top) / (page.bottom - page.top);
  for (const one of all) {
    one.edges.forEach((rows, edge) => {
      for (const row of rows) {
        const key = keyOf(edge, row);
        const known = places.get(key);
        if (known) known.push(placeOf(one, row));
        else places.set(key, [placeOf(one, row)]);
      }
    });
  }
  const largest = Math.max(0, ...(pages[0]?.lines ?? []).map(({ size }) => size));
  const said = new Set<string>();
  const trimmed = all.map((one, index) => {
    const dropped = new Set<Line>();
    const drop = (row: Row) => {
      for (const line of row.lines) dropped.add(line);
      if (/\p{L}/u.test(row.text) && said.size < 50) said.add(row.text);
    };
    one.edges.forEach((rows, edge) => {
      for (const [at, row] of rows.entries()) {
        const place = placeOf(one, row);
        const others = places.get(keyOf(edge, row)) ?? [];
        const repeated =
          others.length > 1 && others.slice(0, 100).filter((other) => Math.abs(other - place) < SAME_PLACE).length > 1;
        const isTitle =
          index === 0 &&
          edge === 0 &&
          row.size >= largest &&
          !/#/.test(shape(row.text)) &&
          places.size > 1 &&
          others.length < 3;
        const outOfTurn = at === 0 && isOutOfTurn(row, one.rows.at(edge === 0 ? 1 : -2), one.page.lines, edge === 0);
        if (PAGE_NUMBER.test(row.text.trim()) || outOfTurn || (repeated && shape(row.text) !== '' && !isTitle))
          drop(row);
      }
    });
    if (index === 0 && !(one.edges[0] ?? []).some((row) => row.lines.some((line) => dropped.has(line)))) {
      for (const row of datedHead(one.rows, one.edges[0] ?? [])) drop(row);
    }
    return { ...one.page, lines: one.page.lines.filter((line) => !dropped.has(line)) };
  });
  const heads = [...said];
  return { pages: trimmed, edges: heads.length > 1 ? [...heads, heads.slice(0, 3).join(' ')] : heads };
}

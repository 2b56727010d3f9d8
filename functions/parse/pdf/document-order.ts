import type { Column } from './columns.ts';
import type { Line } from './lines.ts';

/** A step up the page by more, in sizes of the font, is no step between the cells of a row. */
const CELL_STEP = 4.5;
/** A step to the left by more begins something else. */
const LEFT_STEP = 2;
/** So many lines at the edge of a page may be given at any place: they are its head or foot. */
const MAX_EDGE = 2;
const MIN_COLUMN = 3;

/** Whether a line stands right of everything in a column that is beside or below it. */
function isBeside(column: readonly Line[], line: Line): boolean {
  return column.every(({ x1, y }) => y < line.y - line.size || x1 <= line.x0 + line.size * 0.3);
}

/** Puts lines at the head of a column that reach beyond the others (a title across columns) into one of their own. */
function withoutHead(column: Column): Column[] {
  const ends = column.map(({ x1 }) => x1).sort((one, other) => one - other);
  const usual = ends[Math.floor(ends.length * 0.7)] ?? 0;
  const first = column.findIndex(({ x1, size }) => x1 <= usual + size * LEFT_STEP);
  return first <= 0 ? [column] : [column.slice(0, first), column.slice(first)];
}

/** Puts the head and the foot of the page, given at any place, where they stand; undefined if it cannot be told. */
function withEdgesInPlace(columns: readonly Column[], strays: ReadonlySet<Column>): Column[] | undefined {
  const ordered = columns.filter((column) => !strays.has(column));
  const lines = ordered.flat();
  const top = Math.min(...lines.map(({ y }) => y));
  const bottom = Math.max(...lines.map(({ y }) => y));
  for (const stray of strays) {
    if (stray.length > MAX_EDGE) return undefined;
    for (const line of stray) {
      if (line.y < top) ordered.unshift([line]);
      else if (line.y > bottom) ordered.push([line]);
      else return undefined;
    }
  }
  return ordered;
}

/**
 * The columns of a page as the document itself gives them, where it does so plainly: down each column, then up again and
 * to the right. White between columns may be as narrow as between the words of lines that are spread out, and this order
 * is surer then.
 * @returns undefined for a page without columns, or one that is given in another order.
 */
export function columnsInDocumentOrder(lines: readonly Line[]): Column[] | undefined {
  const columns: Column[] = [];
  const strays = new Set<Column>();
  let current: Column = [];
  let before: Line | undefined;
  let jumps = 0;
  const begin = (line: Line) => {
    current = [line];
    columns.push(current);
  };
  for (const line of [...lines].sort((one, other) => one.order - other.order)) {
    if (before === undefined) begin(line);
    else if (line.y < before.y - line.size * CELL_STEP) {
      const isNext = isBeside(current, line);
      if (isNext && current.length >= MIN_COLUMN) jumps += 1;
      begin(line);
      if (!isNext) strays.add(current);
    } else if (line.x0 < Math.min(...current.slice(-5).map(({ x0 }) => x0)) - line.size * LEFT_STEP) begin(line);
    else current.push(line);
    before = line;
  }
  if (jumps === 0) return undefined;
  return withEdgesInPlace(columns, strays)?.flatMap(withoutHead);
}

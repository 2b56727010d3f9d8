import type { Run } from './runs.ts';

/**
 * A line of text within a column, or a piece of one; its font is that of all of it, or '' where it has several, and its
 * order that of its first run.
 */
export type Line = Omit<Run, 'spaced'>;

/** Gaps, in sizes of the font, that keep two runs of a row apart where the document gives them one after another or not. */
const SPLIT_FLOW = 1.6;
const SPLIT_JUMP = 0.7;
/** A list's mark may stand further from its item. */
const SPLIT_MARK = 5;
const MARK = /^(?:[•·▪◦‣■●○–—*]|\d{1,3}[.)])$/u;
const SPACE_GAP = 0.15;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uffee]/u;
const REFERENCE = /^[\d*†‡§,\s]{1,6}$/u;
/** Letters this much larger than the text begin a chapter and reach down some lines. */
const DROP_CAP = 1.8;

/** The size that most characters have. */
export function bodySize(runs: readonly { text: string; size: number }[]): number {
  const counts = new Map<number, number>();
  for (const { text, size } of runs) {
    const key = Math.round(size * 4) / 4;
    counts.set(key, (counts.get(key) ?? 0) + text.length);
  }
  let best = 0;
  let most = 0;
  for (const [size, count] of counts) if (count > most) [best, most] = [size, count];
  return best || 1;
}

/** Puts raised and lowered runs on the base line of the run before; raised numbers and signs refer to notes, and go. */
function levelled(runs: readonly Run[]): Run[] {
  const level: Run[] = [];
  for (const run of runs) {
    const before = level.at(-1);
    const small =
      before &&
      run.size < before.size * 0.8 &&
      run.x0 > before.x1 - before.size * 0.3 &&
      run.x0 - before.x1 < before.size * 0.5;
    const rise = before ? before.y - run.y : 0;
    if (!before || !small || Math.abs(rise) > before.size * 0.7 || Math.abs(rise) < before.size * 0.08) level.push(run);
    else if (!(rise > 0 && REFERENCE.test(run.text))) level.push({ ...run, y: before.y, size: before.size });
  }
  return level;
}

/** The runs in rows that share a base line, from the top. */
function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: Run[][] = [];
  let base = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const run of [...runs].sort((one, other) => one.y - other.y || one.order - other.order)) {
    const row = rows.at(-1);
    if (row && run.y - base <= Math.min(size, run.size) * 0.25 + 0.3) row.push(run);
    else {
      rows.push([run]);
      base = run.y;
    }
    size = run.size;
  }
  return rows;
}

/** @param begins whether the run before begins the line. */
function isApart(before: Run, run: Run, begins: boolean): boolean {
  const gap = run.x0 - before.x1;
  const em = Math.max(before.size, run.size);
  if (begins && MARK.test(before.text.trim())) return gap > em * SPLIT_MARK;
  if (run.order === before.order + 1) return gap > em * SPLIT_FLOW;
  return gap > Math.min(before.size, run.size) * SPLIT_JUMP;
}

/** What stands between two runs of a line. */
function between(before: Run, run: Run): string {
  if (/\s$/.test(before.text) || /^\s/.test(run.text)) return '';
  const gap = (run.x0 - before.x1) / Math.max(before.size, run.size);
  if (WIDE.test(before.text.slice(-1)) && WIDE.test(run.text.charAt(0))) return run.spaced && gap > 0.4 ? ' ' : '';
  return gap > SPACE_GAP || (run.spaced && run.order === before.order + 1 && gap > 0.05) ? ' ' : '';
}

function lineOf(runs: readonly Run[]): Line {
  let text = '';
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    text += (before ? between(before, run) : '') + run.text;
  });
  const [first] = runs;
  const fonts = new Set(runs.filter((run) => /[\p{L}\p{N}]/u.test(run.text)).map(({ font }) => font));
  return {
    text: text.replace(/[\s\u00a0]+/g, ' ').trim(),
    x0: first?.x0 ?? 0,
    x1: Math.max(...runs.map(({ x1 }) => x1)),
    y: first?.y ?? 0,
    size: bodySize(runs),
    font: fonts.size === 1 ? ([...fonts][0] ?? '') : '',
    order: Math.min(...runs.map(({ order }) => order)),
  };
}

/** Gives large first letters to the line that they begin. */
function withDropCaps(lines: readonly Line[], caps: readonly Run[]): Line[] {
  const all = [...lines];
  for (const cap of caps) {
    const top = cap.y - cap.size * 0.75;
    const at = all.findIndex(
      ({ x0, y, size }) => y >= top && y <= cap.y + size && x0 >= cap.x1 - size && x0 - cap.x1 < size * 2,
    );
    const line = all[at];
    if (line)
      all[at] = {
        ...line,
        text: `${cap.text.trim()}${cap.spaced && /^\p{Lu}/u.test(line.text) ? ' ' : ''}${line.text}`,
      };
    else all.push(lineOf([cap]));
  }
  return all;
}

/** The lines of a page, those of columns side by side apart, from the top. */
export function linesOf(runs: readonly Run[]): Line[] {
  const level = levelled(runs);
  const body = bodySize(level);
  const isCap = ({ text, size }: Run) =>
    size > body * DROP_CAP && /^["“„«»'‘]?\p{L}$/u.test(text.trim()) && !WIDE.test(text);
  const sizes = new Map<number, number>();
  for (const { size, text } of level)
    sizes.set(Math.round(size), (sizes.get(Math.round(size)) ?? 0) + text.trim().length);
  const caps = level.filter((run) => isCap(run) && (sizes.get(Math.round(run.size)) ?? 0) <= 3);
  const lines: Line[] = [];
  for (const row of rowsOf(level.filter((run) => !caps.includes(run)))) {
    let piece: Run[] = [];
    for (const run of row.sort((one, other) => one.x0 - other.x0 || one.order - other.order)) {
      const before = piece.at(-1);
      if (before && isApart(before, run, piece.length === 1)) {
        lines.push(lineOf(piece));
        piece = [];
      }
      piece.push(run);
    }
    if (piece.length > 0) lines.push(lineOf(piece));
  }
  return withDropCaps(lines, caps).filter(({ text }) => text !== '');
}

/**
 * A table in Markdown: the first column of texts, the others of figures.
 * @param rows as many cells each as there are heads.
 * @param texts how many columns are of texts, where it is not the first alone.
 */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[], texts = 1): string {
  const rule = heads.map((_, index) => (index < texts ? '---' : '---:'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A whole number with commas between thousands: 1,000. */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A figure with three significant digits, and never more than it has: 0.0123, 4.5, 678, 12,300. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const cut = Number(value.toPrecision(3));
  return Math.abs(cut) >= 1000 ? grouped(cut) : String(cut);
}

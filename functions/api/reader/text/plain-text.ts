/** Characters that turn the direction of what follows: embeddings, overrides and isolates (Unicode Annex 9, 2). */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * A text of an article as one line: what would turn the direction of the page's own words is left out, and every run of
 * white space is one space.
 */
export function singleLine(text: string): string {
  return text.replace(DIRECTION_CONTROLS, '').replace(/\s+/gu, ' ').trim();
}

/** A text of the same length in which whatever would turn its direction stands as a visible mark. */
export function withVisibleControls(text: string): string {
  return text.replace(DIRECTION_CONTROLS, '\uFFFD');
}

import { PAYWALLS } from './boilerplate-phrases.ts';

const LIVE_BLOG = 'this is a live blog: its entries are of different times';
const CUT = 'the page shows only the start of the article: it is behind a paywall';

const PROMPT = new RegExp(PAYWALLS.join('|'), 'iu');
/** A longer text is no start of an article. */
const MAX_START = 2_500;
const MAX_PROMPT = 300;
const MAX_LINES = 2_000;

/** What of a page tells its kind. */
export interface PageSigns {
  /** Whether its data call it a live blog. */
  liveBlog: boolean;
  /** Short pieces of text that the page shows outside of its asides. */
  lines: readonly { text: string }[];
}

/**
 * Notes on what kind of text this is, where the page says so: a live blog, or no more than the start of an article
 * that has to be paid for.
 * @param length of the main text, in characters.
 * @param left what was left out of the main text.
 */
export function kindNotes(page: PageSigns, length: number, left: readonly string[]): string[] {
  const notes: string[] = [];
  if (page.liveBlog) notes.push(LIVE_BLOG);
  if (length <= MAX_START && asksForMoney(page, left)) notes.push(CUT);
  return notes;
}

function asksForMoney(page: PageSigns, left: readonly string[]): boolean {
  const isPrompt = (text: string) => text.length <= MAX_PROMPT && PROMPT.test(text);
  return left.some(isPrompt) || page.lines.slice(0, MAX_LINES).some(({ text }) => isPrompt(text));
}

import type { BriefDraft, Measure, Risk, UnresolvedIssue } from '../../core/brief.ts';

/** The most words of a headline. */
const MOST_WORDS = 16;

type Item = Measure | UnresolvedIssue | Risk;

/**
 * The headline: the article's title, cut at an edge if it is long; else the first item that is short enough, else the
 * beginning of the first one.
 * @param items the items of the brief, the foremost first.
 * @param lead the article's first sentence, for an article without a title in which nothing was found.
 */
export function headlineOf(title: string | null, items: readonly Item[], lead: string): BriefDraft['headline'] {
  const known = title?.replace(/\s+/gu, ' ').trim() ?? '';
  if (known !== '') return { text: shortened(known), from: 'title', items: [] };
  const standing = items.filter((item) => standsAlone(textOf(item)));
  const short = standing.find((item) => wordsOf(textOf(item)).length <= MOST_WORDS) ?? standing[0] ?? items[0];
  if (short) return { text: shortened(textOf(short)), from: 'items', items: [short.id] };
  return { text: shortened(lead), from: 'items', items: [] };
}

/** Whether a text reads as a headline: no part of a sentence, and nothing that points back to what went before. */
function standsAlone(text: string): boolean {
  if (/[“:]/.test(text) || /[[\]]/.test(text)) return false;
  return !/^(?:which|who|that|it|they|he|she|we|i|you|this|these|those|and|but|to|of)\b/i.test(text.trim());
}

function textOf(item: Item): string {
  if ('description' in item) return item.description;
  return item.statement;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** A title of at most 16 words: as it is, or up to its last comma, colon or dash, or its first 16 words. */
function shortened(text: string): string {
  const words = wordsOf(text);
  if (words.length <= MOST_WORDS) return words.join(' ');
  for (let count = MOST_WORDS; count >= 5; count--) {
    const word = words[count - 1] ?? '';
    if (/[,;:.!?|–—]$/.test(word) || word === '-') {
      return words
        .slice(0, count)
        .join(' ')
        .replace(/[\s,;:.|–—-]+$/u, '');
    }
  }
  return words.slice(0, MOST_WORDS).join(' ');
}

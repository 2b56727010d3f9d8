import type { BriefDraft, Measure, Risk, UnresolvedIssue } from '../../core/brief.ts';
import { isBalanced } from './standing-sentence.ts';

/** The most words of a headline, and the fewest of one that is made of an item. */
const MOST_WORDS = 16;
const FEWEST_WORDS = 4;
/** The fewest words before an edge at which an item's sentence is cut: fewer may lack their verb. */
const FEWEST_BEFORE_EDGE = 7;

type Item = Measure | UnresolvedIssue | Risk;

/** Words with which no headline begins: they stand for somebody who is not named in it. */
const LEANING =
  /^(?:he|she|it|they|this|that|these|those|his|her|their|its|our|we|i|my|you|your|there|who|which|such|if|not|and|but|also|then|what|how)\b/iu;
const FIRST_PERSON = /(?<!\p{L})(?:I|[Ww]e|[Oo]ur|[Mm]y|me|us)(?!\p{L})/u;
const OPEN_END =
  /(?<!\p{L})(?:the|an?|its|their|his|her|of|to|for|from|with|by|at|into|in|on|than|as|and|or|but|so|while|when|that|which|who|was|were|is|are|be|has|have|had|not)$/iu;
/** Where a sentence can end before what only adds to it. */
const EDGE =
  /,? (?=(?:after|while|when|because|although|during|amid|following|despite|over|in response to|in connection with|as part of|for \p{L}+ing)(?!\p{L}))|, (?=(?:which|who|where|particularly|especially|including|aimed|citing|\p{L}+ing)(?!\p{L}))/gu;
/** "After announcing the decision, Sweden …": what is told stands behind the comma. */
const BEGUN =
  /^(?:after|before|on|in|at|following|despite|since|as part of)(?!\p{L})[^,]{1,120}, (?=\p{Lu}|the |an? )/iu;
/** A verb that can be known by its form. */
const VERB = /(?<!\p{L})(?:has|have|had|is|are|was|were|will|would|could|may|might|says?|said|\p{Ll}{3,}ed)(?!\p{L})/u;

/**
 * The headline: the article's title, cut at an edge if it is long; else the sentence of the foremost item that can stand
 * by itself and is short enough, whole or to an edge; else the beginning of the first one.
 * @param items the items of the brief, the foremost first.
 * @param lead the article's first sentence, for an article without a title in which nothing was found.
 */
export function headlineOf(title: string | null, items: readonly Item[], lead: string): BriefDraft['headline'] {
  const known = title?.replace(/\s+/gu, ' ').trim() ?? '';
  if (known !== '') return { text: shortened(known), from: 'title', items: [] };
  const sure = [...items.filter(({ certainty }) => certainty !== 'low'), ...items];
  for (const cut of [false, true]) {
    for (const item of sure) {
      const text = (cut ? cutsOf(textOf(item)) : [textOf(item)]).find((candidate) => stands(candidate));
      if (text !== undefined) return { text, from: 'items', items: [item.id] };
    }
  }
  const short = items.find((item) => wordsOf(textOf(item)).length <= MOST_WORDS) ?? items[0];
  if (short) return { text: shortened(textOf(short)), from: 'items', items: [short.id] };
  return { text: shortened(lead), from: 'items', items: [] };
}

/** Whether a sentence can head a page: short, whole, about somebody whom it names. */
function stands(text: string): boolean {
  const count = wordsOf(text).length;
  if (count < FEWEST_WORDS || count > MOST_WORDS || !/^[\p{Lu}\p{N}]/u.test(text)) return false;
  if (/[[\]]/.test(text) || LEANING.test(text) || FIRST_PERSON.test(text) || OPEN_END.test(text)) return false;
  return isBalanced(text) && !/: [“"]|[“"].{0,40}$/u.test(text.replace(/[“"][^“”"]{1,60}[”"]/gu, ''));
}

/** A sentence up to each of its edges, the last first, and behind the clause that it begins with. */
function cutsOf(text: string): string[] {
  const beginnings = [...text.matchAll(EDGE)]
    .map((edge) => text.slice(0, edge.index))
    .filter((beginning) => wordsOf(beginning).length >= FEWEST_BEFORE_EDGE && VERB.test(beginning));
  const behind = BEGUN.test(text) ? text.slice(text.indexOf(', ') + 2) : '';
  return [...beginnings.reverse(), behind.slice(0, 1).toUpperCase() + behind.slice(1)];
}

function textOf(item: Item): string {
  if ('description' in item) return item.description;
  return item.statement;
}

function partsOf(words: readonly string[]): number {
  return words.join(' ').match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu)?.length ?? 0;
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
  let count = MOST_WORDS;
  // The parts of a hyphenated word count each.
  while (count > FEWEST_WORDS && partsOf(words.slice(0, count)) > MOST_WORDS) count -= 1;
  while (count > FEWEST_WORDS && OPEN_END.test(words[count - 1] ?? '')) count -= 1;
  return words.slice(0, count).join(' ');
}

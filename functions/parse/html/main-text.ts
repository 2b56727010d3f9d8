import { articleBodyOf } from './article-body.ts';
import { filterBlocks } from './block-filter.ts';
import { type Block, blocksOf, type DraftBlock } from './blocks.ts';
import { leadOf } from './lead.ts';
import { outlineOf, type Part } from './outline.ts';
import { prune, pruneLinkLists } from './prune.ts';
import { select } from './select.ts';
import type { Element, HtmlDocument } from './tree.ts';

export type { Block } from './blocks.ts';

/** A page with less prose is no article: its lists are what it has to say. */
const MIN_PROSE = 250;
/** JSON-LD has the article where it has this many times what the page shows, and this much more. */
const LINKED_RATIO = 2;
const LINKED_MORE = 300;

/** The main text of a page, and what stood among it and was left out. */
export interface MainText {
  blocks: Block[];
  left: string[];
}

interface Candidate {
  blocks: DraftBlock[];
  /** Whether the page has little but lists and labels. */
  listing: boolean;
}

/**
 * The main text of a page as blocks in reading order.
 * 1. What the page does not show, and what names and tags say is no part of an article, is left out.
 * 2. The element with the most prose is taken, with its neighbours of the same kind and the lead under the heading.
 * 3. Each block is judged by what it says: prompts, credits and links to other articles go.
 * 4. Where the JSON-LD holds far more of the article than the page shows, its text is taken.
 * @param title the article's title, to find its heading by.
 * @param body the text of the article that the page's JSON-LD holds.
 */
export function mainText(source: HtmlDocument, title: string | null, body: string | null): MainText {
  const { blocks, listing } = candidateOf(source, title);
  const filtered = listing && isIndex(blocks) ? blocks : filterBlocks(blocks);
  const kept = filtered.length > 0 ? filtered : blocks;
  const among = new Set(kept);
  const left = blocks.filter((block) => !among.has(block)).map(({ text }) => text);
  const linked = articleBodyOf(body);
  const shown = lengthOf(kept.map(({ text }) => text));
  if (lengthOf(linked) > shown * LINKED_RATIO + LINKED_MORE) {
    return { blocks: linked.map((text) => ({ text, heading: 0 })), left };
  }
  return { blocks: kept, left };
}

/** Whether a page is made of links to others. */
function isIndex(blocks: readonly DraftBlock[]): boolean {
  const links = blocks.reduce((sum, block) => sum + block.links, 0);
  return links > lengthOf(blocks.map(({ text }) => text)) * 0.4;
}

function lengthOf(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, text) => sum + text.length, 0);
}

/** The blocks of the part of a page that is its main text, before each is judged by what it says. */
function candidateOf(source: HtmlDocument, title: string | null): Candidate {
  const parts = outlineOf(source);
  prune(parts);
  const prose = parts[0]?.prose ?? 0;
  if (prose < MIN_PROSE) return { blocks: render([frameOf(parts)], parts), listing: true };
  pruneLinkLists(parts);
  const chosen = select(parts, title);
  const [first] = chosen;
  if (first === undefined) return { blocks: render([frameOf(parts)], parts), listing: true };
  return { blocks: render([...leadOf(parts, first, title), ...chosen], parts), listing: false };
}

/** The element that frames what a page is about. */
function frameOf(parts: readonly Part[]): number {
  const main = parts.findIndex(
    (part) => (part.tag === 'main' || /(?:^|\s)main(?:\s|$)/.test(part.label)) && part.text > 0,
  );
  return main >= 0 ? main : parts.findIndex((part) => part.tag === 'body');
}

function render(chosen: readonly number[], parts: readonly Part[]): DraftBlock[] {
  const left = new Set<Element>();
  for (const part of parts) if (part.left) left.add(part.element);
  return chosen.flatMap((at) => {
    const part = parts[at];
    return part === undefined ? [] : blocksOf(part.element, left);
  });
}

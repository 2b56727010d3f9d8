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

interface Candidate {
  blocks: DraftBlock[];
  /** Whether the page has little but lists and labels. */
  listing: boolean;
}

/** The main text of a page as blocks in reading order. */
export function mainText(source: HtmlDocument, title: string | null): Block[] {
  const { blocks, listing } = candidateBlocks(source, title);
  const filtered = listing ? blocks : filterBlocks(blocks);
  return filtered.length > 0 ? filtered : blocks;
}

/** The blocks of the part of the page that is its main text, before each is judged by what it says. */
export function candidateBlocks(source: HtmlDocument, title: string | null): Candidate {
  const parts = outlineOf(source);
  prune(parts);
  const prose = parts[0]?.prose ?? 0;
  if (prose < MIN_PROSE) return { blocks: render([frameOf(parts)], parts), listing: true };
  pruneLinkLists(parts);
  const chosen = select(parts);
  const [first] = chosen;
  if (first === undefined) return { blocks: [], listing: true };
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

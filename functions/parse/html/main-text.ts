import { type Block, blocksOf, type DraftBlock } from './blocks.ts';
import { filterBlocks } from './block-filter.ts';
import { outlineOf, type Part } from './outline.ts';
import { prune, pruneLinkLists } from './prune.ts';
import { select } from './select.ts';
import type { Element, HtmlDocument } from './tree.ts';

export type { Block } from './blocks.ts';

/** A page with less prose is no article: its lists are what it has to say. */
const MIN_PROSE = 250;

/** The main text of a page as blocks in reading order. */
export function mainText(source: HtmlDocument): Block[] {
  const blocks = candidateBlocks(source);
  const filtered = filterBlocks(blocks);
  return filtered.length > 0 ? filtered : blocks;
}

/** The blocks of the part of the page that is its main text, before each is judged by what it says. */
export function candidateBlocks(source: HtmlDocument): DraftBlock[] {
  const parts = outlineOf(source);
  prune(parts);
  const prose = parts[0]?.prose ?? 0;
  if (prose < MIN_PROSE) return render([frameOf(parts)], parts);
  pruneLinkLists(parts);
  return render(select(parts), parts);
}

/** The element that frames what a page is about. */
function frameOf(parts: readonly Part[]): number {
  const main = parts.findIndex((part) => (part.tag === 'main' || /(?:^|\s)main(?:\s|$)/.test(part.label)) && part.text > 0);
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

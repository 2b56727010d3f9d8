import { readByline } from '../byline.ts';
import { bareText } from '../normalise.ts';
import type { Draft } from './draft.ts';
import { dateOfLine, isUpdateLine } from './head.ts';

/** A block of an article: its text, and whether it is a heading (1 to 6) or not (0). */
interface HeadBlock {
  text: string;
  heading: number;
}

/** Blocks at the head of the main text that may repeat title, byline and date. */
const HEAD_BLOCKS = 5;

/** Drops what the head of an article's blocks only repeats of the metadata; a date or byline not known yet is taken. */
export function takeBlockHead<Block extends HeadBlock>(draft: Draft, blocks: readonly Block[]): Block[] {
  const kept: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const atHead = kept.length < 2 && index < HEAD_BLOCKS && blocks.length > 1;
    if (!atHead) kept.push(block);
    else if ((draft.title !== null && bareText(block.text) === bareText(draft.title)) || isUpdateLine(block.text))
      continue;
    else if (block.heading > 0) kept.push(block);
    else {
      const byline = readByline(block.text);
      const date = dateOfLine(block.text);
      if (byline === null && date === null) kept.push(block);
      if (byline !== null && draft.authors.length === 0) draft.authors = byline.authors;
      if (date !== null) draft.publishedAt ??= date;
    }
  }
  return kept;
}

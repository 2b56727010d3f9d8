import { readByline } from '../byline.ts';
import { guardComplexity } from '../html/guard.ts';
import { type Block, mainText } from '../html/main-text.ts';
import { readMetadata } from '../html/metadata.ts';
import { kindNotes } from '../html/page-kind.ts';
import { survey } from '../html/survey.ts';
import { parseTree } from '../html/tree.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { dateOfLine, isUpdateLine } from './head.ts';

/** Blocks at the head of the main text that may repeat title, byline and date. */
const HEAD_BLOCKS = 5;

function sameWords(one: string, other: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return bare(one) === bare(other);
}

/** Drops what the head of the main text only repeats of the metadata; a date or byline not known yet is taken. */
function takeHead(draft: Draft, blocks: readonly Block[]): Block[] {
  const kept: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const atHead = kept.length < 2 && index < HEAD_BLOCKS && blocks.length > 1;
    if (!atHead) kept.push(block);
    else if ((draft.title !== null && sameWords(block.text, draft.title)) || isUpdateLine(block.text)) continue;
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

/**
 * A web page to a draft: the main text without navigation, captions and forms, a paragraph per block element, and
 * metadata from JSON-LD, meta elements and what the page shows.
 * @throws RejectedError `too-complex` for hostile depth or size.
 */
export async function parseHtml(html: string, limits: ParseLimits): Promise<Draft> {
  const tree = parseTree(guardComplexity(html, limits));
  const page = survey(tree);
  const draft: Draft = { ...emptyDraft(), ...readMetadata(page) };
  const main = mainText(tree, draft.title ?? page.title, page.scripts);
  const blocks = takeHead(draft, main.blocks);
  draft.paragraphs = blocks.map((block) => block.text);
  draft.rights ??= [...draft.paragraphs, ...main.left].find(isRightsLine) ?? null;
  const length = draft.paragraphs.reduce((sum, text) => sum + text.length, 0);
  draft.notes.push(...kindNotes(page, length, main.left));
  return draft;
}

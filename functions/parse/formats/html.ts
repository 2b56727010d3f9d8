import { guardComplexity } from '../html/guard.ts';
import { readLinkedData } from '../html/json-ld.ts';
import { mainText } from '../html/main-text.ts';
import { readMetadata } from '../html/metadata.ts';
import { kindNotes } from '../html/page-kind.ts';
import { survey } from '../html/survey.ts';
import { parseTree } from '../html/tree.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { tooLarge } from '../refusals.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { onlyArticle, type ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';

/**
 * A web page to a draft: the main text without navigation, captions and forms, a paragraph per block element, and
 * metadata from JSON-LD, meta elements and what the page shows.
 * @throws RejectedError `too-complex` for hostile depth or size.
 */
export async function parseHtml(html: string, limits: ParseLimits): Promise<Draft> {
  const tree = parseTree(guardComplexity(html, limits));
  const page = survey(tree);
  const linked = readLinkedData(page.scripts, page.title);
  const draft: Draft = { ...emptyDraft(), ...readMetadata(page, linked) };
  const main = mainText(tree, draft.title ?? page.title, linked.body);
  const blocks = takeBlockHead(draft, main.blocks);
  draft.paragraphs = blocks.map((block) => block.text);
  draft.rights ??= [...draft.paragraphs, ...main.left].find(isRightsLine) ?? null;
  const length = draft.paragraphs.reduce((sum, text) => sum + text.length, 0);
  draft.notes.push(...kindNotes({ liveBlog: linked.liveBlog, lines: page.lines }, length, main.left));
  return draft;
}

/** A web page holds one article. @throws RejectedError `too-large` or `too-complex`. */
export const readHtml: ReadText = async (html, _hints, limits) => {
  const size = Buffer.byteLength(html);
  if (size > limits.htmlBytes) throw tooLarge('HTML document', size, limits.htmlBytes, 'bytes');
  return onlyArticle(await parseHtml(html, limits));
};

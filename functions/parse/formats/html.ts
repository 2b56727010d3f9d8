import { RejectedError } from '../../core/errors.ts';
import { guardComplexity } from '../html/guard.ts';
import { type Block, mainText } from '../html/main-text.ts';
import { readMetadata } from '../html/metadata.ts';
import { survey } from '../html/survey.ts';
import { type HtmlDocument, parseTree } from '../html/tree.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { tooLarge } from '../refusals.ts';
import { isRightsLine } from '../rights.ts';
import { takeBlockHead } from './block-head.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { onlyArticle, type ReadText } from './reader.ts';

/** The libraries recurse, and assume pages that people wrote: whatever they throw is a verdict on the page. */
function extract(tree: HtmlDocument, title: string | null): Block[] {
  try {
    return mainText(tree, title);
  } catch (cause) {
    throw new RejectedError('too-complex', 'The page is too complex to find its article.', {
      remedy: 'Upload the article as plain text.',
      cause,
    });
  }
}

/**
 * A web page to a draft: the main text without navigation, captions and forms, a paragraph per block element, and
 * metadata from JSON-LD, meta elements and what the page shows.
 * @throws RejectedError `too-complex` for hostile depth or size.
 */
export async function parseHtml(html: string, limits: ParseLimits): Promise<Draft> {
  guardComplexity(html, limits);
  const tree = parseTree(html);
  const page = survey(tree);
  const draft: Draft = { ...emptyDraft(), ...readMetadata(page) };
  const blocks = takeBlockHead(draft, extract(tree, page.title));
  draft.rights ??= blocks.find((block) => isRightsLine(block.text))?.text ?? null;
  draft.paragraphs = blocks.map((block) => block.text);
  return draft;
}

/** A web page holds one article. @throws RejectedError `too-large` or `too-complex`. */
export const readHtml: ReadText = async (html, _hints, limits) => {
  const size = Buffer.byteLength(html);
  if (size > limits.htmlBytes) throw tooLarge('HTML document', size, limits.htmlBytes, 'bytes');
  return onlyArticle(await parseHtml(html, limits));
};

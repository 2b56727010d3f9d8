import { RejectedError } from '../../core/errors.ts';
import { collapseSpace } from '../normalise.ts';
import { DEFAULT_LIMITS } from '../parse-limits.ts';
import { blocksOf } from './blocks.ts';
import { guardComplexity } from './guard.ts';
import { type Element, isElement, parseTree } from './tree.ts';

const MIN_BODY = 400;
const NONE: ReadonlySet<Element> = new Set();

/**
 * The paragraphs of an `articleBody` of JSON-LD, or none where it is too short to be an article. Publishers write it as
 * plain text, with or without line ends, or as HTML.
 */
export function articleBodyOf(body: string | null): string[] {
  if (body === null || body.length < MIN_BODY) return [];
  const marked = /<(?:p|br|div)\b|&(?:lt|nbsp|quot|#\d{2,5});/i.test(body);
  const root = marked ? rootOf(body) : null;
  if (marked && root === null) return [];
  const lines = root === null ? body.split(/\r?\n/) : blocksOf(root, NONE).flatMap(({ text }) => text.split('\n'));
  return lines.map(collapseSpace).filter((line) => line !== '');
}

/** The root element of HTML that stands in a string, escaped or not; null for what is too deep or too large. */
function rootOf(html: string): Element | null {
  try {
    const source = guardComplexity(html.replace(/&lt;/g, '<').replace(/&gt;/g, '>'), DEFAULT_LIMITS);
    return parseTree(source).childNodes.find(isElement) ?? null;
  } catch (error) {
    if (error instanceof RejectedError) return null;
    throw error;
  }
}

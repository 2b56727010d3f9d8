import { RejectedError } from '../../core/errors.ts';
import { collapseSpace } from '../normalise.ts';
import { DEFAULT_LIMITS } from '../parse-limits.ts';
import { blocksOf } from './blocks.ts';
import { guardComplexity } from './guard.ts';
import { type Element, isElement, parseTree } from './tree.ts';

const MAX_SCRIPT = 2_000_000;
const MAX_NODES = 2_000;
const MIN_BODY = 400;
const NONE: ReadonlySet<Element> = new Set();

/**
 * The paragraphs of the longest `articleBody` in a page's JSON-LD, or none. Publishers write it as plain text, with or
 * without line ends, or as HTML.
 */
export function articleBodyOf(scripts: readonly string[]): string[] {
  let longest = '';
  for (const script of scripts) {
    if (!script.includes('"articleBody"') || script.length > MAX_SCRIPT) continue;
    const body = longestBody(script);
    if (body.length > longest.length) longest = body;
  }
  if (longest.length < MIN_BODY) return [];
  const marked = /<(?:p|br|div)\b|&(?:lt|nbsp|quot|#\d{2,5});/i.test(longest);
  const root = marked ? rootOf(longest) : null;
  if (marked && root === null) return [];
  const lines = root === null ? longest.split(/\r?\n/) : blocksOf(root, NONE).flatMap(({ text }) => text.split('\n'));
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

function longestBody(script: string): string {
  let longest = '';
  const queue: unknown[] = [];
  try {
    queue.push(JSON.parse(script));
  } catch {
    return '';
  }
  for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
    const value = queue[at];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        if (key === 'articleBody' && typeof entry === 'string')
          longest = entry.length > longest.length ? entry : longest;
        else if (typeof entry === 'object') queue.push(entry);
      }
    }
  }
  return longest;
}

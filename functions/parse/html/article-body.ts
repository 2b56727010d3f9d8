import { collapseSpace } from '../normalise.ts';
import { blocksOf } from './blocks.ts';
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
  const lines = root === null ? longest.split(/\r?\n/) : blocksOf(root, NONE).flatMap(({ text }) => text.split('\n'));
  return lines.map(collapseSpace).filter((line) => line !== '');
}

/** The root element of HTML that stands in a string, escaped or not. */
function rootOf(html: string): Element | null {
  const tree = parseTree(html.replace(/&lt;/g, '<').replace(/&gt;/g, '>'));
  return tree.childNodes.find(isElement) ?? null;
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

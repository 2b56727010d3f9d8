import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { collapseSpace } from '../normalise.ts';

export type Element = DefaultTreeAdapterTypes.Element;
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
export type HtmlDocument = DefaultTreeAdapterTypes.Document;

/** The tree that the HTML standard prescribes for any input; scripts count as off, so `noscript` has content. */
export function parseTree(html: string): HtmlDocument {
  return parse(html, { scriptingEnabled: false });
}

export function isElement(node: ChildNode): node is Element {
  return 'tagName' in node;
}

export function isText(node: ChildNode): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text';
}

/** Value of an attribute, '' where the element has none. */
export function attribute(element: Element, name: string): string {
  for (const { name: own, value } of element.attrs) if (own === name) return value;
  return '';
}

/** Elements whose content is never shown as text. */
export const UNSEEN = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'iframe',
  'object',
  'select',
  'button',
]);

/** Text of a node as a browser shows it, on one line; at most about `limit` characters are looked at. */
export function textOf(node: ChildNode, limit = 2_000): string {
  let text = '';
  const stack: ChildNode[] = [node];
  while (stack.length > 0 && text.length < limit) {
    const current = stack.pop();
    if (current === undefined) break;
    if (isText(current)) text += current.value;
    else if (isElement(current) && !UNSEEN.has(current.tagName)) {
      if (!INLINE.has(current.tagName)) text += ' ';
      for (let at = current.childNodes.length - 1; at >= 0; at -= 1) {
        const child = current.childNodes[at];
        if (child) stack.push(child);
      }
    }
  }
  return collapseSpace(text.slice(0, limit));
}

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'em',
  'font',
  'i',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'wbr',
  'ins',
  'del',
]);

/** Raw content of an element (a script). */
export function rawText(element: Element): string {
  return element.childNodes.map((child) => (isText(child) ? child.value : '')).join('');
}

import { RejectedError } from '../../core/errors.ts';
import { collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { readXml, type XmlElement } from './read-xml.ts';

/** An element with what it holds, in the order of the document. */
export interface XmlNode extends XmlElement {
  children: (XmlNode | string)[];
}

/** Which elements are wanted whole, and who is told of them. */
export interface TreeHandler {
  /** @param path names of the elements around it, the root first. */
  wants(element: XmlElement, path: readonly string[]): boolean;
  /** Told of a wanted element once it is complete; it should keep little of it. */
  take(node: XmlNode, path: readonly string[]): void;
}

type TreeLimits = Pick<ParseLimits, 'xmlDepth' | 'xmlElements' | 'htmlElements'>;

/**
 * Reads XML by events and builds a tree only of the elements that are wanted: a feed's entries, one after another.
 * @throws RejectedError as `readXml` does, and `too-complex` for a wanted element of more elements than a page may have.
 */
export function readXmlTrees(text: string, what: string, limits: TreeLimits, handler: TreeHandler): void {
  let inTree = 0;
  const path: string[] = [];
  const open: XmlNode[] = [];
  readXml(text, what, limits, {
    open(element) {
      const inside = open.at(-1);
      if (inside || handler.wants(element, path)) {
        const node: XmlNode = { ...element, children: [] };
        inside?.children.push(node);
        open.push(node);
        inTree += 1;
        if (inTree > limits.htmlElements) {
          throw new RejectedError(
            'too-complex',
            `This is ${what} with an article of over ${limits.htmlElements} elements.`,
            {
              remedy: 'Upload the article as plain text.',
            },
          );
        }
      } else path.push(element.name);
    },
    close() {
      const node = open.pop();
      if (node === undefined) path.pop();
      else if (open.length === 0) {
        inTree = 0;
        handler.take(node, path);
      }
    },
    text(piece) {
      open.at(-1)?.children.push(piece);
    },
  });
}

/** The elements directly within a node that have this name, in order. */
export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name);
}

/** The first element directly within a node that has this name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child): child is XmlNode => typeof child !== 'string' && child.name === name);
}

/** All elements within a node, at any depth, that have this name, in order. */
export function descendantsOf(node: XmlNode, name: string): XmlNode[] {
  const found: XmlNode[] = [];
  const walk = (within: XmlNode) => {
    for (const child of within.children) {
      if (typeof child === 'string') continue;
      if (child.name === name) found.push(child);
      walk(child);
    }
  };
  walk(node);
  return found;
}

/** All text within a node, as written. */
export function rawTextOf(node: XmlNode): string {
  const pieces: string[] = [];
  const walk = (within: XmlNode) => {
    for (const child of within.children) {
      if (typeof child === 'string') pieces.push(child);
      else walk(child);
    }
  };
  walk(node);
  return pieces.join('');
}

/** All text within a node on one line, or null where there is none. */
export function lineOf(node: XmlNode | undefined): string | null {
  return node === undefined ? null : collapseSpace(rawTextOf(node)) || null;
}

/** How the elements of another vocabulary become HTML. */
export interface HtmlMapping {
  /** Elements that are left out with all they hold. */
  leftOut: ReadonlySet<string>;
  /** Names that HTML has another name for. */
  renamed: ReadonlyMap<string, string>;
}

const AS_IT_IS: HtmlMapping = { leftOut: new Set(), renamed: new Map() };
const VOID = new Set(['br', 'hr', 'img', 'wbr']);

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** What a node holds as HTML, for `fragmentBlocks`; of the attributes only the style is kept. */
export function htmlWithin(node: XmlNode, mapping: HtmlMapping = AS_IT_IS): string {
  const pieces: string[] = [];
  const walk = (within: XmlNode) => {
    for (const child of within.children) {
      if (typeof child === 'string') pieces.push(escaped(child));
      else if (!mapping.leftOut.has(child.name)) {
        const name = mapping.renamed.get(child.name) ?? child.name;
        const style = child.attributes['style'];
        pieces.push(style === undefined ? `<${name}>` : `<${name} style="${escaped(style).replace(/"/g, '&quot;')}">`);
        if (VOID.has(name)) continue;
        walk(child);
        pieces.push(`</${name}>`);
      }
    }
  };
  walk(node);
  return pieces.join('');
}

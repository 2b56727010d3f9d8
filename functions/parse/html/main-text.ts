import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { collapseSpace } from '../normalise.ts';
import { type HtmlDocument, isElement, isText, type ParentNode } from './tree.ts';

/** The little of the DOM that is used here; the project's types know no browser. */
interface DomNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<DomNode>;
  appendChild(node: DomNode): unknown;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
}
interface DomDocument {
  body: DomNode;
  head: DomNode;
  documentElement: DomNode;
  createElement(name: string): DomNode;
  createTextNode(text: string): DomNode;
}

/** A paragraph, heading, list item or table row of the main text. */
export interface Block {
  text: string;
  /** 1 to 6 for a heading, else 0. */
  heading: number;
}

/** Dropped while the tree is copied: never text, and most of what a page weighs. */
const NOT_COPIED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'canvas',
  'audio',
  'video',
  'map',
  'link',
  'meta',
  'base',
  'head',
  'select',
  'datalist',
  'dialog',
  'frameset',
  'frame',
]); // prettier-ignore
/** Attributes that Readability looks at. */
const COPIED_ATTRIBUTES = new Set([
  'class',
  'id',
  'style',
  'hidden',
  'aria-hidden',
  'role',
  'rel',
  'itemprop',
  'itemtype',
  'href',
  'src',
  'aria-modal',
  'type',
  'alt',
  'rowspan',
  'colspan',
  'summary',
  'datatable',
  'property',
  'dir',
  'name',
]); // prettier-ignore

const BLOCK_TAGS = new Set([
  'ADDRESS',
  'ARTICLE',
  'ASIDE',
  'BLOCKQUOTE',
  'BODY',
  'CENTER',
  'DD',
  'DETAILS',
  'DIV',
  'DL',
  'DT',
  'FIELDSET',
  'FIGURE',
  'FOOTER',
  'FORM',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HEADER',
  'HGROUP',
  'HR',
  'LI',
  'MAIN',
  'NAV',
  'OL',
  'P',
  'PRE',
  'SECTION',
  'SUMMARY',
  'TABLE',
  'TBODY',
  'TFOOT',
  'THEAD',
  'TR',
  'UL',
  'CAPTION',
]); // prettier-ignore
const CELL_TAGS = new Set(['TD', 'TH']);
const LEFT_OUT = new Set(['FIGCAPTION', 'BUTTON', 'INPUT', 'TEXTAREA', 'LABEL', 'IMG']);

/** Copies the spec's tree into linkedom, whose own parser builds no tree for pages without html and body tags. */
function copyTree(source: HtmlDocument, title: string | null): DomDocument {
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>') as unknown as {
    document: DomDocument;
  };
  if (title !== null) {
    const element = document.createElement('title');
    element.textContent = title;
    document.head.appendChild(element);
  }
  const stack: { from: ParentNode; to: DomNode; next: number }[] = [{ from: source, to: document.body, next: 0 }];
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const child = visit.from.childNodes[visit.next];
    visit.next += 1;
    if (child === undefined) stack.pop();
    else if (isText(child)) visit.to.appendChild(document.createTextNode(child.value));
    else if (isElement(child) && !NOT_COPIED.has(child.tagName)) {
      const wrapper = child.tagName === 'html' || child.tagName === 'body';
      let target = visit.to;
      if (!wrapper) {
        // Names that no element of HTML has are copied as neutral ones.
        target = document.createElement(/^[a-z][a-z0-9-]{0,30}$/.test(child.tagName) ? child.tagName : 'span');
        visit.to.appendChild(target);
      }
      for (const { name, value } of child.attrs) if (COPIED_ATTRIBUTES.has(name)) target.setAttribute(name, value);
      stack.push({ from: child, to: target, next: 0 });
    }
  }
  return document;
}

/** Text of a tree by block: white space as a browser shows it, `br` ends a line, cells of a row stand apart. */
function blocksOf(root: DomNode): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let heading = 0;
  const end = () => {
    const lines = text
      .split('\n')
      .map(collapseSpace)
      .filter((line) => line !== '');
    text = '';
    if (lines.length > 0) blocks.push({ text: lines.join('\n'), heading });
  };
  const leave = (node: DomNode) => {
    if (BLOCK_TAGS.has(node.nodeName)) {
      end();
      if (/^H[1-6]$/.test(node.nodeName)) heading = 0;
    } else if (CELL_TAGS.has(node.nodeName)) text += ' | ';
  };
  const stack: { node: DomNode; children: Iterator<DomNode> }[] = [];
  const enter = (node: DomNode) => {
    const name = node.nodeName;
    if (node.nodeType === 3) text += (node.textContent ?? '').replace(/[\n\r\t]+/g, ' ');
    if (node.nodeType !== 1 || LEFT_OUT.has(name)) return;
    if (name === 'BR') {
      // Two in a row end a paragraph.
      if (/\n *$/.test(text.slice(-10))) end();
      else text += '\n';
      return;
    }
    if (BLOCK_TAGS.has(name)) {
      end();
      if (/^H[1-6]$/.test(name)) heading = Number(name.charAt(1));
    }
    stack.push({ node, children: node.childNodes[Symbol.iterator]() });
  };
  enter(root);
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const next = visit.children.next();
    if (!next.done) enter(next.value);
    else {
      leave(visit.node);
      stack.pop();
    }
  }
  end();
  return blocks.map((block) => ({ ...block, text: block.text.replace(/(?: \|)+ ?$/, '').replace(/^(?:\| )+/, '') }));
}

/**
 * The main text of a page by Mozilla's Readability (which finds it, and nothing else: metadata is read from the tree),
 * as blocks in reading order. Where it finds nothing, the whole body.
 */
export function mainText(source: HtmlDocument, title: string | null): Block[] {
  const document = copyTree(source, title);
  const reader = new Readability<DomNode>(document as never, {
    disableJSONLD: true,
    serializer: (node) => node as unknown as DomNode,
  });
  const content = reader.parse()?.content;
  const blocks = content ? blocksOf(content) : [];
  return blocks.length > 0 ? blocks : blocksOf(copyTree(source, null).body);
}

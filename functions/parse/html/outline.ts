import { kindOf, type LabelKind } from './labels.ts';
import {
  attribute,
  type ChildNode,
  type Element,
  type HtmlDocument,
  isElement,
  isText,
  type ParentNode,
} from './tree.ts';

/** An element of the page that is shown, with what it holds. Lengths are in characters of shown text. */
export interface Part {
  element: Element;
  tag: string;
  /** Class, id, role and itemprop in lower case, words apart. */
  label: string;
  /** What its names say that it is. */
  kind: LabelKind;
  /** Index of the parent, -1 for the root. */
  parent: number;
  /** Index after its last descendant: a part's subtree is one run of the outline. */
  end: number;
  block: boolean;
  /** Text that stands directly in the element. */
  direct: number;
  directCommas: number;
  link: boolean;
  breaks: number;
  /** Text of the part as one paragraph: what stands in it outside of blocks within it. */
  own: number;
  ownLinks: number;
  commas: number;
  /** Sums over the subtree, without what is left out. */
  text: number;
  links: number;
  /** Text of paragraphs that are sentences, not labels, lists of links or headings. */
  prose: number;
  /** Whether the part itself is left out; what it holds goes with it. */
  left: boolean;
}

const NEVER_SHOWN = new Set([
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
  'title',
  'select',
  'datalist',
  'dialog',
  'frameset',
  'frame',
  'button',
  'input',
  'textarea',
  'img',
  'picture',
  'progress',
  'meter',
]); // prettier-ignore

const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'center',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'html',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
]); // prettier-ignore

/** Shortest paragraph that counts as prose, and the greatest share of it that links may have. */
const MIN_PROSE = 60;
const MAX_PROSE_LINKS = 0.4;
const NOT_PROSE = /^(?:h[1-6]|th|dt|summary|figcaption|caption|label)$/;
/** Classes that say what a post is about or how it is set, not what an element is. */
const ABOUT =
  /^(?:(?:tag|category|cat|format|has|no|not|with|without|is|if|js|type|status|hide|show|data|col|topic|section)-|(?:no|has|is|with|without|tag)_)/;
/** Ids of these are anchors made from the text. */
const TEXT_TAGS = /^(?:h[1-6]|p|li|blockquote)$/;
const MAX_LABEL = 300;

/** Whether an element starts a line of its own; elements that HTML does not know do not. */
export function isBlock(tag: string): boolean {
  return BLOCKS.has(tag);
}

function labelOf(element: Element): string {
  let label = '';
  for (const { name, value } of element.attrs) {
    if (name === 'class' || (name === 'id' && !TEXT_TAGS.test(element.tagName))) {
      for (const word of value.slice(0, MAX_LABEL).split(/\s+/)) if (!ABOUT.test(word)) label += ` ${word}`;
    } else if (name === 'role' || name === 'itemprop' || name === 'data-testid' || name === 'data-component') {
      label += ` ${value.slice(0, 60)}`;
    }
  }
  return label === '' ? '' : label.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** React sends what is late in a hidden element, from which a script moves it into its place. */
const STREAMED = /^S:[0-9a-f]{1,4}$/;

/** Whether an element is out of sight when the page is opened. */
function isHidden(element: Element): boolean {
  for (const { name, value } of element.attrs) {
    if (name === 'hidden') return !STREAMED.test(attribute(element, 'id'));
    if (name === 'aria-hidden' && value === 'true') return !/fallback-image/.test(attribute(element, 'class'));
    if (name === 'aria-modal' && value === 'true') return true;
    if (
      name === 'style' &&
      /(?:^|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)/i.test(value.slice(0, 500))
    )
      return true;
  }
  return false;
}

/** Whether a browser shows an element when the page is opened: neither what is no text nor what is out of sight. */
export function isShown(element: Element): boolean {
  return !NEVER_SHOWN.has(element.tagName) && (element.tagName === 'body' || !isHidden(element));
}

interface Visit {
  node: ParentNode;
  next: number;
  part: number;
  block: number;
  link: boolean;
}

/** The elements that a page shows, in their order, each with the lengths of what it holds. One walk, no recursion. */
export function outlineOf(document: HtmlDocument): Part[] {
  const parts: Part[] = [];
  // Most names of a page come many times.
  const kinds = new Map<string, LabelKind>();
  const kindNamed = (label: string) => {
    const kind = kinds.get(label) ?? kindOf(label);
    kinds.set(label, kind);
    return kind;
  };
  const stack: Visit[] = [{ node: document, next: 0, part: -1, block: -1, link: false }];
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const child: ChildNode | undefined = visit.node.childNodes[visit.next];
    visit.next += 1;
    if (child === undefined) {
      const part = parts[visit.part];
      if (part !== undefined) part.end = parts.length;
      stack.pop();
    } else if (isText(child)) {
      const part = parts[visit.part];
      if (part !== undefined) addText(part, child.value);
    } else if (isElement(child) && isShown(child)) {
      if (child.tagName === 'br') {
        const block = parts[visit.block];
        if (block !== undefined) block.breaks += 1;
        continue;
      }
      const block = isBlock(child.tagName);
      const label = labelOf(child);
      parts.push({
        element: child,
        tag: child.tagName,
        label,
        kind: kindNamed(label),
        parent: visit.part,
        end: 0,
        block,
        direct: 0,
        directCommas: 0,
        link: visit.link || child.tagName === 'a',
        breaks: 0,
        own: 0,
        ownLinks: 0,
        commas: 0,
        text: 0,
        links: 0,
        prose: 0,
        left: false,
      });
      const index = parts.length - 1;
      stack.push({
        node: child,
        next: 0,
        part: index,
        block: block ? index : visit.block,
        link: visit.link || child.tagName === 'a',
      });
    }
  }
  measure(parts);
  return parts;
}

function addText(part: Part, value: string): void {
  const text = value.trim();
  if (text === '') return;
  part.direct += text.length < 200 && !/\s\s/.test(text) ? text.length : text.replace(/\s+/g, ' ').length;
  part.directCommas += text.match(/[,،﹐、，。]/g)?.length ?? 0;
}

/** Sets the sums of every part anew, leaving out what is left out. */
export function measure(parts: readonly Part[]): void {
  for (const part of parts) {
    part.own = part.direct;
    part.ownLinks = part.link ? part.direct : 0;
    part.commas = part.directCommas;
    part.text = 0;
    part.links = 0;
    part.prose = 0;
  }
  // From the last to the first: what a part holds is known before the part itself.
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (part === undefined) continue;
    const parent = parts[part.parent];
    if (part.left) {
      part.own = 0;
      part.ownLinks = 0;
      part.commas = 0;
      part.text = 0;
      part.links = 0;
      part.prose = 0;
      continue;
    }
    if (part.block) {
      if (part.own >= MIN_PROSE && part.ownLinks < part.own * MAX_PROSE_LINKS && !NOT_PROSE.test(part.tag))
        part.prose += part.own - part.ownLinks;
      part.text += part.own;
      part.links += part.ownLinks;
    } else if (parent !== undefined) {
      parent.own += part.own;
      parent.ownLinks += part.ownLinks;
      parent.commas += part.commas;
    }
    if (parent !== undefined) {
      parent.text += part.text;
      parent.links += part.links;
      parent.prose += part.prose;
    }
    // An inline part's own text is counted by the block around it.
    if (!part.block) {
      part.text += part.own;
      part.links += part.ownLinks;
    }
  }
}

/** Share of a part's text that is links; 1 where it has no text. */
export function linkShare(part: Part): number {
  return part.text === 0 ? 1 : part.links / part.text;
}

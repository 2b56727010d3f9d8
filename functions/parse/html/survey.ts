import { collapseSpace } from '../normalise.ts';
import { attributesOf } from './attributes.ts';
import { type Naming, namingOf, UNNAMED } from './naming.ts';
import {
  attribute,
  type Element,
  type HtmlDocument,
  isElement,
  isText,
  type ParentNode,
  rawText,
  textOf,
  UNSEEN,
} from './tree.ts';

/** Where something stands in a page. */
export interface Place {
  /** Characters of shown text before it. */
  at: number;
  /** Innermost frame of secondary content around it, an index of `PageSurvey.frames`; -1 where there is none. */
  frame: number;
}

/** A place in the page that may show a byline or a date. */
export interface Clue extends Place {
  text: string;
  /** Pieces of the text as elements part them. */
  pieces: string[];
  /** Machine-readable value (`datetime`, `content`, `title`), '' where it has none. */
  value: string;
  tag: string;
  /** What the element is called: class, id, itemprop, rel, property; lower case. */
  label: string;
  /** The end of the shown text before it: "Updated on" may stand outside of the element. */
  before: string;
}

/** A heading, or an element that is called one. */
export interface Heading extends Place {
  text: string;
  /** 1 to 6; 7 for an element that is only called a headline. */
  level: number;
  label: string;
  /** Whether it stands in, or is, a link to the front page: the outlet's sign. */
  home: boolean;
}

/** Navigation, comments, a sidebar or a list of other articles: from and to where in the shown text. */
export interface Frame {
  from: number;
  to: number;
  parent: number;
}

/** A piece of shown text. */
export interface Line extends Place {
  text: string;
  /** Whether more of it follows than the text has. */
  cut: boolean;
  /** Where its block begins in the shown text: pieces of one sentence have the same. */
  block: number;
}

/** An item of microdata. */
export interface Item extends Place {
  type: string;
  /** The property that it is of its parent, '' for none. */
  property: string;
  parent: number;
  to: number;
}

/** A property of an item of microdata or RDFa. */
export interface ItemValue extends Place {
  property: string;
  value: string;
  /** Index of its item; -1 where no item is opened. */
  item: number;
}

/** Everything in a page that metadata is read from, gathered in one walk. */
export interface PageSurvey {
  /** Contents of `meta` by lower-case name or property, in order. */
  metas: Map<string, string[]>;
  canonical: string | null;
  language: string | null;
  title: string | null;
  headings: Heading[];
  scripts: string[];
  bylines: Clue[];
  dates: Clue[];
  frames: Frame[];
  items: Item[];
  values: ItemValue[];
  /** Shown pieces of text: whole where they are short, else their first 200 characters. */
  lines: Line[];
  /** Short pieces of text with a copyright sign, wherever they stand. */
  rights: string[];
}

const ASIDE_TAGS = new Set(['nav', 'footer', 'aside', 'form']);
const HEADINGS = new Map([
  ['h1', 1],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
]);
const ITEM_PROPERTIES = new Set([
  'headline',
  'name',
  'author',
  'creator',
  'datepublished',
  'datecreated',
  'datemodified',
  'dateupdated',
  'articlesection',
  'publisher',
]); // prettier-ignore
const MAX_TITLE = 2_000;
const MAX_CLUE = 300;
const MAX_LINE = 200;
const MAX_CLUES = 400;
const MAX_BEFORE = 40;

const FRONT_PAGE = /^(?:https?:\/\/[^/?#]{1,100})?\/?(?:index\.\w{3,5}|[a-z]{2}\/)?$/i;

/** Elements that stand within a line; any other ends it. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data date del em font i ins kbd label mark nobr q ruby rt s small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

interface Visit {
  inline: boolean;
  node: ParentNode;
  next: number;
  frame: number;
  item: number;
  /** Whether it stands within a link to the front page. */
  home: boolean;
}

/** What the walk carries from one piece of text to the next. */
interface Walk {
  page: PageSurvey;
  /** A page has few names, each many times. */
  namings: Map<string, Naming>;
  at: number;
  before: string;
  /** Where the block begins that the next text is of; -1 for right there. */
  block: number;
}

/** Walks the tree once, without recursion, and gathers what metadata is read from. */
export function survey(document: HtmlDocument): PageSurvey {
  const page: PageSurvey = {
    metas: new Map(),
    canonical: null,
    language: null,
    title: null,
    headings: [],
    scripts: [],
    bylines: [],
    dates: [],
    frames: [],
    items: [],
    values: [],
    lines: [],
    rights: [],
  };
  const walk: Walk = { page, namings: new Map(), at: 0, before: '', block: -1 };
  const stack: Visit[] = [{ inline: false, node: document, next: 0, frame: -1, item: -1, home: false }];
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const child = visit.node.childNodes[visit.next];
    visit.next += 1;
    if (child === undefined) {
      stack.pop();
      close(walk, visit, stack.at(-1));
    } else if (isText(child)) noteText(walk, child.value, visit.frame);
    else if (isElement(child)) {
      const inner = open(walk, child, visit);
      if (inner !== null) stack.push(inner);
    }
  }
  return page;
}

/** Ends the frame and the item that an element opened. */
function close(walk: Walk, visit: Visit, outer: Visit | undefined): void {
  const { page, at } = walk;
  if (!visit.inline) walk.block = -1;
  const frame = visit.frame === outer?.frame ? undefined : page.frames[visit.frame];
  const item = visit.item === outer?.item ? undefined : page.items[visit.item];
  if (frame) frame.to = at;
  if (item) item.to = at;
}

function noteText(walk: Walk, raw: string, frame: number): void {
  const { page, at } = walk;
  const text = collapseSpace(raw.slice(0, 5_000));
  if (text === '') return;
  if (walk.block < 0) walk.block = at;
  if (page.lines.length < 4_000)
    page.lines.push({ text: text.slice(0, MAX_LINE), cut: text.length > MAX_LINE, block: walk.block, at, frame });
  if (text.includes('©') && text.length <= MAX_LINE && page.rights.length < 20) page.rights.push(text);
  walk.before = text.slice(-MAX_BEFORE);
  walk.at += text.length + 1;
}

/** Notes what one element says. @returns the visit of its content, or null where that is to be passed over. */
function open(walk: Walk, element: Element, outer: Visit): Visit | null {
  const { page, at } = walk;
  const tag = element.tagName;
  if (noteHead(page, element, outer, at)) return null;
  const inline = INLINE.has(tag);
  if (!inline) walk.block = -1;
  const { name, property, itemType, value, hasContent, hasDatetime, href } = attributesOf(element);
  const naming = name === '' ? UNNAMED : (walk.namings.get(name) ?? namingOf(name));
  if (name !== '' && walk.namings.size < 5_000) walk.namings.set(name, naming);
  const { label } = naming;
  let { frame, item, home } = outer;
  const wrapper = tag === 'body' || tag === 'html';
  if (!wrapper && page.frames.length < 5_000 && (naming.aside || ASIDE_TAGS.has(tag))) {
    frame = page.frames.push({ from: at, to: at, parent: frame }) - 1;
  }
  if (itemType !== null && page.items.length < 2_000) {
    item = page.items.push({ type: itemType, property, parent: item, to: at, at, frame }) - 1;
  } else if (property !== '' && ITEM_PROPERTIES.has(property) && page.values.length < 2_000) {
    // The title of an element is a tool tip: only dates are written there for machines.
    const stated = hasDatetime || hasContent ? value : '';
    page.values.push({ property, value: stated || textOf(element, MAX_CLUE), item: outer.item, at, frame });
  }
  if (tag === 'a' && href !== '' && FRONT_PAGE.test(href)) home = true;
  const level = HEADINGS.get(tag) ?? (naming.headline ? 7 : 0);
  if (level > 0 && page.headings.length < 300) {
    const text = textOf(element, level === 7 ? MAX_CLUE : 500);
    if (text !== '') {
      page.headings.push({ text, level, label, home: home || (level < 7 && holdsHomeLink(element)), at, frame });
    }
  }
  if (UNSEEN.has(tag)) return null;
  const isByline = (naming.byline || tag === 'address') && page.bylines.length < MAX_CLUES;
  const isDate = (naming.date || hasDatetime || tag === 'time') && page.dates.length < MAX_CLUES;
  if (isByline || isDate) {
    const text = textOf(element, MAX_CLUE + 1);
    const short = text.length <= MAX_CLUE;
    if ((short && text !== '') || value !== '') {
      const pieces = isByline && short ? piecesOf(element) : [];
      const clue = { text: short ? text : '', pieces, value, tag, label, before: walk.before, at, frame };
      if (isByline) page.bylines.push(clue);
      if (isDate) page.dates.push(clue);
    }
  }
  return { inline, node: element, next: 0, frame, item, home };
}

/** Notes what stands in the head of a page. @returns whether the element was of that kind. */
function noteHead(page: PageSurvey, element: Element, outer: Visit, at: number): boolean {
  switch (element.tagName) {
    case 'meta':
      noteMeta(page, element, outer, at);
      return true;
    case 'link':
      if (attribute(element, 'rel').toLowerCase() === 'canonical')
        page.canonical ??= attribute(element, 'href') || null;
      return true;
    case 'title':
      page.title ??= collapseSpace(rawText(element).slice(0, MAX_TITLE)) || null;
      return true;
    case 'script':
      if (/^application\/ld\+json/i.test(attribute(element, 'type').trim())) page.scripts.push(rawText(element));
      return true;
    case 'html':
      page.language = attribute(element, 'lang') || attribute(element, 'xml:lang') || null;
      return false;
    default:
      return false;
  }
}

/** Whether what a heading holds is a link to the front page, and nothing else. */
function holdsHomeLink(heading: Element): boolean {
  let element: Element = heading;
  for (let depth = 0; depth < 4; depth += 1) {
    const inner = element.childNodes.filter((node) => isElement(node) || (isText(node) && node.value.trim() !== ''));
    const [only] = inner;
    if (inner.length !== 1 || only === undefined || !isElement(only)) return false;
    if (only.tagName === 'a') {
      const href = attribute(only, 'href');
      return attribute(only, 'rel') === 'home' || (href !== '' && FRONT_PAGE.test(href));
    }
    element = only;
  }
  return false;
}

const MAX_PIECES = 20;

/** Text of an element piece by piece, as its elements part it. */
function piecesOf(element: Element): string[] {
  const pieces: string[] = [];
  const stack: ParentNode['childNodes'] = [...element.childNodes].reverse();
  for (let steps = 0; stack.length > 0 && pieces.length < MAX_PIECES && steps < 200; steps += 1) {
    const node = stack.pop();
    if (node === undefined) break;
    if (isText(node)) {
      const text = collapseSpace(node.value.slice(0, 500));
      if (text !== '') pieces.push(text);
    } else if (isElement(node) && !UNSEEN.has(node.tagName)) {
      for (let at = Math.min(node.childNodes.length, 50) - 1; at >= 0; at -= 1) {
        const child = node.childNodes[at];
        if (child) stack.push(child);
      }
    }
  }
  return pieces;
}

function noteMeta(page: PageSurvey, element: Element, outer: Visit, at: number): void {
  const content = collapseSpace(attribute(element, 'content').slice(0, 5_000));
  if (content === '') return;
  const property = attribute(element, 'itemprop').toLowerCase().trim();
  if (property !== '' && page.values.length < 2_000) {
    page.values.push({ property, value: content.slice(0, MAX_TITLE), item: outer.item, at, frame: outer.frame });
  }
  for (const key of ['name', 'property', 'http-equiv']) {
    const name = attribute(element, key).toLowerCase().trim();
    if (name === '') continue;
    const contents = page.metas.get(name);
    if (contents) contents.push(content);
    else page.metas.set(name, [content]);
  }
}

/** First content of the first of these `meta` names that the page has. */
export function firstMeta(page: PageSurvey, ...names: string[]): string | null {
  for (const name of names) {
    const content = page.metas.get(name)?.[0];
    if (content !== undefined) return content;
  }
  return null;
}

/**
 * Whether something stands in navigation, comments, a sidebar or a list of other articles. A frame that the title
 * stands in as well is the article's, whatever it is called.
 */
export function isAside(page: PageSurvey, place: Place, titleAt: number | null): boolean {
  for (let at = place.frame, depth = 0; at >= 0 && depth < 600; depth += 1) {
    const frame = page.frames[at];
    if (frame === undefined) break;
    if (titleAt === null || titleAt < frame.from || titleAt >= frame.to) return true;
    at = frame.parent;
  }
  return false;
}

const BESIDE = 450;

/** Whether something stands right at the title: what does is no aside. */
export function isBeside(place: Place, titleAt: number | null): boolean {
  return titleAt !== null && place.at >= titleAt - BESIDE / 3 && place.at <= titleAt + BESIDE;
}

const SENTENCE = 160;

/** The pieces of text that are no parts of running text: their block is short, or they begin it. */
export function linesApart(page: PageSurvey): Line[] {
  const ends = new Map<number, number>();
  for (const { block, at, text, cut } of page.lines) ends.set(block, at + text.length + (cut ? SENTENCE : 0));
  return page.lines.filter(({ block, at }) => block === at || (ends.get(block) ?? 0) - block <= SENTENCE);
}

import { collapseSpace } from '../normalise.ts';
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

/** A place in the page that may show a byline or a date. */
export interface Clue {
  text: string;
  /** Machine-readable value (`datetime`, `content`, `title`), '' where it has none. */
  value: string;
  tag: string;
  /** What the element is called: class, id, itemprop, rel, property; lower case. */
  label: string;
  /** Whether it stands in navigation, comments, a sidebar or a list of other articles. */
  aside: boolean;
  /** Characters of shown text before it. */
  at: number;
}

/** Everything in a page that metadata is read from, gathered in one walk. */
export interface PageSurvey {
  /** Contents of `meta` by lower-case name, property or itemprop, in order. */
  metas: Map<string, string[]>;
  canonical: string | null;
  language: string | null;
  title: string | null;
  headings: { text: string; aside: boolean; label: string; at: number }[];
  scripts: string[];
  bylines: Clue[];
  dates: Clue[];
  /** Shown pieces of text of at most 200 characters outside of asides, with where they stand. */
  lines: { text: string; at: number }[];
  /** Short pieces of text with a copyright sign, wherever they stand. */
  rights: string[];
}

const ASIDE =
  /(?:^|[\s_-])(?:comments?|commentlist|respond|related|sidebar|footer|widgets?|teasers?|promo|recommend\w*|newsletter|menu|nav|navigation|navbar|breadcrumbs?|most-?read|popular|trending|latest|recent|carousel|slider|ticker|read-?more|also|author-?bio|aside|topics|tags)(?=$|[\s_-])/;
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside', 'form']);
const BYLINE_LABEL =
  /(?:^|[\s_-])(?:by|byline\w*|by_?line|authors?|author-?name\w*|autor\w*|auteur\w*|writer\w*|reporter\w*|dateline|contributor\w*|credit|creator|journalist|article-?author\w*|post-?author\w*|entry-?author\w*|fn)(?=$|[\s_-])|author|byline/;
const DATE_LABEL = /date|time|publish|posted|pubdate|created|datum|fecha|dato|when|meta|byline|info|kicker|dateline/;
const MAX_TITLE = 2_000;
const MAX_CLUE = 300;
const MAX_LINE = 200;
const MAX_CLUES = 400;

function labelOf(element: Element): string {
  let label = '';
  for (const { name, value } of element.attrs) {
    if (
      name === 'class' ||
      name === 'id' ||
      name === 'itemprop' ||
      name === 'rel' ||
      name === 'property' ||
      name === 'data-testid'
    ) {
      label += ` ${value.slice(0, 200)}`;
    }
  }
  // camelCase and BEM names are split, so that one word can be looked for.
  return label
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .trim();
}

interface Visit {
  node: ParentNode;
  next: number;
  aside: boolean;
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
    lines: [],
    rights: [],
  };
  let at = 0;
  const stack: Visit[] = [{ node: document, next: 0, aside: false }];
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const child = visit.node.childNodes[visit.next];
    visit.next += 1;
    if (child === undefined) stack.pop();
    else if (isText(child)) {
      const text = collapseSpace(child.value.slice(0, 5_000));
      if (text !== '') {
        if (!visit.aside && text.length <= MAX_LINE && page.lines.length < 2_000) page.lines.push({ text, at });
        if (text.includes('©') && text.length <= MAX_LINE && page.rights.length < 20) page.rights.push(text);
        at += text.length + 1;
      }
    } else if (isElement(child)) {
      const label = labelOf(child);
      const aside: boolean =
        visit.aside ||
        ASIDE_TAGS.has(child.tagName) ||
        (child.tagName !== 'body' && child.tagName !== 'html' && ASIDE.test(label));
      const skip = note(page, child, label, aside, at);
      if (!skip) stack.push({ node: child, next: 0, aside });
    }
  }
  return page;
}

/** Notes what one element says. @returns whether its content is to be passed over. */
function note(page: PageSurvey, element: Element, label: string, aside: boolean, at: number): boolean {
  const tag = element.tagName;
  switch (tag) {
    case 'meta':
      noteMeta(page, element);
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
    case 'h1':
    case 'h2':
      if (page.headings.length < 100) {
        const text = textOf(element, 500);
        if (text !== '' && (tag === 'h1' || /headline|title/.test(label)))
          page.headings.push({ text, aside, label: `${tag} ${label}`, at });
      }
      break;
    default:
  }
  if (UNSEEN.has(tag)) return true;
  const isTime = tag === 'time' || attribute(element, 'datetime') !== '';
  if (page.bylines.length < MAX_CLUES && (BYLINE_LABEL.test(label) || tag === 'address')) {
    const clue = clueOf(element, label, aside, at);
    if (clue.text !== '' || clue.value !== '') page.bylines.push(clue);
  }
  if (page.dates.length < MAX_CLUES && (isTime || DATE_LABEL.test(label))) {
    const clue = clueOf(element, label, aside, at);
    if (clue.text !== '' || clue.value !== '') page.dates.push(clue);
  }
  return false;
}

function clueOf(element: Element, label: string, aside: boolean, at: number): Clue {
  const text = textOf(element, MAX_CLUE + 1);
  const value = attribute(element, 'datetime') || attribute(element, 'content') || attribute(element, 'title');
  return {
    text: text.length > MAX_CLUE ? '' : text,
    value: value.slice(0, 200),
    tag: element.tagName,
    label,
    aside,
    at,
  };
}

function noteMeta(page: PageSurvey, element: Element): void {
  const content = collapseSpace(attribute(element, 'content').slice(0, 5_000));
  if (content === '') return;
  for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
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

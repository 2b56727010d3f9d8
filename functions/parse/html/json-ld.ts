import { authorsOf } from '../byline.ts';
import { bareText, collapseSpace } from '../normalise.ts';

/** What schema.org data says of the article; values as they stand. */
export interface LinkedData {
  headline: string | null;
  /** Persons, else bodies. */
  authors: string[];
  /** The article's date of publication; `pageDate` where only the page has one. */
  datePublished: string | null;
  dateModified: string | null;
  /** When the page (not an article) was published: a date of the software that serves it, shown by few pages. */
  pageDate: string | null;
  section: string | null;
  publisher: string | null;
  url: string | null;
  language: string | null;
  rights: string | null;
  paywalled: boolean;
  /** Whether it is a live blog, whose text is its updates. */
  liveBlog: boolean;
  /** The article's text as the data gives it, of at most a million characters. */
  body: string | null;
}

type Json = Record<string, unknown>;

const ARTICLE = /(?:Article|BlogPosting|Report|Posting|Review)$/;
const WORK = /^(?:ItemPage|VideoObject|CreativeWork|Recipe|PodcastEpisode)$/;
const WEB_PAGE = /^(?:WebPage|CollectionPage|AboutPage|FAQPage)$/;
const MAX_BODY = 1_000_000;
const MAX_SCRIPT = 1_000_000;
const MAX_NODES = 2_000;
const MAX_VALUE = 2_000;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value says as text: of a list its first, of an object its `@value` or name. Nesting is followed a little way. */
function text(value: unknown): string | null {
  let inner = value;
  for (let depth = 0; depth < 5 && typeof inner !== 'string'; depth += 1) {
    if (Array.isArray(inner)) inner = inner[0];
    else if (isObject(inner)) inner = inner['@value'] ?? inner['name'];
    else return null;
  }
  if (typeof inner !== 'string') return null;
  return collapseSpace(decodeReferences(inner.slice(0, MAX_VALUE))) || null;
}

/** Whether the data say that the article is for those who pay: `false` as itself or as text. */
function isPaywalled(free: unknown): boolean {
  return free === false || (typeof free === 'string' && /^false$/i.test(free.trim()));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' };

/** Publishers escape JSON-LD for HTML a second time. */
function decodeReferences(value: string): string {
  return value.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(amp|quot|apos|lt|gt|nbsp));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function types(node: Json): string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeof name === 'string');
}

function parseScript(source: string): unknown {
  const trimmed = source
    .slice(0, MAX_SCRIPT)
    .replace(/^\s{0,50}(?:<!--|\/\/<!\[CDATA\[|\/\*\s{0,3}<!\[CDATA\[\s{0,3}\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:\/\/\s{0,3}\]\]>|\/\*\s{0,3}\]\]>\s{0,3}\*\/|\]\]>|-->)\s{0,50}$/, '')
    .trim()
    .replace(/;$/, '');
  try {
    return JSON.parse(trimmed);
  } catch {
    // Raw line ends and tabs within strings are the usual fault.
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is wrong with them.
      return JSON.parse(trimmed.replace(/[\0-\x1f]+/g, ' '));
    } catch {
      return null;
    }
  }
}

/** The longest text of an article among the objects; its line ends stay. */
function longestBody(nodes: readonly Json[]): string | null {
  let longest = '';
  for (const { articleBody } of nodes) {
    if (typeof articleBody === 'string' && articleBody.length > longest.length) longest = articleBody;
  }
  return decodeReferences(longest.slice(0, MAX_BODY)).trim() || null;
}

/** All objects of the scripts, those of `@graph` and nested entities included, up to a bound. */
function nodesOf(scripts: readonly string[]): Json[] {
  const nodes: Json[] = [];
  const queue: unknown[] = scripts.map(parseScript);
  for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
    const value = queue[at];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (isObject(value)) {
      nodes.push(value);
      for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'item']) {
        if (typeof value[key] === 'object') queue.push(value[key]);
      }
    }
  }
  return nodes;
}

function resolve(value: unknown, byId: Map<string, Json>): unknown {
  if (!isObject(value) || value['name'] !== undefined) return value;
  const id = value['@id'];
  return typeof id === 'string' ? (byId.get(id) ?? value) : value;
}

function authorsIn(value: unknown, byId: Map<string, Json>): { people: string[]; bodies: string[] } {
  const people: string[] = [];
  const bodies: string[] = [];
  for (const entry of Array.isArray(value) ? value.slice(0, 50) : [value]) {
    const author = resolve(entry, byId);
    const isBody = isObject(author) && types(author).some((type) => /Organization$/.test(type));
    const names = isObject(author) && Array.isArray(author['name']) ? author['name'] : [author];
    for (const name of names) {
      const plain = text(name);
      if (plain !== null && isBody && plain.length <= 80) bodies.push(plain);
      else if (plain !== null) people.push(...authorsOf(plain));
    }
  }
  return { people: [...new Set(people)], bodies: [...new Set(bodies)] };
}

/**
 * The article among the data of a page. Of several it is the one whose headline the page's title has; else the first
 * that has both a date and a headline: teasers have one or none.
 */
function articleIn(nodes: readonly Json[], pageTitle: string | null): Json | undefined {
  const articles = nodes.filter((node) => types(node).some((type) => ARTICLE.test(type)));
  const title = bareText(pageTitle ?? '');
  const full = articles.filter((node) => node['datePublished'] && node['headline']);
  const named = full.find((node) => {
    const headline = bareText(text(node['headline']) ?? '');
    return headline.length >= 8 && title.includes(headline);
  });
  return named ?? full[0] ?? articles[0];
}

/**
 * Reads the page's JSON-LD scripts; broken ones and other vocabularies are passed over.
 * @param pageTitle the content of `title`, which tells the page's own article from others.
 */
export function readLinkedData(scripts: readonly string[], pageTitle: string | null = null): LinkedData {
  const nodes = nodesOf(scripts);
  const byId = new Map<string, Json>();
  for (const node of nodes) {
    const id = node['@id'];
    if (typeof id === 'string' && node['name'] !== undefined) byId.set(id, node);
  }
  const article = articleIn(nodes, pageTitle);
  const work = article ?? nodes.find((node) => types(node).some((type) => WORK.test(type)));
  const page = nodes.find((node) => types(node).some((type) => WEB_PAGE.test(type)));
  const site = nodes.find((node) => types(node).includes('WebSite'));
  const first = (key: string) => text(work?.[key]) ?? (work ? null : text(page?.[key]));
  const { people, bodies } = authorsIn(
    work?.['author'] ?? work?.['creator'] ?? (work ? undefined : page?.['author']),
    byId,
  );
  const publisher = resolve(work?.['publisher'] ?? page?.['publisher'], byId);
  return {
    headline: text(article?.['headline']) ?? text(article?.['name']),
    authors: people.length > 0 ? people : bodies,
    datePublished: text(work?.['datePublished']) ?? text(article?.['dateCreated']),
    dateModified: first('dateModified'),
    pageDate: text(page?.['datePublished']),
    section: text(article?.['articleSection']),
    publisher: (isObject(publisher) ? text(publisher['name']) : null) ?? text(site?.['name']),
    url: first('url'),
    language: first('inLanguage') ?? text(page?.['inLanguage']),
    rights: first('copyrightNotice') ?? null,
    paywalled: isPaywalled(article?.['isAccessibleForFree']),
    liveBlog: nodes.some((node) => types(node).includes('LiveBlogPosting')),
    body: longestBody(nodes),
  };
}

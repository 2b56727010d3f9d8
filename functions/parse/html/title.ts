import { bareText } from '../normalise.ts';
import { firstMeta, type Heading, isAside, type PageSurvey } from './survey.ts';

const SEPARATOR = /\s+(?:[|·•»«›‹:]{1,2}|[-–—]{1,2}|\/)\s+|\s?[|»]\s?/u;

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const word of one) if (other.has(word)) count += 1;
  return count;
}

/** Share of the words of one text that the other has, by the shorter one. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 0 : common(one, other) / smaller;
}

/** How alike two texts are: the harmonic mean of the shares of their words in common. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const sizes = one.size + other.size;
  return sizes === 0 ? 0 : (2 * common(one, other)) / sizes;
}

const wordSet = (text: string): ReadonlySet<string> => new Set(words(text));

/** Longer claims are no titles; what is cut off them is not missed. */
const MAX_TITLE = 500;
const EDGE = '[\\s|·•»«›‹:\\-–—/]{1,20}';
const EDGE_END = new RegExp(`${EDGE}$`, 'u');
const EDGE_START = new RegExp(`^${EDGE}`, 'u');

/** Whether a part of a title is plainly a name of the site: the outlet's, or that of its address. */
function namesSite(part: string, names: readonly string[]): boolean {
  const plain = bareText(part);
  return (
    plain !== '' && names.some((name) => bareText(name) === plain || overlap(wordSet(part), wordSet(name)) >= 0.99)
  );
}

/**
 * A title without the outlet's name before or behind it; unchanged where no part of it is plainly that name. A short
 * last part behind a bar counts as such (outlets put their name, or a desk's and their name, there).
 */
function withoutOutlet(title: string, names: readonly string[]): string {
  let rest = title.slice(0, MAX_TITLE);
  for (let cuts = 0; cuts < 2; cuts += 1) {
    const parts = rest.split(SEPARATOR);
    const last = parts.at(-1) ?? '';
    if (parts.length < 2) break;
    const short = words(last).length <= 4 && words(rest).length - words(last).length >= 3;
    if (namesSite(last, names) || short) rest = rest.slice(0, rest.lastIndexOf(last)).replace(EDGE_END, '');
    else if (namesSite(parts[0] ?? '', names)) rest = rest.slice((parts[0] ?? '').length).replace(EDGE_START, '');
  }
  return rest;
}

/** A part of the titles that a document states, with its words and how much it is worth as the article's. */
interface Part {
  text: string;
  worth: number;
  words: ReadonlySet<string>;
}

function claimedParts(claims: readonly string[], pageTitle: string | null, names: readonly string[]): Part[] {
  const parts = new Map<string, Part>();
  const add = (text: string, worth: number) => {
    if (!parts.has(text)) parts.set(text, { text, worth, words: wordSet(text) });
  };
  for (const claim of claims) add(claim, claim === pageTitle ? 0.98 : 1);
  for (const claim of claims) add(withoutOutlet(claim, names), 0.95);
  const split = (pageTitle ?? '').slice(0, MAX_TITLE).split(SEPARATOR);
  for (const [index, text] of split.entries()) {
    if (!namesSite(text, names) && (index === 0 || words(text).length >= 3)) add(text, index === 0 ? 0.97 : 0.9);
  }
  return [...parts.values()].slice(0, 30);
}

const SIGN =
  /(?:^|[\s_-])(?:logo|brand|site-?(?:title|name)|(?:blog|menu)-?title|sr-only|visually-?hidden|screen-?reader\w*)(?=$|[\s_-])/;

/** The address's own name, as outlets put it into titles: "example" and "example.org". */
function hostNames(url: string | null): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const host = new URL(url).hostname.replace(/^www\d{0,2}\./, '');
  const labels = host.split('.');
  return [host, labels.at(-2) ?? host];
}

interface Ranked {
  heading: Heading;
  score: number;
}

/** The heading that the document's other titles agree with best, or null. */
function agreedHeading(page: PageSurvey, parts: readonly Part[], names: readonly string[]): Heading | null {
  let best: Ranked | null = null;
  for (const heading of page.headings) {
    const { text, level, label, home } = heading;
    if (text.length > 300) continue;
    const own = wordSet(text);
    if (own.size === 0) continue;
    let score = 0;
    for (const part of parts) {
      const alike = likeness(part.words, own);
      if (alike === 0) continue;
      const holds = level === 1 && own.size >= 2 && part.words.size >= 2 && overlap(part.words, own) >= 0.75;
      const same = part.worth > 0.95 && bareText(part.text) === bareText(text);
      const enough = own.size >= 2 ? alike >= (level === 1 ? 0.75 : 0.85) : same;
      if (enough || holds) score = Math.max(score, part.worth * (0.4 + 0.6 * alike));
    }
    if (score === 0) continue;
    if (level === 1) score += 0.25;
    else if (/headline|title/.test(label)) score += level === 7 ? 0.02 : 0.1;
    if (/(?:^|\s)headline(?:\s|$)/.test(label)) score += 0.05;
    if (isAside(page, heading, null)) score -= 0.2;
    if (home || SIGN.test(label) || names.some((name) => bareText(name) === bareText(text))) score -= 0.5;
    if (own.size === 1) score -= 0.1;
    if (score > 0.55 && score > (best?.score ?? 0) + 0.001) best = { heading, score };
  }
  return best?.heading ?? null;
}

/** Whether two titles have two words in common, or a long one. */
function sharesTopic(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return common(one, other) >= 2 || [...one].some((word) => word.length >= 9 && other.has(word));
}

/**
 * The only heading of the first level that can be the article's: no sign of the site, no aside, more than two words, and
 * some of them in what the document states.
 */
function soleHeading(page: PageSurvey, claims: readonly string[], names: readonly string[]): Heading | null {
  const own = page.headings.filter(
    (heading) =>
      heading.level === 1 &&
      !heading.home &&
      !SIGN.test(heading.label) &&
      !isAside(page, heading, null) &&
      words(heading.text).length >= 3 &&
      heading.text.length <= 200 &&
      !namesSite(heading.text, names),
  );
  const [only] = own;
  if (only === undefined || own.length > 1) return null;
  return claims.length === 0 || claims.some((claim) => sharesTopic(wordSet(claim), wordSet(only.text))) ? only : null;
}

/**
 * A heading without the kicker that it sets before the title which the document states: "Open Progress Why thinking …".
 * A colon or a dash between them makes both one title, unless the document's own title leaves the kicker out.
 */
function withoutKicker(heading: string, claims: readonly string[], pageTitle: string | null): string {
  for (const claim of claims) {
    if (words(claim).length < 3 || heading.length <= claim.length || !heading.endsWith(claim)) continue;
    const kicker = heading.slice(0, -claim.length);
    const joined = !/[\p{L}\p{N}][!?"”»]?\s{1,3}(?:[|/]\s{0,3})?$/u.test(kicker);
    const foreign =
      /[\p{L}\p{N}]\s?:\s{1,3}$/u.test(kicker) && pageTitle !== null && !bareText(pageTitle).includes(bareText(kicker));
    if (!joined || foreign) return claim;
  }
  return heading.replace(/^\d{1,2}\.\d{1,2}\.\d{2,4}\s{1,3}[-–:|]\s{1,3}/, '');
}

/** The article's title and the heading that shows it. */
export interface FoundTitle {
  title: string | null;
  heading: Heading | null;
}

/**
 * The article's title: the heading that the document's other titles agree with, else its only heading, else those
 * titles without the outlet's name.
 * @param headlines what linked data and microdata give, null where they give none.
 * @param outlets the names of the outlet that the document states.
 * @param url the page's address, whose host may stand in its title.
 */
export function readTitle(
  page: PageSurvey,
  headlines: readonly (string | null)[],
  outlets: readonly (string | null)[],
  url: string | null,
): FoundTitle {
  const social = firstMeta(
    page,
    'og:title',
    'twitter:title',
    'parsely-title',
    'dc.title',
    'citation_title',
    'sailthru.title',
  );
  const stated = [...headlines, social].filter((claim): claim is string => claim !== null && words(claim).length > 0);
  const claims = [...stated, page.title].filter((claim): claim is string => claim !== null);
  const names = [...outlets, ...hostNames(url)].filter((name): name is string => name !== null);
  const parts = claimedParts(claims, page.title, names);
  const agreed = agreedHeading(page, parts, names);
  if (agreed)
    return {
      title: withoutKicker(
        agreed.text,
        parts.map(({ text }) => text),
        page.title,
      ),
      heading: agreed,
    };
  const sole = soleHeading(page, claims, names);
  if (sole) return { title: sole.text, heading: sole };
  const [claim] = stated;
  if (claim !== undefined && words(claim).length >= 2) return { title: withoutOutlet(claim, names), heading: null };
  if (page.title !== null) return { title: withoutOutlet(page.title, names), heading: null };
  const first = page.headings.find((heading) => heading.level === 1 && !isAside(page, heading, null));
  return { title: claim ?? first?.text ?? null, heading: claim === undefined ? (first ?? null) : null };
}

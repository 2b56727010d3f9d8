import { authorsOf, looksLikeName, namesBody, readByline } from '../byline.ts';
import { type Clue, firstMeta, type PageSurvey } from './survey.ts';

const META_NAMES = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'dc.creator.name',
  'byl',
  'byline',
  'cxenseparse:author',
  'citation_author',
  'article:author_name',
  'article.author',
  'og:author',
  'book:author',
  'rbauthors',
  'authors',
  'bt:author',
]; // prettier-ignore
const STRONG = /(?:^|[\s_-])(?:author[-_]?name\w*|byline[-_]?(?:author|name)\w*|authors?|byline)(?=$|[\s_-])/;
const WEAK_TEXT = /\d|comment|share|follow|subscribe|sign in|log in/i;
/** A visible "By …" line stands near the title. */
const REACH = 1_500;

/** Names that are no persons: accounts, the outlet itself. */
function isPlaceholder(name: string, outlet: string | null): boolean {
  if (
    /^(?:admin|administrator|root|editor|webmaster|guest|unknown|anonymous|none|null|n\/a|author|user|default|staff|web ?desk)$/i.test(
      name,
    )
  )
    return true;
  const bare = (text: string) => text.toLowerCase().replace(/^www\.|[^\p{L}\p{N}]/gu, '');
  return outlet !== null && bare(name) === bare(outlet);
}

/** Authors by the surest witness: JSON-LD, `meta`, marked elements, then a "By …" line near the title. */
export function readAuthors(
  page: PageSurvey,
  linked: readonly string[],
  outlet: string | null,
  titleAt: number | null,
): string[] {
  const real = (names: readonly string[]) =>
    [...new Set(names)].filter((name) => !isPlaceholder(name, outlet)).slice(0, 20);
  const fromMeta = META_NAMES.flatMap((name) => {
    const names = real((page.metas.get(name) ?? []).flatMap(authorsOf));
    return names.length > 0 ? [names] : [];
  });
  const label = firstMeta(page, 'twitter:label1');
  if (label !== null && /^(?:written by|by|author|verfasst von|écrit par|escrito por)/i.test(label)) {
    fromMeta.push(real(authorsOf(firstMeta(page, 'twitter:data1') ?? '')));
  }
  const clues = page.bylines.filter((clue) => !clue.aside || isBeside(clue, titleAt));
  const candidates = [
    real(linked),
    ...fromMeta,
    real(fromClues(clues, (clue) => /(?:^|\s)author(?:\s|$)/.test(clue.label))),
    real(fromClues(clues, (clue) => STRONG.test(clue.label))),
    real(fromClues(clues, () => true)),
    real(fromLines(page, titleAt)),
  ];
  // A name that is one word is an account, and one that names a body signs for nobody: another witness may know better.
  const person = candidates.find((names) => names.some((name) => looksLikeName(name) && !namesBody(name)));
  return person ?? candidates.find((names) => names.length > 0) ?? real(pseudonym(clues));
}

const BESIDE = 450;

/** What stands right at the title is no aside, whatever the frame around both is called. */
function isBeside(clue: Clue, titleAt: number | null): boolean {
  return titleAt !== null && clue.at >= titleAt - BESIDE / 3 && clue.at <= titleAt + BESIDE;
}

/** The one-word name in an element that is marked as the author: how many who write for themselves sign. */
function pseudonym(clues: readonly Clue[]): string[] {
  for (const clue of clues) {
    if (clue.tag !== 'a' && clue.tag !== 'span') continue;
    if (!/(?:^|\s)(?:author|byline|fn)(?:\s|$)/.test(clue.label) || WEAK_TEXT.test(clue.text)) continue;
    const [name, ...others] = authorsOf(clue.text);
    if (name !== undefined && others.length === 0 && /^\p{L}[\p{L}\p{M}._-]{2,24}$/u.test(name)) return [name];
  }
  return [];
}

function fromClues(clues: readonly Clue[], accept: (clue: Clue) => boolean): string[] {
  for (const clue of clues) {
    if (!accept(clue) || clue.text === '' || clue.text.length > 150) continue;
    const byline = readByline(clue.text)?.authors;
    if (byline) return byline;
    if (WEAK_TEXT.test(clue.text) && clue.text.length > 60) continue;
    const names = authorsOf(clue.text).filter(looksLikeName);
    if (names.length > 0) return names;
  }
  return [];
}

function fromLines(page: PageSurvey, titleAt: number | null): string[] {
  const from = titleAt ?? 0;
  for (const [index, line] of page.lines.entries()) {
    if (line.at < from || line.at > from + REACH) continue;
    const own = readByline(line.text)?.authors;
    if (own) return own;
    // "By" and the linked name are two pieces of text.
    if (/^(?:by|von|par|por|door|written by|words by)\s?:?$/i.test(line.text)) {
      const names = authorsOf(page.lines[index + 1]?.text ?? '').filter(looksLikeName);
      if (names.length > 0) return names;
    }
  }
  return [];
}

import { authorsOf, looksLikeName, readByline } from '../byline.ts';
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
  return outlet !== null && name.toLowerCase() === outlet.toLowerCase();
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
  const candidates = [
    real(linked),
    ...fromMeta,
    real(
      fromClues(
        page.bylines,
        (clue) => /itemprop|author/.test(clue.label) && /(?:^|\s)author(?:\s|$)/.test(clue.label),
      ),
    ),
    real(fromClues(page.bylines, (clue) => STRONG.test(clue.label))),
    real(fromClues(page.bylines, () => true)),
    real(fromLines(page, titleAt)),
  ];
  // A name that is one word is an account; another witness may know the person.
  return (
    candidates.find((names) => names.some(looksLikeName)) ??
    candidates.slice(0, 2).find((names) => names.length > 0) ??
    []
  );
}

function fromClues(clues: readonly Clue[], accept: (clue: Clue) => boolean): string[] {
  for (const clue of clues) {
    if (clue.aside || !accept(clue) || clue.text === '' || clue.text.length > 150) continue;
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

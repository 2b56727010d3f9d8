import {
  authorsOf,
  isAccount,
  isPenName,
  leadsName,
  looksLikeName,
  namesBody,
  namesRole,
  readByline,
} from '../byline.ts';
import { writtenDate } from '../dates.ts';
import { type Clue, firstMeta, isAside, isBeside, linesApart, type PageSurvey } from './survey.ts';

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
/** Names of catalogues' vocabularies. */
const CATALOGUE = /^(?:dc|citation)/;
const STRONG = /(?:^|[\s_-])(?:author[-_]?name\w*|byline[-_]?(?:author|name)\w*|authors?|byline)(?=$|[\s_-])/;
const CARD_LABEL = /^(?:written by|by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da)/i;
const WEAK_TEXT = /\d|comment|share|follow|subscribe|sign in|log in/i;
/** Accounts of software and nobody's names. */
const NOBODY =
  /^(?:admin|administrator|root|editor|webmaster|guest|gast|unknown|anonymous|none|null|n\/a|author|autor|user|default|staff|web ?desk|publisher|facebook\.com\/.*|\w{0,2}admin\w{0,2}|wordpress(?:\.com)?)$/i;
/** A visible "By …" line stands near the title. */
const REACH = 1_500;

/** What is known of the page where its authors are read. */
export interface AuthorWitnesses {
  /** Names that JSON-LD and microdata give. */
  linked: readonly string[];
  items: readonly string[];
  outlet: string | null;
  /** The host of the page's address. */
  host: string | null;
  /** Whether the page says that it is an article: on others a body's name is the owner's. */
  isArticle: boolean;
  /** Where the title stands in the shown text; null where it is not shown. */
  titleAt: number | null;
}

/** Whether a name is the account of the site that it is read from: one lower-case word of its address. */
function isAccountOf(name: string, host: string | null): boolean {
  return host !== null && /^[\p{Ll}\d_-]{3,40}$/u.test(name) && bare(host).includes(bare(name));
}

/** A name as catalogues write it ("Jong, Michiel de"), in the order of speech. */
function inOrder(name: string): string {
  const match = /^([\p{L}'’-]{2,30}), ([\p{Lu}][\p{L}. ]{0,40})$/u.exec(name);
  return match ? `${match[2]} ${match[1]}` : name;
}

const bare = (text: string) => text.toLowerCase().replace(/^www\.|[^\p{L}\p{N}]/gu, '');

/** Names that `meta` elements give, by their name. */
function metaNames(page: PageSurvey): string[][] {
  const names = META_NAMES.map((name) =>
    (page.metas.get(name) ?? []).flatMap((content) => authorsOf(CATALOGUE.test(name) ? inOrder(content) : content)),
  );
  const label = firstMeta(page, 'twitter:label1');
  if (label !== null && CARD_LABEL.test(label)) names.push(authorsOf(firstMeta(page, 'twitter:data1') ?? ''));
  return names;
}

/** What a page shows as its authors: the surest first, each with whether it may be one word. */
function shownNames(page: PageSurvey, titleAt: number | null): { names: string[]; account: boolean }[] {
  const clues = withoutSeries(page.bylines.filter((clue) => !isAside(page, clue, titleAt) || isBeside(clue, titleAt)));
  return [
    { names: fromClues(clues, (clue) => /(?:^|\s)author(?:\s|$)/.test(clue.label)), account: false },
    { names: fromClues(clues, (clue) => STRONG.test(clue.label)), account: false },
    { names: penName(clues), account: true },
    { names: fromClues(clues, () => true), account: false },
    { names: fromLines(page, titleAt), account: false },
  ];
}

function isPerson(name: string): boolean {
  return looksLikeName(name) && !namesBody(name) && !namesRole(name);
}

/**
 * Authors by the surest witness: JSON-LD, `meta`, microdata, marked elements, then a "By …" line near the title.
 * Persons go before bodies; a first name or an account that a witness states is completed by the full name shown; a
 * person whom the page shows nowhere gives way to who signs.
 */
export function readAuthors(page: PageSurvey, known: AuthorWitnesses): string[] {
  const house = bare(known.outlet ?? '');
  const somebody = (names: readonly string[]) =>
    [...new Set(names)]
      .filter((name) => !NOBODY.test(name) && bare(name) !== '' && !isAccountOf(name, known.host))
      .slice(0, 20);
  const real = (names: readonly string[]) => somebody(names).filter((name) => house === '' || bare(name) !== house);
  const claims = [known.linked, ...metaNames(page), known.items];
  const stated = claims.map(real);
  // "CNN Business" beside a person is the outlet.
  const isHouse = (name: string) => house !== '' && (bare(name).includes(house) || house.includes(bare(name)));
  const person = stated.find((names) => names.some(isPerson))?.filter((name) => isPerson(name) || !isHouse(name));
  if (person && shows(page, person)) return person;

  const shown = shownNames(page, known.titleAt).map(({ names, account }) => ({ names: real(names), account }));
  const signed = shown.find(({ names, account }) => (account ? names.length > 0 : names.some(isPerson)));
  // Who entered an article is stated; who wrote it signs.
  if (person) return signed === undefined || signed.account ? person : signed.names;
  const first = stated.find((names) => names.length > 0);
  if (first === undefined) {
    const named = signed ?? shown.find(({ names }) => names.length > 0);
    if (named || !known.isArticle) return named?.names ?? [];
    // The outlet signs for itself where the page names no one else.
    const boxed = real(fromBox(page));
    return boxed.length > 0 ? boxed : (claims.map(somebody).find((names) => names.length > 0) ?? []);
  }
  // What is stated is one word, an account or a body. A pen name stands unless a fuller name that begins with it is shown.
  const [only = ''] = first;
  if (!isPenName(only)) return signed?.names ?? (known.isArticle ? first : []);
  const completes = (name: string) => bare(name).startsWith(bare(only)) && isPerson(name);
  return shown.find(({ names }) => names.some(completes))?.names ?? first;
}

/** Whether the page shows the first of these names, or its last word, anywhere. */
function shows(page: PageSurvey, [name = '']: readonly string[]): boolean {
  const last = name.split(' ').at(-1)?.toLowerCase() ?? '';
  return page.lines.some(({ text }) => text.toLowerCase().includes(last));
}

/** The one-word name in an element that is marked as the author: how many who write for themselves sign. */
function penName(clues: readonly Clue[]): string[] {
  for (const { label, tag, pieces } of clues) {
    if (!/(?:^|\s)(?:author|byline|url fn)(?:\s|$)/.test(label)) continue;
    const sole = tag === 'a' || tag === 'span';
    for (const piece of pieces.slice(0, 4)) {
      if (leadsName(piece) || (!sole && WEAK_TEXT.test(piece))) continue;
      const [name, ...others] = authorsOf(piece);
      if (name !== undefined && others.length === 0 && isAccount(name)) return [name];
      break;
    }
  }
  return [];
}

const SPREAD = 800;

/**
 * Clues without those of a series: elements of one name, all over the page and each with another text, are the posts of
 * a forum or a list of other articles.
 */
function withoutSeries(clues: readonly Clue[]): Clue[] {
  const series = new Map<string, { from: number; to: number; texts: Set<string> }>();
  for (const { label, text, at } of clues) {
    const known = series.get(label);
    if (known === undefined) series.set(label, { from: at, to: at, texts: new Set([text]) });
    else {
      known.to = at;
      known.texts.add(text);
    }
  }
  return clues.filter(({ label }) => {
    const { from = 0, to = 0, texts } = series.get(label) ?? {};
    return texts === undefined || texts.size < 3 || to - from < SPREAD;
  });
}

/** The one name that all elements marked as the author's give, in whatever frame they stand: a box behind the article. */
function fromBox(page: PageSurvey): string[] {
  const names = new Map<string, string[]>();
  for (const clue of page.bylines) {
    if (!STRONG.test(clue.label) || /comment/.test(clue.label)) continue;
    const own = fromClues([clue], () => true);
    if (own.length > 0) names.set(own.join(), own);
  }
  const [only, ...others] = names.values();
  return only !== undefined && others.length === 0 ? only : [];
}

const CONNECTIVE = /^(?:,|&|and|und|et|y|e|og|och|en|\||\/|•|·|-|–)$/i;

/** The names at the head of a byline's pieces, with "and" or a comma between them. */
function namesInPieces(pieces: readonly string[]): string[] {
  const names: string[] = [];
  let joined = true;
  for (const piece of pieces) {
    if (CONNECTIVE.test(piece)) {
      joined = true;
      continue;
    }
    if (names.length === 0 && (leadsName(piece) || /\d/.test(piece))) continue;
    const found = joined || /^(?:,|&|and|und|et)\s/i.test(piece) ? authorsOf(piece).filter(looksLikeName) : [];
    if (found.length === 0) break;
    names.push(...found);
    joined = /(?:,|&|\s(?:and|und|et))$/i.test(piece);
  }
  return [...new Set(names)];
}

function fromClues(clues: readonly Clue[], accept: (clue: Clue) => boolean): string[] {
  for (const clue of clues) {
    if (!accept(clue) || clue.text === '' || clue.text.length > 150) continue;
    const byline = readByline(clue.text)?.authors;
    const inPieces = clue.pieces.length > 1 ? namesInPieces(clue.pieces) : [];
    const names =
      byline ??
      (WEAK_TEXT.test(clue.text) && clue.text.length > 60 ? [] : authorsOf(clue.text).filter(looksLikeName)).filter(
        (name) => !namesRole(name),
      );
    if (inPieces.length > 0 && (names.length === 0 || names.some((name) => longer(name, inPieces)))) return inPieces;
    if (names.length > 0) return names;
  }
  return [];
}

/** Whether a name only adds to what an element of its own names: "Ana Reyes All articles". */
function longer(name: string, pieces: readonly string[]): boolean {
  return pieces.some((piece) => name.length > piece.length && name.includes(piece));
}

/** "Posted by Konstantin @ 12:00", "Autor: Mira am 3. Mai", "3. Mai 2020, 9:41 Uhr von Mira". */
const SIGNED =
  /^(?:(?:posted|written|submitted|published) by|(?:geschrieben|erstellt|gepostet|verfasst|veröffentlicht|eingestellt) von|(?:publié|écrit) par|(?:publicado|escrito) por|autor(?:in)?:|author:)\s(.{2,80})$|(?:\d|\bUhr|[ap]\.?m\.?),?\s(?:von|by|par|por|door)\s(.{2,60})$/iu;
const TAIL = /(?:,|\s(?:am|on|at|um|le|el|op|@|in|[|•·–-]))\s.{0,60}$/iu;

/** The names in a line that says by its words that it signs. */
function signedNames(line: string): string[] {
  const match = line.length <= 120 ? SIGNED.exec(line) : null;
  const rest = match?.[1] ?? match?.[2];
  if (rest === undefined) return [];
  const names = authorsOf(rest).filter(isPerson);
  return names.length > 0 ? names : [rest.replace(TAIL, '')].filter((name) => isAccount(name) || isPerson(name));
}

/** The name in a line of name and date: "Ana Reyes | 27.01.2026". */
function nameByDate(line: string): string[] {
  if (line.length > 90 || !/\d/.test(line)) return [];
  const parts = line.split(/\s{1,3}[|•·–-]\s{1,3}/u);
  if (parts.length < 2 || parts.length > 3 || !parts.some((part) => writtenDate(part, 'day-first') !== null)) return [];
  return parts.filter((part) => !/\d/.test(part) && isPerson(part)).slice(0, 1);
}

/** Names in lines that sign: near the title, else the only ones that any line of the page gives. */
function fromLines(page: PageSurvey, titleAt: number | null): string[] {
  const from = titleAt ?? 0;
  const far = new Map<string, string[]>();
  const lines = linesApart(page);
  const blocks = new Map<number, string>();
  for (const { block, text } of lines) blocks.set(block, `${blocks.get(block) ?? ''} ${text}`);
  for (const [index, line] of lines.entries()) {
    const beside = isBeside(line, titleAt);
    if (line.cut || (line.at < from && !beside) || (isAside(page, line, titleAt) && !beside)) continue;
    const byline = readByline(line.text)?.authors;
    const next = lines[index + 1];
    const leads = next !== undefined && next.frame === line.frame && leadsName(line.text);
    // "By" and the linked name are two pieces of text.
    const signs = beside && /(?:by|von|par|por|door|:)$/i.test(line.text);
    const led = leads ? authorsOf(next.text).filter((name) => isPerson(name) || (signs && isAccount(name))) : [];
    const names = byline ?? (led.length > 0 ? led : signedNames(line.text));
    const block = (blocks.get(line.at) ?? line.text).trim();
    // What stands above the title as well is a section.
    const own =
      names.length > 0 || !beside
        ? names
        : nameByDate(block).filter((name) => !page.lines.some(({ text, at }) => at < from - 150 && text === name));
    if (own.length === 0) continue;
    if (beside || line.at <= from + REACH) return own;
    if (line.block === line.at) far.set(own.join(), own);
  }
  const [only, ...others] = far.values();
  return only !== undefined && others.length === 0 ? only : [];
}

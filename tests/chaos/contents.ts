import type { Article, ParsedArticle } from '../../functions/core/article.ts';
import type { Brief, Measure } from '../../functions/core/brief.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { ANALYZER_GENERATION, generationOf, PARSER_GENERATION } from '../../functions/core/generations.ts';
import type { ParsedFile } from '../../functions/parse/parse.ts';
import { aBrief, aMeasure, aParty } from '../store/records.ts';

/**
 * What files hold, and what each release of the parser and of the analyzer makes of it: always the same of the same
 * bytes, and something else in the next release.
 */

/** Releases that may be deployed, each with a parser and an analyzer of its own generation. */
export const RELEASES = 3;

export const parserGenerationOf = (release: number): number => PARSER_GENERATION + release;
/** A release of words alone, an overlay of the desk's, comes between two of the analyzer. */
const GENERATIONS = [generationOf(0), generationOf(1), generationOf(0, ANALYZER_GENERATION + 1)];
export const analyzerGenerationOf = (release: number): number => GENERATIONS[release] ?? 0;
/** The release whose analyzer wrote a version of a brief. */
export const releaseOfVersion = (version: string): number => GENERATIONS.indexOf(Number(version.split('.')[2]));

interface Text {
  readonly publishedAt: string | null;
  readonly source: string | null;
  /** Releases whose analyzer refuses it. */
  readonly refusedBy?: readonly number[];
  /** The table refuses its brief. */
  readonly tooLarge?: boolean;
}

/** Few days and outlets, so that many briefs share them. */
const TEXTS: readonly Text[] = [
  { publishedAt: '2026-04-01', source: 'Gazette' },
  { publishedAt: '2026-04-01', source: 'Gazette' },
  { publishedAt: '2026-04-02', source: null },
  { publishedAt: null, source: 'Courier # 7' },
  { publishedAt: '2026-04-02', source: 'Gazette', refusedBy: [0] },
  { publishedAt: '2026-04-01', source: null, refusedBy: [1, 2] },
  { publishedAt: '2026-04-02', source: 'Gazette', refusedBy: [0, 1, 2] },
  { publishedAt: '2026-04-01', source: 'Courier # 7', tooLarge: true },
];

export const textOf = (text: number): string => `The harbour opens quay ${text}.`;
const TEXT_BY_WORDS = new Map(TEXTS.map((_, text) => [textOf(text), text]));

interface Entry {
  /** '' for a file that holds one article. */
  readonly part: string;
  readonly text: number;
}

interface Content {
  readonly name: string;
  /** What each release's parser finds; none where it refuses the file. */
  entries(release: number): readonly Entry[];
  /** Entries that are no article. */
  readonly refused?: readonly string[];
}

const single = (text: number): Content => ({ name: `single ${text}`, entries: () => [{ part: '', text }] });
const entry = (part: string, text: number): Entry => ({ part, text });
const bundle = (...entries: Entry[]): Content => ({
  name: `bundle ${entries.map(({ part, text }) => `${part}${text}`).join(' ')}`,
  entries: () => entries,
});

/** Plain ones first, as examples shrink towards them. */
export const CONTENTS: readonly Content[] = [
  single(0),
  single(1),
  single(2),
  single(3),
  single(4),
  single(5),
  single(7),
  bundle(entry('p', 0)),
  bundle(entry('p', 0), entry('q', 1)),
  bundle(entry('p', 2), entry('q', 3), entry('r', 0)),
  bundle(entry('p', 1), entry('q', 1)),
  bundle(entry('p', 6), entry('q', 5)),
  { ...bundle(entry('p', 3), entry('q', 0)), name: 'bundle p3 q0 and an entry refused', refused: ['x'] },
  { name: 'refused', entries: () => [] },
  { name: 'refused at first, then single 1', entries: (release) => (release === 0 ? [] : [entry('', 1)]) },
  { name: 'single 0, then refused', entries: (release) => (release < 2 ? [entry('', 0)] : []) },
  { name: 'bundle that shrinks', entries: (release) => [entry('p', 0), entry('q', 2)].slice(0, release === 0 ? 2 : 1) },
  { name: 'bundle that grows', entries: (release) => [entry('p', 1), entry('q', 3)].slice(0, release === 0 ? 1 : 2) },
  { name: 'single 2, then a bundle', entries: (release) => (release === 0 ? [entry('', 2)] : [entry('p', 2)]) },
];

const refusal = (): RejectedError => new RejectedError('unsupported-format', 'It is no article.');

function parsedArticle({ part, text }: Entry): ParsedArticle {
  const { publishedAt, source } = TEXTS[text] ?? { publishedAt: null, source: null };
  return {
    part,
    format: 'text',
    title: null,
    source,
    url: null,
    authors: [],
    publishedAt,
    modifiedAt: null,
    section: null,
    dateline: { places: [], date: null },
    language: 'en',
    text: textOf(text),
    words: 5,
    boilerplate: [],
    rights: null,
    notes: [],
  };
}

/** The articles of a content by their parts; none where the release's parser refuses it. */
export function entriesOf(content: number, release: number): readonly Entry[] {
  return CONTENTS[content]?.entries(release) ?? [];
}

export const bytesOf = (content: number): Uint8Array => new TextEncoder().encode(String(content));

/** A release's parser. @throws RejectedError where it refuses the file. */
export function parseAs(release: number, bytes: Uint8Array): ParsedFile {
  const content = Number(new TextDecoder().decode(bytes));
  const articles = entriesOf(content, release).map(parsedArticle);
  if (articles.length === 0) throw refusal();
  const rejection = { code: 'empty', reason: 'The entry is empty.' } as const;
  return { articles, refused: (CONTENTS[content]?.refused ?? []).map((part) => ({ part, rejection })) };
}

/** What a brief of a text is found by. */
export interface Traits {
  readonly parties: readonly string[];
  readonly country: string;
  readonly measure: Measure['type'];
  readonly publishedAt: string | null;
  readonly source: string | null;
}

export const PARTIES = ['north', 'south', 'east'] as const;
const COUNTRIES = { north: 'NO', south: 'ZA', east: 'EE' } as const;

const partyAt = (index: number) => PARTIES[index % 3] ?? 'north';

/** As a release's analyzer sees a text; the next release sees another party in it. */
export function traitsOf(text: number, release: number): Traits {
  const first = partyAt(text + release);
  const { publishedAt, source } = TEXTS[text] ?? { publishedAt: null, source: null };
  return {
    parties: text % 2 === 0 ? [first] : [first, partyAt(text + release + 1)],
    country: COUNTRIES[first],
    measure: (text + release) % 2 === 0 ? 'trade' : 'aid',
    publishedAt,
    source,
  };
}

/** Whether a release's briefs of a text can be stored. */
export function isBriefed(text: number, release: number): boolean {
  const { refusedBy = [], tooLarge = false } = TEXTS[text] ?? {};
  return !tooLarge && !refusedBy.includes(release);
}

export const TOO_LARGE = 'Too large';

/** A release's analyzer. @throws RejectedError where it refuses the article. */
export function briefAs(release: number, article: Article): Brief {
  const text = TEXT_BY_WORDS.get(article.text) ?? 0;
  if ((TEXTS[text]?.refusedBy ?? []).includes(release)) throw new RejectedError('too-complex', 'It took too long.');
  const { parties, country, measure } = traitsOf(text, release);
  return aBrief(article, {
    generation: analyzerGenerationOf(release),
    headline: TEXTS[text]?.tooLarge === true ? TOO_LARGE : 'Quay opens',
    parties: parties.map((id, index) => aParty(id, index === 0 ? { kind: 'state', country } : {})),
    measures: [aMeasure(measure, 'agreed')],
  });
}

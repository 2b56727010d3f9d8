import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { briefStory } from '../../bench/ledger/brief-story.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { readLedger } from '../../functions/core/ledger/ledger.ts';
import { statusWords } from '../../functions/core/render/digest-page.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { articleOf, emptyDraft, evidenceFor, measureOf, partyOf } from '../fixtures/draft.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => /^\d/.test(name))
  .sort();

async function parsed(name: string): Promise<ParsedArticle> {
  const {
    articles: [article],
  } = await parseFile(readFileSync(new URL(name, FOLDER)), { name }, DEFAULT_LIMITS);
  if (article === undefined) throw new Error(`${name} holds no article.`);
  return article;
}

describe('The example story', () => {
  it.each([
    [
      '1-monday-plata-wire.txt',
      { format: 'text', title: 'Uruguay announces pullback of patrol boats from Serena lock', places: ['Montevideo'] },
    ],
    [
      '2-tuesday-meridian-courier.md',
      {
        format: 'markdown',
        title: 'Boats begin to leave Serena lock as Paraguay speaks of a deal on monitors',
        places: ['Asunción'],
      },
    ],
    [
      '3-wednesday-harbour-and-tide.html',
      {
        format: 'html',
        title: 'Uruguay denies deal on canal monitors as talks open in Valparaíso',
        places: ['Valparaíso'],
      },
    ],
    [
      '4-undated-continental-dispatch.txt',
      { format: 'text', title: 'What is still open at the Serena lock', places: ['Montevideo', 'Asunción'] },
    ],
  ])('%s is read with its own words only', async (name, { format, title, places }) => {
    const article = await parsed(name);

    expect(article).toMatchObject({ format, title, language: 'en' });
    expect(article.dateline.places.map((place) => place.toLowerCase())).toEqual(
      places.map((place) => place.toLowerCase()),
    );
    expect(article.words).toBeGreaterThanOrEqual(200);
    expect(article.words).toBeLessThanOrEqual(400);
    expect(article.text).not.toMatch(/cookies|Most read|Subscribe|Sign up|Related/);
  });

  it('is dated by three of its files, and the fourth stays undated', async () => {
    const articles = await Promise.all(FILES.map(parsed));

    const days = articles.map(({ publishedAt, dateline }) => (publishedAt ?? dateline.date)?.slice(0, 10) ?? null);
    expect(days).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', null]);
  });

  it('shows a withdrawal announced, under way and completed, each by a quote that passes the gate', async () => {
    const steps = [
      [
        '1-monday-plata-wire.txt',
        'Uruguay announced on Monday that it will withdraw its six patrol boats',
        'announced',
      ],
      ['2-tuesday-meridian-courier.md', 'Uruguay has begun pulling its patrol boats back', 'under-way'],
      ['3-wednesday-harbour-and-tide.html', 'Uruguay has now withdrawn all six of its patrol boats', 'completed'],
    ] as const;
    for (const [name, quote, status] of steps) {
      const { text } = await parsed(name);
      const draft = {
        ...emptyDraft(),
        parties: [partyOf(text, 'Uruguay', quote, { country: 'UY' })],
        measures: [measureOf(text, quote, { status, actors: ['uruguay'] })],
      };

      const [measure] = gate(articleOf(text), draft).measures;

      expect(measure).toMatchObject({ status, actors: ['uruguay'], description: quote });
    }
  });

  it('holds two voices that contradict each other', async () => {
    const { text } = await parsed('3-wednesday-harbour-and-tide.html');

    expect(isVerbatim(text, evidenceFor(text, 'There is no such understanding on monitors'))).toBe(true);
    expect(isVerbatim(text, evidenceFor(text, 'both sides had agreed to place mixed teams'))).toBe(true);
  });
});

describe('The ledger of the example story', () => {
  const since = '2026-03-01T00:00:00.000Z';
  const asOf = '2026-03-06T00:00:00.000Z';
  const received = Object.fromEntries(FILES.map((name, index) => [name, `2026-03-0${index + 2}T23:00:00.000Z`]));
  const story = {
    name: 'examples',
    folder: fileURLToPath(FOLDER),
    files: FILES,
    ledger: { since, asOf, received, copies: [], lines: [] },
  };

  it('tells how the boats left and the talks came about, who contradicts whom, and no other move', async () => {
    // Prepare
    const { briefs, fileOf } = await briefStory(story);

    // Act
    const lines = readLedger(briefs, { since, asOf }).flatMap((change) => change.lines);

    // Assess
    const ends = lines
      .filter(({ kind }) => kind === 'moved' || kind === 'contradicted')
      .map(({ kind, from, to }) =>
        [kind, ...[from, to].map((end) => `${fileOf.get(end?.briefId ?? '')?.slice(0, 1)} ${end?.status}`)].join(', '),
      );
    expect(ends.sort()).toEqual([
      'contradicted, 2 agreed, 3 disputed-fact',
      'moved, 1 announced, 2 under-way',
      'moved, 1 proposed, 2 agreed',
      'moved, 2 under-way, 3 completed',
    ]);
    const contradicted = lines.find(({ kind }) => kind === 'contradicted');
    // The denial of a measure is told by an issue, and named as one.
    expect([contradicted?.from, contradicted?.to].map((end) => end && statusWords(end))).toEqual([
      'agreed',
      'disputed fact',
    ]);
    expect(contradicted).toMatchObject({
      list: 'measures',
      from: { attribution: { party: 'paraguay' }, evidence: [{ quote: expect.stringContaining('joint monitors') }] },
      to: {
        text: 'understanding on monitors',
        attribution: { voice: 'party', party: 'uruguay' },
        evidence: [{ quote: expect.stringMatching(/^“?There is no such understanding on monitors/) }],
      },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASURE_STATUSES, MEASURE_TYPES, type Measure } from '../../functions/core/brief.ts';
import { InvalidCursorError } from '../../functions/core/errors.ts';
import { findWords } from '../../functions/core/search/find-words.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { decodeCursor, encodeCursor } from '../../functions/core/store/cursor.ts';
import { facetValuesOf, MAX_POSTINGS, postingsOf } from '../../functions/core/store/facets.ts';
import { filtersOf, hashOfFilters, type ListQuery, matches } from '../../functions/core/store/filters.ts';
import { briefKey, postingPartition } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { sortTimeOf } from '../../functions/core/store/sort-time.ts';
import { groupPostings, parseStoredBrief, ungroupPostings } from '../../functions/core/store/stored-brief.ts';
import { propertyRuns } from '../long-run.ts';
import { aBrief, aMeasure, anArticle, aParty, aSingle, NOW } from '../store/records.ts';

/** Two of Norway: lists by country look for the first under its own name. */
const PARTIES = ['norway', 'north', 'south'];
const COUNTRIES: Record<string, string> = { norway: 'NO', north: 'NO', south: 'ZA' };

interface Listed {
  readonly day: number;
  readonly arrival: number;
  readonly parties: string[];
  readonly measures: [Measure['type'], Measure['status']][];
  readonly outlet: string;
  readonly headline: string;
  /** Stored by the release that had postings of countries and measures. */
  readonly earlier: boolean;
}

const listed = fc.record<Listed>({
  // Few days, so that many briefs share a time.
  day: fc.integer({ min: 1, max: 4 }),
  arrival: fc.integer({ min: 1, max: 4 }),
  parties: fc.shuffledSubarray(PARTIES),
  measures: fc.array(fc.tuple(fc.constantFrom('trade', 'aid'), fc.constantFrom('agreed', 'proposed')), {
    maxLength: 2,
  }),
  outlet: fc.constantFrom('Gazette', 'The  Gazette', 'GAZETTE', 'Courier # 7'),
  headline: fc.constantFrom('The quay opens', 'No quay is opened', 'Opens: the quay'),
  earlier: fc.boolean(),
});

/** Mostly not given, so that each filter is often alone. */
const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });
const query = fc.record<ListQuery>({
  party: optional(fc.constantFrom(...PARTIES)),
  pair: optional(fc.constantFrom('north~south', 'south~north', 'norway~north')),
  country: optional(fc.constantFrom('NO', 'za')),
  measure: optional(fc.constantFrom('trade', 'aid')),
  measureStatus: optional(fc.constantFrom('agreed', 'proposed')),
  source: optional(fc.constantFrom('gazette', 'Courier # 7')),
  from: optional(fc.constantFrom('2026-03-02', '2026-03-02T00:00:00Z')),
  to: optional(fc.constantFrom('2026-03-03', '2026-03-03T01:00:00+01:00')),
  q: optional(fc.constantFrom('quay', 'open*', '"the quay" opens', 'NORTH', 'crane')),
  order: fc.constantFrom('published', 'received'),
});

const inputOf = (one: Listed, index: number) =>
  aSingle(
    anArticle({
      key: `in/${index}`,
      text: `Text ${index}`,
      publishedAt: `2026-03-0${one.day}`,
      receivedAt: `2026-03-0${one.arrival}T10:00:00.000Z`,
      source: one.outlet,
    }),
    {
      parties: one.parties.map((id) => aParty(id, { kind: 'state', country: COUNTRIES[id] ?? 'XX' })),
      measures: one.measures.map(([type, status]) => aMeasure(type, status)),
      headline: one.headline,
    },
  );

/** Makes of a stored brief what an earlier release stored: postings of its countries and measures, which `all` does not tell. */
async function storeAsEarlier(table: MemoryTable, briefId: string): Promise<void> {
  const item = await table.get(briefKey(briefId));
  const stored = item === undefined ? undefined : parseStoredBrief(item);
  if (item === undefined || stored?.state !== 'live') throw new Error('There is no such brief.');
  const keys = ungroupPostings(stored.postings);
  const all = keys.find(({ pk }) => pk.startsWith('all#'));
  if (all === undefined) throw new Error('The brief is not in the list of all.');
  const shard = Number(all.pk.split('#').at(-1));
  const { countries, measures } = stored.card;
  const more = [
    ...countries.map((country) => postingPartition('country', country, shard)),
    ...new Set(measures.map(({ type }) => postingPartition('measure', type, shard))),
  ].map((pk) => ({ pk, sk: all.sk }));
  await table.writeBatch({ puts: [{ ...all }, ...more] });
  const { card, articleKey } = stored;
  await table.put({ ...item, card, articleKey, postings: groupPostings([...keys, ...more]) });
}

describe('A list', () => {
  it('comes page by page in order, each matching brief exactly once, whatever the pages, shards, reads, filters and releases', async () => {
    const runs = fc.tuple(
      fc.array(listed, { maxLength: 14 }),
      query,
      fc.record({
        limit: fc.integer({ min: 1, max: 5 }),
        examined: fc.integer({ min: 1, max: 4 }),
        asked: fc.integer({ min: 1, max: 9 }),
        askedAtOnce: fc.integer({ min: 1, max: 4 }),
        some: fc.integer({ min: 1, max: 3 }),
        searchedBytes: fc.constantFrom(0, 2000, 100_000),
      }),
      fc.record({ shards: fc.integer({ min: 1, max: 4 }), later: fc.integer({ min: 1, max: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ([briefs, filters, { limit, ...listing }, { shards, later }]) => {
        // Prepare
        const table = new MemoryTable();
        const store = new BriefStore({ table, listing });
        const inputs = briefs.map(inputOf);
        await store.raiseShardCount(shards);
        for (const [index, input] of inputs.entries()) {
          if (index === 7) await store.raiseShardCount(Math.max(shards, later));
          await store.storeBrief(input, NOW);
          if (briefs[index]?.earlier) await storeAsEarlier(table, input.article.articleId);
        }

        // Act
        const found: { id: string; time: string }[] = [];
        let cursor: string | undefined;
        let pages = 0;
        do {
          const page = await store.listBriefs({ ...filters, limit, cursor }, NOW);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          found.push(...page.items.map(({ card, time }) => ({ id: card.briefId, time })));
          cursor = page.next;
          pages += 1;
        } while (cursor !== undefined && pages < 100);

        // Assess
        const canonical = filtersOf(filters);
        const wanted = inputs.filter(
          ({ brief, article }) =>
            matches(canonical, cardOf(brief), article.uploadId) &&
            (canonical.search === undefined || findWords(brief, canonical.search) !== undefined),
        );
        expect(found.map(({ id }) => id).sort()).toEqual(wanted.map(({ article }) => article.articleId).sort());
        const times = found.map(({ time }) => time);
        expect(times).toEqual([...times].sort().reverse());
        expect(pages).toBeLessThan(100);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('misses nothing that stays while others come, change and go between its pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(listed, { minLength: 4, maxLength: 10 }),
        fc.integer({ min: 1, max: 3 }),
        async (briefs, limit) => {
          const store = new BriefStore({ table: new MemoryTable(), listing: { examined: 2 } });
          const inputs = briefs.map(inputOf);
          const isMoving = (index: number): boolean => index % 2 === 1;
          for (const input of inputs) await store.storeBrief(input, NOW);

          const found: string[] = [];
          let cursor: string | undefined;
          let next = 0;
          do {
            const page = await store.listBriefs({ limit, cursor }, NOW);
            found.push(...page.items.map(({ card }) => card.briefId));
            cursor = page.next;
            const moved = briefs[next % briefs.length];
            if (isMoving(next % briefs.length) && moved !== undefined) {
              const { article } = inputOf({ ...moved, day: 5 - moved.day }, next % briefs.length);
              await store.storeBrief(aSingle({ ...article, parserGeneration: 2 + next }), NOW);
            }
            next += 1;
          } while (cursor !== undefined && next < 100);

          const still = inputs.filter((_, index) => !isMoving(index)).map(({ article }) => article.articleId);
          for (const id of still) expect(found.filter((one) => one === id)).toHaveLength(1);
        },
      ),
      { numRuns: propertyRuns(40) },
    );
  });
});

describe('A cursor', () => {
  const hash = hashOfFilters(filtersOf({}));
  const position = fc
    .record({
      time: fc.date({
        min: new Date('0000-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      id: fc.stringMatching(/^[0-9a-f]{32}$/),
      revision: fc.stringMatching(/^[0-9A-F]{64}$/),
      generation: fc.stringMatching(/^\d{6}$/),
    })
    .map(({ time, id, revision, generation }) => `${time.toISOString()}#${id}#${revision}.${generation}.${generation}`);

  it('gives back the position that it was made of', () => {
    fc.assert(
      fc.property(position, (sortKey) => {
        const cursor = encodeCursor(hash, sortKey);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor, hash)).toBe(sortKey);
      }),
    );
  });

  it('is refused, with one error, when it is anything else', () => {
    const other = hashOfFilters(filtersOf({ party: 'north' }));
    const damaged = fc.tuple(position, fc.nat(), fc.string({ minLength: 1, maxLength: 2 })).map(([sortKey, at, by]) => {
      const cursor = encodeCursor(hash, sortKey);
      const index = at % cursor.length;
      return { cursor, changed: `${cursor.slice(0, index)}${by}${cursor.slice(index + 1)}` };
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ minLength: 190, maxLength: 210 })), (text) => {
        expect(() => decodeCursor(text, hash)).toThrow(InvalidCursorError);
      }),
    );
    fc.assert(
      fc.property(damaged, ({ cursor, changed }) => {
        // A changed digit may make another valid position; any other change is refused.
        const accepted = (): string => encodeCursor(hash, decodeCursor(changed, hash));
        try {
          expect(accepted()).toBe(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursorError);
        }
        expect(() => decodeCursor(cursor, other)).toThrow(InvalidCursorError);
        expect(() => decodeCursor(`${cursor}=`, hash)).toThrow(InvalidCursorError);
      }),
    );
  });
});

describe('The postings of a brief', () => {
  it('are at most 32, and exactly those that its card answers to', () => {
    const traits = fc.record({
      parties: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 64 }),
      measures: fc.array(fc.tuple(fc.constantFrom(...MEASURE_TYPES), fc.constantFrom(...MEASURE_STATUSES)), {
        maxLength: 64,
      }),
      source: fc.option(fc.string({ maxLength: 300 })),
      shards: fc.integer({ min: 1, max: 64 }),
    });
    fc.assert(
      fc.property(traits, ({ parties, measures, source, shards }) => {
        const article = anArticle({ source });
        const brief = aBrief(article, {
          parties: parties.map((id, index) => aParty(id, { kind: 'state', country: `${'ABCDEF'[index % 6]}X` })),
          measures: measures.map(([type, status]) => aMeasure(type, status)),
        });
        const { uploadId, articleId: briefId, publishedAt: datedAt, receivedAt } = article;
        const version = `${'0'.repeat(64)}.000001.000001`;
        const values = facetValuesOf(brief);
        const keys = postingsOf({ briefId, version, uploadId, datedAt, receivedAt }, values, shards);

        expect(keys.length).toBeLessThanOrEqual(MAX_POSTINGS);
        expect(new Set(keys.map(({ pk }) => pk)).size).toBe(keys.length);
        for (const { pk } of keys) expect(Buffer.byteLength(pk)).toBeLessThanOrEqual(220);
        const card = cardOf(brief);
        expect(card.parties.map(({ id }) => id)).toEqual(values.parties.map(({ id }) => id));
        for (const { id } of card.parties) expect(matches(filtersOf({ party: id }), card, uploadId)).toBe(true);
        for (const { type } of card.measures) expect(matches(filtersOf({ measure: type }), card, uploadId)).toBe(true);
        for (const country of card.countries) expect(matches(filtersOf({ country }), card, uploadId)).toBe(true);
        if (values.source !== null) expect(matches(filtersOf({ source: source ?? '' }), card, uploadId)).toBe(true);
        expect(sortTimeOf(card)).toBe('2026-04-01T00:00:00.000Z');
      }),
    );
  });
});

import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CorruptDataError, InvalidRequestError, RejectedError } from '../../functions/core/errors.ts';
import { type Body, decodeBody, decodeCheckedBody, encodeBody } from '../../functions/core/store/body.ts';
import { Card, cardOf } from '../../functions/core/store/card.ts';
import { itemSize } from '../../functions/core/store/counting-table.ts';
import dictionary from '../../functions/core/store/dictionary-1.json' with { type: 'json' };
import { canonicalSource, facetValuesOf, postingsOf } from '../../functions/core/store/facets.ts';
import { filtersOf, hashOfFilters } from '../../functions/core/store/filters.ts';
import { parsePosition, postingPartition } from '../../functions/core/store/keys.ts';
import { isPacked, pack, unpack } from '../../functions/core/store/packing.ts';
import { datedAtOf, sortTimeOf, timeRangeOf } from '../../functions/core/store/sort-time.ts';
import { aBrief, aMeasure, anArticle, aParty } from '../store/records.ts';

const VERSION = `${'0'.repeat(64)}.000001.000001`;

describe('Keys of postings', () => {
  it('name the facet, its value and the shard', () => {
    expect(postingPartition('party', 'united-states', 3)).toBe('party#united-states#3');
    expect(postingPartition('all', '', 0)).toBe('all##0');
  });

  it('hold a hash where a value is over 200 bytes or holds the separator', () => {
    expect(postingPartition('source', 'ä'.repeat(100), 0)).toBe(`source#${'ä'.repeat(100)}#0`);
    expect(postingPartition('source', 'ä'.repeat(101), 0)).toMatch(/^source#sha256:[0-9a-f]{64}#0$/);
    expect(postingPartition('source', 'radio #1', 0)).toMatch(/^source#sha256:[0-9a-f]{64}#0$/);
    expect(postingPartition('source', 'a#0', 0)).not.toBe(postingPartition('source', 'a', 0));
  });

  it('are one for each value of each facet of a brief, of a country only where its own party is not among them', () => {
    const article = anArticle({ source: 'The  Gazette', publishedAt: '2026-04-01' });
    const brief = aBrief(article, {
      parties: [
        aParty('syria', { kind: 'state', country: 'SY' }),
        aParty('israel', { kind: 'state', country: 'IL' }),
        aParty('harbour-company', { kind: 'company', country: 'NO' }),
        aParty('free-port', { kind: 'state', country: 'EE' }),
      ],
      measures: [aMeasure('trade', 'agreed'), aMeasure('trade', 'proposed'), aMeasure('aid', 'agreed')],
    });
    const { uploadId, articleId: briefId, publishedAt: datedAt, receivedAt } = article;

    const keys = postingsOf({ briefId, version: VERSION, uploadId, datedAt, receivedAt }, facetValuesOf(brief), 1);

    expect(keys.map(({ pk }) => pk).sort()).toEqual([
      'all##0',
      'country#EE#0',
      'party#free-port#0',
      'party#harbour-company#0',
      'party#israel#0',
      'party#syria#0',
      'received##0',
      'source#the gazette#0',
      `upload#${uploadId}#0`,
    ]);
    expect(new Set(keys.map(({ sk }) => sk))).toEqual(
      new Set([`2026-04-01T00:00:00.000Z#${briefId}#${VERSION}`, `2026-04-02T08:00:00.000Z#${briefId}#${VERSION}`]),
    );
  });

  it('never cut a character of an outlet in two', () => {
    expect(canonicalSource(`${'x'.repeat(199)}🚢`)).toBe('x'.repeat(199));
  });

  it('are read back only if they are whole', () => {
    const id = 'a'.repeat(32);
    const sortKey = `2026-04-01T00:00:00.000Z#${id}#${VERSION}`;
    expect(parsePosition(sortKey)).toEqual({ time: '2026-04-01T00:00:00.000Z', briefId: id, version: VERSION });
    expect(parsePosition(`2026-02-30T00:00:00.000Z#${id}#${VERSION}`)).toBeUndefined();
    expect(parsePosition(`${sortKey}#`)).toBeUndefined();
    expect(parsePosition('BRIEF')).toBeUndefined();
  });
});

describe('The time that a brief is listed by', () => {
  const receivedAt = '2026-04-02T08:00:00.000Z';
  const cases: [string | null, string][] = [
    ['2026-04-01', '2026-04-01T00:00:00.000Z'],
    ['2026-04-01T10:30:00+02:00', '2026-04-01T08:30:00.000Z'],
    ['2026-04-03T08:00:00Z', '2026-04-03T08:00:00.000Z'],
    // More than a day after the receipt, without an offset, or no date at all: unknown.
    ['2026-04-03T08:00:01Z', receivedAt],
    ['2099-01-01', receivedAt],
    ['2026-04-01T10:30:00', receivedAt],
    ['2026-02-30', receivedAt],
    ['2026-02-30T10:00:00Z', receivedAt],
    ['0000-01-01T00:00:00+10:00', receivedAt],
    ['1 April 2026', receivedAt],
    [null, receivedAt],
  ];
  it.each(cases)('of a publication on %s is %s', (datedAt, expected) => {
    expect(sortTimeOf({ datedAt, receivedAt })).toBe(expected);
  });

  it('is that of the publication, or else of a dateline that has a whole date', () => {
    const dateline = (date: string | null) => ({ date });
    expect(datedAtOf({ publishedAt: '2026-04-01', dateline: dateline('2026-03-31') })).toBe('2026-04-01');
    expect(datedAtOf({ publishedAt: null, dateline: dateline('2026-03-31') })).toBe('2026-03-31');
    expect(datedAtOf({ publishedAt: null, dateline: dateline('XXXX-03-31') })).toBeNull();
    expect(datedAtOf({ publishedAt: null, dateline: dateline(null) })).toBeNull();
  });

  it('cannot be told without a receipt', () => {
    expect(() => sortTimeOf({ datedAt: '2026-04-01', receivedAt: null })).toThrow(CorruptDataError);
  });

  it('is bounded by days to their end, and by instants inclusively', () => {
    expect(timeRangeOf('2026-04-01', '2026-04-02')).toEqual({
      from: '2026-04-01T00:00:00.000Z',
      before: '2026-04-03T00:00:00.000Z',
    });
    expect(timeRangeOf(undefined, '2026-04-02T12:00:00Z')).toEqual({ before: '2026-04-02T12:00:00.001Z' });
    expect(timeRangeOf(undefined, '9999-12-31')).toEqual({});
    expect(() => timeRangeOf('yesterday', undefined)).toThrow(InvalidRequestError);
  });
});

describe('Filters', () => {
  it('have one hash however they are written, and another where they differ', () => {
    const hash = (query: Parameters<typeof filtersOf>[0]): string => hashOfFilters(filtersOf(query));
    expect(hash({ source: ' The  GAZETTE', country: 'no', limit: 3 })).toBe(
      hash({ source: 'the gazette', country: 'NO' }),
    );
    expect(hash({ pair: 'b~a' })).toBe(hash({ pair: 'a~b' }));
    expect(hash({ to: '2026-04-01' })).toBe(hash({ to: '2026-04-01T23:59:59.999Z' }));
    expect(new Set([hash({}), hash({ party: 'a' }), hash({ country: 'a' }), hash({ order: 'received' })]).size).toBe(4);
    expect(() => filtersOf({ pair: 'a' })).toThrow(InvalidRequestError);
  });
});

describe('The card of a brief', () => {
  it('holds the values that its postings are made of', () => {
    const brief = aBrief(anArticle({ title: 'x'.repeat(400) }), {
      headline: 'Port opens quay',
      parties: [aParty('syria', { kind: 'state', country: 'sy' })],
      measures: [aMeasure('trade', 'agreed'), aMeasure('trade', 'agreed', { attribution: { voice: 'unnamed' } })],
    });

    const card = cardOf(brief);

    expect(Card.parse(card)).toEqual(card);
    expect(card).toMatchObject({
      headline: 'Port opens quay',
      title: `${'x'.repeat(299)}…`,
      parties: [{ id: 'syria', name: 'SYRIA' }],
      countries: ['SY'],
      measures: [{ type: 'trade', status: 'agreed' }],
      voices: ['unnamed', 'outlet'],
      counts: { measures: 2, unresolvedIssues: 0, risks: 0, upsides: 0 },
    });
  });

  it('takes about a kilobyte', () => {
    const parties = ['united-states', 'syria', 'israel', 'jordan', 'syrian-foreign-ministry', 'observers'];
    const types = ['withdrawal', 'negotiation', 'security-assistance', 'agreement'] as const;
    const brief = aBrief(anArticle({ title: 'A title of the usual length for an article of this kind' }), {
      headline: 'Syria says it is working with the US on security understandings with Israel; Golan unresolved',
      parties: parties.map((id) => aParty(id, { kind: 'state', country: 'SY' })),
      measures: types.map((type) => aMeasure(type, 'proposed')),
    });
    expect(itemSize({ pk: '', sk: '', card: cardOf(brief) })).toBeLessThan(1100);
  });
});

describe('The body of a brief', () => {
  /** Text that does not compress: a counter through a fixed permutation of bits. */
  const noise = (length: number): string => {
    let state = 1;
    return Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return String.fromCharCode(0x4e00 + (state >>> 17));
    }).join('');
  };

  it.each([
    ['text', 'while it is short', 1, (body: Body) => typeof body === 'string'],
    ['packed', 'when it is longer', 400, (body: Body) => typeof body !== 'string' && isPacked(body)],
    ['brotli', 'when it is very long', 9_000, (body: Body) => typeof body !== 'string' && !isPacked(body)],
  ])('is %s %s, and read back the same', (_, __, times, isStoredSo) => {
    const brief = aBrief(anArticle(), { headline: 'Port opens quay. '.repeat(times) });
    const body = encodeBody(brief);
    expect(isStoredSo(body)).toBe(true);
    expect(body.length).toBeLessThan(1200);
    expect(decodeBody(body)).toEqual(brief);
    expect(decodeCheckedBody(body)).toEqual(brief);
  });

  it('is packed against a dictionary that never changes, and in a form that no brotli has', () => {
    const packed = pack('{"schemaVersion":1,"briefId":"","measures":[]}');
    expect(createHash('sha256').update(JSON.stringify(dictionary)).digest('hex')).toBe(
      'a98b0fa51d72efb8275aa7cee382ea685f66620bf88123e08d4d798e41de8fec',
    );
    expect(() => brotliDecompressSync(packed)).toThrow();
    expect(unpack(packed, 100)).toBe('{"schemaVersion":1,"briefId":"","measures":[]}');
    expect(() => unpack(packed, 10)).toThrow();
  });

  it('is refused for good when it stays over 300 KB', () => {
    expect(() => encodeBody(aBrief(anArticle(), { headline: noise(300_000) }))).toThrow(RejectedError);
  });

  it.each([
    ['read', decodeBody],
    ['read without being checked again', decodeCheckedBody],
  ])('is said to be corrupt when it is no brief, %s', (_, decode) => {
    for (const none of ['{"schemaVersion":99}', 'null', '[]', '{'])
      expect(() => decode(none)).toThrow(CorruptDataError);
    expect(() => decode(new Uint8Array([1, 2, 3]))).toThrow(CorruptDataError);
    const packed = pack(JSON.stringify(aBrief(anArticle(), { headline: 'Port opens quay. '.repeat(99) })));
    expect(() => decode(packed.slice(0, -1))).toThrow(CorruptDataError);
    expect(() => decode(packed.slice(0, 1))).toThrow(CorruptDataError);
  });
});

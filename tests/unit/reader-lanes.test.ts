import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, lanesOf } from '../../functions/api/reader/dossier/lanes.ts';
import { mergedDossier } from '../../functions/api/reader/dossier/merged-dossier.ts';
import type { Dossier, DossierMeasure } from '../../functions/api/responses.ts';
import { MEASURE_STATUSES } from '../../functions/core/brief.ts';

function measureAt(datedAt: string | null, fields: Partial<DossierMeasure> = {}): DossierMeasure {
  return {
    briefId: '1',
    headline: 'Norway signs',
    source: null,
    datedAt,
    receivedAt: '2026-11-27T10:00:00.000Z',
    evidence: [{ quote: 'Norway signed', start: 0, end: 13, sentence: 0, paragraph: 0 }],
    itemId: 'm-1a2b3c4d',
    certainty: 'high',
    attribution: { voice: 'outlet' },
    type: 'agreement',
    status: 'completed',
    description: 'Norway signed',
    actors: [],
    targets: [],
    ...fields,
  };
}

const when = (edtf: string) => ({ when: { edtf, stated: edtf, basis: 'stated' as const } });

describe('The day of a measure', () => {
  it.each([
    ['its own, before that of its article', measureAt('2026-03-04', when('2026-03-01')), '2026-03-01'],
    ['the first of its month', measureAt(null, when('2026-01')), '2026-01-01'],
    ['the first of its year', measureAt(null, when('1974')), '1974-01-01'],
    ['the article’s, where its own has no year', measureAt('2026-03-04T22:00:00+02:00', when('XXXX-07')), '2026-03-04'],
  ])('is %s', (_, measure, day) => {
    expect(dayOf(measure)).toBe(Date.parse(day));
  });

  it('is none in an undated article: never the day of its receipt', () => {
    expect(dayOf(measureAt(null, when('XXXX-07')))).toBeUndefined();
  });
});

describe('Lanes', () => {
  const measures = fc.array(
    fc.record({
      day: fc.option(fc.integer({ min: 0, max: 400 })),
      status: fc.constantFrom(...MEASURE_STATUSES),
    }),
    { maxLength: 40 },
  );
  const measureOf = ({ day, status }: { day: number | null; status: DossierMeasure['status'] }) =>
    measureAt(day === null ? null : new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10), {
      status,
    });

  it('hold every measure once, in the lane of its status', () => {
    fc.assert(
      fc.property(measures, (drawn) => {
        const all = drawn.map(measureOf);
        const { lanes } = lanesOf(all);
        const shown = lanes.flatMap(({ status, points }) => points.map(({ measure }) => ({ status, measure })));
        expect(shown).toHaveLength(all.length);
        expect(new Set(shown.map(({ measure }) => measure))).toEqual(new Set(all));
        expect(shown.every(({ status, measure }) => measure.status === status)).toBe(true);
      }),
    );
  });

  it('are in the order of time, within the scale, and no two points of a level cover each other', () => {
    fc.assert(
      fc.property(measures, (drawn) => {
        for (const { points } of lanesOf(drawn.map(measureOf)).lanes) {
          const dated = points.filter(({ x }) => x !== undefined);
          expect(dated.every(({ x }) => x !== undefined && x >= 0 && x <= 1)).toBe(true);
          for (const one of dated) {
            for (const other of dated) {
              if ((one.at ?? 0) < (other.at ?? 0)) expect(one.x).toBeLessThan(other.x ?? 0);
              if (one === other || one.level !== other.level) continue;
              expect(Math.abs((one.x ?? 0) - (other.x ?? 0))).toBeGreaterThan(0.02);
            }
          }
        }
      }),
    );
  });

  it('have undated measures side by side, three on a level, about the middle', () => {
    const { lanes } = lanesOf([measureAt('2026-03-02'), ...Array.from({ length: 5 }, () => measureAt(null))]);

    expect(lanes[0]?.points.map(({ level, shift }) => [level, shift])).toEqual([
      [0, 0],
      [0, -1],
      [0, 0],
      [0, 1],
      [1, -0.5],
      [1, 0.5],
    ]);
  });

  it('have a scale from the first day to the last', () => {
    const { ticks, undated } = lanesOf([measureAt('2026-03-02'), measureAt('2026-03-05'), measureAt(null)]);

    expect(ticks.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']);
    expect(ticks.map(({ x }) => x)).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect(undated).toBe(true);
  });

  it('of one day have it in the middle', () => {
    const { ticks, lanes } = lanesOf([measureAt('2026-03-02')]);

    expect(ticks).toEqual([{ x: 0.5, day: '2026-03-02' }]);
    expect(lanes[0]?.points[0]?.x).toBe(0.5);
  });
});

describe('Pages of a dossier', () => {
  const pageOf = (fields: Partial<Dossier>): Dossier => ({
    party: { id: 'norway', name: 'Norway', kind: 'state', aliases: [] },
    briefs: 1,
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-03-02T00:00:00.000Z',
    measures: {
      did: [],
      agreed: [],
      announced: [],
      proposed: [],
      refused: [],
      threatened: [],
      asked: [],
      ended: [],
      unclear: [],
    },
    faced: [],
    positions: [],
    issues: [],
    risks: [],
    actsWith: [],
    actsAgainst: [],
    ...fields,
  });
  const relation = (id: string, briefId: string) => ({
    party: { id, name: id },
    count: 1,
    items: [{ briefId, itemId: 'm-1a2b3c4d' }],
  });

  it('are put together, relations counted over both, and end where the last one does', () => {
    // Act
    const merged = mergedDossier(
      pageOf({ next: 'c', briefs: 20, faced: [measureAt('2026-03-02')], actsWith: [relation('chile', '1')] }),
      pageOf({
        briefs: 3,
        from: '2026-01-01T00:00:00.000Z',
        faced: [measureAt('2026-01-02')],
        actsWith: [relation('peru', '2'), relation('chile', '3')],
      }),
    );

    // Assess
    expect(merged.briefs).toBe(23);
    expect([merged.from, merged.to]).toEqual(['2026-01-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z']);
    expect(merged.faced.map(({ datedAt }) => datedAt)).toEqual(['2026-03-02', '2026-01-02']);
    expect(merged.actsWith.map(({ party, count, items }) => [party.id, count, items.length])).toEqual([
      ['chile', 2, 2],
      ['peru', 1, 1],
    ]);
    expect(merged.next).toBeUndefined();
  });
});

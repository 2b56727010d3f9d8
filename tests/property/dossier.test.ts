import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASURE_STATUSES, MEASURE_TYPES } from '../../functions/core/brief.ts';
import type { ReadBrief } from '../../functions/core/dossier/cited-items.ts';
import { groupIssues } from '../../functions/core/dossier/issue-groups.ts';
import { dossierOf } from '../../functions/core/dossier/party-dossier.ts';
import { relationsOf } from '../../functions/core/dossier/relations.ts';
import { propertyRuns } from '../long-run.ts';
import { aBrief, aMeasure, anArticle, anIssue, aParty, quoteOf } from '../store/records.ts';

const PARTIES = ['north', 'south', 'east', 'west'];
const WORDS = ['gate', 'gates', 'eastern', 'fee', 'inspection', 'the', 'dispute', 'north', 'barge', 'survey'];

const parties = fc.subarray(PARTIES);
const issue = fc
  .tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }), parties, fc.nat({ max: 6 }))
  .map(([words, between, quote]) => {
    const evidence = [quoteOf(`It was said for the ${quote}th time on Monday`)];
    return anIssue(words.join(' '), { parties: between, ...(quote < 2 ? { evidence } : {}) });
  });
const measure = fc
  .tuple(fc.constantFrom(...MEASURE_TYPES), fc.constantFrom(...MEASURE_STATUSES), parties, parties)
  .map(([type, status, actors, targets]) => aMeasure(type, status, { actors, targets }));
const briefs = fc
  .array(
    fc.record({
      // Few days, so that many briefs share a time.
      day: fc.integer({ min: 1, max: 3 }),
      issues: fc.array(issue, { maxLength: 4 }),
      measures: fc.array(measure, { maxLength: 4 }),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ day, issues, measures }, index): ReadBrief => {
      const article = anArticle({ key: `in/${index}`, publishedAt: `2026-04-0${day}` });
      const traits = {
        parties: PARTIES.map((id) => aParty(id)),
        unresolvedIssues: issues.map((one, place) => ({ ...one, id: `i-0000000${place}` })),
        measures: measures.map((one, place) => ({ ...one, id: `m-0000000${place}` })),
      };
      return { brief: aBrief(article, traits), time: `2026-04-0${day}T00:00:00.000Z` };
    }),
  );
const inTwoOrders = briefs.chain((all) =>
  fc.record({ one: fc.constant(all), other: fc.shuffledSubarray(all, { minLength: all.length }) }),
);

describe('Groups of issues', () => {
  it('are the same whatever the order of the briefs', () => {
    fc.assert(
      fc.property(inTwoOrders, ({ one, other }) => {
        expect(groupIssues(other)).toEqual(groupIssues(one));
      }),
      { numRuns: propertyRuns(125) },
    );
  });

  it('hold every issue exactly once, each newest first, as are the groups', () => {
    fc.assert(
      fc.property(briefs, (all) => {
        const groups = groupIssues(all);
        const keys = groups.flatMap(({ items }) => items.map(({ briefId, topic }) => `${briefId} ${topic}`));
        const wanted = all.flatMap(({ brief }) =>
          brief.unresolvedIssues.map(({ topic }) => `${brief.briefId} ${topic}`),
        );
        expect(keys.sort()).toEqual(wanted.sort());
        const newestFirst = (times: (string | null)[]) => expect(times).toEqual([...times].sort().reverse());
        newestFirst(groups.map(({ lastSeen }) => lastSeen));
        for (const { items } of groups) newestFirst(items.map(({ datedAt }) => datedAt));
        for (const { firstSeen, lastSeen } of groups) expect(firstSeen <= lastSeen).toBe(true);
      }),
      { numRuns: propertyRuns(125) },
    );
  });

  it('only grow together when briefs are added: no two issues of a group come apart', () => {
    fc.assert(
      fc.property(briefs, fc.nat(), (all, at) => {
        const fewer = all.filter((_, index) => index !== at % Math.max(1, all.length));
        const groupIn = new Map<string, number>();
        groupIssues(all).forEach(({ items }, index) => {
          for (const { briefId, itemId } of items) groupIn.set(`${briefId} ${itemId}`, index);
        });
        for (const { items } of groupIssues(fewer)) {
          const now = items.map(({ briefId, itemId }) => groupIn.get(`${briefId} ${itemId}`));
          expect(new Set(now).size).toBe(1);
        }
      }),
    );
  });
});

describe('A dossier', () => {
  it('is the same whatever the order of the briefs', () => {
    fc.assert(
      fc.property(inTwoOrders, fc.constantFrom(...PARTIES), ({ one, other }, party) => {
        expect(dossierOf(party, other)).toEqual(dossierOf(party, one));
      }),
    );
  });

  it('has each measure that names the party in exactly one place, and no other', () => {
    fc.assert(
      fc.property(briefs, fc.constantFrom(...PARTIES), (all, party) => {
        const { measures, faced } = dossierOf(party, all);
        const found = [...Object.values(measures).flat(), ...faced].map(
          ({ briefId, itemId }) => `${briefId} ${itemId}`,
        );
        const wanted = all.flatMap(({ brief }) =>
          brief.measures
            .filter(({ actors, targets }) => actors.includes(party) || targets.includes(party))
            .map(({ id }) => `${brief.briefId} ${id}`),
        );
        expect(found.sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('says of two parties the same from either side', () => {
    fc.assert(
      fc.property(briefs, fc.constantFrom(...PARTIES), fc.constantFrom(...PARTIES), (all, one, other) => {
        const between = (a: string, b: string) => {
          const { actsWith, actsAgainst } = relationsOf(a, all);
          return [actsWith, actsAgainst].map((list) => list.find(({ party }) => party.id === b)?.items);
        };
        expect(between(one, other)).toEqual(between(other, one));
        expect(between(one, one)).toEqual([undefined, undefined]);
      }),
    );
  });
});

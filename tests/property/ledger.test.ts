import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IssueState, MEASURE_STATUSES } from '../../functions/core/brief.ts';
import { itemIdOf } from '../../functions/core/evidence.ts';
import { readLedger } from '../../functions/core/ledger/ledger.ts';
import type { LedgerBrief } from '../../functions/core/ledger/ledger-brief.ts';
import type { LedgerLine, StoryChanges } from '../../functions/core/ledger/ledger-line.ts';
import { signatureOf } from '../../functions/core/ledger/text-signature.ts';
import { datedAtOf, sortTimeOf } from '../../functions/core/store/sort-time.ts';
import { IS_LONG_RUN, propertyRuns } from '../long-run.ts';
import { aBrief, aMeasure, anArticle, anIssue, aParty, aRisk, quoteOf } from '../store/records.ts';

const PARTIES = ['north', 'south', 'east'];
const OUTLETS = ['Gazette', 'Courier', 'Wire', null];
const THINGS = ['eastern gate', 'patrol boats', 'grain convoy', 'fishing fee', 'survey of the gate'];
const STATES: IssueState[] = ['contested', 'deferred', 'refused', 'disputed-fact'];
const FIRST_RECEIPT = Date.parse('2026-05-01T00:00:00.000Z');
const HOUR_MS = 3_600_000;

const party = fc.subarray(PARTIES, { maxLength: 1 });
const measure = fc.record({
  thing: fc.constantFrom(...THINGS),
  status: fc.constantFrom(...MEASURE_STATUSES),
  type: fc.constantFrom('withdrawal', 'negotiation', 'other'),
  actors: party,
  speaker: party,
});
const issue = fc.record({ thing: fc.constantFrom(...THINGS), state: fc.constantFrom(...STATES), parties: party });
const risk = fc.record({ thing: fc.constantFrom(...THINGS), likelihood: fc.constantFrom('likely', 'unlikely') });
const article = fc.record({
  outlet: fc.constantFrom(...OUTLETS),
  // Few days, so that many share one, and some know their hour.
  date: fc.constantFrom(
    ...[1, 2, 3, 9].flatMap((day) => [
      `2026-04-0${day}`,
      `2026-04-0${day}T10:00:00Z`,
      `2026-04-0${day}T23:30:00-03:00`,
    ]),
    null,
  ),
  hours: fc.nat({ max: 400 }),
  measures: fc.array(measure, { maxLength: 3 }),
  issues: fc.array(issue, { maxLength: 2 }),
  risks: fc.array(risk, { maxLength: 1 }),
});

type Drawn = typeof article extends fc.Arbitrary<infer T> ? T : never;

/** Evidence of a quote, as if it stood in that sentence of a long text. */
const inSentence = (sentence: number, quote: string) => {
  const start = 1_000 * sentence;
  return { ...quoteOf(quote), start, end: start + quote.length, sentence };
};

const textOf = ({ measures, issues, risks }: Drawn): string =>
  `${measures.map(({ thing, status }) => `The ${thing} matter of the strait was called ${status}.`).join(' ')} ${issues
    .map(({ thing, state }) => `The ${thing} stays ${state}.`)
    .join(' ')} ${risks.map(({ thing }) => `The ${thing} could burn.`).join(' ')}`;

function ledgerBrief(drawn: Drawn, key: string, hours = drawn.hours): LedgerBrief {
  const receivedAt = new Date(FIRST_RECEIPT + hours * HOUR_MS).toISOString();
  const text = textOf(drawn);
  const ofArticle = anArticle({ key, publishedAt: drawn.date, source: drawn.outlet, receivedAt, text });
  const brief = aBrief(ofArticle, {
    headline: drawn.measures.map(({ thing }) => thing).join(' and '),
    parties: PARTIES.map((id) => aParty(id)),
    measures: drawn.measures.map(({ thing, status, type, actors, speaker }, place) => {
      const quote = `the ${thing} matter of the strait was called ${status} in paragraph ${place}`;
      const [by] = speaker;
      return aMeasure(type, status, {
        id: itemIdOf('measures', quote),
        actors,
        description: quote,
        evidence: [inSentence(place, quote)],
        attribution: by === undefined ? { voice: 'outlet' } : { voice: 'party', party: by },
      });
    }),
    unresolvedIssues: drawn.issues.map(({ thing, state, parties }, place) =>
      anIssue(`${thing} of the strait`, {
        state,
        parties,
        // In the sentence of the measure of that place, where there is one.
        evidence: [inSentence(place, `the ${thing} of the strait stays ${state} in line ${place}`)],
      }),
    ),
    risks: drawn.risks.map(({ thing, likelihood }) =>
      aRisk(`${thing} could burn at the strait`, {
        likelihood,
        probabilityStated: true,
        evidence: [inSentence(9, `the ${thing} could burn`)],
      }),
    ),
  });
  const time = sortTimeOf({ datedAt: datedAtOf(brief.article), receivedAt });
  return { brief, version: `${brief.briefId}.1`, time, signature: signatureOf(text) };
}

const WHOLE = { since: '', asOf: '2027-01-01T00:00:00.000Z' };
const drawnArticles = fc.array(article, { minLength: 1, maxLength: 8 });
const briefsOf = (all: readonly Drawn[]): LedgerBrief[] => all.map((one, index) => ledgerBrief(one, `in/${index}`));
const linesOf = (changes: readonly StoryChanges[]): LedgerLine[] =>
  changes.flatMap(({ lines }) => lines).sort((a, b) => (a.id < b.id ? -1 : 1));

/** A line without what depends on when its articles were received. */
function withoutReceipt({ knownAt: _, ...line }: LedgerLine): unknown {
  return JSON.parse(JSON.stringify(line), (key, value) => (key === 'receivedAt' ? undefined : value));
}

const runs = (count: number) => ({ numRuns: propertyRuns(count) });

describe('The ledger', () => {
  it('tells each line once, by its id, and a thread as new at most once', () => {
    let told = 0;
    fc.assert(
      fc.property(drawnArticles, (all) => {
        const lines = linesOf(readLedger(briefsOf(all), WHOLE));
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
        const news = lines.filter(({ kind }) => kind === 'new').map(({ threadId }) => threadId);
        expect(new Set(news).size).toBe(news.length);
        told += lines.filter(({ kind }) => kind === 'moved').length;
      }),
      runs(30),
    );
    expect(told).toBeGreaterThan(0);
  });

  it('is the same whatever the order of the briefs', () => {
    const inTwoOrders = drawnArticles.chain((all) => {
      const briefs = briefsOf(all);
      return fc.tuple(fc.constant(briefs), fc.shuffledSubarray(briefs, { minLength: briefs.length }));
    });
    const window = { since: '2026-05-04T00:00:00.000Z', asOf: '2026-05-14T00:00:00.000Z' };
    fc.assert(
      fc.property(inTwoOrders, fc.constantFrom(WHOLE, window), ([one, other], request) => {
        expect(readLedger(other, request)).toEqual(readLedger(one, request));
      }),
      runs(30),
    );
  });

  it('is the same in whatever order articles arrived, but for when its lines were known', () => {
    const arrivedTwice = drawnArticles.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(
          all.map(({ hours }) => hours),
          { minLength: all.length },
        ),
      ),
    );
    fc.assert(
      fc.property(arrivedTwice, ([all, hours]) => {
        const later = all.map((one, index) => ledgerBrief(one, `in/${index}`, hours[index]));
        const lines = linesOf(readLedger(briefsOf(all), WHOLE));
        expect(linesOf(readLedger(later, WHOLE)).map(withoutReceipt)).toEqual(lines.map(withoutReceipt));
      }),
      runs(30),
    );
  });

  it('tells of two windows together what it tells of both as one, but for what is repeated', () => {
    const instant = fc.nat({ max: 420 }).map((hours) => new Date(FIRST_RECEIPT + hours * HOUR_MS).toISOString());
    const bounds = fc.tuple(instant, instant, instant).map((instants) => instants.sort());
    // Days of silence are counted to the end of the window.
    const told = (changes: readonly StoryChanges[]) =>
      linesOf(changes)
        .filter(({ kind }) => kind !== 'repeated')
        .map(({ days: _, ...line }) => line);
    const again = (changes: readonly StoryChanges[]) =>
      new Map(linesOf(changes).flatMap((line) => (line.kind === 'repeated' ? [[line.threadId, line.outlets]] : [])));
    fc.assert(
      fc.property(drawnArticles, bounds, (all, [a = '', b = '', c = '']) => {
        const briefs = briefsOf(all);
        const read = (since: string, asOf: string) => readLedger(briefs, { since, asOf });
        const [first, second, both] = [read(a, b), read(b, c), read(a, c)];
        expect(told([...first, ...second])).toEqual(told(both));
        // Outlets that repeat what was known before both windows repeat it in the first or in the second.
        for (const [threadId, outlets] of again(both)) {
          const parts = (again(first).get(threadId) ?? 0) + (again(second).get(threadId) ?? 0);
          expect(parts).toBeGreaterThanOrEqual(outlets);
        }
      }),
      runs(30),
    );
  });

  it('counts no more independent outlets for a copy that is printed later', () => {
    fc.assert(
      fc.property(drawnArticles, fc.nat(), fc.constantFrom(...OUTLETS, 'Mirror'), (all, at, outlet) => {
        const briefs = briefsOf(all);
        const copied = all[at % all.length];
        // Who prints what named no outlet is the first of it.
        fc.pre(copied !== undefined && copied.outlet !== null);
        const date = copied.date === null ? null : '2026-04-20';
        // An undated copy comes last by its id.
        const copy = ledgerBrief({ ...copied, outlet, date }, 'in/copy');
        const brief = { ...copy.brief, briefId: 'f'.repeat(32) };
        const independent = (some: readonly LedgerBrief[]) =>
          new Map(linesOf(readLedger(some, WHOLE)).map((line) => [line.id, line.independent]));
        const before = independent(briefs);
        const after = independent([...briefs, { ...copy, brief }]);
        for (const [id, count] of after) expect(before.get(id) ?? count).toBe(count);
      }),
      runs(30),
    );
  });

  it('keeps its lines and threads when articles are briefed anew with the same items', () => {
    fc.assert(
      fc.property(drawnArticles, (all) => {
        const briefs = briefsOf(all);
        const anew = briefs.map((one) => ({ ...one, version: `${one.brief.briefId}.2` }));
        const ids = (some: readonly LedgerBrief[]) =>
          linesOf(readLedger(some, WHOLE)).map(({ id, threadId, storyId }) => [id, threadId, storyId]);
        expect(ids([...briefs, ...anew])).toEqual(ids(briefs));
        for (const { to } of linesOf(readLedger([...anew, ...briefs], WHOLE))) expect(to.version).toMatch(/\.2$/);
      }),
      runs(15),
    );
  });
});

describe.runIf(IS_LONG_RUN)('The ledger of real briefs', () => {
  it.each(['kavu-weir', 'ferry-strike'])('is the same in any order of the briefs and of arrival: %s', async (name) => {
    // The analyzer is loaded where it is needed alone.
    const { briefStory } = await import('../../bench/ledger/brief-story.ts');
    const { readStory } = await import('../../bench/ledger/gold-ledger.ts');
    const { briefs } = await briefStory(readStory(name));
    // Received long after all were published, so that no order of arrival makes a date one of the future.
    const receipts = briefs.map((_, index) =>
      new Date(Date.parse('2026-10-01T00:00:00.000Z') + index * HOUR_MS).toISOString(),
    );
    const receive = (order: readonly string[]): LedgerBrief[] =>
      briefs.map((one, index) => ({
        ...one,
        brief: { ...one.brief, article: { ...one.brief.article, receivedAt: order[index] ?? null } },
      }));
    const lines = linesOf(readLedger(receive(receipts), WHOLE)).map(withoutReceipt);
    expect(lines.length).toBeGreaterThan(20);
    const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
    fc.assert(
      fc.property(shuffled(receipts), fc.array(fc.nat(), { minLength: 20 }), (order, seeds) => {
        const received = receive(order);
        const mixed = received.map((one, index) => ({ one, by: seeds[index] ?? 0 })).sort((a, b) => a.by - b.by);
        const again = readLedger(
          mixed.map(({ one }) => one),
          WHOLE,
        );
        expect(linesOf(again).map(withoutReceipt)).toEqual(lines);
      }),
      runs(10),
    );
  });
});

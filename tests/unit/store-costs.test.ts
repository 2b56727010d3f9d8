import { beforeAll, describe, expect, it } from 'vitest';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import {
  aManifest,
  aMeasure,
  anArticle,
  aPart,
  aParty,
  aSingle,
  type BriefTraits,
  NOW,
  quoteOf,
} from '../store/records.ts';

/** The figures of docs/adr/0001-brief-store.md. */

const text = (index: number): string =>
  `The council of quay ${index} resolved on day ${index * 7} that ${index * 31} cranes be hired from the yards of the north.`;

const STATES = ['norway', 'sweden', 'denmark', 'finland'];

/** Six parties, four of them states, four types of measures, and about 11 KB of JSON. */
const traits: BriefTraits = {
  parties: ['NO', 'SE', 'DK', 'FI', 'NO', 'SE'].map((country, index) =>
    aParty(STATES[index] ?? `party-of-the-harbour-${index}`, {
      kind: 'state',
      country,
      positions: [1, 2].map((n) => ({
        statement: text(index * 3 + n),
        speaker: `Speaker ${index}`,
        evidence: [
          { quote: text(index * 5 + n), start: 0, end: text(index * 5 + n).length, sentence: n, paragraph: n },
        ],
      })),
    }),
  ),
  measures: (['trade', 'aid', 'finance', 'infrastructure', 'trade'] as const).map((type, index) =>
    aMeasure(type, index % 2 === 0 ? 'agreed' : 'proposed', {
      description: text(index + 40),
      evidence: [{ quote: text(index + 60), start: 0, end: text(index + 60).length, sentence: index, paragraph: 0 }],
    }),
  ),
};

const versionOf = (sequencer: string) => anArticle({ sequencer, text: text(Number(sequencer) + 100) });

/** What one act costs, on a table that earlier acts have filled; the units of briefs apart, as they vary with the text. */
async function costOf(earlier: (store: BriefStore) => Promise<unknown>, act: (store: BriefStore) => Promise<unknown>) {
  const memory = new MemoryTable();
  await earlier(new BriefStore({ table: memory }));
  const counting = new CountingTable(memory);
  await act(new BriefStore({ table: counting }));
  const writes = Object.fromEntries(Object.entries(counting.costs).map(([kind, cost]) => [kind, cost.writeUnits]));
  const { brief = 0, version = 0, posting = 0, owner = 0, head = 0 } = writes;
  const { requests, readUnits } = counting.total();
  return { requests, readUnits, writes: { posting, owner, head }, briefs: brief + version };
}

const LAST_WEEK = { from: new Date(NOW - 7 * 86_400_000).toISOString(), to: new Date(NOW).toISOString() };

const nothing = async (): Promise<void> => {};
const storeFirst = (store: BriefStore): Promise<unknown> => store.storeBrief(aSingle(versionOf('01'), traits), NOW);

describe('What the store costs', () => {
  it('is six requests, a unit a posting and two more besides the brief, for the only article of a file', async () => {
    const cost = await costOf(nothing, storeFirst);
    expect(cost).toMatchObject({ requests: 6, readUnits: 4, writes: { posting: 10, owner: 1, head: 1 } });
    expect(cost.briefs).toBeLessThanOrEqual(2);
  });

  it('is no more where the table has the shards of the setting, and one update and one read where it lacks them', async () => {
    const requests = [1, 4, 9].map(async (stored) => {
      const memory = new MemoryTable();
      await new BriefStore({ table: memory }).raiseShardCount(stored);
      const counting = new CountingTable(memory);
      await storeFirst(new BriefStore({ table: counting, shards: 4 }));
      return counting.total().requests;
    });
    expect(await Promise.all(requests)).toEqual([8, 6, 6]);
  });

  it('is five requests for an article of a bundle, which does not write the head', async () => {
    const cost = await costOf(nothing, (store) => store.storeBrief(aPart(versionOf('01'), traits), NOW));
    expect(cost).toMatchObject({ requests: 5, readUnits: 4, writes: { posting: 10, owner: 1, head: 0 } });
  });

  it('is about twice as much for a revision, which keeps the old version and deletes its postings', async () => {
    const cost = await costOf(storeFirst, (store) => store.storeBrief(aSingle(versionOf('02'), traits), NOW));
    expect(cost).toMatchObject({ requests: 10, writes: { posting: 20, owner: 1, head: 1 } });
    expect(cost.briefs).toBeLessThanOrEqual(8);
  });

  it('is the postings, and no brief, for a redelivery', async () => {
    const cost = await costOf(storeFirst, storeFirst);
    expect(cost).toMatchObject({ requests: 8, writes: { posting: 10, owner: 1, head: 1 }, briefs: 0 });
  });

  it('is a deletion of each posting, a note, the kept version and the tombstone for a removal', async () => {
    const cost = await costOf(storeFirst, (store) =>
      store.recordManifest(aManifest(versionOf('02'), { kind: 'removed' }), NOW),
    );
    expect(cost).toMatchObject({ requests: 9, writes: { posting: 11, owner: 0, head: 1 } });
    expect(cost.briefs).toBeLessThanOrEqual(5);
  });

  it('is a posting for each day ahead, and one for an article that comes long after its date', async () => {
    const ahead = ['2026-05-02', '2026-05'].map((edtf) => ({
      when: { edtf, stated: edtf, basis: 'stated' as const },
      text: edtf,
      evidence: [quoteOf(edtf)],
    }));
    const late = anArticle({ text: text(101), publishedAt: '2026-01-01' });
    const soon = await costOf(nothing, (store) =>
      store.storeBrief(aSingle(versionOf('01'), { ...traits, ahead }), NOW),
    );
    const after = await costOf(nothing, (store) => store.storeBrief(aSingle(late, traits), NOW));
    expect([soon, after].map(({ requests, writes }) => [requests, writes.posting])).toEqual([
      [6, 12],
      [6, 11],
    ]);
  });

  it('is a note four reads, four writes of one unit, and no brief', async () => {
    const memory = new MemoryTable();
    await storeFirst(new BriefStore({ table: memory }));
    const counting = new CountingTable(memory);
    const { articleId, revision } = versionOf('01');
    await new NoteStore(counting).append({
      action: 'comment',
      value: { text: text(1) },
      id: '01',
      briefId: articleId,
      version: `${revision}.000001.000001`,
      by: 'desk',
      at: new Date(NOW).toISOString(),
    });
    expect(counting.total()).toMatchObject({ requests: 7, writeUnits: 3 });
    expect(counting.costs['brief']).toMatchObject({ writeUnits: 0 });
  });

  describe('for a page', () => {
    const tables = new Map<number, MemoryTable>();
    beforeAll(async () => {
      for (const count of [260, 360]) {
        const table = new MemoryTable();
        const store = new BriefStore({ table });
        for (let n = 0; n < count; n += 1) {
          const publishedAt = new Date(NOW - n * 86_400_000).toISOString().slice(0, 10);
          await store.storeBrief(aSingle(anArticle({ key: `in/${n}`, text: text(n), publishedAt }), traits), NOW);
        }
        tables.set(count, table);
      }
    });
    const party = 'sweden';

    it.each([{}, { country: 'SE' }])('of the list of parties, 200 briefs are looked through: %j', async (query) => {
      for (const table of tables.values()) {
        expect((await new BriefStore({ table }).listParties(query, NOW)).briefs).toBe(200);
      }
    });

    it.each<[string, number, number, (store: BriefStore) => Promise<unknown>]>([
      ['a list', 3, 24, (store) => store.listBriefs({ limit: 20 }, NOW)],
      // 200 briefs are looked through, 25 at a time.
      ['a search that finds nothing', 10, 212, (store) => store.listBriefs({ q: 'lighthouse' }, NOW)],
      ['a search that finds enough at once', 3, 37, (store) => store.listBriefs({ q: 'cranes' }, NOW)],
      [
        'a list by a type of measures, which postings tell',
        3,
        40,
        (store) => store.listBriefs({ measure: 'aid' }, NOW),
      ],
      ['a list by country', 4, 31, (store) => store.listBriefs({ country: 'SE' }, NOW)],
      ['a dossier', 3, 54, (store) => store.listWholeBriefs({ party, view: 'dossier' }, NOW)],
      ['the calendar', 3, 3, (store) => store.calendar({ from: '2026-05-01' }, NOW)],
      // The shards, arrivals and the one list; then the briefs of 67 days, one a day.
      ['changes of a watch', 4, 80, (store) => store.ledgerBriefs({ ...LAST_WEEK, watch: { parties: [party] } }, NOW)],
      ['changes of everything', 4, 80, (store) => store.ledgerBriefs(LAST_WEEK, NOW)],
      // 201 briefs in three batches, and a count for each of six parties.
      ['the list of parties', 11, 232, (store) => store.listParties({}, NOW)],
    ])('of %s it does not grow with the table', async (_, requests, most, page) => {
      const costs = [...tables.values()].map(async (table) => {
        const counting = new CountingTable(table);
        await page(new BriefStore({ table: counting }));
        return counting.total();
      });
      const [short, long] = await Promise.all(costs);
      expect(long).toEqual(short);
      expect(short).toMatchObject({ requests, writeUnits: 0 });
      expect(short?.readUnits).toBeLessThanOrEqual(most);
    });
  });
});

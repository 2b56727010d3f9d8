import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '../../functions/core/errors.ts';
import { articleIdOf } from '../../functions/core/identity.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Item, Table } from '../../functions/core/store/table.ts';
import { IS_LONG_RUN } from '../long-run.ts';
import { type Dynamo, startDynamo } from '../store/dynamo.ts';
import { LARGE, MEDIUM, PURGES } from '../store/histories.ts';
import { faultsOf } from '../store/history.ts';
import { aMeasure, anArticle, aPart, aParty, aSingle, BUCKET, NOW } from '../store/records.ts';
import { chooseBySeed, run } from '../store/schedule.ts';

let dynamo: Dynamo;

beforeAll(async () => {
  dynamo = await startDynamo();
});
afterEach(() => {
  dynamo.faults.length = 0;
});
afterAll(() => dynamo.close());

const comparable = (items: readonly Item[]): Item[] =>
  items.map((item) => ({ ...item, ...(item['gone'] instanceof Set ? { gone: [...item['gone']].sort() } : {}) }));

describe('The store on DynamoDB', () => {
  for (const [name, history] of Object.entries({ ...MEDIUM, ...LARGE, ...PURGES })) {
    it(`ends in the same state as in memory: ${name}`, async () => {
      for (const seed of IS_LONG_RUN ? [11, 12, 13, 14] : [11]) {
        // Prepare
        const { table, tableName } = await dynamo.newTable();
        const memory = new MemoryTable();

        // Act
        const onDynamo = await run(history.writers, table, chooseBySeed(seed), { redeliveries: 2 });
        const inMemory = await run(history.writers, memory, chooseBySeed(seed), { redeliveries: 2 });

        // Assess
        const items = await dynamo.items(tableName);
        expect(onDynamo.trace).toBe(inMemory.trace);
        expect(comparable(items)).toEqual(comparable(memory.items()));
        expect(await faultsOf(table, items, history.expected)).toEqual([]);
      }
    });
  }

  it('pages through a list by two bounds and a cursor', async () => {
    const { table } = await dynamo.newTable();
    const store = new BriefStore({ table, listing: { examined: 2 } });
    await store.raiseShardCount(3);
    const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
    for (const publishedAt of days) await store.storeBrief(aSingle(anArticle({ key: publishedAt, publishedAt })), NOW);

    const found: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listBriefs({ from: '2026-03-02', to: '2026-03-04', limit: 1, cursor }, NOW);
      found.push(...page.items.map(({ card }) => card.publishedAt));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(found).toEqual(['2026-03-04', '2026-03-03', '2026-03-02']);
  });

  it('answers searches, whole briefs and parties as in memory', async () => {
    // Prepare
    const { table } = await dynamo.newTable();
    const stores = [table, new MemoryTable()].map((one) => new BriefStore({ table: one, retentionDays: 60 }));
    for (const store of stores) {
      await store.raiseShardCount(2);
      for (let day = 10; day < 30; day += 1) {
        const article = anArticle({
          key: `in/${day}`,
          publishedAt: `2026-04-${day}`,
          receivedAt: `2026-04-${day}T10:00Z`,
        });
        const parties = [aParty(day % 3 === 0 ? 'north' : 'south')];
        await store.storeBrief(aSingle(article, { headline: `Quay ${day} opens`, parties }), NOW);
      }
    }

    // Act
    const [onDynamo, inMemory] = await Promise.all(
      stores.map(async (store) => [
        await store.listBriefs({ q: '"quay 2*" opens', limit: 3 }, NOW),
        await store.listBriefs({ q: 'quay 17 open*', from: '2026-04-11', to: '2026-04-20' }, NOW),
        await store.listWholeBriefs({ party: 'north', view: 'dossier', limit: 4 }, NOW),
        await store.listParties({}, NOW),
      ]),
    );

    // Assess
    expect(onDynamo).toEqual(inMemory);
    expect(onDynamo).toMatchObject([
      { items: [] },
      { items: [{ card: { headline: 'Quay 17 opens' }, matches: [{ list: 'headline' }] }] },
      { items: [{ brief: { headline: { text: 'Quay 27 opens' } } }, {}, {}, {}], next: expect.any(String) },
      {
        briefs: 20,
        items: [
          { id: 'south', recent: 4, before: 10, change: 1.5 },
          { id: 'north', recent: 1, before: 5, change: -0.25 },
        ],
      },
    ]);
  });

  it('gives a large brief back as it was', async () => {
    const { table } = await dynamo.newTable();
    const store = new BriefStore({ table });
    const measures = Array.from({ length: 60 }, (_, index) =>
      aMeasure('infrastructure', 'announced', { description: `Quay ${index} is opened — «Кай» 🚢.` }),
    );
    const input = aSingle(anArticle({}), { measures });

    await store.storeBrief(input, NOW);

    const view = await store.getBrief(input.article.articleId, NOW);
    expect(view).toMatchObject({ state: 'live', brief: input.brief, articleKey: input.articleKey });
  });
});

describe('The DynamoDB table', () => {
  /** One question a line, so that both tables can be asked the same. */
  const questions: readonly ((table: Table) => Promise<unknown>)[] = [
    (table) => table.get({ pk: 'p', sk: 'a' }),
    (table) => table.putIf({ pk: 'p', sk: 'a', v: '2', left: undefined }, { kind: 'absent' }),
    (table) => table.putIf({ pk: 'p', sk: 'a', v: '3' }, { kind: 'absent' }),
    (table) => table.putIf({ pk: 'p', sk: 'a', v: '3' }, { kind: 'equals', attribute: 'v', value: '1' }),
    (table) => table.putIf({ pk: 'p', sk: 'a', v: '3' }, { kind: 'equals', attribute: 'v', value: '2' }),
    (table) => table.putIf({ pk: 'p', sk: 'none', v: '3' }, { kind: 'equals', attribute: 'v', value: '2' }),
    (table) =>
      table.update({ pk: 'p', sk: 'a' }, { set: { v: '3' } }, { kind: 'missing-or-below', attribute: 'v', value: '3' }),
    (table) =>
      table.update({ pk: 'p', sk: 'a' }, { set: { v: '4' } }, { kind: 'missing-or-below', attribute: 'v', value: '4' }),
    (table) =>
      table.update(
        { pk: 'p', sk: 'new' },
        { set: { v: '1' } },
        { kind: 'missing-or-below', attribute: 'v', value: '1' },
      ),
    (table) =>
      table.update({ pk: 'p', sk: 'none' }, { set: { v: '1' } }, { kind: 'equals', attribute: 'v', value: '1' }),
    (table) => table.update({ pk: 'p', sk: 'set' }, { add: { attribute: 'gone', value: 'x' }, set: { expiresAt: 9 } }),
    (table) => table.update({ pk: 'p', sk: 'set' }, { add: { attribute: 'gone', value: 'x' } }),
    (table) => table.update({ pk: 'p', sk: 'set' }, { set: { v: '1' }, remove: ['expiresAt', 'missing'] }),
    (table) => table.put({ pk: 'p', sk: 'deep', list: [{ a: null }, 1.5, true, ''], bytes: new Uint8Array([1, 2]) }),
    (table) => table.get({ pk: 'p', sk: 'deep' }),
    (table) =>
      table.writeBatch({
        puts: [
          { pk: 'q', sk: '1' },
          { pk: 'q', sk: '2' },
        ],
        deletes: [{ pk: 'p', sk: 'new' }],
      }),
    (table) =>
      table.writeBatch({ puts: Array.from({ length: 60 }, (_, n) => ({ pk: 'r', sk: String(100 + n), v: 'v' })) }),
    (table) => table.query({ pk: 'r', limit: 3 }),
    (table) => table.query({ pk: 'r', from: '110', before: '113', limit: 2 }),
    (table) => table.query({ pk: 'r', from: '110', before: '113', limit: 4 }),
    (table) => table.query({ pk: 'r', from: '158', limit: 4, attributes: [] }),
    (table) => table.query({ pk: 'r', before: '101', limit: 4 }),
    (table) => table.query({ pk: 'p', limit: 10, attributes: ['v'] }),
    (table) => table.query({ pk: 'nothing', limit: 1 }),
    async (table) => {
      const keys = Array.from({ length: 130 }, (_, n) => ({ pk: 'r', sk: String(n + 50) }));
      return (await table.batchGet(keys, ['v'])).map(({ sk, v }) => `${sk} ${v}`).sort();
    },
    (table) => table.batchGet([]),
    (table) => table.writeBatch({}),
  ];

  it('answers every operation as the table in memory does', async () => {
    const { table, tableName } = await dynamo.newTable();
    const memory = new MemoryTable();
    for (const [index, ask] of questions.entries()) {
      expect(await ask(table), `question ${index}`).toEqual(await ask(memory));
    }
    expect(comparable(await dynamo.items(tableName))).toEqual(comparable(memory.items()));
  });

  it('refuses an item over 400 KB for good', async () => {
    const { table, tableName } = await dynamo.newTable();
    const item = { pk: 'p', sk: 's', body: new Uint8Array(401 * 1024) };

    await expect(table.putIf(item, { kind: 'absent' })).rejects.toMatchObject({ code: 'item-too-large' });
    await expect(table.writeBatch({ puts: [item] })).rejects.toMatchObject({ code: 'item-too-large' });
    await expect(table.put({ pk: 'x'.repeat(2049), sk: 's' })).rejects.toMatchObject({ code: 'item-too-large' });

    expect(await dynamo.items(tableName)).toEqual([]);
  });

  it('sends again what a batch left undone, and gives up in the end', async () => {
    const { table } = await dynamo.newTable();
    const items = Array.from({ length: 5 }, (_, n) => ({ pk: 'p', sk: String(n) }));
    dynamo.faults.push({ operation: 'BatchWriteItem', batchOf: 2 }, { operation: 'BatchGetItem', batchOf: 2 });

    await table.writeBatch({ puts: items });
    const found = await table.batchGet(items);

    expect(found.map(({ sk }) => sk).sort()).toEqual(['0', '1', '2', '3', '4']);
    dynamo.faults.splice(0, 2, { operation: 'BatchGetItem', batchOf: 0 });
    dynamo.faults.push({ operation: 'BatchWriteItem', refuse: { status: 400, type: 'ThrottlingException' } });
    await expect(table.writeBatch({ deletes: items })).rejects.toBeInstanceOf(TransientError);
  });

  it('says of throttles, faults and a lost connection that they may pass', async () => {
    const { table } = await dynamo.newTable();
    const refusals = [
      { status: 400, type: 'ProvisionedThroughputExceededException' },
      { status: 400, type: 'ThrottlingException' },
      { status: 500, type: 'InternalServerError' },
      { status: 503, type: 'SlowDown' },
    ];
    for (const refuse of refusals) {
      dynamo.faults.splice(0, 1, { operation: 'GetItem', refuse });
      await expect(table.get({ pk: 'p', sk: 's' })).rejects.toBeInstanceOf(TransientError);
    }
    const other = await startDynamo();
    const { table: lost } = await other.newTable();
    await other.close();
    await expect(lost.get({ pk: 'p', sk: 's' })).rejects.toBeInstanceOf(TransientError);
  });

  it('does not hide a fault of ours', async () => {
    const { table } = await dynamo.newTable();
    await expect(table.put({ pk: '', sk: 's' })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('consumes what the counting table counts', async () => {
    // Prepare
    const { table } = await dynamo.newTable();
    const counting = new CountingTable(new MemoryTable());
    const parties = ['north', 'south', 'east'].map((id) => aParty(id, { kind: 'state', country: 'NO' }));
    const measures = [aMeasure('agreement', 'agreed'), aMeasure('trade', 'proposed')];
    const inputs = [
      aSingle(anArticle({ sequencer: '01' }), { parties, measures }),
      // Another text, as the table does not report what a condition costs that does not hold.
      aSingle(anArticle({ sequencer: '02', text: 'The port closes its second quay.' }), { parties, measures }),
      aPart(anArticle({ key: 'bundle', part: 'x' }), { parties }),
    ];
    const before = { ...dynamo.consumed };

    // Act
    for (const input of inputs) {
      await new BriefStore({ table }).storeBrief(input, NOW);
      await new BriefStore({ table: counting }).storeBrief(input, NOW);
    }

    // Assess
    const { requests, readUnits, writeUnits } = counting.total();
    expect(dynamo.consumed.requests - before.requests).toBe(requests);
    expect(dynamo.consumed.units - before.units).toBe(readUnits + writeUnits);
    expect(await new BriefStore({ table }).getBrief(articleIdOf(BUCKET, 'bundle', 'x'), NOW)).toBeDefined();
  });
});

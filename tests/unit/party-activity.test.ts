import { describe, expect, it } from 'vitest';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { positionKey, postingPartition } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { anArticle, aParty, aSingle, NOW } from '../store/records.ts';

const DAY_MS = 86_400_000;
const dayOf = (ago: number): string => new Date(NOW - ago * DAY_MS).toISOString().slice(0, 10);
const id = (n: number): string => n.toString(16).padStart(32, '0');

/** A table with one brief, of long ago, that names the party, and so many of its postings in the two stretches of time. */
async function tableWith(recent: number, before: number): Promise<MemoryTable> {
  const table = new MemoryTable();
  const article = anArticle({ publishedAt: dayOf(60) });
  await new BriefStore({ table }).storeBrief(aSingle(article, { parties: [aParty('north')] }), NOW);
  const version = `${'0'.repeat(64)}.000001.000001`;
  const posting = (n: number, daysAgo: number) => ({
    pk: postingPartition('party', 'north', 0),
    sk: positionKey({ time: new Date(NOW - daysAgo * DAY_MS - n).toISOString(), briefId: id(n), version }),
  });
  const puts = [
    ...Array.from({ length: recent }, (_, n) => posting(n, n % 7)),
    ...Array.from({ length: before }, (_, n) => posting(n, 8 + (n % 27))),
  ];
  await table.writeBatch({ puts });
  return table;
}

describe('The activity of a party', () => {
  it.each([
    { recent: 100, before: 200, queries: 1 },
    { recent: 499, before: 0, queries: 1 },
    { recent: 500, before: 0, queries: 2 },
    { recent: 0, before: 700, queries: 1 },
    { recent: 300, before: 400, queries: 2 },
    { recent: 499, before: 501, queries: 2 },
    { recent: 500, before: 500, queries: 2 },
    { recent: 600, before: 3, queries: 2 },
    { recent: 600, before: 700, queries: 2 },
  ])('is counted up to 500 of $recent and of $before, in $queries queries', async ({ recent, before, queries }) => {
    const counting = new CountingTable(await tableWith(recent, before));

    const { items } = await new BriefStore({ table: counting }).listParties({}, NOW);

    expect(items).toMatchObject([{ id: 'north', recent: Math.min(recent, 500), before: Math.min(before, 500) }]);
    // The shard count, the newest postings, and their briefs.
    expect(counting.total().requests - 3).toBe(queries);
  });
});

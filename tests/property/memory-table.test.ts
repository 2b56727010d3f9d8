import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Item, Range } from '../../functions/core/store/table.ts';

const sk = fc.integer({ min: 0, max: 99 }).map((n) => `k${String(n).padStart(2, '0')}`);
const pk = fc.constantFrom('a', 'b');
type Act = { kind: 'put' | 'delete'; pk: string; keys: string[] } | { kind: 'query'; range: Range };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('put', 'delete'), pk, keys: fc.uniqueArray(sk, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant('query'),
    range: fc.record({ pk, from: fc.option(sk), before: fc.option(sk), limit: fc.integer({ min: 1, max: 12 }) }).map(
      ({ from, before, ...rest }): Range => ({
        ...rest,
        ...(from === null ? {} : { from }),
        ...(before === null ? {} : { before }),
      }),
    ),
  }),
);

describe('The table in memory', () => {
  it('answers every query as one that sorts all items each time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const table = new MemoryTable();
        const model = new Map<string, Item>();
        for (const [index, one] of acts.entries()) {
          if (one.kind === 'query') {
            const { from, before, limit } = one.range;
            const wanted = [...model.values()]
              .filter((item) => item.pk === one.range.pk)
              .filter((item) => (from === undefined || item.sk >= from) && (before === undefined || item.sk < before))
              .sort((a, b) => (a.sk < b.sk ? 1 : -1))
              .slice(0, limit);
            expect(await table.query(one.range)).toEqual({ items: wanted, more: wanted.length === limit });
            continue;
          }
          const items = one.keys.map((key): Item => ({ pk: one.pk, sk: key, value: index, nested: { index } }));
          await table.writeBatch(one.kind === 'put' ? { puts: items } : { deletes: items });
          for (const item of items) {
            if (one.kind === 'put') model.set(`${item.pk} ${item.sk}`, item);
            else model.delete(`${item.pk} ${item.sk}`);
          }
        }
        const all = [...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
        expect(table.items()).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what was put apart from what is changed outside', async () => {
    const table = new MemoryTable();
    const item = { pk: 'a', sk: 'k', list: ['one'], set: new Set(['one']), bytes: Uint8Array.of(1) };
    await table.put(item);
    item.list.push('two');
    item.set.add('two');
    item.bytes[0] = 2;
    const read = await table.get(item);
    expect(() => Array.isArray(read?.['list']) && read['list'].push('three')).toThrow(TypeError);
    if (read?.['set'] instanceof Set) read['set'].add('three');
    if (read?.['bytes'] instanceof Uint8Array) read['bytes'][0] = 3;
    expect(await table.get(item)).toEqual({
      pk: 'a',
      sk: 'k',
      list: ['one'],
      set: new Set(['one']),
      bytes: Uint8Array.of(1),
    });
  });
});

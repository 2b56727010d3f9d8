import { describe, expect, it } from 'vitest';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { MAX_WATCHES, WatchStore } from '../../functions/core/store/watches.ts';
import type { Watch } from '../../functions/core/watches/watch.ts';

const aWatch = (id: string, traits: Partial<Watch> = {}): Watch => ({
  id,
  name: 'The strait',
  parties: ['iran'],
  by: 'desk@example.org',
  at: '2026-05-01T12:00:00.000Z',
  ...traits,
});

describe('Watches', () => {
  it('are stored, replaced, listed by their ids and removed', async () => {
    const watches = new WatchStore(new MemoryTable());

    expect(await watches.put(aWatch('strait'))).toBe(true);
    await watches.put(aWatch('harbour'));
    await watches.put(aWatch('strait', { name: 'Both sides of it' }));

    expect(await watches.get('strait')).toEqual(aWatch('strait', { name: 'Both sides of it' }));
    expect((await watches.list()).map(({ id }) => id)).toEqual(['harbour', 'strait']);
    expect(await watches.remove('strait')).toBe(true);
    expect(await watches.remove('strait')).toBe(false);
    expect(await watches.get('strait')).toBeUndefined();
  });

  it('are bounded, and those that are there can still be changed', async () => {
    const watches = new WatchStore(new MemoryTable());
    for (let index = 0; index < MAX_WATCHES; index += 1) await watches.put(aWatch(`w-${index}`));

    await expect(watches.put(aWatch('one-more'))).rejects.toThrow('There are 200 watches');
    expect(await watches.put(aWatch('w-7', { name: 'Changed' }))).toBe(true);
    expect(await watches.get('w-7')).toMatchObject({ name: 'Changed' });
    expect(await watches.list()).toHaveLength(MAX_WATCHES);
  });

  it('are put with the secrets of their webhooks, and only over what was seen where that is asked', async () => {
    const watches = new WatchStore(new MemoryTable());
    const secrets = { 'https://hooks.example.org/': 'whsec_a' };

    expect(await watches.put(aWatch('strait'), secrets, 'absent')).toBe(true);
    expect(await watches.put(aWatch('strait'), {}, 'absent')).toBe(false);
    const seen = await watches.getWithSecrets('strait');
    expect(seen).toMatchObject({ watch: aWatch('strait'), secrets });
    expect(await watches.put(aWatch('strait'), { 'https://hooks.example.org/': 'whsec_b' }, seen?.tag)).toBe(true);
    expect(await watches.put(aWatch('strait'), secrets, seen?.tag)).toBe(false);
    expect(JSON.stringify([await watches.get('strait'), await watches.list()])).not.toContain('whsec');
  });

  it('that are stored otherwise are an error that says which', async () => {
    const table = new MemoryTable();
    await table.put({ pk: 'WATCHES', sk: 'odd', watch: { id: 'odd' } });

    await expect(new WatchStore(table).get('odd')).rejects.toMatchObject({ name: 'CorruptDataError', file: 'odd' });
  });
});

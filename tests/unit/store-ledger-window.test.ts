import { beforeEach, describe, expect, it } from 'vitest';
import { signatureOf } from '../../functions/core/ledger/text-signature.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { type LedgerWindow, readLedgerWindow } from '../../functions/core/store/ledger-window.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { aManifest, aMeasure, anArticle, aParty, aSingle, type BriefTraits, NOW, quoteOf } from '../store/records.ts';

const SINCE = '2026-04-20T00:00:00.000Z';
const UNTIL = '2026-05-01T00:00:00.000Z';

let table: MemoryTable;
let store: BriefStore;

type Told = BriefTraits & {
  published?: string | null;
  received?: string;
  source?: string;
  text?: string;
  sequencer?: string;
};

/** A brief whose headline is its key, of an article that arrived in the window by default, on the day that it is dated. */
async function put(key: string, told: Told = {}): Promise<void> {
  const { published = '2026-04-21', received = '2026-04-21T06:00:00.000Z', source, text, sequencer, ...traits } = told;
  const article = anArticle({
    key,
    publishedAt: published,
    receivedAt: received,
    ...(source === undefined ? {} : { source }),
    ...(text === undefined ? {} : { text }),
    ...(sequencer === undefined ? {} : { sequencer }),
  });
  await store.storeBrief(aSingle(article, { headline: key, ...traits }), NOW);
}

async function keysOf(watch?: LedgerWindow['watch'], window: Partial<LedgerWindow> = {}): Promise<string[]> {
  const { items } = await store.ledgerBriefs({ watch, from: SINCE, to: UNTIL, ...window }, NOW);
  return items.map(({ brief }) => brief.headline.text);
}

const state = (id: string, country: string) => aParty(id, { kind: 'state', country });

beforeEach(() => {
  table = new MemoryTable();
  store = new BriefStore({ table });
});

describe('What the ledger reads', () => {
  it('is whole briefs with their signatures and times, the newest first', async () => {
    await put('a', { published: '2026-04-21', text: 'The port opens.' });
    await put('b', { published: '2026-04-22' });

    const { items, from, complete } = await store.ledgerBriefs({ from: SINCE, to: UNTIL }, NOW);

    expect(items.map(({ brief }) => brief.headline.text)).toEqual(['b', 'a']);
    expect(items[1]).toMatchObject({ time: '2026-04-21T00:00:00.000Z', signature: signatureOf('The port opens.') });
    expect({ from, complete }).toEqual({ from: '2026-04-21T00:00:00.000Z', complete: true });
    expect(items[1]?.version).toBe((await store.getBrief(items[1]?.brief.briefId ?? '', NOW))?.version);
  });

  it('is nothing of nothing', async () => {
    expect(await store.ledgerBriefs({ from: SINCE, to: UNTIL }, NOW)).toEqual({
      items: [],
      from: null,
      complete: true,
    });
  });

  it.each([
    ['without a watch', undefined],
    ['for a watch with a list of its own', { parties: ['port'] }],
    ['for a watch of words', { words: ['quay'] }],
  ])('has the history of 60 days, and what arrived late, %s', async (_, watch) => {
    const told = { parties: [aParty('port'), aParty('city')], risks: [] };
    await put('of the window', told);
    await put('of the history', { ...told, published: '2026-02-25', received: '2026-02-25T06:00:00.000Z' });
    await put('before the history', { ...told, published: '2026-02-18', received: '2026-02-18T06:00:00.000Z' });
    await put('arrived late', { ...told, published: '2026-01-05' });
    await put('arrived very late', { ...told, published: '1998-01-05' });
    await put('arrived after the window', { ...told, received: '2026-05-01T00:00:00.001Z', published: '2026-04-22' });
    for (const key of ['of the window', 'of the history', 'before the history', 'arrived late', 'arrived very late']) {
      expect((await store.listBriefs({ q: `"${key}"` }, NOW)).items, key).toHaveLength(1);
    }

    const found = await keysOf(watch && 'words' in watch ? { words: ['late', 'window', '"the history"'] } : watch);

    expect(found).toEqual(['of the window', 'of the history', 'arrived late', 'arrived very late']);
  });

  it('is of the present versions alone, and of nothing that was removed or has expired', async () => {
    store = new BriefStore({ table, retentionDays: 30 });
    await put('old', { published: '2026-03-10', received: '2026-03-10T06:00:00.000Z' });
    await put('a', { headline: 'first' });
    await put('a', { headline: 'second', sequencer: '02' });
    await put('b');
    await store.recordManifest(aManifest(anArticle({ key: 'b', sequencer: '02' }), { kind: 'removed' }), NOW);

    expect(await keysOf()).toEqual(['second']);
  });

  it('has copies as well: they tell how many outlets print a thing', async () => {
    await put('a', { text: 'The same wire story.', source: 'One' });
    await put('b', { text: 'The same wire story.', source: 'Two' });

    expect((await keysOf()).sort()).toEqual(['a', 'b']);
  });
});

describe('A watch', () => {
  beforeEach(async () => {
    const iran = state('iran', 'IR');
    const oman = state('oman', 'OM');
    await put('a', { parties: [iran, oman], measures: [aMeasure('withdrawal', 'proposed')], source: 'The  Courier' });
    await put('b', {
      parties: [oman, iran],
      measures: [aMeasure('withdrawal', 'agreed'), aMeasure('aid', 'proposed')],
    });
    await put('c', {
      parties: [aParty('port', { name: 'Port Authority' }), oman],
      measures: [aMeasure('aid', 'agreed')],
    });
    await put('d', { parties: [aParty('port', { name: 'Port Authority' })], headline: 'd Göteborg quays withdrawn' });
  });

  it.each<[string, NonNullable<LedgerWindow['watch']>, string[]]>([
    ['parties', { parties: ['iran'] }, ['a', 'b']],
    ['one of two parties', { parties: ['iran', 'port'] }, ['a', 'b', 'c', 'd']],
    ['a pair, in either order', { pairs: ['oman~iran'] }, ['a', 'b']],
    ['countries', { countries: ['OM'] }, ['a', 'b', 'c']],
    ['types of measures', { measures: ['aid'] }, ['b', 'c']],
    ['statuses', { statuses: ['agreed'] }, ['b', 'c']],
    ['a measure of both', { measures: ['withdrawal'], statuses: ['proposed'] }, ['a']],
    ['outlets in any case', { sources: ['the courier'] }, ['a']],
    ['beginnings', { words: ['withdr*'] }, ['d']],
    ['a phrase', { words: ['"goteborg quays"', 'xylophone'] }, ['d']],
    ['all words of one entry', { words: ['goteborg xylophone'] }, []],
    ['names as whole words', { names: ['port authority'] }, ['d', 'c']],
    ['names, and no part of a word', { names: ['Göte'] }, []],
    ['all of its fields', { parties: ['oman'], measures: ['aid'], statuses: ['agreed'] }, ['c']],
    ['fields that exclude each other', { parties: ['port'], measures: ['withdrawal'] }, []],
  ])('finds %s', async (_, watch, keys) => {
    const found = await keysOf(watch);

    expect(found.map((key) => key.charAt(0)).sort()).toEqual(keys.toSorted());
  });

  it('is refused where a word is none', async () => {
    await expect(keysOf({ words: ['…'] })).rejects.toMatchObject({ name: 'InvalidRequestError' });
  });

  it('looks into quotes as well', async () => {
    await put('e', { risks: [], measures: [aMeasure('aid', 'agreed', { evidence: [quoteOf('Gravel is sent.')] })] });

    expect(await keysOf({ words: ['gravel'] })).toEqual(['e']);
  });
});

describe('The bounds', () => {
  const window = { from: SINCE, to: UNTIL };
  const read = (bounds: Parameters<typeof readLedgerWindow>[3], watch?: LedgerWindow['watch']) =>
    readLedgerWindow(table, { ...window, watch }, NOW, bounds);

  beforeEach(async () => {
    for (let day = 1; day <= 9; day += 1) {
      const received = `2026-04-2${day}T06:00:00.000Z`;
      await put(`a${day}`, { parties: [aParty('port')], published: received.slice(0, 10), received });
    }
  });

  it.each<[string, LedgerWindow['watch']]>([
    ['all', undefined],
    ['a watch', { parties: ['port'] }],
  ])('of briefs leave the newest, of %s, and say so', async (_, watch) => {
    const { items, from, complete } = await read({ given: 4 }, watch);

    expect(items.map(({ brief }) => brief.headline.text)).toEqual(['a9', 'a8', 'a7', 'a6']);
    expect({ from, complete }).toEqual({ from: '2026-04-26T00:00:00.000Z', complete: false });
    expect(await read({ given: 9 }, watch)).toMatchObject({ complete: true });
  });

  it('of what is read, and of postings, say so as well', async () => {
    const found = await read({ read: 3 }, { words: ['a1'] });
    expect({ briefs: found.items.length, complete: found.complete }).toEqual({ briefs: 0, complete: false });

    const looked = await read({ postings: 5 }, { parties: ['port'] });
    expect({ briefs: looked.items.length, complete: looked.complete }).toEqual({ briefs: 5, complete: false });
  });

  it('leave the history of what arrived rather than other news', async () => {
    const pair = { parties: [aParty('lock'), aParty('canal')] };
    await put('news', { ...pair, published: '2026-04-30', received: '2026-04-30T06:00:00.000Z' });
    await put('history', { ...pair, published: '2026-03-01', received: '2026-03-01T06:00:00.000Z' });
    const since = '2026-04-30T00:00:00.000Z';

    const { items } = await readLedgerWindow(table, { from: since, to: UNTIL }, NOW, { given: 2 });

    expect(items.map(({ brief }) => brief.headline.text)).toEqual(['news', 'history']);
  });
});

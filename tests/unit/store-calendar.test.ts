import { beforeEach, describe, expect, it } from 'vitest';
import type { Brief, When } from '../../functions/core/brief.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { CalendarQuery } from '../../functions/core/store/calendar.ts';
import { MAX_POSTINGS } from '../../functions/core/store/facets.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { aManifest, aMeasure, anArticle, aParty, aSingle, type BriefTraits, NOW, quoteOf } from '../store/records.ts';

const when = (edtf: string): When => ({ edtf, stated: edtf, basis: 'stated' });
const step = (edtf: string, text = `A vote on ${edtf}.`): Brief['ahead'][number] => ({
  when: when(edtf),
  text,
  evidence: [quoteOf(text)],
});

let table: MemoryTable;
let store: BriefStore;

/** An article of 1 April 2026, by default. */
async function put(key: string, traits: BriefTraits, article: Parameters<typeof anArticle>[0] = {}): Promise<void> {
  await store.storeBrief(aSingle(anArticle({ key, ...article }), { headline: key, ...traits }), NOW);
}

/** What a calendar lists, page by page: the day, whose it is, and its texts. */
async function listed(query: CalendarQuery): Promise<string[]> {
  const lines: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.calendar({ ...query, cursor }, NOW);
    for (const { day, card, events } of page.items) {
      lines.push(`${day} ${card.headline}: ${events.map(({ kind, text }) => `${kind} ${text}`).join(', ')}`);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return lines;
}

beforeEach(() => {
  table = new MemoryTable();
  store = new BriefStore({ table });
});

describe('The calendar', () => {
  it('lists steps and deadlines by their days, the nearest first', async () => {
    const deadline = aMeasure('withdrawal', 'agreed', {
      description: 'Boats leave.',
      deadline: 'by 3 May',
      when: { edtf: '2026-05-03', stated: '3 May', basis: 'stated' },
    });
    const announced = { ...deadline, deadline: 'by the autumn', description: 'Told on the third.' };
    const unsure = { ...deadline, certainty: 'low' as const, description: 'Not surely read.' };
    await put('a', {
      ahead: [step('2026-05-09', 'Talks.'), step('2026-05-03', 'A vote.')],
      measures: [deadline, announced, unsure],
    });
    await put('b', { ahead: [step('2026-05-06', 'A visit.')] });

    expect(await listed({ from: '2026-05-01' })).toEqual([
      '2026-05-03 a: step A vote., deadline Boats leave.',
      '2026-05-06 b: step A visit.',
      '2026-05-09 a: step Talks.',
    ]);
    expect(await listed({ from: '2026-05-04', to: '2026-05-06' })).toEqual(['2026-05-06 b: step A visit.']);
  });

  it('lists a month until it is over', async () => {
    await put('a', { ahead: [step('2026-05', 'In May.'), step('2026-05-01', 'On the first.')] });

    expect(await listed({ from: '2026-05-31' })).toEqual(['2026-05-01 a: step In May.']);
    expect(await listed({ from: '2026-05-01' })).toEqual(['2026-05-01 a: step On the first., step In May.']);
    expect(await listed({ from: '2026-06-01' })).toEqual([]);
    expect(await listed({ from: '2026-04-01', to: '2026-04-30' })).toEqual([]);
  });

  it('lists nothing that an article tells of the past, or of no day', async () => {
    const past = [
      step('2026-03-31'),
      step('2026-03'),
      step('XXXX-07'),
      step('2026'),
      step('2026-02-30'),
      step('2026-13'),
    ];
    await put('a', { ahead: [...past, { text: 'Soon.', evidence: [quoteOf('Soon.')] }, step('2026-04-01', 'Today.')] });
    await put('b', { measures: [aMeasure('aid', 'completed', { when: when('2026-05-02') })] });

    expect(await listed({ from: '2020-01-01' })).toEqual(['2026-04-01 a: step Today.']);
  });

  it('counts from the receipt of an article without a day of its own', async () => {
    await put('a', { ahead: [step('2026-04-01'), step('2026-04-02', 'Now.')] }, { publishedAt: null });

    expect(await listed({ from: '2026-01-01' })).toEqual(['2026-04-02 a: step Now.']);
  });

  it('lists the four nearest days of a brief, and no brief has more postings than 32 for them', async () => {
    const days = ['2026-05-05', '2026-05-04', '2026-05-03', '2026-05-02', '2026-05-01'];
    const parties = Array.from({ length: 40 }, (_, index) => aParty(`party-${index}`));
    await put('a', { ahead: days.map((day) => step(day)), parties });

    expect((await listed({ from: '2026-05-01' })).map((line) => line.slice(0, 10))).toEqual(
      days.toReversed().slice(0, 4),
    );
    const postings = table.items().filter(({ sk }) => /^\d{4}-/.test(sk));
    expect(postings).toHaveLength(MAX_POSTINGS);
  });

  it('comes in pages, each entry once, whatever their size and the shards', async () => {
    await store.raiseShardCount(3);
    for (let index = 0; index < 30; index += 1) {
      await put(`a${index}`, { ahead: [step(`2026-05-${String((index % 9) + 1).padStart(2, '0')}`), step('2026-05')] });
    }
    const all = await listed({ from: '2026-05-01', limit: 50 });

    expect(new Set(all).size).toBe(all.length);
    // On the first of the month, the day and the month are one entry.
    expect(all).toHaveLength(30 + 26);
    expect(all).toEqual(
      all.toSorted((a, b) => (a.slice(0, 10) < b.slice(0, 10) ? -1 : a.slice(0, 10) > b.slice(0, 10) ? 1 : 0)),
    );
    for (const limit of [1, 7]) expect(await listed({ from: '2026-05-01', limit })).toEqual(all);
  });

  it('is narrowed to a party or a country', async () => {
    const iran = aParty('iran', { kind: 'state', country: 'IR' });
    await put('a', { ahead: [step('2026-05-02', 'Talks.')], parties: [iran] });
    await put('b', { ahead: [step('2026-05-03')], parties: [aParty('port-authority')] });

    expect(await listed({ from: '2026-05-01', party: 'iran' })).toEqual(['2026-05-02 a: step Talks.']);
    expect(await listed({ from: '2026-05-01', country: 'ir' })).toEqual(['2026-05-02 a: step Talks.']);
    expect(await listed({ from: '2026-05-01', country: 'FR' })).toEqual([]);
  });

  it('takes no cursor of another query', async () => {
    await put('a', { ahead: [step('2026-05-02'), step('2026-05-03')] });
    const { next } = await store.calendar({ from: '2026-05-01', limit: 1 }, NOW);

    await expect(store.calendar({ from: '2026-05-02', limit: 1, cursor: next }, NOW)).rejects.toThrow('cursor');
    await expect(store.calendar({ from: 'tomorrow' }, NOW)).rejects.toThrow('"from" is neither');
  });

  it('forgets what a newer version does not say, and what was removed', async () => {
    await put('a', { ahead: [step('2026-05-02'), step('2026-05-03', 'A vote.')] });
    await put('a', { ahead: [step('2026-05-03', 'A vote after all.')] }, { sequencer: '02' });
    expect(await listed({ from: '2026-05-01' })).toEqual(['2026-05-03 a: step A vote after all.']);

    await store.recordManifest(aManifest(anArticle({ key: 'a', sequencer: '03' }), { kind: 'removed' }), NOW);
    expect(await listed({ from: '2026-05-01' })).toEqual([]);
    expect(table.items().filter(({ pk }) => pk.startsWith('ahead#'))).toEqual([]);
  });

  it('lists one of two copies', async () => {
    await put('a', { ahead: [step('2026-05-02', 'Talks.')] }, { text: 'The same wire story.' });
    await put('b', { ahead: [step('2026-05-02', 'Talks.')] }, { text: 'The same wire story.' });

    expect(await listed({ from: '2026-05-01' })).toEqual(['2026-05-02 a: step Talks.']);
  });
});

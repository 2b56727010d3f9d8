import { beforeEach, describe, expect, it } from 'vitest';
import { briefVersionOf, headVersionOf } from '../../functions/core/identity.ts';
import type { Note } from '../../functions/core/notes/note.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { noteKey } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { MAX_NOTES, NoteStore } from '../../functions/core/store/notes.ts';
import type { Item, Range } from '../../functions/core/store/table.ts';
import { withMethods } from '../store/mutants.ts';
import { aManifest, anArticle, aSingle, NOW } from '../store/records.ts';

const DAY = 86_400;
const RECEIVED = '2026-04-02T08:00:00.000Z';
const first = anArticle({ sequencer: '01' });
const second = anArticle({ sequencer: '02', receivedAt: '2026-04-20T08:00:00.000Z' });
const briefId = first.articleId;
const versionOf = ({ revision, parserGeneration }: typeof first): string =>
  briefVersionOf(headVersionOf(revision, parserGeneration), 1);

let table: MemoryTable;
let store: BriefStore;
let notes: NoteStore;

function aNote(id: string, traits: Partial<Note> = {}): Note {
  return {
    action: 'comment',
    value: { text: 'The quay is the third.' },
    id,
    briefId,
    version: versionOf(first),
    by: 'desk@example.org',
    at: new Date(NOW).toISOString(),
    ...traits,
  } as Note;
}

const notesInTable = (): Item[] => table.items().filter(({ pk }) => pk.startsWith('NOTES#'));
const purgeOf = (sequencer: string) =>
  aManifest(anArticle({ sequencer }), { kind: 'purged', onlyArticleId: briefId, articleIds: [] });

beforeEach(() => {
  table = new MemoryTable();
  store = new BriefStore({ table, retentionDays: 60 });
  notes = new NoteStore(table);
});

describe('Notes on a brief', () => {
  beforeEach(async () => {
    await store.storeBrief(aSingle(first), NOW);
  });

  it('are read in the order of their ids, as they were written', async () => {
    await notes.append(aNote('02'));
    await notes.append(aNote('01'));

    expect(await notes.of(briefId)).toEqual([aNote('01'), aNote('02')]);
    expect(await notes.of('another')).toEqual([]);
  });

  it('are never changed by another of the same id', async () => {
    await notes.append(aNote('01'));
    await notes.append(aNote('01', { by: 'somebody else' }));

    expect(await notes.of(briefId)).toEqual([aNote('01')]);
  });

  it('tell which briefs have them', async () => {
    await notes.append(aNote('01'));

    expect(await notes.noted(1)).toEqual({ ids: [briefId], more: false });
    expect(await notes.ofSome([briefId, 'another'])).toEqual(new Map([[briefId, [aNote('01')]]]));
  });

  it('tell which briefs have them in parts, however many there are', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => String(index).padStart(32, '0'));
    for (const sk of ids) await table.put({ pk: 'NOTED', sk });

    const first = await notes.noted(3);
    const second = await notes.noted(4, first.ids.at(-1));

    expect([...first.ids, ...second.ids]).toEqual(ids);
    expect([first.more, second.more]).toEqual([true, false]);
  });

  it('are found for the briefs that are asked for where more have notes than are listed', async () => {
    for (let index = 0; index < 5_001; index += 1) await table.put({ pk: 'NOTED', sk: `0-${index}` });
    await notes.append(aNote('01'));

    expect([...(await notes.ofSome([briefId, 'z'])).keys()]).toEqual([briefId]);
  });

  it('are bounded', async () => {
    for (let index = 0; index < MAX_NOTES; index += 1)
      await table.put({ ...noteKey(briefId, `0-${index}`), state: 'kept' });

    // DynamoDB ends a page at 1 MB, whatever its limit.
    const inShortPages = withMethods(table, {
      query: (range: Range) => table.query({ ...range, limit: Math.min(50, range.limit) }),
    });
    for (const some of [notes, new NoteStore(inShortPages)]) {
      await expect(some.append(aNote('1'))).rejects.toThrow('A brief has 500 notes at most');
    }
    expect(notesInTable()).toHaveLength(MAX_NOTES);
  });

  it('are none where there is no brief', async () => {
    expect(await notes.append(aNote('01', { briefId: 'f'.repeat(32) }))).toBe('gone');
    expect(notesInTable()).toEqual([]);
  });

  it('survive newer versions, other analyzers and removals', async () => {
    await notes.append(aNote('01'));

    await store.storeBrief(aSingle(first, { generation: 2 }), NOW);
    await store.recordManifest(aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }), NOW);
    await store.storeBrief(aSingle(anArticle({ sequencer: '03' })), NOW);

    expect(await notes.of(briefId)).toEqual([aNote('01')]);
  });
});

describe('Notes expire', () => {
  const expiryOf = (receivedAt: string): number => Date.parse(receivedAt) / 1000 + 60 * DAY;

  it('with their brief', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await notes.append(aNote('01'));

    expect(notesInTable()).toMatchObject([{ expiresAt: expiryOf(RECEIVED) }]);
    expect(await table.get({ pk: 'NOTED', sk: briefId })).toMatchObject({ expiresAt: expiryOf(RECEIVED) });

    // The stage has been given no retention any more.
    await new BriefStore({ table }).storeBrief(aSingle(second), NOW);
    expect(notesInTable().map(({ expiresAt }) => expiresAt)).toEqual([undefined]);
    expect((await table.get({ pk: 'NOTED', sk: briefId }))?.expiresAt).toBeUndefined();
  });

  it('later where a newer version of the file was received since', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await notes.append(aNote('01'));
    await store.storeBrief(aSingle(second), NOW);

    expect(notesInTable()).toMatchObject([{ expiresAt: expiryOf(second.receivedAt ?? '') }]);
    expect(await table.get({ pk: 'NOTED', sk: briefId })).toMatchObject({
      expiresAt: expiryOf(second.receivedAt ?? ''),
    });
  });

  it('later also where the newer version comes while they are written', async () => {
    await store.storeBrief(aSingle(first), NOW);
    const between = withMethods(table, {
      putIf: async (item, condition) => {
        if (item['state'] === 'kept') await store.storeBrief(aSingle(second), NOW);
        return table.putIf(item, condition);
      },
    });

    await new NoteStore(between).append(aNote('01'));

    expect(notesInTable()).toMatchObject([{ expiresAt: expiryOf(second.receivedAt ?? '') }]);
  });
});

describe('A purge', () => {
  it('erases the notes on what it erases, and counts them before', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await notes.append(aNote('01'));
    expect((await store.purgeable(first.uploadId, [briefId])).items).toBe(2);

    await store.recordManifest(purgeOf('02'), NOW);

    expect(notesInTable()).toEqual([]);
    expect(await store.purgeProgress(first.uploadId, [briefId])).toMatchObject({ left: 0 });
  });

  it('counts a note that is left', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(purgeOf('02'), NOW);
    await table.put({ ...noteKey(briefId, '01'), state: 'pending', note: aNote('01') });

    expect(await store.purgeProgress(first.uploadId, [briefId])).toMatchObject({ left: 1 });
  });

  it('leaves notes on what came after it, also when it is delivered again', async () => {
    const after = anArticle({ sequencer: '03' });
    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(purgeOf('02'), NOW);
    await store.storeBrief(aSingle(after), NOW);
    await notes.append(aNote('01', { version: versionOf(after) }));

    await store.recordManifest(purgeOf('02'), NOW);

    expect(await notes.of(briefId)).toHaveLength(1);
  });

  it('leaves no note of somebody who saw the brief before', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(purgeOf('02'), NOW);

    expect(await notes.append(aNote('01'))).toBe('gone');
    expect(notesInTable()).toEqual([]);
  });

  it('leaves none that is just being written when it looks', async () => {
    await store.storeBrief(aSingle(first), NOW);
    const between = withMethods(table, {
      putIf: async (item, condition) => {
        if (item['state'] === 'kept') await store.recordManifest(purgeOf('02'), NOW);
        return table.putIf(item, condition);
      },
    });

    expect(await new NoteStore(between).append(aNote('01'))).toBe('gone');
    expect(notesInTable()).toEqual([]);
  });

  it('has nobody read what a writer left who died before it looked, which is gone within the hour', async () => {
    await store.storeBrief(aSingle(first), NOW);
    const dying = withMethods(table, {
      batchGet: async (keys, attributes) => {
        if (attributes?.includes('purgedThrough')) throw new Error('died');
        return table.batchGet(keys, attributes);
      },
    });

    await expect(new NoteStore(dying).append(aNote('01'))).rejects.toThrow('died');

    expect(await notes.of(briefId)).toEqual([]);
    expect(notesInTable()).toMatchObject([{ expiresAt: NOW / 1000 + 3_600 }]);
  });
});

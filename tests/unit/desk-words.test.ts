import { describe, expect, it } from 'vitest';
import { DeskWords } from '../../functions/brief/desk-words.ts';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { LAST_OVERLAY } from '../../functions/core/generations.ts';
import { OverlayError } from '../../functions/core/lexicon/overlay.ts';
import { overlayKey, parseOverlayKey } from '../../functions/core/manifest.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';

const textOf = (word: string): string => JSON.stringify({ schemaVersion: 1, alwaysDrop: [word] });

/** Objects of a bucket, and how often they were read. */
function wordsOver(objects: Record<string, string>) {
  const table = new MemoryTable();
  const reads: string[] = [];
  const read = async (key: string) => {
    reads.push(key);
    return objects[key];
  };
  return { table, reads, objects, words: new DeskWords({ table, read }) };
}

describe('Keys of overlays', () => {
  it('hold their number, and are read back as they are made', () => {
    expect([1, LAST_OVERLAY].map(overlayKey)).toEqual(['lexicon/000001.json', 'lexicon/000999.json']);
    expect([1, 42, LAST_OVERLAY].map(overlayKey).map(parseOverlayKey)).toEqual([1, 42, LAST_OVERLAY]);
    for (const key of [
      'lexicon/000000.json',
      'lexicon/001000.json',
      'lexicon/1.json',
      'articles/000001.json',
      'lexicon/x',
    ]) {
      expect(parseOverlayKey(key)).toBeUndefined();
    }
  });
});

describe('The desk’s words in the brief stage', () => {
  it('are none until an overlay is applied, and then the newest', async () => {
    const { words } = wordsOver({ [overlayKey(1)]: textOf('a'), [overlayKey(2)]: textOf('b') });

    expect(await words.current()).toBeUndefined();
    expect(await words.apply(overlayKey(1))).toBe('applied');
    expect(await words.current()).toMatchObject({ number: 1, overlay: { alwaysDrop: ['a'] } });
    expect(await words.apply(overlayKey(2))).toBe('applied');
    expect(await words.current()).toMatchObject({ number: 2, overlay: { alwaysDrop: ['b'] } });
    expect(await words.apply(overlayKey(2))).toBe('repeated');
    expect(await words.apply(overlayKey(1))).toBe('superseded');
    expect(await words.current()).toMatchObject({ number: 2 });
  });

  it('are read of the bucket once an overlay', async () => {
    const { words, reads } = wordsOver({ [overlayKey(1)]: textOf('a') });
    await words.apply(overlayKey(1));
    reads.length = 0;

    for (let time = 0; time < 3; time += 1) await words.current();

    expect(reads).toEqual([overlayKey(1)]);
  });

  it.each<[string, string | undefined]>([
    [overlayKey(1), '{"schemaVersion":1,"words":[]}'],
    [overlayKey(1), 'no JSON'],
    ['lexicon/notes.json', textOf('a')],
    ['lexicon/001000.json', textOf('a')],
  ])('refuse what is put by hand and is none: %s, %s', async (key, text) => {
    const { table, words } = wordsOver({ [key]: text ?? '' });

    await expect(words.apply(key)).rejects.toThrow(OverlayError);

    expect(table.items()).toEqual([]);
  });

  it('change nothing where the object is not there any more', async () => {
    const { table, words } = wordsOver({});
    expect(await words.apply(overlayKey(3))).toBe('expired');
    expect(table.items()).toEqual([]);
  });

  it('fail where what is in force is lost, or is another', async () => {
    const { objects, table, words } = wordsOver({ [overlayKey(1)]: textOf('a') });
    await words.apply(overlayKey(1));
    objects[overlayKey(1)] = textOf('other');
    await expect(words.current()).rejects.toThrow(CorruptDataError);
    delete objects[overlayKey(1)];
    await expect(words.current()).rejects.toThrow(CorruptDataError);
    await table.put({ pk: 'CONFIG', sk: 'LEXICON', number: 7 });
    await expect(words.current()).rejects.toThrow(CorruptDataError);
  });
});

import type { Item, ItemKey, Page, Table } from '../../functions/core/store/table.ts';
import type { Mutant } from './schedule.ts';

/** Broken variants of the store's protocol, each with one rule left out. A model test that passes them is blind. */

const REVISED = 'an article of a bundle, three times revised';
const TWICE = 'a single article, twice revised';
const REPLACED = 'an article of a bundle, and the bundle without it';
const BLIND = 'an article of a bundle that the purge does not know of';
const NOTED = 'a note on an article that is purged';
const DELETED = 'a single article whose version is deleted for good';

const isPosting = ({ sk }: ItemKey): boolean => /^\d{4}-/.test(sk);
const isHead = ({ sk }: ItemKey): boolean => sk === 'HEAD';
const isUpload = ({ pk }: ItemKey): boolean => pk.startsWith('upload#');

/** A table with some of its methods replaced. */
export function withMethods(table: Table, methods: Partial<Table>): Table {
  return {
    get: (key) => table.get(key),
    batchGet: (keys, attributes) => table.batchGet(keys, attributes),
    put: (item) => table.put(item),
    putIf: (item, condition) => table.putIf(item, condition),
    update: (key, change, condition) => table.update(key, change, condition),
    delete: (key) => table.delete(key),
    writeBatch: (batch) => table.writeBatch(batch),
    query: (range) => table.query(range),
    ...methods,
  };
}

const unversioned = <T extends ItemKey>(key: T): T =>
  isPosting(key) ? { ...key, sk: key.sk.split('#').slice(0, 2).join('#') } : key;

/** Posting keys without their version; the version is kept beside them, so that reading works as before. */
export const postingsWithoutVersion: Mutant = (table) =>
  withMethods(table, {
    get: (key) => table.get(unversioned(key)),
    writeBatch: ({ puts = [], deletes = [] }) =>
      table.writeBatch({
        puts: puts.map((item) => ({ ...unversioned(item), versioned: item.sk })),
        deletes: deletes.map(unversioned),
      }),
    query: async (range) => {
      const { before } = range;
      const bound = before === undefined ? {} : { before: unversioned({ pk: range.pk, sk: before }).sk };
      const page = await table.query({ ...range, ...bound });
      return {
        ...page,
        items: page.items.map((item): Item => ({ ...item, sk: String(item['versioned'] ?? item.sk) })),
      };
    },
  });

/** The writer of a bundle's article does not look at the head. */
const noHeadCheck: Mutant = (table) => {
  let writesHead = false;
  return withMethods(table, {
    get: async (key) => (isHead(key) && !writesHead ? undefined : table.get(key)),
    update: (key, change, condition) => {
      writesHead ||= isHead(key);
      return table.update(key, change, condition);
    },
  });
};

/** The writer of a bundle's article looks at the head before it puts its postings and brief. */
const headReadTooEarly: Mutant = (table) => {
  let early: Promise<Item | undefined> | undefined;
  return withMethods(table, {
    writeBatch: async (batch) => {
      const posting = (batch.puts ?? []).find(isUpload);
      if (posting !== undefined) {
        early = table.get({ pk: `UPLOAD#${posting.pk.split('#')[1]}`, sk: 'HEAD' });
        await early;
      }
      await table.writeBatch(batch);
    },
    get: (key) => (isHead(key) && early !== undefined ? early : table.get(key)),
  });
};

/** The writer of a head looks for articles to bury before it writes the head. */
const burialTooEarly: Mutant = (table) => {
  let early: Promise<Page> | undefined;
  return withMethods(table, {
    update: async (key, change, condition) => {
      if (isHead(key)) {
        early = table.query({ pk: `upload#${key.pk.split('#')[1]}#0`, limit: 100 });
        await early;
      }
      return table.update(key, change, condition);
    },
    query: (range) => (isUpload({ pk: range.pk, sk: '' }) && early !== undefined ? early : table.query(range)),
  });
};

/** The writer of a head does not look for articles to bury. */
const noBurial: Mutant = (table) =>
  withMethods(table, {
    query: async (range) => (isUpload({ pk: range.pk, sk: '' }) ? { items: [], more: false } : table.query(range)),
  });

/** A brief is put over whatever is there. */
export const putWithoutComparing: Mutant = (table) =>
  withMethods(table, {
    putIf: async (item, condition) => {
      if (item.sk !== 'BRIEF') return table.putIf(item, condition);
      await table.put(item);
      return true;
    },
  });

/** What a version replaces is not stored with it, so that only its first delivery knows. */
const replacesNotStored: Mutant = (table) =>
  withMethods(table, { putIf: (item, condition) => table.putIf({ ...item, replaces: [] }, condition) });

/** `replaces` is cleared whatever version is there. */
const clearedWithoutCondition: Mutant = (table) =>
  withMethods(table, {
    update: (key, change, condition) => table.update(key, change, condition?.kind === 'equals' ? undefined : condition),
  });

/** An older head is put over a newer one. */
const headMayFall: Mutant = (table) =>
  withMethods(table, {
    update: (key, change, condition) => table.update(key, change, isHead(key) ? undefined : condition),
  });

/** A new head forgets which versions are gone. */
const goneForgotten: Mutant = (table) =>
  withMethods(table, {
    update: (key, change, condition) =>
      isHead(key) && change.add === undefined
        ? table.update(key, { ...change, remove: [...(change.remove ?? []), 'gone'] }, condition)
        : table.update(key, change, condition),
  });

/** The `upload` posting of a replaced version is deleted before its others. */
const uploadPostingFirst: Mutant = (table) => {
  const held: { deletes: readonly ItemKey[] } = { deletes: [] };
  return withMethods(table, {
    writeBatch: async (batch) => {
      const deletes = batch.deletes ?? [];
      if (deletes.length > 0 && !deletes.some(isUpload)) {
        held.deletes = [...held.deletes, ...deletes];
        return;
      }
      await table.writeBatch(batch);
      const late = held.deletes;
      held.deletes = [];
      if (deletes.length > 0 && late.length > 0) await table.writeBatch({ deletes: late });
    },
  });
};

const withoutPurge = (item: Item): Item => {
  const { purgedThrough: _, ...rest } = item;
  return { ...rest, pk: item.pk, sk: item.sk };
};

/** No writer but the purge itself looks whether the file was purged, neither before it writes nor after. */
const purgeNotLookedAt: Mutant = (table) => {
  let purges = false;
  const seen = (item: Item | undefined): Item | undefined =>
    item === undefined || purges || !isHead(item) ? item : withoutPurge(item);
  return withMethods(table, {
    get: async (key) => seen(await table.get(key)),
    batchGet: async (keys, attributes) => (await table.batchGet(keys, attributes)).map((item) => seen(item) ?? item),
    update: async (key, change, condition) => {
      purges ||= change.set?.['purgedThrough'] !== undefined;
      return seen(await table.update(key, change, condition));
    },
  });
};

/** A writer looks whether the file was purged before it writes, but not as its last act. */
const purgeLookedAtBefore: Mutant = (table) => {
  const only = purgeNotLookedAt(table);
  return { ...only, batchGet: (keys, attributes) => table.batchGet(keys, attributes) };
};

/** The purge looks for what to erase before it notes that the file is purged. */
const purgeNotedTooLate: Mutant = (table) => {
  let early: Promise<Page> | undefined;
  return withMethods(table, {
    update: async (key, change, condition) => {
      if (change.set?.['purgedThrough'] !== undefined) {
        early = table.query({ pk: `upload#${key.pk.split('#')[1]}#0`, limit: 100 });
        await early;
      }
      return table.update(key, change, condition);
    },
    query: (range) => (isUpload({ pk: range.pk, sk: '' }) && early !== undefined ? early : table.query(range)),
  });
};

/** Kept versions are not erased. */
const keptVersionsStay: Mutant = (table) =>
  withMethods(table, {
    writeBatch: ({ puts = [], deletes = [] }) =>
      table.writeBatch({ puts, deletes: deletes.filter(({ sk }) => !sk.startsWith('V#')) }),
  });

/** A file does not note its former articles. */
const formerForgotten: Mutant = (table) =>
  withMethods(table, {
    writeBatch: ({ puts = [], deletes = [] }) =>
      table.writeBatch({ puts: puts.filter(({ sk }) => !sk.startsWith('FORMER#')), deletes }),
  });

/** A new head forgets that the file was purged. */
const purgeForgotten: Mutant = (table) =>
  withMethods(table, {
    update: (key, change, condition) =>
      isHead(key) && change.set?.['version'] !== undefined && change.set['outcome'] !== 'removed'
        ? table.update(key, { ...change, remove: [...(change.remove ?? []), 'purgedThrough'] }, condition)
        : table.update(key, change, condition),
  });

/** Who writes a note does not look whether its brief is purged. */
const noteWithoutLook: Mutant = (table) =>
  withMethods(table, {
    batchGet: (keys, attributes) =>
      attributes?.includes('purgedThrough') ? Promise.resolve([]) : table.batchGet(keys, attributes),
  });

/** Notes are not erased. */
const notesStay: Mutant = (table) =>
  withMethods(table, {
    writeBatch: ({ puts = [], deletes = [] }) =>
      table.writeBatch({ puts, deletes: deletes.filter(({ pk }) => !pk.startsWith('NOTES#')) }),
  });

interface NamedMutant {
  readonly name: string;
  readonly mutant: Mutant;
  /** The title of a history in which it goes wrong. */
  readonly history: string;
  /** An order in which it does, where few do: tried before all others. */
  readonly seed?: number;
}

export const MUTANTS: readonly NamedMutant[] = [
  { name: 'posting keys without version', mutant: postingsWithoutVersion, history: REVISED },
  { name: 'no head check', mutant: noHeadCheck, history: REPLACED },
  { name: 'the head read before the postings are put', mutant: headReadTooEarly, history: REPLACED },
  { name: 'no burial', mutant: noBurial, history: REPLACED },
  { name: 'articles to bury looked up before the head is written', mutant: burialTooEarly, history: REPLACED },
  { name: 'a put without comparing', mutant: putWithoutComparing, history: TWICE },
  { name: '`replaces` not stored', mutant: replacesNotStored, history: REVISED },
  {
    name: '`replaces` cleared whatever version is there',
    mutant: clearedWithoutCondition,
    history: REVISED,
    seed: 574,
  },
  { name: 'a head that may fall', mutant: headMayFall, history: 'a bundle, then its removal' },
  { name: 'a head that forgets what is gone', mutant: goneForgotten, history: DELETED },
  { name: 'the `upload` posting deleted first', mutant: uploadPostingFirst, history: REPLACED },
];

/** Mutants of the purge, each with a history in which it goes wrong in some order. */
export const PURGE_MUTANTS: readonly NamedMutant[] = [
  { name: 'writers that do not look for a purge', mutant: purgeNotLookedAt, history: BLIND },
  { name: 'writers that look for a purge before they write alone', mutant: purgeLookedAtBefore, history: BLIND },
  { name: 'a purge that looks before it notes itself', mutant: purgeNotedTooLate, history: BLIND },
  {
    name: 'a purge that leaves kept versions',
    mutant: keptVersionsStay,
    history: 'a single article twice revised, then its purge',
  },
  {
    name: 'a file that forgets its former articles',
    mutant: formerForgotten,
    history: 'articles whose bundle never came whole, its removal and its purge',
  },
  { name: 'notes that are written without a look for a purge', mutant: noteWithoutLook, history: NOTED },
  { name: 'a purge that leaves notes', mutant: notesStay, history: NOTED },
  { name: 'a head that forgets the purge', mutant: purgeForgotten, history: 'a purge between two versions' },
];

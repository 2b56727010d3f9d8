import {
  articleIdOf,
  briefVersionOf,
  headVersionOf,
  headVersionOfBrief,
  revisionOf,
} from '../../functions/core/identity.ts';
import { type Manifest, type ManifestOutcome, manifestKey, parseStagedKey } from '../../functions/core/manifest.ts';
import type { Note } from '../../functions/core/notes/note.ts';
import { BriefStore, type ManifestResult, type StoreResult } from '../../functions/core/store/brief-store.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import { isStagedErased } from '../../functions/core/store/purge.ts';
import { parseStoredBrief, type StoredBrief, ungroupPostings } from '../../functions/core/store/stored-brief.ts';
import type { Item, Table } from '../../functions/core/store/table.ts';
import { aBrief, aManifest, anArticle, aParty, articleKeyOf, BUCKET, NOW, ownManifest } from './records.ts';
import type { Writer } from './schedule.ts';

/** The histories of one file that the model tests deliver in every order, and what must hold when all is done. */

export const KEY = 'in/harbour.zip';

export interface VersionOfFile {
  readonly revision: number;
  readonly parser?: number;
}

/** A purge comes between two versions: 1.5 is after 1 and before 2. */
const sequencerOf = (revision: number): string => `0${revision}`.replace('.', '');

const articleOf = (part: string, { revision, parser = 1 }: VersionOfFile) =>
  anArticle({ key: KEY, part, sequencer: sequencerOf(revision), parserGeneration: parser, versionId: `v${revision}` });

const nameOf = (kind: string, { revision, parser = 1 }: VersionOfFile): string => `${kind}${revision}.${parser}`;

/** A message about a staged object. */
export interface StagedWriter extends Writer {
  readonly key: string;
  deliver(store: BriefStore): Promise<StoreResult | ManifestResult>;
}

const keyOf = ({ uploadId, revision, parserGeneration }: Manifest): string =>
  manifestKey(uploadId, headVersionOf(revision, parserGeneration));

/** Says that a staged object was deleted. */
const deletionOf = (key: string): Item => ({ pk: `STAGED#${key}`, sk: 'DELETED' });

/** The messages as the brief function handles them, where staged objects may be deleted: by a purge, or by who comes late. */
export function withStaged(writers: readonly StagedWriter[]): Writer[] {
  const keys = [...new Set(writers.map(({ key }) => key))];
  return writers.map(({ name, key, deliver }) => ({
    name,
    async deliver(store, table) {
      const isThere = (await table.get(deletionOf(key))) === undefined;
      const erasure = isThere ? (await deliver(store)).erasure : await store.eraseAgain(subjectOf(key), NOW);
      if (erasure === undefined) return;
      await table.writeBatch({ puts: keys.filter((each) => isStagedErased(erasure, each)).map(deletionOf) });
    },
  }));
}

function subjectOf(key: string) {
  const subject = parseStagedKey(key);
  if (subject === undefined) throw new Error(`No staged object has the key ${key}.`);
  return subject;
}

/** A manifest of its own: of a bundle, or of a file that was refused or removed. */
export function manifest(of: VersionOfFile, outcome: readonly string[] | 'rejected' | 'removed'): StagedWriter {
  const articleIds = Array.isArray(outcome) ? outcome.map((part) => articleIdOf(BUCKET, KEY, part)) : [];
  const told: ManifestOutcome =
    outcome === 'removed'
      ? { kind: 'removed' }
      : outcome === 'rejected'
        ? { kind: 'rejected', rejection: { code: 'empty', reason: 'The file is empty.' } }
        : { kind: 'parts', articleIds };
  const record = aManifest(articleOf('', of), told);
  return { name: nameOf('manifest', of), key: keyOf(record), deliver: (store) => store.recordManifest(record, NOW) };
}

/** A note of somebody who saw a version of an article's brief. */
export function note(part: string, of: VersionOfFile): Writer {
  const { articleId, revision, parserGeneration } = articleOf(part, of);
  const written: Note = {
    action: 'comment',
    value: { text: 'The quay is the third.' },
    id: `note-${of.revision}`,
    briefId: articleId,
    version: briefVersionOf(headVersionOf(revision, parserGeneration), 1),
    by: 'desk@example.org',
    at: new Date(NOW).toISOString(),
  };
  return { name: nameOf(`note-${part}`, of), deliver: (_, table) => new NoteStore(table).append(written) };
}

/** The purge of all that came before; `named` are the articles that it was told of, besides a file's only one. */
export function purge(revision: number, named: readonly string[] = []): StagedWriter {
  const outcome: ManifestOutcome = {
    kind: 'purged',
    onlyArticleId: articleIdOf(BUCKET, KEY, ONLY),
    articleIds: named.map((part) => articleIdOf(BUCKET, KEY, part)),
  };
  const record = aManifest(articleOf('', { revision }), outcome);
  return { name: `purge${revision}`, key: keyOf(record), deliver: (store) => store.recordManifest(record, NOW) };
}

export interface ArticleOptions {
  /** It is the file's only article, and carries its manifest. */
  readonly single?: boolean;
  /** The brief stage refuses it. */
  readonly refused?: boolean;
  readonly generation?: number;
}

/** The message of one article. Each version has a party of its own, so that its lists differ too. */
export function article(part: string, of: VersionOfFile, options: ArticleOptions = {}): StagedWriter {
  const { single = false, refused = false, generation = 1 } = options;
  const record = articleOf(part, of);
  const own = single ? ownManifest(record) : null;
  const articleKey = articleKeyOf(record);
  const parties = [aParty(`party-${(of.revision + generation) % 2}`)];
  const brief = aBrief(record, { generation, parties });
  const rejection = { code: 'too-complex', reason: 'It took too long.' } as const;
  return {
    name: `${nameOf(part, of)}.${generation}`,
    key: articleKey,
    deliver: (store) =>
      refused
        ? store.storeRejection({ article: record, rejection, generation, manifest: own, articleKey }, NOW)
        : store.storeBrief({ article: record, brief, manifest: own, articleKey }, NOW),
  };
}

/** The deletion for good of the version that `revision` made. */
export function gone(revision: number, deletedAt = 9): StagedWriter {
  const at = anArticle({ key: KEY, sequencer: sequencerOf(deletedAt), versionId: null });
  const record = aManifest(at, { kind: 'gone', versionId: `v${revision}` });
  return { name: `gone${revision}`, key: keyOf(record), deliver: (store) => store.recordManifest(record, NOW) };
}

/** The version that a brief is expected to be at, by part of the file. */
export type Expected = Readonly<Record<string, VersionOfFile & { readonly generation?: number }>>;

export interface History {
  readonly writers: readonly Writer[];
  /** What is live in the end, and nothing else. */
  readonly expected: Expected;
}

const PARTS = ['a', 'b', 'c'];
/** The part that is a file's only one. */
const ONLY = 'a';

/** What is wrong with a table at rest; nothing, if all is as it should be. */
export async function faultsOf(table: Table, items: readonly Item[], expected: Expected): Promise<string[]> {
  const store = new BriefStore({ table });
  const faults: string[] = [];
  const current = items.filter(({ sk }) => sk === 'BRIEF').map(parseStoredBrief);
  faults.push(...(await wrongBriefs(store, expected)));
  faults.push(...(await wrongPostings(table, items, current)));
  faults.push(...(await wrongLists(store, current)));
  faults.push(...(await wrongRejections(store, items, current)));
  faults.push(...(await unkeptVersions(store, items, current)));
  faults.push(...unerased(items));
  return faults;
}

/** The head version through which the file was purged, if it was. */
export function purgedThrough(items: readonly Item[]): string | undefined {
  const through = items.find(({ sk }) => sk === 'HEAD')?.['purgedThrough'];
  return typeof through === 'string' ? through : undefined;
}

/** No brief, kept version, posting or note of what was purged is left, and no refusal with its words. */
function unerased(items: readonly Item[]): string[] {
  const through = purgedThrough(items);
  if (through === undefined) return [];
  const texts = items.filter(
    ({ sk, ...item }) => (sk === 'BRIEF' || sk.startsWith('V#')) && item['state'] !== 'removed',
  );
  const notes = items.flatMap(({ pk, note }) => (pk.startsWith('NOTES#') ? [note as Note] : []));
  const versions = [...texts.map((item) => String(item['version'])), ...notes.map(({ version }) => version)];
  return versions
    .filter((version) => headVersionOfBrief(version) <= through)
    .map((version) => `not erased: ${version}`);
}

async function wrongBriefs(store: BriefStore, expected: Expected): Promise<string[]> {
  const faults: string[] = [];
  for (const part of PARTS) {
    const view = await store.getBrief(articleIdOf(BUCKET, KEY, part), NOW);
    const found = view?.state === 'live' ? view.version : 'not live';
    const at = expected[part];
    const head = at === undefined ? '' : headVersionOf(revisionOf(sequencerOf(at.revision)), at.parser ?? 1);
    const wanted = at === undefined ? 'not live' : briefVersionOf(head, at.generation ?? 1);
    if (found !== wanted) faults.push(`${part} is at ${found}, not at ${wanted}`);
  }
  return faults;
}

/** Every posting of a current version is there, and none of any other version is. */
async function wrongPostings(table: Table, items: readonly Item[], current: readonly StoredBrief[]): Promise<string[]> {
  const faults: string[] = [];
  const own = new Set<string>();
  for (const stored of current) {
    for (const key of ungroupPostings(stored.postings)) {
      own.add(`${key.pk} ${key.sk}`);
      if ((await table.get(key)) === undefined) faults.push(`lost: ${key.pk}`);
    }
  }
  // The posting of a rejected file expires by itself.
  const postings = items.filter(({ sk, isFile }) => /^\d{4}-/.test(sk) && isFile !== true);
  return [...faults, ...postings.filter(({ pk, sk }) => !own.has(`${pk} ${sk}`)).map(({ pk }) => `left over: ${pk}`)];
}

/** Each live brief is in the lists of all its facets, once, whatever the size of a page. */
async function wrongLists(store: BriefStore, current: readonly StoredBrief[]): Promise<string[]> {
  const faults: string[] = [];
  const live = current.flatMap((stored) => (stored.state === 'live' ? [stored] : []));
  const queries = [
    {},
    { order: 'received' as const },
    { source: 'harbour gazette' },
    ...['party-0', 'party-1'].map((party) => ({ party })),
    ...live.map(({ uploadId }) => ({ upload: uploadId })),
  ];
  for (const query of queries) {
    const party = 'party' in query ? query.party : undefined;
    const wanted = live.filter(({ card }) => party === undefined || card.parties.some(({ id }) => id === party));
    for (const limit of [1, 50]) {
      const found: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages === 0 || (cursor !== undefined && pages <= 2 * wanted.length + 2); pages += 1) {
        const page = await store.listBriefs({ ...query, limit, cursor }, NOW);
        found.push(...page.items.map(({ card }) => card.briefId));
        cursor = page.next;
      }
      const wantedIds = wanted.map(({ briefId }) => briefId).sort();
      if (found.sort().join() !== wantedIds.join()) {
        faults.push(`list ${JSON.stringify(query)} of ${limit} has ${found.length}, not ${wantedIds.length}`);
      }
    }
  }
  return faults;
}

/** What is rejected now is found as such, once, and nothing else is. */
async function wrongRejections(
  store: BriefStore,
  items: readonly Item[],
  current: readonly StoredBrief[],
): Promise<string[]> {
  const { items: found } = await store.rejectedSince(new Date(0).toISOString(), NOW);
  const told = found.map(({ briefId }) => briefId ?? 'the file').sort();
  const files = items.filter(({ sk, outcome }) => sk === 'HEAD' && outcome === 'rejected').map(() => 'the file');
  const wanted = [
    ...files,
    ...current.filter(({ state }) => state === 'rejected').map(({ briefId }) => briefId),
  ].sort();
  return told.join() === wanted.join() ? [] : [`rejected: ${told.length}, not ${wanted.length}`];
}

/** What is kept of older versions can be found, each once, below the current one. */
async function unkeptVersions(
  store: BriefStore,
  items: readonly Item[],
  current: readonly StoredBrief[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { briefId, version } of current) {
    const versions = (await store.getVersions(briefId, NOW)).map((view) => view.version);
    const kept = items
      .filter(({ pk, sk }) => pk === `BRIEF#${briefId}` && sk.startsWith('V#'))
      .map(({ sk }) => sk.slice(2));
    const wanted = [...new Set([version, ...kept])].sort().reverse();
    if (versions.join() !== wanted.join())
      faults.push(`versions of ${briefId}: ${versions.length}, not ${wanted.length}`);
  }
  return faults;
}

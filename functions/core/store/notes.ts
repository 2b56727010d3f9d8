import pMap from 'p-map';
import { CorruptDataError, InvalidRequestError } from '../errors.ts';
import { headVersionOfBrief } from '../identity.ts';
import type { Note } from '../notes/note.ts';
import { briefKey, headKey, notedKey, noteKey } from './keys.ts';
import { type Item, type ItemKey, queryAll, type Table } from './table.ts';

/**
 * Notes on briefs, append-only. A note is put as `pending`, for an hour, and made `kept` once its writer has seen that its
 * brief is not purged; what a purge has deleted meanwhile cannot be made kept. So a writer that dies leaves a note that
 * nobody reads, and that is gone within the hour: after a purge nothing stays that quotes the text.
 */

export const MAX_NOTES = 500;
/** Where no more briefs than these have notes, all of them are read to know which; else each brief is asked for. */
const MAX_NOTED = 5_000;
const PENDING_SECONDS = 3_600;
const ATTEMPTS = 5;
const READ_AT_ONCE = { concurrency: 10 };

type State = 'pending' | 'kept';

async function noteOf(item: Item): Promise<Note> {
  // Not at start: most requests read no note.
  const { Note } = await import('../notes/note.ts');
  const parsed = Note.safeParse(item['note']);
  if (parsed.success) return parsed.data;
  throw new CorruptDataError('A stored note does not have the shape of one.', { file: item.pk, cause: parsed.error });
}

function itemOf(note: Note, state: State, expiresAt: number | undefined): Item {
  return { ...noteKey(note.briefId, note.id), state, note, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** What the writer of a note has to know of the brief. */
interface Noted {
  readonly uploadId: string;
  readonly expiresAt: number | undefined;
}

async function readNoted(table: Table, briefId: string): Promise<Noted | undefined> {
  const [item] = await table.batchGet([briefKey(briefId)], ['uploadId', 'expiresAt']);
  return item === undefined ? undefined : { uploadId: String(item['uploadId']), expiresAt: item.expiresAt };
}

/** Whether a version of a brief is purged, by the record of its file. */
async function isPurged(table: Table, uploadId: string, version: string): Promise<boolean> {
  const [head] = await table.batchGet([headKey(uploadId)], ['purgedThrough']);
  const through = head?.['purgedThrough'];
  return typeof through === 'string' && headVersionOfBrief(version) <= through;
}

/**
 * The notes of a stage. All methods throw `TransientError` when the table is throttled or out of order, and are safe to
 * repeat.
 */
export class NoteStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * Stores a note, which expires with its brief. Writers that come together can exceed the bound by as many as they are.
   * @returns `gone` where the brief is not there any more, or the version that the note is of is purged: nothing of the note is left then.
   * @throws InvalidRequestError if the brief has 500 notes already.
   */
  async append(note: Note): Promise<'appended' | 'gone'> {
    const { briefId } = note;
    const seen = await readNoted(this.#table, briefId);
    if (seen === undefined) return 'gone';
    const items = await queryAll(this.#table, { pk: noteKey(briefId, '').pk, attributes: [] });
    if (items.length >= MAX_NOTES && !items.some(({ sk }) => sk === note.id)) {
      throw new InvalidRequestError(`A brief has ${MAX_NOTES} notes at most, and this one has them.`);
    }
    await this.#putHint(briefId, seen.expiresAt);
    const pendingUntil = Math.ceil(Date.parse(note.at) / 1000) + PENDING_SECONDS;
    await this.#table.putIf(itemOf(note, 'pending', pendingUntil), { kind: 'absent' });
    if (await isPurged(this.#table, seen.uploadId, note.version)) {
      await this.#table.delete(noteKey(briefId, note.id));
      return 'gone';
    }
    return this.#keep(note, seen.expiresAt);
  }

  /** Makes a pending note kept, and looks again whether its brief is kept longer by now: its writer puts it, and then looks for notes. */
  async #keep(note: Note, expiresAt: number | undefined): Promise<'appended' | 'gone'> {
    let expiry = expiresAt;
    let from: State = 'pending';
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const asSeen = { kind: 'equals', attribute: 'state', value: from } as const;
      if (!(await this.#table.putIf(itemOf(note, 'kept', expiry), asSeen))) {
        // The answer to an earlier request may have been lost.
        const stored = await this.#table.get(noteKey(note.briefId, note.id));
        if (stored?.['state'] !== 'kept') return 'gone';
      }
      const seen = await readNoted(this.#table, note.briefId);
      if (seen === undefined || seen.expiresAt === expiry) break;
      expiry = seen.expiresAt;
      from = 'kept';
      await this.#putHint(note.briefId, expiry);
    }
    return 'appended';
  }

  /** The notes on a brief, the oldest first. */
  async of(briefId: string): Promise<Note[]> {
    const items = await queryAll(this.#table, { pk: noteKey(briefId, '').pk });
    return Promise.all(
      items
        .reverse()
        .filter(({ state }) => state === 'kept')
        .map(noteOf),
    );
  }

  /**
   * The ids of briefs that have notes, or had, in their order.
   * @param after ids above this one only; all of them by default.
   */
  async noted(limit: number, after?: string): Promise<{ ids: string[]; more: boolean }> {
    // Of ids of one length none lies between an id and itself with a digit more.
    const from = after === undefined ? {} : { from: `${after}0` };
    const { pk } = notedKey('');
    const page = await this.#table.query({ pk, ...from, limit: limit + 1, ascending: true, attributes: [] });
    return { ids: page.items.slice(0, limit).map(({ sk }) => sk), more: page.more || page.items.length > limit };
  }

  /** The notes on some briefs, of those that have any. */
  async ofSome(briefIds: readonly string[]): Promise<Map<string, Note[]>> {
    const asked = [...new Set(briefIds)];
    const { ids, more } = await this.noted(MAX_NOTED);
    const found = more ? (await this.#table.batchGet(asked.map(notedKey), [])).map(({ sk }) => sk) : ids;
    const noted = new Set(found);
    const some = asked.filter((briefId) => noted.has(briefId));
    const notes = await pMap(some, async (id): Promise<[string, Note[]]> => [id, await this.of(id)], READ_AT_ONCE);
    return new Map(notes.filter(([, own]) => own.length > 0));
  }

  #putHint(briefId: string, expiresAt: number | undefined): Promise<void> {
    return this.#table.put({ ...notedKey(briefId), ...(expiresAt === undefined ? {} : { expiresAt }) });
  }
}

/**
 * Lets the notes on a brief expire with it, where it is kept longer than before. Called after the brief is put.
 * @param expiresAt of the brief, in seconds since the epoch.
 */
export async function extendNotes(table: Table, briefId: string, expiresAt: number | undefined): Promise<void> {
  const items = await queryAll(table, { pk: noteKey(briefId, '').pk, attributes: ['state', 'expiresAt'] });
  const kept = items.filter(({ state, expiresAt: own }) => state === 'kept' && own !== expiresAt);
  if (kept.length === 0) return;
  const expiry = expiresAt === undefined ? { remove: ['expiresAt'], set: {} } : { set: { expiresAt } };
  const asSeen = { kind: 'equals', attribute: 'state', value: 'kept' } as const;
  for (const key of kept) await table.update(key, expiry, asSeen);
  await table.put({ ...notedKey(briefId), ...expiry.set });
}

/** The notes that quote what is purged: those of its versions up to one. Later ones are of another text. */
export async function notesThrough(table: Table, briefId: string, through: string): Promise<ItemKey[]> {
  const items = await queryAll(table, { pk: noteKey(briefId, '').pk, attributes: ['note'] });
  return items.filter(({ note }) => {
    const version = typeof note === 'object' && note !== null && 'version' in note ? note.version : undefined;
    return typeof version !== 'string' || headVersionOfBrief(version) <= through;
  });
}

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { writeDurably } from '../durable-file.ts';
import type { Message } from './message.ts';

/** What happens to the messages of a queue. */
export type JournalEntry =
  | { type: 'message'; message: Message }
  | { type: 'changed'; id: string; change: MessageChange }
  | { type: 'deleted'; id: string };

/** The fields of a message that change while it is in a queue; null for what is no longer set. */
export type MessageChange = Pick<Message, 'visibleAt' | 'receives' | 'firstReceivedAt' | 'receivedAt'> & {
  receipt: string | null;
};

/** Entries between two compactions, at least: small enough to be read in a moment at the next start. */
const COMPACT_AFTER = 5_000;

/**
 * The durable memory of one queue: a file of JSON lines, each an entry, replayed at start. Entries that come while others
 * are being written go to the disk together. When most entries are of messages that are gone, it is written anew.
 */
export class Journal {
  readonly #file: string;
  readonly #live: ReadonlyMap<string, Message>;
  #handle: FileHandle;
  #pending: string[] = [];
  #batch: Promise<void> | undefined;
  #written: Promise<void> = Promise.resolve();
  #entries: number;
  /** Bytes of the file up to the end of its last whole entry. */
  #size: number;
  /** Whether there may be a part of an entry behind that: one that found the disk full. */
  #torn = false;

  private constructor(file: string, handle: FileHandle, live: ReadonlyMap<string, Message>, size: number) {
    this.#file = file;
    this.#handle = handle;
    this.#live = live;
    this.#entries = live.size;
    this.#size = size;
  }

  /**
   * @param live filled with the messages of the file, and read whenever the journal is written anew.
   * @throws CorruptDataError if a line other than an unfinished last one is not an entry.
   */
  static async open(file: string, live: Map<string, Message>): Promise<Journal> {
    for (const entry of await readEntries(file)) apply(entry, live);
    const content = serialized(live);
    await writeDurably(file, content);
    return new Journal(file, await open(file, 'a'), live, Buffer.byteLength(content));
  }

  /** Resolves once the entry is on the disk. */
  append(entry: JournalEntry): Promise<void> {
    this.#pending.push(`${JSON.stringify(entry)}\n`);
    if (!this.#batch) {
      const batch = this.#written.then(() => this.#write());
      this.#batch = batch;
      // A failure belongs to the callers of this batch, not to the next one.
      this.#written = batch.catch(() => undefined);
    }
    return this.#batch;
  }

  async close(): Promise<void> {
    await this.#written;
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    this.#batch = undefined;
    const lines = this.#pending;
    this.#pending = [];
    const bytes = Buffer.from(lines.join(''));
    // Behind a part of an entry no other one could be read.
    if (this.#torn) await this.#handle.truncate(this.#size);
    this.#torn = true;
    await this.#handle.appendFile(bytes);
    this.#torn = false;
    this.#size += bytes.length;
    await this.#handle.datasync();
    this.#entries += lines.length;
    if (this.#entries > COMPACT_AFTER + 4 * this.#live.size) await this.#compact();
  }

  async #compact(): Promise<void> {
    // Entries that came meanwhile are in the live messages already; written after them once more, they change nothing.
    const content = serialized(this.#live);
    this.#entries = this.#live.size;
    await writeDurably(this.#file, content);
    const compacted = await open(this.#file, 'a');
    await this.#handle.close();
    this.#handle = compacted;
    this.#size = Buffer.byteLength(content);
  }
}

function serialized(live: ReadonlyMap<string, Message>): string {
  return [...live.values()].map((message) => `${JSON.stringify({ type: 'message', message })}\n`).join('');
}

async function readEntries(file: string): Promise<JournalEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // The last line is empty, or was being written when the process was killed: nobody was told that it is kept.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line);
    } catch (cause) {
      throw new CorruptDataError(`Line ${index + 1} of the queue's journal cannot be read.`, {
        file,
        remedy: 'Delete the line, or the file to start with an empty queue.',
        cause,
      });
    }
  });
}

function apply(entry: JournalEntry, live: Map<string, Message>): void {
  if (entry.type === 'message') {
    live.set(entry.message.id, entry.message);
    return;
  }
  if (entry.type === 'deleted') {
    live.delete(entry.id);
    return;
  }
  const message = live.get(entry.id);
  if (message) Object.assign(message, entry.change, { receipt: entry.change.receipt ?? undefined });
}

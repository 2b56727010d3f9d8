import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { isObject, type Json } from '../template/template.ts';

/** A file as it was when it was sent. */
export interface SentFile {
  /** Milliseconds since the epoch. */
  modified: number;
  size: number;
  /** SHA-256 in hex. */
  hash: string;
}

/**
 * What was sent of one watched folder: a journal on disk, one JSON line an entry, so that a restart sends nothing twice.
 * A line cut off by a crash is passed over: its file is sent once more.
 */
export class SentFiles {
  readonly #file: string;
  readonly #entries: Map<string, SentFile>;
  #tail: Promise<void> = Promise.resolve();

  private constructor(file: string, entries: Map<string, SentFile>) {
    this.#file = file;
    this.#entries = entries;
  }

  /**
   * Opens the journal and shortens it.
   * @param folder the watched folder, absolute; what was sent of another folder is forgotten.
   */
  static async open(file: string, folder: string): Promise<SentFiles> {
    const text = await readFile(file, 'utf8').catch(() => '');
    const entries = readJournal(text, folder);
    const lines = [...entries].map(([path, sent]) => `${JSON.stringify({ path, ...sent })}\n`);
    await writeFile(`${file}.new`, `${JSON.stringify({ folder })}\n${lines.join('')}`);
    await rename(`${file}.new`, file);
    return new SentFiles(file, entries);
  }

  get(path: string): SentFile | undefined {
    return this.#entries.get(path);
  }

  /** Relative paths of all files that were sent and not removed since. */
  paths(): string[] {
    return [...this.#entries.keys()];
  }

  /** @returns when it is on disk. */
  add(path: string, sent: SentFile): Promise<void> {
    this.#entries.set(path, sent);
    return this.#append({ path, ...sent });
  }

  /** @returns when it is on disk. */
  remove(path: string): Promise<void> {
    this.#entries.delete(path);
    return this.#append({ path, removed: true });
  }

  #append(entry: object): Promise<void> {
    const written = this.#tail.then(() => appendFile(this.#file, `${JSON.stringify(entry)}\n`));
    this.#tail = written.catch(() => undefined);
    return written;
  }
}

function readJournal(text: string, folder: string): Map<string, SentFile> {
  const entries = new Map<string, SentFile>();
  const [head = '', ...lines] = text.split('\n').map(readLine);
  if (!isObject(head) || head['folder'] !== folder) return entries;
  for (const line of lines) {
    if (!isObject(line)) continue;
    const { path, removed, modified, size, hash } = line;
    if (typeof path !== 'string') continue;
    if (removed === true) entries.delete(path);
    else if (typeof modified === 'number' && typeof size === 'number' && typeof hash === 'string') {
      entries.set(path, { modified, size, hash });
    }
  }
  return entries;
}

function readLine(line: string): Json {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

import { open } from 'node:fs/promises';

/** Reads what was added to files since it was read last, whole lines at a time. */
export class GrowingFiles {
  readonly #read = new Map<string, { offset: number; rest: string }>();

  /** @returns the lines that are new; a file that is shorter than before was begun anew. */
  async newLines(file: string): Promise<string[]> {
    const handle = await open(file).catch(() => undefined);
    if (handle === undefined) return [];
    try {
      const { size } = await handle.stat();
      const known = this.#read.get(file);
      const { offset, rest } = known === undefined || size < known.offset ? { offset: 0, rest: '' } : known;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
      // A log holds ASCII but for keys of files, whose lines are cut at line feeds and never within a character.
      const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
      this.#read.set(file, { offset: offset + bytesRead, rest: lines.pop() ?? '' });
      return lines.map((line) => Buffer.from(line, 'latin1').toString('utf8'));
    } finally {
      await handle.close();
    }
  }
}

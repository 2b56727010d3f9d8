import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** A log that is larger than this at the start is kept once as `<name>.log.1` and begun anew. */
const ROTATED_ABOVE_BYTES = 10 * 1024 * 1024;

/** The log of one function: a file, one line an entry, in the form that CloudWatch Logs would show. */
export class FunctionLog {
  readonly #stream: WriteStream;
  readonly #onLine: ((line: string) => void) | undefined;
  #closed = false;

  /**
   * @param directory where the logs are; it is made if absent.
   * @param onLine told each line, too.
   */
  constructor(directory: string, functionName: string, onLine?: (line: string) => void) {
    this.#onLine = onLine;
    mkdirSync(directory, { recursive: true });
    const file = join(directory, `${functionName}.log`);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > ROTATED_ABOVE_BYTES) renameSync(file, `${file}.1`);
    this.#stream = createWriteStream(file, { flags: 'a' });
    // A full disk must not end the functions with it.
    this.#stream.on('error', () => undefined);
  }

  /** Adds a line; after `close`, when a killed sandbox's last words may still come, it is dropped. */
  line(text: string): void {
    if (this.#closed) return;
    this.#stream.write(`${text}\n`);
    this.#onLine?.(text);
  }

  close(): Promise<void> {
    this.#closed = true;
    return new Promise((resolve) => {
      this.#stream.end(resolve);
    });
  }
}

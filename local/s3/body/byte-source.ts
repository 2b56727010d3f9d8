/** Reads a stream of bytes in the pieces that a format asks for, without copying what passes through. */
export class ByteSource {
  readonly #source: AsyncIterator<Buffer>;
  readonly #unfinished: () => Error;
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;

  /** @param unfinished makes the error of a stream that ends too early. */
  constructor(source: AsyncIterable<Buffer>, unfinished: () => Error) {
    this.#source = source[Symbol.asyncIterator]();
    this.#unfinished = unfinished;
  }

  /**
   * @returns the text up to a delimiter, which is consumed too.
   * @throws the error of an unfinished stream, also if there is no delimiter within `most` bytes.
   */
  async until(delimiter: Buffer, most: number): Promise<Buffer> {
    for (;;) {
      const found = this.#buffer.indexOf(delimiter);
      if (found >= 0 && found <= most) {
        const bytes = this.#buffer.subarray(0, found);
        this.#buffer = this.#buffer.subarray(found + delimiter.length);
        return bytes;
      }
      if (this.#buffer.length > most + delimiter.length || !(await this.#more())) throw this.#unfinished();
    }
  }

  /** The next bytes, which stay; fewer at the end of the stream. */
  async peek(count: number): Promise<Buffer> {
    while (this.#buffer.length < count && (await this.#more()));
    return this.#buffer.subarray(0, count);
  }

  /** Exactly so many bytes, in the pieces that they come in. @throws the error of an unfinished stream. */
  async *exactly(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#buffer.length === 0 && !(await this.#more())) throw this.#unfinished();
      const piece = this.#buffer.subarray(0, left);
      this.#buffer = this.#buffer.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** The bytes before a delimiter, which is consumed too. @throws the error of an unfinished stream. */
  async *before(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const found = this.#buffer.indexOf(delimiter);
      if (found >= 0) {
        if (found > 0) yield this.#buffer.subarray(0, found);
        this.#buffer = this.#buffer.subarray(found + delimiter.length);
        return;
      }
      // The end of what is here may be the start of the delimiter.
      const safe = this.#buffer.length - delimiter.length + 1;
      if (safe > 0) {
        yield this.#buffer.subarray(0, safe);
        this.#buffer = this.#buffer.subarray(safe);
      }
      if (!(await this.#more())) throw this.#unfinished();
    }
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#source.next();
    if (done) {
      this.#ended = true;
      return false;
    }
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value]);
    return true;
  }
}

import { CorruptDataError } from '../core/errors.ts';
import { type NumberedOverlay, OverlayError, overlayHash, readOverlay } from '../core/lexicon/overlay.ts';
import { parseOverlayKey } from '../core/manifest.ts';
import { type LexiconPointer, raiseLexiconPointer, readLexiconPointer } from '../core/store/lexicon-pointer.ts';
import type { Table } from '../core/store/table.ts';

export interface DeskWordsSources {
  readonly table: Table;
  /** The text of an overlay by its key; undefined where there is no such object. */
  read(key: string): Promise<string | undefined>;
}

/** The desk's own words as the brief stage has them: which overlay is in force, and how another comes to be. */
export class DeskWords {
  readonly #sources: DeskWordsSources;
  /** An overlay never changes, so the last one that was read is good as long as it is in force. */
  #last: NumberedOverlay | undefined;

  constructor(sources: DeskWordsSources) {
    this.#sources = sources;
  }

  /**
   * The overlay in force; undefined where there never was one. The table is asked each time, consistently, and the bucket
   * once an overlay.
   * @throws CorruptDataError if the overlay that the table names is not there, or is another.
   */
  async current(): Promise<NumberedOverlay | undefined> {
    const pointer = await readLexiconPointer(this.#sources.table);
    if (pointer === undefined) return undefined;
    if (this.#last?.number !== pointer.number) this.#last = await this.#overlayOf(pointer);
    return this.#last;
  }

  async #overlayOf({ number, key, hash }: LexiconPointer): Promise<NumberedOverlay> {
    const text = await this.#sources.read(key);
    if (text === undefined) throw new CorruptDataError('The lexicon overlay in force is not there.', { file: key });
    const overlay = readOverlay(text);
    if (overlayHash(overlay) !== hash) {
      throw new CorruptDataError('The lexicon overlay in force is not the one that was applied.', { file: key });
    }
    return { number, hash, overlay };
  }

  /**
   * Puts an overlay of the bucket in force, unless it is older than the one that is.
   * @throws OverlayError if it is none, or its key is none of an overlay: nothing changes then.
   */
  async apply(key: string): Promise<'applied' | 'repeated' | 'superseded' | 'expired'> {
    const number = parseOverlayKey(key);
    if (number === undefined) throw new OverlayError('Its key is not lexicon/ and a number from 000001 to 000999.');
    const text = await this.#sources.read(key);
    if (text === undefined) return 'expired';
    const hash = overlayHash(readOverlay(text));
    const { raised, pointer } = await raiseLexiconPointer(this.#sources.table, { number, key, hash });
    if (raised) return 'applied';
    return pointer?.number === number ? 'repeated' : 'superseded';
  }
}

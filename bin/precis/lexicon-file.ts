import { DeskNames } from '../../functions/brief/embedded/desk-names.ts';
import { type NumberedOverlay, OverlayError, overlayHash, readOverlay } from '../../functions/core/lexicon/overlay.ts';
import { readArticleFile } from './article-files.ts';

/** So many unknown names are told. */
const MOST_TOLD = 5;

/**
 * Reads an overlay from a file.
 * @returns it, with no number yet.
 * @throws OverlayError if it is none, or gives aliases to what nobody is called; UnreadableFileError where it cannot be read.
 */
export async function readLexiconFile(path: string): Promise<NumberedOverlay> {
  const text = new TextDecoder().decode(await readArticleFile(path)).replace(/^\ufeff/, '');
  try {
    const overlay = readOverlay(text);
    const { unknown } = new DeskNames(overlay);
    if (unknown.length > 0) {
      const names = unknown.slice(0, MOST_TOLD).map((name) => `aliases.${name}`);
      throw new OverlayError(`${names.join(', ')}: the analyzer knows nobody of that name.`, {
        remedy: 'Name it under `parties`, with its kind.',
      });
    }
    return { number: 0, hash: overlayHash(overlay), overlay };
  } catch (error) {
    if (!(error instanceof OverlayError) || error.file !== undefined) throw error;
    const { message, remedy, cause } = error;
    throw new OverlayError(message, { file: path, ...(remedy === undefined ? {} : { remedy }), cause });
  }
}

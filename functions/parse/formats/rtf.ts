import { readRtfDocument } from '../rtf/rtf-document.ts';
import { draftOfBlocks } from './block-head.ts';
import { onlyArticle, type ReadBytes } from './reader.ts';

/**
 * An RTF document (RTF 1.9.1) holds one article, read as it stands with all tracked changes accepted: paragraphs, headings,
 * list items and table rows. Heads and feet of pages, notes, pictures, instructions of fields and hidden text are left out.
 * @throws RejectedError `malformed`, `too-large` or `too-complex`.
 */
export const readRtf: ReadBytes = (bytes, _hints, limits) => {
  const { blocks, info } = readRtfDocument(bytes, limits);
  const author = info.get('author');
  return onlyArticle(
    draftOfBlocks(blocks, { title: info.get('title'), authors: author === undefined ? [] : [author] }),
  );
};

import { type Citation, citationHtml, citationText } from './copy-text.ts';

/**
 * Puts a citation on the clipboard, as plain text and, where the browser can, as HTML.
 * @throws DOMException where the browser does not allow it.
 */
export async function copyCitation(citation: Citation): Promise<void> {
  const text = citationText(citation);
  if (typeof ClipboardItem === 'undefined' || navigator.clipboard.write === undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const item = new ClipboardItem({
    'text/plain': new Blob([text], { type: 'text/plain' }),
    'text/html': new Blob([citationHtml(citation)], { type: 'text/html' }),
  });
  await navigator.clipboard.write([item]);
}

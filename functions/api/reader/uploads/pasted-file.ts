/** A text that was pasted or typed, as a file for the inbox. */
export interface PastedFile {
  readonly name: string;
  readonly content: string;
  readonly mediaType: string;
}

/** A text that is the source of a page or of a part of one. */
function isMarkup(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6])\b/i.test(text);
}

/**
 * What to send of a paste.
 * @param text as the field shows it.
 * @param html the same as the clipboard had it, or undefined where it had none or the text was changed since.
 */
export function pastedFile(text: string, html: string | undefined): PastedFile {
  const markup = html ?? (isMarkup(text) ? text : undefined);
  if (markup === undefined) return { name: 'pasted-article.txt', content: text, mediaType: 'text/plain' };
  const isWhole = /<html[\s>]/i.test(markup);
  const content = isWhole
    ? markup
    : `<!doctype html><html><head><meta charset="utf-8"></head><body>${markup}</body></html>`;
  return { name: 'pasted-article.html', content, mediaType: 'text/html' };
}

/** Whether the clipboard's HTML holds paragraphs, and not only the looks of a few words. */
export function isWorthKeeping(html: string): boolean {
  return /<(?:p|h[1-6]|article|li|br)\b/i.test(html);
}

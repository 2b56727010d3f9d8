import { oneLine } from './one-line.ts';

/**
 * A text that somebody else wrote, as one line of Markdown that reads as it was written and forms nothing: no heading,
 * list, table cell, link, image, code or HTML, wherever in a line it stands. Good for CommonMark with the tables,
 * strikethrough and bare links of GitHub Flavored Markdown.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]|~#@]|\$(?!\d)/g, '\\$&')
    .replace(/(?<=\/)\//g, '\\/')
    .replace(/(?<=\bwww)\./gi, '\\.')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=:]/, '\\$&');
}

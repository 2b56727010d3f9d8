// Controls, line and paragraph separators, and the marks that turn the direction of what follows them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/**
 * A text that somebody else wrote, as one line of Markdown that reads as it was written and forms nothing: no heading,
 * list, table cell, link, image, code or HTML, wherever in a line it stands. Good for CommonMark with the tables,
 * strikethrough and bare links of GitHub Flavored Markdown.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]|~#@]|\$(?!\d)/g, '\\$&')
    .replace(/(?<=\/)\//g, '\\/')
    .replace(/(?<=\bwww)\./gi, '\\.')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=:]/, '\\$&');
}

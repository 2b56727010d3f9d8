// Controls, line and paragraph separators, and the marks that turn the direction of what follows them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/**
 * A text that somebody else wrote, as one line: without controls and without marks that turn the direction of what
 * follows, every run of white space as one space, none at its ends.
 */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
}

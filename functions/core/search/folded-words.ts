import { lazily } from '../lazily.ts';

/**
 * Words as a search compares them: without accents and case, in any script. Two texts that a reader would take for the
 * same word come out alike; nothing is shown that was folded.
 */

/**
 * Marks that only decorate: accents, and the vowel points of Hebrew and Arabic. Those that make another letter (the
 * voiced sounds of Japanese, the vowels of India and Thailand) stay.
 */
const DECORATION = lazily(() => /(?![\u3099\u309A])\p{Script=Inherited}|(?=\p{Mn})\p{Script=Hebrew}/gu);

/** Letters that no normal form takes apart, as those who lack them on their keyboard write them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ς: 'σ',
};
const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');

/** Scripts that put no space between words: there, each character is a word of its own. */
const UNSPACED = '\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}';
const WORD = lazily(
  () => new RegExp(`(?=[\\p{L}\\p{N}\\p{M}])[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu'),
);

/** Text in which nothing is folded but case: ASCII, with the quotation marks, dashes and points of print. */
const PLAIN = /^[\0-\x7f\u2010-\u2027]*$/;

/**
 * The words of a text, folded: compatibility forms are resolved (NFKD), accents removed, and letters in lower case, as
 * no language in particular has it. A word is a run of letters and digits; of a script without spaces, one character, so
 * that consecutive words of it are a stretch of the text. `U.S.` is two words, and so is `arms-length`.
 */
export function foldedWords(text: string): string[] {
  if (PLAIN.test(text)) return text.toLowerCase().match(/[a-z\d]+/g) ?? [];
  // By way of upper case, as only there "ß" is "ss", and the dotless i of Turkish the common one.
  const folded = text.normalize('NFKD').replace(DECORATION(), '').toUpperCase().toLowerCase();
  const plain = folded.replace(TO_PLAIN, (letter) => PLAIN_LETTERS[letter] ?? letter);
  return plain.normalize('NFC').match(WORD()) ?? [];
}

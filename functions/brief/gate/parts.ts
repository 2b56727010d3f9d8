import { isConnective } from './allowed-words.ts';
import type { Reading } from './reading.ts';
import type { Word } from './words.ts';

const PART =
  /^(?:some|several|many|most|few|part|parts|half|none|majority|minority|third|quarter|percent|number|dozens|hundreds|thousands|share|portion|much|one)$/;
const WHOLE = /^(?:the|its|their|his|her|these|those|all|our)$/;

function isPart(word: Word): boolean {
  return word.value !== undefined || PART.test(word.lower);
}

/** The words of meaning that tell what a part is of: "two of the five | ferry companies | have sued". */
function wholeBehind(words: readonly Word[], index: number): Word[] {
  const found: Word[] = [];
  for (const word of words.slice(index + 3, index + 7)) {
    if (/[,;:()—–]/.test(word.before)) break;
    if (word.value !== undefined) continue;
    if (isConnective(word.lower, word.stem)) break;
    found.push(word);
    if (found.length === 2) break;
  }
  return found;
}

/** Whether a text tells of a whole what its quotes tell of a part: "the five companies" for "two of the five companies". */
export function tellsWhole(written: Reading, quotes: readonly Reading[]): boolean {
  return quotes.some(({ words }) =>
    words.some((word, index) => {
      if (!isPart(word) || words[index + 1]?.lower !== 'of' || !WHOLE.test(words[index + 2]?.lower ?? '')) return false;
      const whole = wholeBehind(words, index);
      if (whole.length === 0 || !whole.every(({ stem }) => written.stems.has(stem))) return false;
      return !written.words.some((other) =>
        word.value === undefined ? other.stem === word.stem : other.value === word.value,
      );
    }),
  );
}

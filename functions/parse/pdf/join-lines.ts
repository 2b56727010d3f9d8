/** Scripts that write words without spaces between them. */
const NO_SPACE =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u3000-\\u303f\\u30fb\\uff01-\\uff9f';
const ENDS_WITHOUT = new RegExp(`[${NO_SPACE}ー—…]$`, 'u');
const STARTS_WITHOUT = new RegExp(`^[${NO_SPACE}ー—…]`, 'u');
/** A part of a word with the hyphen at a line's end. */
const CUT = /([\p{L}\p{M}\p{N}]+(?:[-‐'’][\p{L}\p{M}\p{N}]+)*)[-‐\u00ad]$/u;
const NEXT_PART = /^(\p{Ll}[\p{L}\p{M}]*)/u;
/** Words that follow a hyphen which stands for a part of a word ("Vor- und Nachteile"). */
const CONJUNCTION = /^(?:und|oder|bzw|sowie|bis|and|or|to|et|ou|y|o|e|ed|og|och|en|of|i|lub|a|nebo)$/u;
/** First parts that English joins with a hyphen to any word. */
const HYPHENATED = /^(?:self|quasi|vice|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/iu;
/** First parts that it joins to some, and that begin other words too ("ex-minister", "expects"), and those. */
const HYPHENATED_BEFORE =
  /^(?:ex|all|well|ill|half|so|cross|high|low|long|short|medium|full|part|anti|non|far|hard|right|left|pro|post|pre|co)$/iu;
const HYPHENATED_WORD =
  /^(?:minister|president|chief|wife|husband|soldiers?|officials?|leaders?|term|range|level|profile|speed|scale|ranking|rise|risk|cost|income|tech|end|time|year|day|hour|haul|lived|lasting|running|standing|awaited|sighted|list|known|being|founded|paid|fledged|called|made|based|out|off|border|party|country|section|profit|partisan|nuclear|government|war|western|election|operation|founder|wing|reaching|fought|hit|line|liner|clear|star|important)$/iu;
const WORDS = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu;

/** Letters of East Asia, which stand beside numbers and Latin words without a space too. */
const ENDS_EAST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb\u30fc]$/u;
const STARTS_EAST = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb\u30fc]/u;

function isSpaced(before: string, next: string): boolean {
  if (ENDS_EAST.test(before)) return !/^[\p{L}\p{N}]/u.test(next) && !STARTS_WITHOUT.test(next);
  if (STARTS_EAST.test(next)) return !/[\p{L}\p{N}%]$/u.test(before) && !ENDS_WITHOUT.test(before);
  return !(ENDS_WITHOUT.test(before) && STARTS_WITHOUT.test(next));
}

/** The words of a document that stand within a line, lower-case: they tell how a word cut at a line's end is written. */
export function wordsWithin(lines: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of lines)
    for (const [word] of line.matchAll(WORDS)) words.add(word.toLowerCase().replaceAll('‐', '-'));
  return words;
}

/** What joins a line that ends in a hyphen to the next: nothing and the hyphen cut off, or the hyphen kept. */
function joinCut(cut: string, next: string, words: ReadonlySet<string>): 'cut' | 'keep' | 'apart' {
  const part = NEXT_PART.exec(next)?.[1];
  // "Nord-" and "Süd", "F-" and "16": what starts otherwise was written with the hyphen.
  if (part === undefined) return 'keep';
  if (CONJUNCTION.test(part)) return 'apart';
  const first = cut.slice(cut.search(/[^-‐]*$/u));
  const [whole, hyphenated] = [`${cut}${part}`.toLowerCase(), `${cut}-${part}`.toLowerCase()];
  if (words.has(hyphenated)) return 'keep';
  if (words.has(whole)) return 'cut';
  const written = HYPHENATED.test(cut) || (HYPHENATED_BEFORE.test(cut) && HYPHENATED_WORD.test(part));
  return first !== cut || /\p{N}$/u.test(cut) || written ? 'keep' : 'cut';
}

/**
 * Lines of a paragraph as one: words cut at a line's end are rejoined where the rest starts in lower case; a hyphen that the
 * word has of its own stays; between letters of scripts without spaces none is put.
 */
export function joinLines(lines: readonly string[], words: ReadonlySet<string>): string {
  const pieces: string[] = [];
  for (const line of lines) {
    const before = pieces.at(-1);
    if (before === undefined) {
      pieces.push(line);
      continue;
    }
    const cut = CUT.exec(before.slice(-200));
    if (cut) {
      const how = joinCut(cut[1] ?? '', line, words);
      if (how === 'cut' || before.endsWith('\u00ad')) pieces[pieces.length - 1] = before.slice(0, -1);
      if (how === 'apart') pieces.push(' ');
    } else if (isSpaced(before, line)) pieces.push(' ');
    pieces.push(line);
  }
  return pieces.join('');
}

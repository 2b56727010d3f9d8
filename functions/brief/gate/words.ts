/** The gate's own, small reading of words: it must not depend on the analyzer that it judges. */

export interface Word {
  /** As written, without a possessive ending. */
  text: string;
  lower: string;
  stem: string;
  start: number;
  end: number;
  /** Was written with a possessive ending. */
  possessive: boolean;
  /** Begins with a capital letter. */
  capital: boolean;
  /** The first word of the text, or the first after a full stop, colon or opening quotation mark. */
  opening: boolean;
  /** The number that it writes, in digits or as a word. */
  value?: number;
  /** The punctuation between the word before it and it. */
  before: string;
}

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'began>begin begun>begin bought>buy bringing>bring brought>bring broke>break broken>break built>build came>come ' +
    'chose>choose chosen>choose drawn>draw drew>draw driven>drive drove>drive fallen>fall fed>feed fell>fall felt>feel ' +
    'fled>flee fought>fight found>find froze>freeze frozen>freeze gave>give given>give gone>go got>get grew>grow ' +
    'grown>grow held>hold hidden>hide hid>hide kept>keep knew>know known>know laid>lay led>lead left>leave lost>lose ' +
    'loss>lose losses>lose made>make meant>mean men>man met>meet mice>mouse paid>pay people>person ran>run risen>rise ' +
    'rose>rise said>say sang>sing sank>sink saw>see seen>see sent>send shaken>shake shook>shake shot>shoot shown>show ' +
    'slain>slay sold>sell sought>seek spent>spend spoke>speak spoken>speak stole>steal stolen>steal stood>stand ' +
    'struck>strike stuck>stick sunk>sink swore>swear sworn>swear taken>take taught>teach thought>think threw>throw ' +
    'thrown>throw told>tell took>take tore>tear torn>tear understood>understand undertaken>undertake ' +
    'undertook>undertake went>go withdrawn>withdraw withdrew>withdraw woken>wake woke>wake women>woman won>win ' +
    'wore>wear worn>wear written>write wrote>write children>child overthrew>overthrow overthrown>overthrow ' +
    'lay>lie lain>lie lies>lie lying>lie dying>die tied>tie died>die is>be are>be was>be were>be been>be being>be ' +
    'am>be has>have had>have having>have does>do did>do done>do'
  )
    .split(' ')
    .map((pair) => pair.split('>') as [string, string]),
);

const ENDINGS: [string, string][] = [
  ['isations', ''],
  ['izations', ''],
  ['isation', ''],
  ['ization', ''],
  ['ising', ''],
  ['izing', ''],
  ['ised', ''],
  ['ized', ''],
  ['ise', ''],
  ['ize', ''],
  ['ations', ''],
  ['ation', ''],
  ['ating', ''],
  ['ated', ''],
  ['ates', ''],
  ['ate', ''],
  ['ements', ''],
  ['ement', ''],
  ['ments', ''],
  ['ment', ''],
  ['ies', 'y'],
  ['ied', 'y'],
  ['sses', 'ss'],
  ['ings', ''],
  ['ing', ''],
  ['ed', ''],
  ['als', ''],
  ['al', ''],
  ['ions', ''],
  ['ion', ''],
  ['es', ''],
  ['s', ''],
  ['e', ''],
];

/** How short a stem may become: below it, an ending is taken for part of the word. */
const SHORTEST_STEM = 4;

interface Ending {
  ending: string;
  instead: string;
  /** How short what is left of the word may become. */
  shortest: number;
}

/** The endings by their last letter, in their order. */
const ENDINGS_BY_LETTER = new Map<string, Ending[]>();
for (const [ending, instead] of ENDINGS) {
  const brief = ending.length <= 2 || ending === 'ing' || ending === 'ies' || ending === 'ied';
  const letter = ending.at(-1) ?? '';
  const known = ENDINGS_BY_LETTER.get(letter) ?? [];
  ENDINGS_BY_LETTER.set(letter, [...known, { ending, instead, shortest: brief ? 3 : SHORTEST_STEM }]);
}

/** A light stem of a lower-case word: verb forms, plurals and the commonest nouns made of verbs fall together. */
export function stemOf(lower: string): string {
  const irregular = IRREGULAR.get(lower);
  if (irregular !== undefined) return irregular;
  let stem = lower;
  for (const { ending, instead, shortest } of ENDINGS_BY_LETTER.get(lower.at(-1) ?? '') ?? []) {
    if (!lower.endsWith(ending)) continue;
    const kept = lower.length - ending.length;
    if (kept < shortest) continue;
    if (ending === 's' && /(?:ss|us|is)$/.test(lower)) continue;
    stem = lower.slice(0, kept) + instead;
    break;
  }
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1);
  const last = stem.at(-1);
  if (stem.length > 3 && last === stem.at(-2) && last !== 's' && /[a-z]/.test(last ?? '')) stem = stem.slice(0, -1);
  return stem;
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const TENS_WORDS: ReadonlySet<string> = new Set(TENS.split(' '));
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth';
const NUMBER_WORDS = new Map<string, number>([
  ...UNITS.split(' ').map((word, index): [string, number] => [word, index]),
  ...TENS.split(' ').map((word, index): [string, number] => [word, 20 + index * 10]),
  ...ORDINALS.split(' ').map((word, index): [string, number] => [word, index + 1]),
  ['dozen', 12],
  ['twice', 2],
]);
const SCALES = new Map<string, number>([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['mn', 1e6],
  ['bn', 1e9],
  ['tn', 1e12],
]);

function digitsValue(text: string): number | undefined {
  if (!/^\d/.test(text)) return undefined;
  const plain = text.replaceAll(',', '');
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(st|nd|rd|th|s|m|bn|mn|tn|k)?$/i.exec(plain);
  if (!match) return undefined;
  const scale = { m: 1e6, mn: 1e6, bn: 1e9, tn: 1e12, k: 1e3 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Number(match[1]) * scale;
}

// Letters and digits with inner apostrophes, and points or commas only between digits: every class is disjoint from
// the one after it, so matching is linear.
const WORD = /\p{N}+(?:[.,]\p{N}+)*\p{L}*|(?:\p{Lu}\.){2,}|[\p{L}\p{M}\u00ad]+(?:['’][\p{L}\p{M}\u00ad]+)*/gu;

/** "perú" and "peru" are one word: a name may be known by the one and written as the other. */
function withoutAccents(lower: string): string {
  return /^[\0-\x7f]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC');
}

const CONTRACTED = new Map([
  ['wo', 'will'],
  ['ca', 'can'],
  ['sha', 'shall'],
]);

function verbOf(contracted: string): string {
  return CONTRACTED.get(contracted) ?? contracted;
}

/** A word in small letters alone: most words. */
const SMALL = /^[a-z]+$/;
const ABBREVIATION = /^(?:\p{Lu}\.){2,}$/u;
const CAPITAL = /^\p{Lu}/u;
const SHORT = /^\p{Lu}{2,5}$/u;
/** Abbreviations that are no word: in a text in capitals the others cannot be told from words. */
const KNOWN_SHORT = /^(?:EU|UN|UK|UAE|NATO|OPEC|IMF|WTO|ECB|IAEA|FBI|CIA|NASA|GDP|UNHCR)$/;
const LEAST_LETTERS = 60;
const MOSTLY = 0.8;

/** Whether a text is written in capitals. */
export function isShouting(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const letters = capitals + (text.match(/\p{Ll}/gu)?.length ?? 0);
  return letters >= LEAST_LETTERS && capitals >= letters * MOSTLY;
}

/**
 * Cuts a text into words; hyphenated words fall apart, `U.S.` and `US` are one word, `n’t` counts as `not`.
 * @param shouting whether the text is written in capitals, so that a short word in capitals is no abbreviation.
 * @param stem gives the stem of a lower-case word; one that remembers is faster where words recur.
 */
export function wordsOf(text: string, stem: (lower: string) => string = stemOf, shouting = false): Word[] {
  const words: Word[] = [];
  let last = 0;
  let cursor = 0;
  const hyphenated = text.includes('\u00ad');
  for (const matched of text.match(WORD) ?? []) {
    // No letter, mark or digit stands between two matches.
    const start = text.indexOf(matched, cursor);
    const end = start + matched.length;
    cursor = end;
    const written = hyphenated ? matched.replaceAll('\u00ad', '') : matched;
    if (written === '') continue;
    const before = text.slice(last, start);
    const opening = words.length === 0 || (before !== ' ' && /[.!?:“"‘\n]/.test(before));
    last = end;
    if (SMALL.test(written)) {
      const shape = { possessive: false, capital: false, opening };
      const word: Word = { text: written, lower: written, stem: stem(written), start, end, ...shape, before };
      const value = NUMBER_WORDS.get(written);
      if (value !== undefined) word.value = value;
      words.push(word);
      continue;
    }
    const bare = written.replace(/['’]s$/i, '');
    const abbreviation = ABBREVIATION.test(bare) || (shouting ? KNOWN_SHORT : SHORT).test(bare);
    const contracted = /n['’]t$/i.exec(bare);
    const lower = contracted
      ? verbOf(bare.slice(0, contracted.index).toLowerCase())
      : abbreviation
        ? `${bare.replaceAll('.', '').toLowerCase()}.`
        : withoutAccents(bare.toLowerCase().replaceAll('’', "'"));
    const word: Word = {
      text: bare,
      lower,
      stem: abbreviation ? lower : stem(lower),
      start,
      end,
      possessive: bare !== written,
      capital: CAPITAL.test(bare),
      opening,
      before,
    };
    const value = digitsValue(bare) ?? NUMBER_WORDS.get(lower);
    if (value !== undefined) word.value = value;
    words.push(word);
    if (contracted) words.push({ ...word, text: 'not', lower: 'not', stem: 'not', capital: false, opening: false });
  }
  return joinNumbers(words);
}

/** Reads "twenty-five", "two hundred", "3 million" as one number, kept on the first of their words. */
function joinNumbers(words: Word[]): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (previous?.value !== undefined && /^[\s-]*$/.test(word.before)) {
      const scale = SCALES.get(word.lower);
      if (scale !== undefined) {
        joined[joined.length - 1] = { ...previous, value: previous.value * scale, end: word.end };
        continue;
      }
      const tens = TENS_WORDS.has(previous.lower);
      if (tens && word.value !== undefined && word.value > 0 && word.value < 10 && word.before.includes('-')) {
        joined[joined.length - 1] = { ...previous, value: previous.value + word.value, end: word.end };
        continue;
      }
    }
    const scaleAlone = word.value === undefined ? SCALES.get(word.lower) : undefined;
    joined.push(scaleAlone === undefined ? word : { ...word, value: scaleAlone });
  }
  return joined;
}

/** Words of a text joined by single spaces, in lower case: the form in which names are looked for. */
export function plainOf(text: string): string {
  return plainIn(wordsOf(text, () => ''));
}

export function plainIn(words: readonly Word[]): string {
  return words.map((word) => word.lower).join(' ');
}

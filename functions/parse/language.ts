import { LANGUAGES_OF_LETTER, LANGUAGES_OF_WORD } from './language-words.ts';
import { collapseSpace } from './normalise.ts';
import { languageOfScript } from './script-language.ts';

/** ISO 639-3 codes as franc gives them, for the languages that have a two-letter code (BCP 47 prefers it). */
const TWO_LETTER: Readonly<Record<string, string>> = {
  afr: 'af',
  amh: 'am',
  arb: 'ar',
  ary: 'ar',
  azj: 'az',
  bel: 'be',
  ben: 'bn',
  bos: 'bs',
  bul: 'bg',
  cat: 'ca',
  ces: 'cs',
  cmn: 'zh',
  cym: 'cy',
  dan: 'da',
  deu: 'de',
  ekk: 'et',
  ell: 'el',
  eng: 'en',
  epo: 'eo',
  eus: 'eu',
  fin: 'fi',
  fra: 'fr',
  gle: 'ga',
  glg: 'gl',
  guj: 'gu',
  hat: 'ht',
  hau: 'ha',
  heb: 'he',
  hin: 'hi',
  hrv: 'hr',
  hun: 'hu',
  hye: 'hy',
  ibo: 'ig',
  ind: 'id',
  isl: 'is',
  ita: 'it',
  jav: 'jv',
  jpn: 'ja',
  kan: 'kn',
  kat: 'ka',
  kaz: 'kk',
  khk: 'mn',
  khm: 'km',
  kin: 'rw',
  kir: 'ky',
  kor: 'ko',
  lao: 'lo',
  lit: 'lt',
  lvs: 'lv',
  mal: 'ml',
  mar: 'mr',
  mkd: 'mk',
  mya: 'my',
  nld: 'nl',
  nno: 'nn',
  nob: 'nb',
  npi: 'ne',
  pan: 'pa',
  pbu: 'ps',
  pes: 'fa',
  plt: 'mg',
  pol: 'pl',
  por: 'pt',
  prs: 'fa',
  ron: 'ro',
  run: 'rn',
  rus: 'ru',
  sin: 'si',
  slk: 'sk',
  slv: 'sl',
  som: 'so',
  spa: 'es',
  sqi: 'sq',
  als: 'sq',
  srp: 'sr',
  swe: 'sv',
  swh: 'sw',
  tam: 'ta',
  tel: 'te',
  tgk: 'tg',
  tgl: 'tl',
  tha: 'th',
  tuk: 'tk',
  tur: 'tr',
  uig: 'ug',
  ukr: 'uk',
  urd: 'ur',
  uzn: 'uz',
  vie: 'vi',
  xho: 'xh',
  yor: 'yo',
  ydd: 'yi',
  zlm: 'ms',
  zsm: 'ms',
  zul: 'zu',
}; // prettier-ignore

/** Languages that statistics cannot keep apart: a claim of one is not contradicted by another. */
const LOOKALIKES: readonly (readonly string[])[] = [
  ['no', 'nb', 'nn', 'da'],
  ['hr', 'bs', 'sr', 'sh'],
  ['id', 'ms'],
  ['cs', 'sk'],
  ['es', 'gl', 'ast'],
  ['af', 'nl'],
  ['tl', 'fil'],
];

/** Below this many characters statistics guess; above it they are right on 95 % of articles. */
const ENOUGH_CHARACTERS = 300;
const SAMPLE_CHARACTERS = 2_000;
/** Fewer letters have no statistics. */
const FEWEST_LETTERS = 10;
/** What small words count against statistics of letters, and a rare letter against a word. */
const WORDS_WEIGHT = 2;
const LETTER_WEIGHT = 0.6;
/** By how much a language must be ahead of the next to be told from a short text, and against a claim from a long one. */
const SHORT_LEAD = 0.06;
const LONG_LEAD = 0.3;

/** Primary subtag of a BCP 47 tag (`en-GB`, `pt_BR`, `zh-Hans`), or null for what is none. */
export function primaryTag(tag: string | null): string | null {
  const primary = /^\s{0,20}([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,40})?\s{0,20}$/.exec(tag ?? '')?.[1]?.toLowerCase();
  if (primary === undefined || primary === 'und' || primary === 'mul' || primary === 'zxx') return null;
  return primary.length === 3 ? (TWO_LETTER[primary] ?? primary) : primary;
}

/** What the small words and the rare letters of a text say for each language, per word; most for the likeliest. */
function wordScores(sample: string): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (languages: readonly string[], weight: number) => {
    for (const language of languages)
      scores.set(language, (scores.get(language) ?? 0) + weight / languages.length ** 0.7);
  };
  const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  for (const word of words) {
    add(LANGUAGES_OF_WORD.get(word) ?? [], 1);
    for (const letter of new Set(word)) add(LANGUAGES_OF_LETTER.get(letter) ?? [], LETTER_WEIGHT);
  }
  for (const [language, score] of scores) scores.set(language, score / words.length);
  return scores;
}

/** One or two long "words" of a script with spaces are no language. */
function isOneWord(sample: string): boolean {
  return (
    sample.split(' ').length < 3 &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u.test(sample)
  );
}

function sameOrLookalike(one: string, other: string): boolean {
  return one === other || LOOKALIKES.some((group) => group.includes(one) && group.includes(other));
}

/** A language, what speaks for it, and by how much it is ahead of the next. */
interface Detected {
  language: string;
  score: number;
  lead: number;
  /** What statistics of letters say for each language, 1 for the likeliest. */
  letters: ReadonlyMap<string, number>;
}

/** The language that words and statistics of letters together speak for, or null where nothing does. */
async function detect(sample: string): Promise<Detected | null> {
  const words = wordScores(sample);
  const { francAll } = await import('franc');
  const ranked = francAll(sample, { minLength: FEWEST_LETTERS, only: Object.keys(TWO_LETTER) });
  const letters = new Map<string, number>();
  for (const [code, score] of ranked) {
    const language = TWO_LETTER[code];
    if (language !== undefined && !letters.has(language)) letters.set(language, score);
  }
  const total = [...new Set([...letters.keys(), ...words.keys()])]
    .map((language) => ({
      language,
      score: WORDS_WEIGHT * (words.get(language) ?? 0) + (letters.get(language) ?? 0),
    }))
    .sort((one, other) => other.score - one.score);
  const [best] = total;
  if (best === undefined) return null;
  // Of two that cannot be kept apart the likelier is told: what counts is the next other one.
  const second = total.find(({ language }) => !sameOrLookalike(best.language, language));
  return { ...best, lead: best.score - (second?.score ?? 0), letters };
}

/**
 * The language of an article as a BCP 47 primary tag. The document's own claim counts, unless more than 300 characters
 * of text contradict it; without a claim the text decides: its script, then its small words and statistics of letters. Of
 * a short one `und` (cannot be told) is an answer.
 */
export async function languageOf(
  text: string,
  declared: string | null,
): Promise<{ language: string; notes: string[] }> {
  const claim = primaryTag(declared);
  const sample = collapseSpace(text.slice(0, SAMPLE_CHARACTERS).replace(/[^\p{L}\p{M}'’]+/gu, ' '));
  const isShort = sample.length <= ENOUGH_CHARACTERS;
  if (claim !== null && isShort) return { language: claim, notes: [] };
  const byScript = languageOfScript(sample);
  if (byScript === null && isOneWord(sample)) return { language: claim ?? 'und', notes: [] };
  const detected = byScript === null ? await detect(sample) : null;
  const language = byScript ?? detected?.language ?? 'und';
  if (claim === null) {
    const sure = detected === null || !isShort || detected.lead >= SHORT_LEAD;
    return { language: sure ? language : 'und', notes: [] };
  }
  if (language === 'und' || sameOrLookalike(claim, language)) return { language: claim, notes: [] };
  // A close second is no contradiction: neighbouring languages differ by little in statistics of letters.
  if (detected !== null && detected.lead < LONG_LEAD && (detected.letters.get(claim) ?? 0) > 0.85) {
    return { language: claim, notes: [] };
  }
  return { language, notes: [`declares the language "${claim}", but is written in "${language}"`] };
}

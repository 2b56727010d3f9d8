import { collapseSpace } from './normalise.ts';

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

const ENGLISH_WORDS = new Set(
  'the of and to in a is that for it was on with as by at from be are has have had not this but which will an were they their his said he she who been its'.split(
    ' ',
  ),
);

/** Below this many characters statistics guess; above it they are right on 95 % of articles. */
const ENOUGH_CHARACTERS = 300;
const SAMPLE_CHARACTERS = 2_000;

/** Primary subtag of a BCP 47 tag (`en-GB`, `pt_BR`, `zh-Hans`), or null for what is none. */
export function primaryTag(tag: string | null): string | null {
  const primary = /^\s{0,20}([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,40})?\s{0,20}$/.exec(tag ?? '')?.[1]?.toLowerCase();
  if (primary === undefined || primary === 'und' || primary === 'mul' || primary === 'zxx') return null;
  return primary.length === 3 ? (TWO_LETTER[primary] ?? primary) : primary;
}

/** Share of English function words: a check that works on a sentence. */
function englishShare(text: string): { share: number; hits: number } {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const hits = words.filter((word) => ENGLISH_WORDS.has(word)).length;
  return { hits, share: words.length === 0 ? 0 : hits / words.length };
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

/**
 * The language of an article as a BCP 47 primary tag. The document's own claim counts, unless more than 300 characters
 * of text contradict it; without a claim the text decides, and of a short one `und` (cannot be told) is an answer.
 */
export async function languageOf(
  text: string,
  declared: string | null,
): Promise<{ language: string; notes: string[] }> {
  const claim = primaryTag(declared);
  const sample = collapseSpace(text.slice(0, SAMPLE_CHARACTERS).replace(/[^\p{L}\p{M}'’]+/gu, ' '));
  const english = englishShare(sample);
  if (sample.length <= ENOUGH_CHARACTERS) {
    if (claim) return { language: claim, notes: [] };
    if (english.hits >= 2 && english.share >= 0.2) return { language: 'en', notes: [] };
  } else if (english.share >= 0.25 && (claim === null || claim === 'en')) {
    return { language: 'en', notes: [] };
  }
  if (isOneWord(sample)) return { language: claim ?? 'und', notes: [] };
  const { francAll } = await import('franc');
  const ranked = francAll(sample, { minLength: 25, only: Object.keys(TWO_LETTER) });
  const [best, bestScore] = ranked[0] ?? ['und', 0];
  const detected = TWO_LETTER[best] ?? best;
  if (claim === null) {
    const [, secondScore] = ranked[1] ?? ['und', 0];
    const sure = sample.length > ENOUGH_CHARACTERS || ranked.length === 1 || bestScore - secondScore >= 0.1;
    return { language: best !== 'und' && sure ? detected : 'und', notes: [] };
  }
  if (best === 'und' || sameOrLookalike(claim, detected)) return { language: claim, notes: [] };
  // A close second is no contradiction: neighbouring languages differ by little in statistics of letters.
  const claimScore = ranked.find(([code]) => (TWO_LETTER[code] ?? code) === claim)?.[1] ?? 0;
  if (claimScore > 0.85) return { language: claim, notes: [] };
  return { language: detected, notes: [`declares the language "${claim}", but is written in "${detected}"`] };
}

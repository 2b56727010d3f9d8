/** Scripts that one language of news is written in, or one above all. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Ethiopic}/gu, 'am'],
];
const YIDDISH = /[\u05f0-\u05f2\ufb1d-\ufb4f]|[\u05d0\u05d9]\u05b7/u;

/** Letters of the Arabic script that Arabic has not, the rarer first. */
const ARABIC: readonly (readonly [RegExp, string])[] = [
  [/[ټډړږښګڼۍ]/u, 'ps'],
  [/[ٹڈڑںےہھ]/u, 'ur'],
  [/[ەڵۆێڕ]/u, 'ku'],
  [/[پچژگکی]/u, 'fa'],
];
/** Letters of the Cyrillic script that Russian has not, and one language or few have. */
const CYRILLIC: readonly (readonly [RegExp, string])[] = [
  [/[ѓќѕ]/iu, 'mk'],
  [/[ђћ]/iu, 'sr'],
  [/[ўЎ]/u, 'be'],
  [/[їєґ]/iu, 'uk'],
  [/[әғқұһ]/iu, 'kk'],
  [/[ӣӯҷҳ]/iu, 'tg'],
];

function share(text: string, letters: number, script: RegExp): number {
  return letters === 0 ? 0 : (text.match(script)?.length ?? 0) / letters;
}

/** Share of the letters that a script must have to tell the language. */
const MOST = 0.5;
/** East Asian text is full of Latin names, each of many letters. */
const EAST_ASIAN = 0.2;

/**
 * The language that a text's script tells, or letters that only one language of its script has.
 * @returns a BCP 47 primary tag, or null where words have to tell it.
 */
export function languageOfScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 4) return null;
  const kana = share(text, letters, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = share(text, letters, /\p{Script=Han}/gu);
  if (kana + han > EAST_ASIAN) return kana >= 0.05 ? 'ja' : 'zh';
  if (share(text, letters, /\p{Script=Hangul}/gu) > EAST_ASIAN) return 'ko';
  for (const [script, language] of SCRIPTS) {
    if (share(text, letters, script) > MOST) return language === 'he' && YIDDISH.test(text) ? 'yi' : language;
  }
  if (share(text, letters, /\p{Script=Arabic}/gu) > MOST) {
    return ARABIC.find(([own]) => own.test(text))?.[1] ?? 'ar';
  }
  if (share(text, letters, /\p{Script=Cyrillic}/gu) > MOST) {
    const own = CYRILLIC.find(([letter]) => letter.test(text))?.[1];
    if (own !== undefined) return own;
    if (/[ыэ]/iu.test(text) && !/[іөүңҥә]/iu.test(text)) return 'ru';
    if (/і/iu.test(text) && !/[ыэъ]/iu.test(text)) return 'uk';
    if (/ъ/iu.test(text) && !/[ыэ]/iu.test(text) && /ъ[а-щ]/iu.test(text)) return 'bg';
  }
  return null;
}

/** Longest key of an entity, in code units; `PartyId` allows 200. */
const LONGEST_KEY = 120;

/**
 * The key of an entity: its canonical name in lower-case letters and digits joined by hyphens, without accents.
 * @returns '' where the name holds no letter or digit.
 */
export function keyOf(name: string): string {
  const words = foldAccents(name)
    .toLowerCase()
    .replace(/[’']/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  let key = '';
  for (const word of words) {
    if (key.length + word.length >= LONGEST_KEY) return key === '' ? [...word].slice(0, 60).join('') : key;
    key = key === '' ? word : `${key}-${word}`;
  }
  return key;
}

const ASCII = /^\p{ASCII}*$/u;
const MARKS = /\p{M}/gu;

/** Compatibility decomposition without combining marks: "São" reads "Sao". */
export function foldAccents(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFKD').replace(MARKS, '');
}

/** Letters and digits of a text only, in lower case and without accents: how names are looked up. */
export function lookupForm(text: string): string {
  if (/^[A-Za-z0-9]*$/.test(text)) return text.toLowerCase();
  if (ASCII.test(text)) return text.toLowerCase().replace(/[^a-z0-9+&]+/g, '');
  return foldAccents(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+&]/gu, '');
}

const CAPITAL = /^\p{Lu}/u;

/** Whether a word begins with a capital. */
export function startsWithCapital(word: string): boolean {
  const unit = word.charCodeAt(0);
  return unit < 0x80 ? unit >= 0x41 && unit <= 0x5a : CAPITAL.test(word);
}

/** The name without a leading article. */
export function withoutArticle(name: string): string {
  return name.replace(/^(?:the|a|an) /i, '');
}

/** Upper-case initials of the words of a name that begin with a capital ("Syrian Democratic Forces" gives "SDF"). */
export function initialsOf(name: string): string {
  return name
    .split(/[\s-]+/u)
    .filter(startsWithCapital)
    .map((word) => word.charAt(0))
    .join('');
}

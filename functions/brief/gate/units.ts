const NUMBER = /\p{Sc}?\s?\d[\d,]*(?:\.\d+)?(?:\s?-?(?:hundred|thousand|million|billion|trillion|mn?|bn|tn|k)\b)?/giu;
const SPELT: [RegExp, string][] = [
  [/^(?:%|per\s?cent\b|percent|pct\b)/i, '%'],
  [/^(?:(?:us|canadian|australian)\s)?dollars?\b/i, '$'],
  [/^euros?\b/i, '€'],
  [/^pounds?\b/i, '£'],
];

/** The numbers of a text that have a unit of a sign or its word: "$5", "5 dollars" and "$5 million" are `$5`. */
export function measuredIn(text: string): { measured: string; signed: boolean }[] {
  const found: { measured: string; signed: boolean }[] = [];
  if (!/\d/.test(text)) return found;
  for (const match of text.matchAll(NUMBER)) {
    const number = /\d[\d,]*(?:\.\d+)?/.exec(match[0])?.[0].replaceAll(',', '') ?? '';
    const sign = /^\p{Sc}/u.exec(match[0])?.[0];
    if (sign !== undefined) found.push({ measured: `${sign}${number}`, signed: true });
    const after = text.slice(match.index + match[0].length).replace(/^[\s-]/, '');
    for (const [spelling, unit] of SPELT) {
      if (spelling.test(after)) found.push({ measured: `${unit}${number}`, signed: !/^\p{L}/u.test(after) });
    }
  }
  return found;
}

/** Whether a text puts a sign of money or percent to a number that has another unit, or none, in the quotes. */
export function unitFails(written: string, quotes: readonly string[]): boolean {
  const signed = measuredIn(written).filter((one) => one.signed);
  if (signed.length === 0) return false;
  const known = new Set(quotes.flatMap((quote) => measuredIn(quote).map((one) => one.measured)));
  return signed.some((one) => !known.has(one.measured));
}

const SIGN =
  /^(?:(?:©|\(c\)\s|copyright\b).{0,60}(?:\d{4}|all rights)|all rights reserved\b|alle rechte vorbehalten\b|tous droits réservés\b)/iu;
const HOLDER = /^(?:Copyright|COPYRIGHT) (?:©|\([Cc]\)|by|\p{Lu})/u;
const INSIDE = /\ball rights reserved\b/iu;
const LICENCE =
  /^(?:licen[cs]ed under|this (?:article|work|story) is (?:licen[cs]ed|published) under|creative commons\b|CC[ -]BY)/iu;
const MAX_LENGTH = 300;

/** Whether a line states copyright or a licence, and nothing else. */
export function isRightsLine(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.length > MAX_LENGTH) return false;
  return (
    SIGN.test(trimmed) ||
    HOLDER.test(trimmed) ||
    LICENCE.test(trimmed) ||
    (INSIDE.test(trimmed) && trimmed.length <= 160)
  );
}

/** The first line of copyright or licence among an article's first and last five paragraphs, verbatim, or null. */
export function rightsOf(paragraphs: readonly string[]): string | null {
  const near = paragraphs.length <= 10 ? paragraphs : [...paragraphs.slice(0, 5), ...paragraphs.slice(-5)];
  return near.find(isRightsLine)?.trim() ?? null;
}

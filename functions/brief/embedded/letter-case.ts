/** How a text uses capitals: as is usual, throughout, or not at all. */
export type LetterCase = 'usual' | 'upper' | 'lower';

/** Fewer letters are a title, a name or an abbreviation. */
const LEAST_LETTERS = 60;
const MOSTLY_CAPITALS = 0.8;
const HARDLY_ANY = 0.003;

/** Tells how a text uses capitals; a script without any is `usual`. */
export function letterCaseOf(text: string): LetterCase {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  const letters = capitals + small;
  if (letters < LEAST_LETTERS) return 'usual';
  if (capitals / letters >= MOSTLY_CAPITALS) return 'upper';
  return capitals / letters <= HARDLY_ANY ? 'lower' : 'usual';
}

import {
  BOILERPLATE_LINES,
  BOILERPLATE_OPENINGS,
  BOILERPLATE_PATTERNS,
  BOILERPLATE_PHRASES,
  type BoilerplateKind,
} from './boilerplate-lexicon.ts';

/** A longer sentence tells something, whatever it begins with. In code units. */
const LONGEST_BOILERPLATE = 320;

interface Phrase {
  kind: BoilerplateKind;
  phrase: string;
}

function phrasesOf(words: typeof BOILERPLATE_OPENINGS): Phrase[] {
  return (Object.keys(words) as BoilerplateKind[]).flatMap((kind) =>
    (words[kind] ?? []).map((phrase) => ({ kind, phrase })),
  );
}

const OPENINGS = phrasesOf(BOILERPLATE_OPENINGS);
const PHRASES = phrasesOf(BOILERPLATE_PHRASES);
const LINES = new Map(phrasesOf(BOILERPLATE_LINES).map(({ kind, phrase }) => [phrase, kind]));

/**
 * What about the page a sentence is (a credit, a caption, "read more", copyright), or null where it may tell something of
 * the matter.
 * @param alone whether it is a paragraph or a line by itself.
 */
export function boilerplateKindOf(sentence: string, alone: boolean): BoilerplateKind | null {
  if (sentence.length > LONGEST_BOILERPLATE) return null;
  const bare = sentence.replace(/^[\s"'“‘([*_•–—»>▶►→-]+/u, '');
  if (!/[\p{L}\p{N}]/u.test(bare)) return 'sign-off';
  const lower = bare.toLowerCase();
  const line = alone ? LINES.get(lower.replace(/[\s"'”’)\]*_•–—:….!»>→#-]+$/u, '')) : undefined;
  if (line !== undefined) return line;
  const opening = OPENINGS.find(({ phrase }) => opensWith(lower, phrase));
  if (opening) return opening.kind;
  const inside = PHRASES.find(({ phrase }) => lower.includes(phrase));
  if (inside) return inside.kind;
  const trimmed = sentence.trim();
  const pattern = BOILERPLATE_PATTERNS.find(
    (entry) => (alone || !entry.alone) && (entry.pattern.test(bare) || entry.pattern.test(trimmed)),
  );
  return pattern?.kind ?? null;
}

/** Whether a text begins with a phrase, as whole words where the phrase ends with a letter of a script with spaces. */
function opensWith(lower: string, phrase: string): boolean {
  if (!lower.startsWith(phrase)) return false;
  const after = lower.charAt(phrase.length);
  return !/[\p{L}\p{N}]$/u.test(phrase) || !/[\p{L}\p{N}]/u.test(after) || /\p{Lo}$/u.test(phrase);
}

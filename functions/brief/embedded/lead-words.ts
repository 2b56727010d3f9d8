import { lookupForm } from './canonical.ts';
import { GIVEN_NAMES } from './lexicon/name-parts.ts';
import type { Document } from './model.ts';
import type { RawName } from './raw-names.ts';
import { isCommonWord, newTagger, type Tagger } from './tagger.ts';

/**
 * Takes from names that open a sentence the word that only opens it: "Victorious Berg said" is Berg, where the text says
 * "Berg" elsewhere and "Victorious Berg" nowhere within a sentence.
 * @returns the names in their order; those that need nothing are the same objects.
 */
export function withoutLeadWords(document: Document, names: readonly RawName[]): RawName[] {
  const within = new Set<string>();
  const elsewhere = new Map<string, number>();
  for (const name of names) {
    const form = lookupForm(name.text);
    elsewhere.set(form, (elsewhere.get(form) ?? 0) + 1);
    if (!isOpening(document, name)) within.add(form);
  }
  let tag: Tagger | undefined;
  return names.map((name) => {
    const first = document.tokens[name.from];
    const form = lookupForm(name.text);
    const bare = name.known === undefined && name.title === undefined && name.kind === undefined;
    if (bare && isBeforePerson(document, name)) return withoutFirst(document, name);
    if (!bare || name.to - name.from < 2 || first === undefined || !isOpening(document, name)) return name;
    if (within.has(form) || (elsewhere.get(form) ?? 0) > 1 || GIVEN_NAMES.has(first.lower)) return name;
    if (!isCommonWord(first.lower)) return name;
    // Nouns stand in names too ("Harbour Bridge"), and some are given names ("Buddy").
    tag ??= newTagger();
    if (tag(first.lower).tags[0] === 'NOUN') return name;
    const shorter = withoutFirst(document, name);
    const rest = shorter.text;
    const known = elsewhere.has(lookupForm(rest)) || names.some((other) => other !== name && endsWith(other, rest));
    return known ? shorter : name;
  });
}

function withoutFirst({ text, tokens }: Document, name: RawName): RawName {
  const start = tokens[name.from + 1]?.start ?? 0;
  return { ...name, from: name.from + 1, text: text.slice(start, tokens[name.to - 1]?.end ?? start) };
}

/** "Minister for Communications Jane Roe", "Speaker of the House Jane Roe": a word before a given name and a surname. */
function isBeforePerson({ tokens }: Document, { from, to }: RawName): boolean {
  const [first, given, surname] = [tokens[from], tokens[from + 1], tokens[from + 2]];
  if (to - from < 3 || to - from > 4 || first === undefined || given === undefined || surname === undefined)
    return false;
  const isPlain = [first, given, surname].every(({ text }) => /^\p{Lu}\p{Ll}/u.test(text));
  if (!isPlain || GIVEN_NAMES.has(first.lower) || NAMELIKE.has(first.lower) || !isCommonWord(first.lower)) return false;
  return GIVEN_NAMES.has(given.lower) && !GIVEN_NAMES.has(first.lower) && given.start - first.end === 1;
}

/** Words before a name that belong to it. */
const NAMELIKE = new Set(
  'saint st san santa big little old new young mount fort lake port team camp uncle aunt brother sister'.split(' '),
);

function isOpening({ sentences, tokens }: Document, { from, sentence }: RawName): boolean {
  return from === sentences[sentence]?.from || /^["“‘'(:—–\-[]+$/.test(tokens[from - 1]?.text ?? '');
}

/** Whether a longer name ends with these words: "Jane Roe" with "Roe". */
function endsWith(name: RawName, words: string): boolean {
  return name.text.length > words.length && name.text.endsWith(` ${words}`);
}

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
    if (!bare || name.to - name.from < 2 || first === undefined || !isOpening(document, name)) return name;
    if (within.has(form) || (elsewhere.get(form) ?? 0) > 1 || GIVEN_NAMES.has(first.lower)) return name;
    if (!isCommonWord(first.lower)) return name;
    // Nouns stand in names too ("Harbour Bridge"), and some are given names ("Buddy").
    tag ??= newTagger();
    if (tag(first.lower).tags[0] === 'NOUN') return name;
    const start = document.tokens[name.from + 1]?.start ?? 0;
    const rest = document.text.slice(start, document.tokens[name.to - 1]?.end ?? start);
    const known = elsewhere.has(lookupForm(rest)) || names.some((other) => other !== name && endsWith(other, rest));
    return known ? { ...name, from: name.from + 1, text: rest } : name;
  });
}

function isOpening({ sentences, tokens }: Document, { from, sentence }: RawName): boolean {
  return from === sentences[sentence]?.from || /^["“‘'(:—–\-[]+$/.test(tokens[from - 1]?.text ?? '');
}

/** Whether a longer name ends with these words: "Jane Roe" with "Roe". */
function endsWith(name: RawName, words: string): boolean {
  return name.text.length > words.length && name.text.endsWith(` ${words}`);
}

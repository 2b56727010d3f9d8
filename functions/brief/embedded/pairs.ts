import { inSentence } from './by-sentence.ts';
import type { EntityKind, Mention, Names, Token } from './model.ts';

const STATES = /^(?:country|nation|state|neighbour|neighbor|government|capital|power)$/;
const SIDES =
  /^(?:side|party|leader|foe|rival|ally|minister|president|team|delegation|camp|faction|company|firm|group)$/;
/** How many sentences back the two are looked for. */
const REACH = 3;

/**
 * Whether the words from `from` to `to` are "both countries", "the two sides": two who were named before.
 * @returns the noun that says what they are, in the singular.
 */
export function pairNounIn(tokens: readonly Token[], from: number, to: number): string | undefined {
  for (let at = from; at < to - 1; at += 1) {
    if (!/^(?:both|two)$/.test(tokens[at]?.lower ?? '')) continue;
    const noun = tokens[at + 1];
    if (noun?.pos !== 'NOUN' || at + 2 !== to) continue;
    if (tokens[at]?.lower === 'two' && tokens[at - 1]?.lower !== 'the') continue;
    if (STATES.test(noun.lemma) || SIDES.test(noun.lemma)) return noun.lemma;
  }
  return undefined;
}

/** The two of whom a sentence names nobody else: the last such sentence up to where "the two sides" stands. */
export function pairBefore(names: Names, tokens: readonly Token[], at: number, noun: string): Mention[] {
  const sentence = tokens[at]?.sentence ?? 0;
  for (let back = sentence; back >= Math.max(0, sentence - REACH); back -= 1) {
    const named = new Map<string, Mention>();
    for (const mention of inSentence(names.mentions, back)) {
      const kind = names.entities.get(mention.entity)?.kind;
      if (mention.from < at && kind !== undefined && canBeOneOfTwo(kind, noun)) named.set(mention.entity, mention);
    }
    if (named.size === 2) return [...named.values()];
    if (named.size > 2) return [];
  }
  return [];
}

function canBeOneOfTwo(kind: EntityKind, noun: string): boolean {
  if (STATES.test(noun)) return kind === 'state';
  if (/^(?:company|firm)$/.test(noun)) return kind === 'company' || kind === 'organisation';
  return kind !== 'place' && kind !== 'outlet';
}

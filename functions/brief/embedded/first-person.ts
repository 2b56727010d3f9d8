import { tokensIn } from './content-words.ts';
import type { Document, Mention, Names, Statement, Token } from './model.ts';

const FIRST_PERSON = /^(?:we|us|our|i|me|my)$/;

/**
 * Adds what "we", "our" and "I" mean within words that somebody is known to say: whoever says them.
 * @returns the same entities; to their mentions in the text those pronouns are added, by start.
 */
export function withFirstPersons(document: Document, names: Names, statements: readonly Statement[]): Names {
  const added = new Map<number, Mention>();
  for (const statement of statements) {
    const { entity, content } = statement;
    if (entity === undefined || !names.entities.has(entity)) continue;
    for (const token of tokensIn(document, content)) {
      if (FIRST_PERSON.test(token.lower) && token.text !== 'US')
        added.set(token.index, mentionOf(token, statement, entity));
    }
  }
  if (added.size === 0) return names;
  const mentions = [...names.mentions, ...added.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  return { entities: names.entities, mentions };
}

function mentionOf(token: Token, { person }: Statement, entity: string): Mention {
  const { index, sentence, start, end } = token;
  const mention: Mention = { entity, sentence, from: index, to: index + 1, start, end, how: 'pronoun' };
  return person === undefined ? mention : { ...mention, person };
}

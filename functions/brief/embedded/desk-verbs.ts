import type { Token } from './model.ts';

/** Every regular form of a verb: "ringfence", "ringfences", "ringfenced", "ringfencing". */
function formsOf(verb: string): string[] {
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`];
  if (/[^aeiou]y$/u.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
  const doubled = `${verb}${verb.at(-1) ?? ''}`;
  const third = /(?:s|x|z|ch|sh)$/u.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, third, `${verb}ed`, `${verb}ing`, `${doubled}ed`, `${doubled}ing`];
}

/** Verbs of the desk's own, which the tagger need not know. */
export class DeskVerbs {
  readonly #verbs = new Map<string, string>();

  constructor(verbs: Iterable<string>) {
    for (const verb of verbs) for (const form of formsOf(verb)) if (!this.#verbs.has(form)) this.#verbs.set(form, verb);
  }

  /** Gives their forms their lemma, and lets them be verbs behind an auxiliary and behind "to". */
  readIn(tokens: readonly Token[]): void {
    if (this.#verbs.size === 0) return;
    for (const token of tokens) {
      const verb = this.#verbs.get(token.lower);
      if (verb === undefined) continue;
      const before = tokens[token.index - 1];
      const isVerb = before?.sentence === token.sentence && (before.pos === 'AUX' || before.lower === 'to');
      if (token.pos === 'NOUN' && isVerb) token.pos = 'VERB';
      if (token.pos === 'VERB') token.lemma = verb;
    }
  }
}

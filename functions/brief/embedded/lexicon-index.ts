import type { Token } from './model.ts';

/** How many words a `*` in a phrase may stand for. */
const WIDEST_GAP = 4;

interface Step {
  words: ReadonlySet<string>;
  pos?: 'VERB' | 'NOUN';
  /** Whether other words may stand before it. */
  gap: boolean;
}

interface Entry<T> {
  steps: readonly Step[];
  value: T;
  phrase: string;
}

/** A phrase of a lexicon found in a text. Indexes are of tokens. */
export interface Match<T> {
  value: T;
  from: number;
  to: number;
  /** The phrase as the lexicon writes it. */
  phrase: string;
}

/**
 * Phrases of a lexicon, found by their first word. The notation: blanks part words; `a|b` is either word; `*` stands for
 * up to four words within the clause; `v:` and `n:` ask for a verb or a noun. Words match lemmas and forms in lower case.
 */
export class PhraseIndex<T> {
  private readonly byFirst = new Map<string, Entry<T>[]>();

  constructor(entries: Iterable<readonly [phrase: string, value: T]>) {
    for (const [phrase, value] of entries) this.add(phrase, value);
  }

  private add(phrase: string, value: T): void {
    const steps: Step[] = [];
    let gap = false;
    for (const part of phrase.split(' ')) {
      if (part === '*') {
        gap = true;
        continue;
      }
      const pos = part.startsWith('v:') ? 'VERB' : part.startsWith('n:') ? 'NOUN' : undefined;
      const words = new Set((pos ? part.slice(2) : part).split('|'));
      steps.push(pos ? { words, pos, gap } : { words, gap });
      gap = false;
    }
    for (const word of steps[0]?.words ?? []) {
      const known = this.byFirst.get(word);
      const entry = { steps, value, phrase };
      if (known) known.push(entry);
      else this.byFirst.set(word, [entry]);
    }
  }

  /** All matches that begin at a token, and end before `to`. */
  at(tokens: readonly Token[], index: number, to: number): Match<T>[] {
    return this.within(tokens, index, to, index + 1);
  }

  /** All matches within a stretch, by their place. @param last one past the last token at which they may begin. */
  within(tokens: readonly Token[], from: number, to: number, last = to): Match<T>[] {
    const found: Match<T>[] = [];
    for (let index = from; index < last; index += 1) {
      const token = tokens[index];
      if (token === undefined) break;
      const own = this.byFirst.get(token.lower);
      if (own !== undefined) addMatches(own, tokens, index, to, found);
      const ofLemma = token.lemma === token.lower ? undefined : this.byFirst.get(token.lemma);
      if (ofLemma !== undefined) addMatches(ofLemma, tokens, index, to, found);
    }
    return found;
  }
}

function addMatches<T>(
  entries: readonly Entry<T>[],
  tokens: readonly Token[],
  index: number,
  to: number,
  found: Match<T>[],
): void {
  for (const { steps, value, phrase } of entries) {
    const end = endOf(steps, tokens, index, to);
    if (end !== undefined) found.push({ value, from: index, to: end, phrase });
  }
}

const CLAUSE_ENDS: ReadonlySet<string> = new Set(';:.!?');

/** Where a phrase whose first word stands at `index` ends, if it is there; a gap takes as few words as it can. */
function endOf(steps: readonly Step[], tokens: readonly Token[], index: number, to: number): number | undefined {
  if (!isOfPos(steps[0], tokens[index])) return undefined;
  let at = index + 1;
  for (let position = 1; position < steps.length; position += 1) {
    const step = steps[position];
    if (step === undefined) break;
    const last = step.gap ? Math.min(to, at + WIDEST_GAP + 1) : Math.min(to, at + 1);
    let next = at;
    while (next < last && !fits(step, tokens[next])) {
      if (CLAUSE_ENDS.has(tokens[next]?.text ?? '')) return undefined;
      next += 1;
    }
    if (next >= last) return undefined;
    at = next + 1;
  }
  return at;
}

function fits(step: Step, token: Token | undefined): boolean {
  if (!token) return false;
  const { lower, lemma } = token;
  return (step.words.has(lower) || (lemma !== lower && step.words.has(lemma))) && isOfPos(step, token);
}

function isOfPos(step: Step | undefined, token: Token | undefined): boolean {
  if (step?.pos === undefined || token === undefined) return true;
  return step.pos === 'VERB'
    ? token.pos === 'VERB' || token.pos === 'AUX'
    : token.pos === 'NOUN' || token.pos === 'PROPN';
}

/** The words of a list as it is written in a lexicon. */
export function wordsIn(list: string): string[] {
  return list.split(' ').filter((word) => word !== '');
}

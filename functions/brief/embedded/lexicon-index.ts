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
    const token = tokens[index];
    if (!token) return [];
    const own = this.byFirst.get(token.lower) ?? [];
    const ofLemma = token.lemma === token.lower ? [] : (this.byFirst.get(token.lemma) ?? []);
    if (own.length + ofLemma.length === 0) return [];
    const found: Match<T>[] = [];
    for (const entry of new Set([...own, ...ofLemma])) {
      const end = endOf(entry.steps, tokens, index, to);
      if (end !== undefined) found.push({ value: entry.value, from: index, to: end, phrase: entry.phrase });
    }
    return found;
  }

  /** All matches within a stretch, by their place. */
  within(tokens: readonly Token[], from: number, to: number): Match<T>[] {
    const found: Match<T>[] = [];
    for (let index = from; index < to; index++) for (const match of this.at(tokens, index, to)) found.push(match);
    return found;
  }
}

/** Where a phrase that begins at `index` ends, if it is there; a gap takes as few words as it can. */
function endOf(steps: readonly Step[], tokens: readonly Token[], index: number, to: number): number | undefined {
  let at = index;
  for (const [position, step] of steps.entries()) {
    if (position === 0) {
      if (!fits(step, tokens[at])) return undefined;
      at += 1;
      continue;
    }
    const last = step.gap ? Math.min(to, at + WIDEST_GAP + 1) : Math.min(to, at + 1);
    let next = at;
    while (next < last && !fits(step, tokens[next])) {
      if (/^[;:.!?]$/.test(tokens[next]?.text ?? '')) return undefined;
      next += 1;
    }
    if (next >= last) return undefined;
    at = next + 1;
  }
  return at;
}

function fits(step: Step, token: Token | undefined): boolean {
  if (!token) return false;
  if (!step.words.has(token.lower) && !step.words.has(token.lemma)) return false;
  if (step.pos === undefined) return true;
  return step.pos === 'VERB'
    ? token.pos === 'VERB' || token.pos === 'AUX'
    : token.pos === 'NOUN' || token.pos === 'PROPN';
}

/** The words of a list as it is written in a lexicon. */
export function wordsIn(list: string): string[] {
  return list.split(' ').filter((word) => word !== '');
}

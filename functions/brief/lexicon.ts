import type { IssueState } from '../core/brief.ts';
import { aliasesIn, lexiconPhrase, type NumberedOverlay } from '../core/lexicon/overlay.ts';
import { DeskNames } from './embedded/desk-names.ts';
import { DeskVerbs } from './embedded/desk-verbs.ts';
import { type MeasureWords, measureWordsOf } from './embedded/frames.ts';
import { PhraseIndex } from './embedded/lexicon-index.ts';
import { holds } from './gate/party-names.ts';
import { plainOf } from './gate/words.ts';

/** A leading article, which a mention of a name leaves out. */
const ARTICLE = /^(?:the|an?) /;

/**
 * A lexicon overlay, made ready for reading. It is made once for many articles, and never changes.
 */
export class Lexicon {
  readonly number: number;
  readonly hash: string;
  readonly names: DeskNames;
  readonly verbs: DeskVerbs;
  readonly measureWords: MeasureWords;
  readonly issueCues: PhraseIndex<IssueState>;
  readonly riskCues: PhraseIndex<true>;
  /** What each party is called, in plain words, by its plain canonical name. */
  readonly #aliases = new Map<string, Set<string>>();
  readonly #dropped: readonly string[];

  constructor({ number, hash, overlay }: NumberedOverlay) {
    const { measureWords, cues, alwaysDrop } = overlay;
    this.number = number;
    this.hash = hash;
    this.names = new DeskNames(overlay);
    this.measureWords = measureWordsOf(measureWords.map(({ phrase, type }) => [lexiconPhrase(phrase), type] as const));
    this.verbs = new DeskVerbs(this.measureWords.verbs.keys());
    this.issueCues = new PhraseIndex(cues.issues.map(({ phrase, state }) => [lexiconPhrase(phrase), state] as const));
    this.riskCues = new PhraseIndex(cues.risks.map(({ phrase }) => [lexiconPhrase(phrase), true] as const));
    this.#dropped = alwaysDrop.map(plainOf).filter((plain) => plain !== '');
    for (const { alias, name } of aliasesIn(overlay)) {
      const party = plainOf(name);
      const own = this.#aliases.get(party) ?? new Set();
      this.#aliases.set(party, own.add(plainOf(alias).replace(ARTICLE, '')));
    }
  }

  /** Whether the desk says that a party, by its canonical name, is called so. */
  isCalled(party: string, alias: string): boolean {
    return this.#aliases.get(plainOf(party))?.has(plainOf(alias).replace(ARTICLE, '')) === true;
  }

  /** Whether a quote holds words that the desk always drops: as whole words, in any case. */
  drops(quote: string): boolean {
    if (this.#dropped.length === 0) return false;
    const plain = plainOf(quote);
    return this.#dropped.some((words) => holds(plain, words));
  }
}

/** What the evidence gate asks of the desk's own words. */
export type GateWords = Pick<Lexicon, 'number' | 'isCalled' | 'drops'>;

/** Makes lexicons of overlays, and keeps the last: most articles are read with the same one. */
export class LexiconMaker {
  #last: Lexicon | undefined;

  of(overlay: NumberedOverlay | undefined): Lexicon | undefined {
    if (overlay === undefined) return undefined;
    if (this.#last?.hash !== overlay.hash || this.#last.number !== overlay.number) this.#last = new Lexicon(overlay);
    return this.#last;
  }
}

import type { Article } from '../../core/article.ts';
import type { Evidence } from '../../core/brief.ts';
import type { GateWords } from '../lexicon.ts';
import type { CueClass } from './cues.ts';
import { names, type PartyForms } from './party-names.ts';
import { isQuotable } from './quotable.ts';
import { Source } from './reading.ts';
import { failureOf, type Grounds } from './support.ts';

/** The most pieces of evidence that an item may carry (the schema's limit). */
const MAX_EVIDENCE = 8;

/** Counts by name of a list or a field. */
class Counts {
  private readonly counts = new Map<string, number>();

  constructor(initial: Record<string, number>) {
    for (const [name, count] of Object.entries(initial)) this.counts.set(name, count);
  }

  add(name: string, count = 1): void {
    if (count > 0) this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  get(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  toRecord(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What the steps of one run of the gate share. */
export class GateContext {
  readonly source: Source;
  readonly article: Article;
  /** The desk's own words, by which its parties may be called. */
  readonly lexicon: GateWords | undefined;
  readonly dropped: Counts;
  readonly held: Counts;
  readonly plain: string;
  forms = new Map<string, PartyForms>();
  private readonly paragraphStarts: number[] = [0];

  constructor(article: Article, dropped: Record<string, number>, held: Record<string, number>, lexicon?: GateWords) {
    this.article = article;
    this.lexicon = lexicon;
    this.source = new Source(article.text, article);
    this.plain = this.source.allPlain;
    this.dropped = new Counts(dropped);
    this.held = new Counts(held);
    for (const match of article.text.matchAll(/\n[^\S\n]*\n\s*/g)) {
      this.paragraphStarts.push(match.index + match[0].length);
    }
  }

  /** The evidence that is verbatim and may be shown, its paragraph taken from its offsets; at most as many pieces as the schema holds. */
  verbatim(evidence: readonly Evidence[]): Evidence[] {
    return evidence
      .filter((piece) => isQuotable(this.text, piece) && piece.sentence <= piece.start)
      .slice(0, MAX_EVIDENCE)
      .map((piece) => ({ ...piece, paragraph: this.paragraphOf(piece.start) }));
  }

  private paragraphOf(offset: number): number {
    let low = 0;
    let high = this.paragraphStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.paragraphStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  get text(): string {
    return this.source.text;
  }

  setParties(forms: readonly PartyForms[]): void {
    this.forms = new Map(forms.map((one) => [one.party.id, one]));
  }

  get allForms(): PartyForms[] {
    return [...this.forms.values()];
  }

  hasParty(id: string | undefined): id is string {
    return id !== undefined && this.forms.has(id);
  }

  /** The parties that some texts name, and those given by id. */
  partiesIn(texts: readonly string[], ids: readonly string[]): PartyForms[] {
    const plain = texts.map((text) => this.source.plain(text)).join(' | ');
    return [...this.forms.values()].filter((forms) => ids.includes(forms.party.id) || names(forms, plain));
  }

  /** The sentences that hold pieces of evidence. */
  sentencesOf(evidence: readonly Evidence[]): string[] {
    return evidence.map((piece) => {
      const sentence = this.source.sentenceAround(piece);
      return this.text.slice(sentence.start, sentence.end);
    });
  }

  failure(written: string, grounds: Grounds): string | undefined {
    return failureOf(written, grounds, this.source);
  }

  /**
   * What stands in place of a text that fails: the first quote, or its whole sentence where a word outside the quote
   * governs it, so that the quote alone would say too much.
   */
  inPlaceOf(evidence: readonly Evidence[]): string {
    const [first] = evidence;
    if (first === undefined) return '';
    if (this.source.governorsOutside(first).size === 0) return first.quote;
    const sentence = this.source.sentenceAround(first);
    return this.text.slice(sentence.start, sentence.end).trim();
  }

  /** The cues outside the quotes that govern them. */
  governors(evidence: readonly Evidence[]): Set<CueClass> {
    return new Set(evidence.flatMap((piece) => [...this.source.governorsOutside(piece)]));
  }
}

import type { Evidence } from '../brief.ts';

/** A quote that a page cites by its number. */
export interface Note {
  readonly number: number;
  readonly evidence: Evidence;
  /** Whether a line of the page already shows the quote in full. */
  readonly shown: boolean;
}

/** The quotes of a page, numbered from 1 in the order in which the page first cites them. */
export class QuoteNotes {
  private readonly notes = new Map<string, Note>();

  /** The numbers of some quotes, ascending; `shown` is the text beside which they stand. */
  cite(evidence: readonly Evidence[], shown = ''): number[] {
    const numbers = evidence.map((piece) => this.numberOf(piece, shown.includes(piece.quote)));
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  private numberOf(evidence: Evidence, shown: boolean): number {
    const key = `${evidence.start}-${evidence.end}`;
    const known = this.notes.get(key);
    const number = known?.number ?? this.notes.size + 1;
    this.notes.set(key, { number, evidence: known?.evidence ?? evidence, shown: known?.shown === true || shown });
    return number;
  }

  /** Every quote that was cited, by number. */
  list(): Note[] {
    return [...this.notes.values()];
  }
}

import type { Evidence } from '../brief.ts';

interface Note {
  number: number;
  evidence: Evidence;
  /** Whether a line of the page already shows the quote in full. */
  shown: boolean;
}

/** The quotes of a page, numbered from 1 in the order in which the page first cites them. */
export class QuoteNotes {
  private readonly notes = new Map<string, Note>();

  /** The numbers of some quotes, as `[1, 3]`; `shown` is the text beside which they stand. */
  cite(evidence: readonly Evidence[], shown = ''): string {
    const numbers = evidence.map((piece) => this.numberOf(piece, shown.includes(piece.quote)));
    return `[${[...new Set(numbers)].sort((a, b) => a - b).join(', ')}]`;
  }

  private numberOf(evidence: Evidence, shown: boolean): number {
    const key = `${evidence.start}-${evidence.end}`;
    const note = this.notes.get(key) ?? { number: this.notes.size + 1, evidence, shown: false };
    note.shown ||= shown;
    this.notes.set(key, note);
    return note.number;
  }

  /**
   * One line a quote: its number, its paragraph counted from 1, and its words unless the page shows them already.
   * @param escaped makes a quote safe for the page's format.
   */
  lines(escaped: (text: string) => string): string[] {
    return [...this.notes.values()].map(({ number, evidence, shown }) => {
      const place = `${number} ¶${evidence.paragraph + 1}`;
      return shown ? place : `${place} “${escaped(evidence.quote)}”`;
    });
  }
}

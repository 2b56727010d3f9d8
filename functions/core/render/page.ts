import type { Note } from './quote-notes.ts';

/** The one page of a brief, before any format writes it. */

/** A piece of a line. What the article brings in is a `text` or a `quotation`, one line each; all else is ours. */
export type Inline =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Words of the article within quotation marks, which the format adds. */
  | { readonly kind: 'quotation'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: Line }
  /** Numbers of notes. */
  | { readonly kind: 'citation'; readonly notes: readonly number[] }
  /** An item that is only named, among others in a line. */
  | { readonly kind: 'item'; readonly id: string; readonly content: Line };

export type Line = readonly Inline[];

export interface MeasureRow {
  readonly id: string;
  readonly status: string;
  readonly text: Line;
  readonly who: Line;
  readonly cited: Line;
}

/** The heads of a table of measures; its numbers of notes need none. */
export const MEASURE_COLUMNS = ['Status', 'Measure', 'According to'] as const;

export type Block =
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'measures'; readonly rows: readonly MeasureRow[] }
  | { readonly kind: 'list'; readonly items: readonly { readonly id: string; readonly line: Line }[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Page {
  readonly headline: string;
  /** The article's outlet, place, day and length; whom it rests on and who is not heard. */
  readonly masthead: readonly Line[];
  /** On the whole article. */
  readonly remarks: readonly Line[];
  readonly summary: Line;
  readonly sections: readonly Section[];
  /** What a desk says of the article: none of it is the article's. */
  readonly desk: readonly Section[];
  /** What lies ahead, the parties, what the article lacks. */
  readonly closing: readonly Line[];
  readonly notes: readonly Note[];
  readonly footer: Line;
}

/** What a line says, without its form. */
export function plainText(line: Line): string {
  return line.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  switch (inline.kind) {
    case 'words':
    case 'text':
      return inline.text;
    case 'quotation':
      return `“${inline.text}”`;
    case 'citation':
      return `[${inline.notes.join(', ')}]`;
    default:
      return plainText(inline.content);
  }
}

import { escapeHtml } from '../../../core/render/escape-html.ts';
import { dayLabel } from '../../../core/render/labels.ts';
import { singleLine } from '../text/plain-text.ts';

/** What a copied quote says of where it is from. */
export interface Citation {
  readonly quote: string;
  readonly source: string | null;
  /** ISO 8601, or null where the article has no date. */
  readonly datedAt: string | null;
  readonly headline: string;
  /** The address of the item on this page. */
  readonly link: string;
}

function originOf({ source, datedAt, headline }: Citation): string {
  const date = datedAt === null ? 'undated' : dayLabel(datedAt);
  return [source === null ? '' : singleLine(source), `“${singleLine(headline)}”`, singleLine(date)]
    .filter((part) => part !== '')
    .join(', ');
}

/** Quotation marks around a quote that has none itself. */
function quoted(quote: string): string {
  const text = singleLine(quote);
  return /^[“"«„]/u.test(text) ? text : `“${text}”`;
}

/** A quote with its outlet, date and link, as plain text of two lines. */
export function citationText(citation: Citation): string {
  return `${quoted(citation.quote)} — ${originOf(citation)}\n${citation.link}`;
}

/** The same as HTML, for word processors and mail. Text of the article is escaped. */
export function citationHtml(citation: Citation): string {
  const link = escapeHtml(citation.link);
  return (
    `<blockquote><p>${escapeHtml(quoted(citation.quote))}</p></blockquote>` +
    `<p>— <a href="${link}">${escapeHtml(originOf(citation))}</a></p>`
  );
}

/** A page of the reader. */
export type Page =
  | { readonly name: 'list' }
  | { readonly name: 'brief'; readonly id: string }
  | { readonly name: 'parties' }
  | { readonly name: 'dossier'; readonly id: string }
  | { readonly name: 'issues' }
  | { readonly name: 'unknown' };

/** The page that a path stands for. */
export function pageOf(path: string): Page {
  const [first = '', second, ...more] = path.replace(/^\/|\/$/g, '').split('/');
  const id = second === undefined ? undefined : decoded(second);
  if (more.length === 0) {
    if (first === '' && second === undefined) return { name: 'list' };
    if (first === 'issues' && second === undefined) return { name: 'issues' };
    if (first === 'parties' && second === undefined) return { name: 'parties' };
    if (first === 'parties' && id) return { name: 'dossier', id };
    if (first === 'b' && id) return { name: 'brief', id };
  }
  return { name: 'unknown' };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/**
 * The path of a brief, at one of its items where one is given, or at the line that rests on a quote (`placeId`).
 * @param address the id of the brief, or `id@version` for one version of it.
 */
export function briefPath(address: string, itemId?: string): string {
  return `/b/${encodeURIComponent(address).replace('%40', '@')}${itemId === undefined ? '' : `#${encodeURIComponent(itemId)}`}`;
}

/** What a path names a line by that has no id of its own, such as a position: its quote's place in the article. */
export function placeId(quote: { readonly start: number; readonly end: number } | undefined): string | undefined {
  return quote === undefined ? undefined : `at-${quote.start}-${quote.end}`;
}

export function dossierPath(partyId: string): string {
  return `/parties/${encodeURIComponent(partyId)}`;
}

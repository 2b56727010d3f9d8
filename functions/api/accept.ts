/** The members of a header by which a client states what it prefers, with their weights (RFC 9110, 12.4.2). */
export type Qualities = ReadonlyMap<string, number>;

/** @param header the value of `Accept`, `Accept-Encoding` and the like. A weight that is none counts as 0. */
export function qualitiesOf(header: string): Qualities {
  const qualities = new Map<string, number>();
  for (const member of header.split(',')) {
    const [name = '', ...parameters] = member.split(';').map((piece) => piece.trim().toLowerCase());
    if (name === '') continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    qualities.set(name, quality >= 0 && quality <= 1 ? quality : 0);
  }
  return qualities;
}

/** The weight of the first of `names`, from the most to the least specific, that the client names; 0 for none. */
export function qualityOf(qualities: Qualities, names: readonly string[]): number {
  const named = names.find((name) => qualities.has(name));
  return named === undefined ? 0 : (qualities.get(named) ?? 0);
}

import type { Evidence } from '../../functions/core/brief.ts';

/** Every quote in a brief with its place in the article's text, wherever it stands; one that is cited twice, twice. */
export function* quotesIn(value: unknown): Generator<Evidence, void, undefined> {
  if (typeof value !== 'object' || value === null) return;
  if ('quote' in value && 'start' in value && 'end' in value) yield value as Evidence;
  for (const part of Object.values(value)) yield* quotesIn(part);
}

import type { BriefChange } from '../../operations/brief-changes.ts';
import type { RehearsedArticle } from '../../operations/rehearse.ts';
import { counted, printableLine } from './terminal.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** How many entries of each list come, go and change. */
export class RehearsalTotals {
  readonly #lists = new Map<string, Record<BriefChange['kind'], number>>();
  articles = 0;
  changed = 0;
  refused = 0;

  add({ changes }: RehearsedArticle): void {
    this.articles += 1;
    if (changes === undefined) this.refused += 1;
    else if (changes.length > 0) this.changed += 1;
    for (const { list, kind } of changes ?? []) {
      const counts = this.#lists.get(list) ?? { added: 0, removed: 0, changed: 0 };
      counts[kind] += 1;
      this.#lists.set(list, counts);
    }
  }

  get lists(): Record<string, Record<BriefChange['kind'], number>> {
    return Object.fromEntries(this.#lists);
  }

  *lines(): Generator<string, void, undefined> {
    for (const [list, { added, removed, changed }] of this.#lists) {
      yield `  ${list}: ${added} added, ${removed} removed, ${changed} changed`;
    }
    if (this.refused > 0) yield `  ${this.refused} cannot be briefed`;
    yield `${this.changed} of ${counted(this.articles, 'brief')} would change`;
  }
}

/** A value of a field as a person reads it. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What would change in one brief, as a person reads it: an entry a line, with what is told otherwise, and its quote. */
export function* linesOf({ briefId, key, title, changes }: RehearsedArticle): Generator<string, void, undefined> {
  yield [briefId, key, title ?? ''].map(printableLine).join('\t').trimEnd();
  for (const { list, kind, text, quote, fields } of changes ?? []) {
    yield `  ${SIGNS[kind]} ${list}: ${printableLine(text)}`;
    for (const { field, from, to } of fields) yield `      ${field}: ${printableLine(`${shown(from)} → ${shown(to)}`)}`;
    if (quote !== undefined && quote !== text) yield `      “${printableLine(quote.replace(/\s+/g, ' '))}”`;
  }
}

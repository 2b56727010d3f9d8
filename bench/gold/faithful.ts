import { printableLine } from '../../bin/precis/terminal.ts';
import type { ExplainedEntry, ExplainedList } from '../../functions/brief/explanation.ts';
import type { Attribution, Evidence } from '../../functions/core/brief.ts';
import type { Briefed } from './briefs.ts';
import { share, table } from './tables.ts';

/** A sentence that the analyzer wrote, with what it rests on and what the evidence gate found. */
interface Written {
  article: string;
  field: string;
  /** What found the item: the part of its rule before the bar. */
  rule: string;
  /** undefined where the gate dropped the whole item. */
  text: string | undefined;
  quotes: string[];
  supported: boolean;
  /** What the gate shows instead. */
  shown?: string;
}

const WRITTEN_FIELDS: Partial<Record<ExplainedList, readonly string[]>> = {
  measures: ['description'],
  unresolvedIssues: ['topic', 'description'],
  risks: ['statement'],
  upsides: ['statement'],
};

interface Item {
  id: string;
  attribution: Attribution;
  evidence: Evidence[];
}

function quotesOf({ evidence, attribution }: Item): string[] {
  const pieces = [...evidence, ...(attribution.evidence ?? [])].map(({ quote }) => quote);
  return attribution.label === undefined ? pieces : [...pieces, `(${attribution.label})`];
}

function writtenOf(article: string, entry: ExplainedEntry, { brief }: Briefed): Written[] {
  const items: readonly Item[] = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const item = entry.dropped ? undefined : items.find(({ id }) => id === entry.id);
  return (WRITTEN_FIELDS[entry.list] ?? []).map((field): Written => {
    const held = entry.held.find((one) => one.field === field);
    const value = held ? held.written : item && new Map<string, unknown>(Object.entries(item)).get(field);
    return {
      article,
      field,
      rule: entry.rule.split('/')[0] ?? entry.rule,
      text: typeof value === 'string' ? value : undefined,
      quotes: item ? quotesOf(item) : [],
      supported: item !== undefined && held === undefined,
      ...(typeof held?.shown === 'string' ? { shown: held.shown } : {}),
    };
  });
}

function frontOf(article: string, { brief, explanation }: Briefed): Written[] {
  const rest = { article, rule: '' };
  const items: readonly Item[] = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const replaced = explanation?.front ?? [];
  const written: Written[] = [];
  const isHeld = (field: string): boolean => replaced.some((held) => held.field === field);
  if (!isHeld('headline')) {
    const quotes =
      brief.headline.from === 'title' && brief.article.title !== null
        ? [brief.article.title]
        : items.filter(({ id }) => brief.headline.items.includes(id)).flatMap(quotesOf);
    written.push({ ...rest, field: 'headline', text: brief.headline.text, quotes, supported: true });
  }
  const instead = new Set(replaced.flatMap(({ field, shown }) => (field === 'summary' ? [shown] : [])));
  for (const { text, evidence } of brief.summary) {
    if (instead.has(text)) continue;
    const quotes = evidence.map(({ quote }) => quote);
    written.push({ ...rest, field: 'summary', text, quotes, supported: true });
  }
  for (const { field, written: text, shown } of replaced) {
    written.push({
      ...rest,
      field,
      text: typeof text === 'string' ? text : undefined,
      quotes: [],
      supported: false,
      ...(typeof shown === 'string' ? { shown } : {}),
    });
  }
  return written;
}

/** Whether a sentence is more than a quote as it stands. */
function isReworded({ text, quotes }: Written): boolean {
  return text === undefined || !quotes.includes(text);
}

function sharesBy(name: string, written: readonly Written[], keyOf: (one: Written) => string): string {
  const keys = [...new Set(written.map(keyOf))].filter((key) => key !== '');
  const row = (key: string, own: readonly Written[]): string[] => {
    const reworded = own.filter(isReworded);
    const of = (all: readonly Written[]): string =>
      share(all.length === 0 ? null : all.filter(({ supported }) => supported).length / all.length);
    return [key, String(own.length), of(own), String(reworded.length), of(reworded)];
  };
  return table([
    [name, 'written', 'supported', 'not its quote', 'supported'],
    ...keys.map((key) =>
      row(
        key,
        written.filter((one) => keyOf(one) === key),
      ),
    ),
    row('all', written),
  ]);
}

function told({ article, field, rule, text, quotes, shown }: Written): string {
  const lines = [
    `${printableLine(article)} · ${field}${rule === '' ? '' : ` · ${rule}`}`,
    `  written  ${printableLine(text ?? '(its item was dropped)')}`,
    ...quotes.map((quote) => `  quote    ${printableLine(quote)}`),
    ...(shown === undefined ? [] : [`  shown    ${printableLine(shown)}`]),
  ];
  return lines.join('\n');
}

/** Entries spread evenly over a list, the same ones each time. */
function spread<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / Math.max(1, most));
  return list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, most);
}

/**
 * How many of the sentences that the analyzer writes the evidence gate finds supported, those that fail, and a sample to
 * be read by somebody.
 * @param briefed with their explanations.
 * @param sample how many sentences that are not their quote are printed, and how many of those that fail at most.
 */
export function faithfulReport(briefed: ReadonlyMap<string, Briefed>, sample: number): string {
  const written = [...briefed].flatMap(([id, result]) => [
    ...frontOf(id, result),
    ...(result.explanation?.entries ?? []).flatMap((entry) => writtenOf(id, entry, result)),
  ]);
  const failed = written.filter(({ supported }) => !supported);
  const read = spread(
    written.filter((one) => one.supported && isReworded(one)),
    sample,
  );
  return [
    sharesBy('sentence', written, ({ field }) => field),
    sharesBy('of what rule', written, ({ rule }) => rule),
    `Not supported, and shown otherwise (${failed.length}${failed.length > sample ? `, the first ${sample}` : ''}):`,
    ...failed.slice(0, sample).map(told),
    `Supported by rule, to be read (${read.length} of those that are not their quote):`,
    ...read.map(told),
  ].join('\n\n');
}

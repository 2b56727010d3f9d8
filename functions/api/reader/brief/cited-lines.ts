import type { Attribution, Brief, Certainty, Evidence, Measure, Risk, UnresolvedIssue } from '../../../core/brief.ts';
import type { CitedSpan } from './segments.ts';

/** The lists of a brief whose items have an id and a certainty, in the order of the page. */
export const ITEM_LISTS = ['measures', 'unresolvedIssues', 'risks', 'upsides'] as const;
export type ItemList = (typeof ITEM_LISTS)[number];

/** A line of the page that rests on quotes, so that it can be chosen. */
export interface CitedLine {
  /** An item's own id; of other lines, their place on the page. */
  readonly id: string;
  /** What it says, for a list of lines. */
  readonly text: string;
  /** What it is: "measure", "summary". */
  readonly kind: string;
  readonly evidence: readonly Evidence[];
  readonly attribution?: Attribution;
  /** Of items alone. */
  readonly certainty?: Certainty;
}

export type Item = Measure | UnresolvedIssue | Risk;

const ITEM_KINDS: Record<ItemList, string> = {
  measures: 'measure',
  unresolvedIssues: 'open issue',
  risks: 'risk',
  upsides: 'hoped-for gain',
};

/** What an item says, in one line. */
export function textOf(item: Item): string {
  if ('topic' in item) return item.topic;
  return 'statement' in item ? item.statement : item.description;
}

/** The quotes of an item, those of the sides of an issue included, each stretch once. */
export function quotesOf(item: Item): Evidence[] {
  const all = 'sides' in item ? [...item.evidence, ...item.sides.flatMap((side) => side.evidence)] : item.evidence;
  return distinct(all);
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ start, end }) => {
    const place = `${start}-${end}`;
    return seen.has(place) ? false : seen.add(place);
  });
}

/** The id of a line that has none of its own. */
export function lineId(list: 'summary' | 'ahead' | 'timeline', index: number): string {
  return `${list}-${index}`;
}

export function positionId(party: string, index: number): string {
  return `position-${party}-${index}`;
}

/** Everything on a brief's page that can be chosen, in the order of the page. */
export function citedLinesOf(brief: Brief): CitedLine[] {
  const dated = (list: 'ahead' | 'timeline', kind: string) =>
    brief[list].map(({ text, evidence }, index) => ({ id: lineId(list, index), text, kind, evidence }));
  return [
    ...brief.summary.map(({ text, evidence }, index) => ({
      id: lineId('summary', index),
      text,
      kind: 'summary',
      evidence,
    })),
    ...ITEM_LISTS.flatMap((list) =>
      inReadingOrder<Item>(brief[list]).map((item) => ({
        id: item.id,
        text: textOf(item),
        kind: ITEM_KINDS[list],
        evidence: quotesOf(item),
        attribution: item.attribution,
        certainty: item.certainty,
      })),
    ),
    ...dated('ahead', 'ahead'),
    ...dated('timeline', 'time line'),
    ...brief.parties.flatMap((party) =>
      party.positions.map(({ statement, evidence }, index) => ({
        id: positionId(party.id, index),
        text: statement,
        kind: `position of ${party.name}`,
        evidence,
      })),
    ),
  ];
}

/** Items that are read with some certainty, then the others, which a page folds away. */
export function inReadingOrder<T extends { certainty: Certainty }>(items: readonly T[]): T[] {
  return [...items.filter(isSure), ...items.filter((item) => !isSure(item))];
}

export function isSure({ certainty }: { certainty: Certainty }): boolean {
  return certainty !== 'low';
}

/** Every stretch of the article that a line cites. */
export function spansOf(lines: readonly CitedLine[]): CitedSpan[] {
  return lines.flatMap(({ id, evidence }) => evidence.map(({ start, end }) => ({ id, start, end })));
}

/** The line that the fragment of an address names, by its own id or by a quote of it (`placeId`). */
export function lineNamed(lines: readonly CitedLine[], fragment: string): CitedLine | undefined {
  const named = lines.find(({ id }) => id === fragment);
  const [, from, to] = /^at-(\d{1,9})-(\d{1,9})$/.exec(fragment) ?? [];
  if (named !== undefined || from === undefined) return named;
  const [start, end] = [Number(from), Number(to)];
  const resting = (isIt: (evidence: Evidence) => boolean) => lines.find(({ evidence }) => evidence.some(isIt));
  return (
    resting((quote) => quote.start === start && quote.end === end) ??
    resting((quote) => quote.start < end && quote.end > start)
  );
}

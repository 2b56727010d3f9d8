import { isDeepStrictEqual } from 'node:util';
import type { Brief } from '../functions/core/brief.ts';

/** The parts of a brief that are compared entry by entry. */
const COMPARED_LISTS = [
  'parties',
  'measures',
  'unresolvedIssues',
  'risks',
  'upsides',
  'timeline',
  'ahead',
  'summary',
] as const;
export type ComparedList = (typeof COMPARED_LISTS)[number];

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One entry of a list that another reading of the same article adds, leaves out or tells otherwise. */
export interface BriefChange {
  readonly list: ComparedList | 'headline';
  readonly kind: 'added' | 'removed' | 'changed';
  /** What it says: a name, a description, a topic, a statement. */
  readonly text: string;
  readonly quote: string | undefined;
  /** Of one that changed. */
  readonly fields: readonly FieldChange[];
}

type Entry = Brief[ComparedList][number];

function textOf(entry: Entry): string {
  if ('name' in entry) return entry.name;
  if ('topic' in entry) return entry.topic;
  if ('statement' in entry) return entry.statement;
  return 'description' in entry ? entry.description : entry.text;
}

/** By which an entry of one reading is found in the other: its id, or where its first quote stands. */
function keyOf(entry: Entry): string {
  if ('id' in entry) return entry.id;
  const [first] = entry.evidence;
  return `${first?.start ?? 0}-${first?.end ?? 0}`;
}

function byKey(entries: readonly Entry[]): Map<string, Entry> {
  const keyed = new Map<string, Entry>();
  for (const entry of entries) if (!keyed.has(keyOf(entry))) keyed.set(keyOf(entry), entry);
  return keyed;
}

/** What proves an entry is no part of what it says. */
const PROOF = 'evidence';

function fieldChanges(before: Entry, after: Entry): FieldChange[] {
  const from = new Map<string, unknown>(Object.entries(before));
  const to = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((field) => field !== PROOF && !isDeepStrictEqual(from.get(field), to.get(field)))
    .map((field) => ({ field, from: from.get(field), to: to.get(field) }));
}

const changeOf = (list: ComparedList, kind: BriefChange['kind'], entry: Entry, fields: FieldChange[]): BriefChange => ({
  list,
  kind,
  text: textOf(entry),
  quote: entry.evidence[0]?.quote,
  fields,
});

/** What differs between two briefs of one article, list by list in the order of the later one, what is left out last. */
export function changesBetween(before: Brief, after: Brief): BriefChange[] {
  const changes: BriefChange[] = [];
  if (before.headline.text !== after.headline.text) {
    const fields = [{ field: 'text', from: before.headline.text, to: after.headline.text }];
    changes.push({ list: 'headline', kind: 'changed', text: after.headline.text, quote: undefined, fields });
  }
  for (const list of COMPARED_LISTS) {
    const [from, to] = [byKey(before[list]), byKey(after[list])];
    for (const [key, entry] of to) {
      const known = from.get(key);
      if (known === undefined) changes.push(changeOf(list, 'added', entry, []));
      else {
        const fields = fieldChanges(known, entry);
        if (fields.length > 0) changes.push(changeOf(list, 'changed', entry, fields));
      }
    }
    for (const [key, entry] of from) if (!to.has(key)) changes.push(changeOf(list, 'removed', entry, []));
  }
  return changes;
}

import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Brief, ItemId, PartyId } from '../brief.ts';
import { type AnyItem, ITEM_LISTS, type NotedList, NotedList as NotedListSchema } from './note.ts';
import { sameItemIn } from './same-item.ts';

const Entry = z.strictObject({
  list: NotedListSchema,
  /** Of a party its own id. */
  itemId: z.union([ItemId, PartyId]),
  /** Its description, topic, statement or name. */
  text: z.string(),
});

/** What changed from one version of a brief to the next. */
export const VersionChanges = z.strictObject({
  added: z.array(Entry),
  removed: z.array(Entry),
  changed: z.array(
    Entry.extend({
      /** Its id in the version before, where that was another. */
      wasId: ItemId.optional(),
      fields: z
        .array(z.string())
        .min(1)
        .describe('The fields that are otherwise; of quotes, their words and not their places.'),
    }),
  ),
  textChanged: z.boolean().describe('Whether the text of the article is another.'),
});
export type VersionChanges = z.infer<typeof VersionChanges>;

type ChangedItem = VersionChanges['changed'][number];
type Listed = AnyItem | Brief['parties'][number];

function textOf(item: Listed): string {
  if ('statement' in item) return item.statement;
  if ('topic' in item) return item.topic;
  return 'description' in item ? item.description : item.name;
}

/** Where a quote stands in a text, and how often a name does, is no change of what is said. */
const PLACES = new Set(['start', 'end', 'sentence', 'paragraph', 'id', 'mentions']);

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !PLACES.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutPlaces(member)]));
}

function fieldsChanged(before: Listed, after: Listed): string[] {
  const [was, is] = [before, after].map((item) => withoutPlaces(item) as Record<string, unknown>);
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return [...names].filter((name) => !isDeepStrictEqual(was?.[name], is?.[name])).sort();
}

/** The items of two versions that are one, as notes are carried over: by id first, then by quotes, one to one. */
function pairsIn(before: readonly AnyItem[], after: readonly AnyItem[]): Map<AnyItem, AnyItem> {
  const pairs = new Map<AnyItem, AnyItem>();
  const left = new Map(after.map((item) => [item.id, item]));
  const open: AnyItem[] = [];
  for (const item of before) {
    const same = left.get(item.id);
    if (same === undefined) open.push(item);
    else pairs.set(item, same);
    left.delete(item.id);
  }
  for (const item of open) {
    const quotes = item.evidence.map(({ quote }) => quote);
    const same = sameItemIn([...left.values()], item.id, { quotes });
    if (same === undefined) continue;
    pairs.set(item, same);
    left.delete(same.id);
  }
  return pairs;
}

function partyPairs(before: Brief, after: Brief): Map<Listed, Listed> {
  const byId = new Map(after.parties.map((party) => [party.id, party]));
  const pairs = new Map<Listed, Listed>();
  for (const party of before.parties) {
    const same = byId.get(party.id);
    if (same !== undefined) pairs.set(party, same);
  }
  return pairs;
}

/**
 * What one version of a brief says otherwise than the one before: items and parties that came, went or have other fields.
 * Items are matched as notes are carried over; their order is no change.
 */
export function versionChanges(before: Brief, after: Brief): VersionChanges {
  const changes: VersionChanges = {
    added: [],
    removed: [],
    changed: [],
    textChanged: before.article.contentHash !== after.article.contentHash,
  };
  const entry = (list: NotedList, item: Listed) => ({ list, itemId: item.id, text: textOf(item) });
  for (const list of ['parties', ...ITEM_LISTS] as const) {
    const pairs: Map<Listed, Listed> =
      list === 'parties' ? partyPairs(before, after) : pairsIn(before[list], after[list]);
    const kept = new Set(pairs.values());
    for (const item of after[list]) if (!kept.has(item)) changes.added.push(entry(list, item));
    for (const item of before[list]) {
      const now = pairs.get(item);
      if (now === undefined) {
        changes.removed.push(entry(list, item));
        continue;
      }
      const fields = fieldsChanged(item, now);
      const renamed: Partial<ChangedItem> = item.id === now.id ? {} : { wasId: item.id };
      if (fields.length > 0) changes.changed.push({ ...entry(list, now), ...renamed, fields });
    }
  }
  return changes;
}

import type { Attribution, Brief, Evidence, Measure, Risk, UnresolvedIssue } from '../brief.ts';
import { type ItemList, itemIdOf } from '../evidence.ts';
import type { AnyItem, ItemFields } from './note.ts';

/** The fields that a desk may change, by list. */
export const LIST_FIELDS = {
  measures: ['type', 'status', 'actors', 'targets', 'description'],
  unresolvedIssues: ['topic', 'state', 'parties', 'description'],
  risks: ['statement', 'likelihood', 'parties'],
  upsides: ['statement', 'likelihood', 'parties'],
} as const satisfies Record<ItemList, readonly (keyof ItemFields)[]>;

/** The most pieces of evidence that an item may carry. */
const MAX_EVIDENCE = 8;

/** The fields that belong to a list, of parties those alone that the brief has. */
function fieldsOf(list: ItemList, value: ItemFields, brief: Brief): ItemFields {
  const known = new Set(brief.parties.map(({ id }) => id));
  const fields = LIST_FIELDS[list].flatMap((name) => {
    const written = value[name];
    if (written === undefined) return [];
    return [[name, Array.isArray(written) ? [...new Set(written)].filter((id) => known.has(id)) : written]];
  });
  return Object.fromEntries(fields);
}

/** An item with the desk's fields in place of its own; a quote of the desk's comes before its own. */
export function amendedItem<Item extends AnyItem>(
  list: ItemList,
  item: Item,
  value: ItemFields,
  brief: Brief,
  evidence?: Evidence,
): Item {
  const own = item.evidence.filter(({ start, end }) => start !== evidence?.start || end !== evidence.end);
  return {
    ...item,
    ...fieldsOf(list, value, brief),
    evidence: evidence === undefined ? item.evidence : [evidence, ...own].slice(0, MAX_EVIDENCE),
  };
}

/** An added item in another version of its brief: with its quote where that stands now, and the parties that there are. */
export function placedItem<Item extends AnyItem>(list: ItemList, made: Item, evidence: Evidence, brief: Brief): Item {
  const [first] = made.evidence;
  if (first?.start === evidence.start && first.end === evidence.end) return made;
  const { evidence: _, party, ...said } = made.attribution;
  const isKnown = brief.parties.some(({ id }) => id === party);
  return {
    ...made,
    ...fieldsOf(list, made, brief),
    attribution: { ...said, ...(party !== undefined && isKnown ? { party } : {}) },
    evidence: [evidence],
  };
}

/** Stands in no text: the gate puts the words in its place by which an added risk is one. */
const NO_CUE = '\u0000';

/**
 * An item of the desk's own making, for the evidence gate: what the desk does not say is left open, and its quote says
 * the rest.
 */
export function addedItem(
  list: ItemList,
  value: ItemFields,
  evidence: Evidence,
  attribution: Attribution,
  brief: Brief,
): AnyItem {
  const { quote } = evidence;
  const common = {
    id: itemIdOf(list, quote),
    attribution,
    certainty: 'high' as const,
    evidence: [evidence],
  };
  const fields = fieldsOf(list, value, brief);
  switch (list) {
    case 'measures': {
      const measure: Measure = {
        ...common,
        type: fields.type ?? 'other',
        status: fields.status ?? 'unclear',
        actors: fields.actors ?? [],
        targets: fields.targets ?? [],
        description: fields.description ?? quote,
      };
      return measure;
    }
    case 'unresolvedIssues': {
      const issue: UnresolvedIssue = {
        ...common,
        topic: fields.topic ?? quote,
        state: fields.state ?? 'undecided',
        parties: fields.parties ?? [],
        sides: [],
        description: fields.description ?? quote,
      };
      return issue;
    }
    case 'risks':
    case 'upsides': {
      const likelihood = fields.likelihood ?? 'possible';
      const risk: Risk = {
        ...common,
        statement: fields.statement ?? quote,
        likelihood,
        probabilityStated: likelihood !== 'possible',
        cue: NO_CUE,
        about: [],
        parties: fields.parties ?? [],
      };
      return risk;
    }
  }
}

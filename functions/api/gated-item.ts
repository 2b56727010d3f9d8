import { isDeepStrictEqual } from 'node:util';
import { gate } from '../brief/gate.ts';
import type { GateWords } from '../brief/lexicon.ts';
import type { Article } from '../core/article.ts';
import { type Attribution, type Brief, BriefDraft, type Evidence } from '../core/brief.ts';
import { type ItemList, itemIdOf } from '../core/evidence.ts';
import { addedItem, amendedItem } from '../core/notes/desk-item.ts';
import { type AnyItem, ITEM_LISTS, type ItemFields } from '../core/notes/note.ts';
import { placeOf } from '../core/notes/quote-place.ts';
import type { FieldError } from './responses.ts';

export { itemIdOf, placeOf };

/** What the evidence gate says of an item of the desk's: the item as it may be shown, or what the article does not carry. */
export type Gated = { readonly item: AnyItem } | { readonly refused: readonly FieldError[]; readonly dropped?: true };

/** What the gate may decide by itself: it is no claim of the desk's. */
const GATES_OWN = new Set(['certainty', 'cue', 'probabilityStated']);

const REFUSALS: Readonly<Record<string, string>> = {
  status: 'The quote does not show it in this status.',
  actors: 'The article does not show one of these parties doing it.',
  targets: 'The article does not show it aimed at one of these parties.',
  parties: 'The article does not name one of these parties near the quote.',
  likelihood: 'The quote does not express this likelihood.',
  attribution: 'The article does not give the quote to the same source as the item.',
  evidence: 'It cannot be shown as a quote: whole words of one paragraph, at most two sentences and 1,500 characters.',
};
const SAYS_MORE = 'It says more than its quotes carry, or less than they hedge.';
const DROPPED: Readonly<Record<ItemList, string>> = {
  measures: 'It cannot be quoted.',
  unresolvedIssues: 'It cannot be quoted.',
  risks: 'It cannot be quoted, or has no word that makes it a risk (could, may, warned).',
  upsides: 'It cannot be quoted, or has no word that makes it a hope (could, may, would).',
};

const Draft = BriefDraft.strip();

/** The draft that holds a brief's parties and one item. */
function draftWith(brief: Brief, list: ItemList, item: AnyItem): BriefDraft {
  const { parties, sourcing, coverage, analysis } = brief;
  return Draft.parse({
    headline: { text: '', from: 'items', items: [] },
    summary: [],
    sourcing,
    parties,
    measures: [],
    unresolvedIssues: [],
    risks: [],
    upsides: [],
    timeline: [],
    ahead: [],
    notStated: [],
    coverage,
    analysis: { ...analysis, dropped: {}, held: {} },
    [list]: [item],
  });
}

/**
 * The names by which a brief calls its parties, the desk's own among them. The gate passed them with the desk's words that
 * were in force then; what is written of these parties now rests on no other words.
 */
function namesIn({ parties }: Brief): GateWords {
  const called = new Set(parties.flatMap(({ name, aliases }) => aliases.map((alias) => `${name}\n${alias}`)));
  return { number: 0, isCalled: (name, alias) => called.has(`${name}\n${alias}`), drops: () => false };
}

/** Runs the evidence gate on one item, with nothing else of its brief but the parties. */
export function gateItem(article: Article, brief: Brief, list: ItemList, item: AnyItem): Gated {
  const quote = item.evidence[0]?.quote ?? '';
  // The gate knows an item by its quote alone; what a risk is about is not of this draft.
  const written = { ...item, id: itemIdOf(list, quote), ...('about' in item ? { about: [] } : {}) };
  const [passed] = gate(article, draftWith(brief, list, written), namesIn(brief))[list];
  if (passed === undefined) return { refused: [{ field: 'quote', message: DROPPED[list] }], dropped: true };
  const before: Readonly<Record<string, unknown>> = { ...written, evidence: written.evidence.length };
  const after: Readonly<Record<string, unknown>> = { ...passed, evidence: passed.evidence.length };
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const held = fields.filter((field) => !GATES_OWN.has(field) && !isDeepStrictEqual(before[field], after[field]));
  if (held.length === 0) return { item: passed };
  return {
    refused: held.map((field) => ({
      field: field === 'evidence' ? 'quote' : field,
      message: REFUSALS[field] ?? SAYS_MORE,
    })),
  };
}

/** Whether the gate refused nothing but who says it. */
function isOtherwiseRight(gated: Gated): boolean {
  return 'refused' in gated && gated.refused.every(({ field }) => field === 'attribution');
}

/** Who may say a quote: whoever says what the brief cites of the same sentence, else the outlet, else somebody. */
function voicesOf(brief: Brief, { sentence }: Evidence): Attribution[] {
  const beside = ITEM_LISTS.flatMap((list) => [...brief[list]] as AnyItem[])
    .filter(({ evidence }) => evidence[0]?.sentence === sentence)
    .map(({ attribution }) => attribution);
  return [...beside, { voice: 'outlet' }, { voice: 'unnamed' }];
}

/**
 * Runs the evidence gate on an item that a desk adds to a brief. Who says it is told by what the brief has of the same
 * sentence, as far as the gate lets it.
 */
export function gateAdded(
  article: Article,
  brief: Brief,
  list: ItemList,
  value: ItemFields,
  evidence: Evidence,
): Gated {
  let gated: Gated | undefined;
  for (const voice of voicesOf(brief, evidence)) {
    gated = gateItem(article, brief, list, addedItem(list, value, evidence, voice, brief));
    if (!isOtherwiseRight(gated)) break;
  }
  return gated ?? { refused: [] };
}

/**
 * Runs the evidence gate on an item as a desk amends it.
 * @param evidence of the desk's own quote, if it gives one.
 */
export function gateAmended(
  article: Article,
  brief: Brief,
  list: ItemList,
  item: AnyItem,
  value: ItemFields,
  evidence: Evidence | undefined,
): Gated {
  const amended = amendedItem(list, item, value, brief, evidence);
  const gated = gateItem(article, brief, list, amended);
  if ('item' in gated || evidence !== undefined) return gated;
  // What the desk leaves as it is, a gate of another generation may have passed. Of what is dropped, no field was checked.
  const before = gateItem(article, brief, list, item);
  const known = new Set('refused' in before && !before.dropped ? before.refused.map(({ field }) => field) : []);
  const refused = gated.refused.filter(({ field }) => Object.hasOwn(value, field) || !known.has(field));
  return refused.length === 0 ? { item: amended } : { refused };
}

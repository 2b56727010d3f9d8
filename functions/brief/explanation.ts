import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../core/article.ts';
import type { Brief, BriefDraft, Certainty } from '../core/brief.ts';

/** The lists of a brief whose entries are explained one by one. */
export const EXPLAINED_LISTS = [
  'parties',
  'measures',
  'unresolvedIssues',
  'risks',
  'upsides',
  'timeline',
  'ahead',
] as const;
export type ExplainedList = (typeof EXPLAINED_LISTS)[number];

/** What a rule found at one place of the text. Offsets are UTF-16 code units of `article.text`. */
export interface Finding {
  sentence: number;
  start: number;
  end: number;
  /** The rule that found it, as `docs/analyzer.md` names it. */
  rule: string;
  /** The entries of the lexicons, or the words, that the rule rests on. */
  cues: readonly string[];
  /** null where nothing is weighed. */
  score: number | null;
}

/** An entry of a list of the draft, and what made it. */
export interface ReasonedEntry extends Finding {
  list: ExplainedList;
  /** The item's or the party's id; of a dated line, the offsets of its quote. */
  id: string;
  /** The score under which it would have been left out. */
  least: number | null;
  /** Other places where the same is told, which were put to it. */
  mentions: readonly Finding[];
  /** What speaks for (`+`) and against (`-`) its having been read right: its certainty follows from them. */
  signs?: readonly string[];
}

/** Why something in a sentence became no entry of a list. */
export type Why =
  | 'boilerplate'
  | 'heading'
  | 'language'
  | 'genre'
  | 'no-cue'
  | 'state'
  | 'question-within'
  | 'saying'
  | 'aside'
  | 'no-step-verb'
  | 'condition'
  | 'may-happen'
  | 'no-topic'
  | 'belittled'
  | 'no-harm'
  | 'same-stretch'
  | 'same-sentence'
  | 'hope'
  | 'step'
  | 'enough-mentions'
  | 'below-score'
  | 'cap'
  | 'evidence-check';

/** Something that was left out, or looked at and passed over. */
export interface LeftOut extends Partial<Finding> {
  sentence: number;
  why: Why;
  /** The list that it was no entry of; absent where it is of no sort at all. */
  list?: ExplainedList;
  least?: number;
  /** How many entries the list holds at most, where it was full. */
  most?: number;
  /** What lowered the score: `question`, `quotation`, `history`, `nobody`. */
  lowered?: readonly string[];
}

/** A name of the text that is no party of the brief. */
export interface UnchosenName {
  name: string;
  kind: string;
  mentions: number;
  score: number | null;
  least: number | null;
  why: 'place' | 'outlet' | 'below-score' | 'cap';
}

/** What an analyzer leaves behind of one analysis, beside its draft. */
export interface Reasons {
  sentences: readonly { start: number; end: number; kind: 'body' | 'heading' | 'boilerplate' }[];
  entries: readonly ReasonedEntry[];
  leftOut: readonly LeftOut[];
  names: readonly UnchosenName[];
}

/** A text or value of the draft that the evidence gate changed. */
export interface Held {
  field: string;
  written: unknown;
  /** undefined where it was left out. */
  shown: unknown;
}

export interface ExplainedEntry extends ReasonedEntry {
  certainty: Certainty | null;
  /** Whether the evidence gate dropped it: it is not in the brief. */
  dropped: boolean;
  held: readonly Held[];
}

export interface ExplainedSentence {
  sentence: number;
  start: number;
  end: number;
  text: string;
  /** Ids of the measures, issues, risks and upsides that cite it. */
  items: readonly string[];
  /** What else of the brief cites it. */
  citedBy: readonly ('summary' | 'timeline' | 'ahead')[];
  /** Why it made no item, or no more than these. */
  why: readonly LeftOut[];
}

/** Why a brief holds what it holds: plain data, and never part of the brief. */
export interface Explanation {
  entries: readonly ExplainedEntry[];
  sentences: readonly ExplainedSentence[];
  names: readonly UnchosenName[];
  /** Headline and sentences of the summary that the evidence gate replaced or left out. */
  front: readonly Held[];
}

const ITEM_LISTS = ['measures', 'unresolvedIssues', 'risks', 'upsides'] as const;
const DATED_LISTS = ['timeline', 'ahead'] as const;

/** The id by which an explanation calls a line of the timeline or of what is ahead. */
export function datedId(line: BriefDraft['ahead'][number]): string {
  const [first] = line.evidence;
  return `${first?.start ?? 0}-${first?.end ?? 0}`;
}

type Entries = Map<string, object>;

function entriesOf(draft: BriefDraft, list: ExplainedList): Entries {
  const entries: Entries = new Map();
  const add = (id: string, entry: object): void => {
    if (!entries.has(id)) entries.set(id, entry);
  };
  if (list === 'timeline' || list === 'ahead') for (const line of draft[list]) add(datedId(line), line);
  else for (const entry of draft[list]) add(entry.id, entry);
  return entries;
}

/** Fields that are not what an entry says: its proof, and what is counted or known by other means. */
const NOT_SAID = new Set(['id', 'evidence', 'certainty']);

function heldIn(written: object | undefined, shown: object | undefined): Held[] {
  if (written === undefined || shown === undefined) return [];
  const before = new Map<string, unknown>(Object.entries(written));
  const after = new Map<string, unknown>(Object.entries(shown));
  return [...before]
    .filter(([field, value]) => !NOT_SAID.has(field) && !isDeepStrictEqual(value, after.get(field)))
    .map(([field, value]) => ({ field, written: value, shown: after.get(field) }));
}

function certaintyIn(entry: object | undefined): Certainty | null {
  return entry !== undefined && 'certainty' in entry ? (entry.certainty as Certainty) : null;
}

/** What the gate did to the headline and the summary. */
function frontOf(draft: BriefDraft, brief: Brief): Held[] {
  const held: Held[] = [];
  if (draft.headline.text !== brief.headline.text) {
    held.push({ field: 'headline', written: draft.headline.text, shown: brief.headline.text });
  }
  for (const { text, evidence } of draft.summary) {
    if (brief.summary.some((sentence) => sentence.text === text)) continue;
    const [first] = evidence;
    const instead = brief.summary.find((sentence) => sentence.evidence[0]?.start === first?.start);
    held.push({ field: 'summary', written: text, shown: instead?.text });
  }
  return held;
}

/**
 * Puts the reasons of an analysis together with what the evidence gate made of its draft.
 * @param draft what the analysis that left the reasons wrote.
 * @param brief what the gate made of that draft.
 */
export function explanationOf(article: Article, reasons: Reasons, draft: BriefDraft, brief: Brief): Explanation {
  const before = new Map(EXPLAINED_LISTS.map((list) => [list, entriesOf(draft, list)]));
  const after = new Map(EXPLAINED_LISTS.map((list) => [list, entriesOf(brief, list)]));
  const met = new Set<string>();
  const entries = reasons.entries.map((entry): ExplainedEntry => {
    const key = `${entry.list} ${entry.id}`;
    // Of two with one id, the gate keeps the first.
    const shown = met.has(key) ? undefined : after.get(entry.list)?.get(entry.id);
    met.add(key);
    return {
      ...entry,
      certainty: certaintyIn(shown ?? before.get(entry.list)?.get(entry.id)),
      dropped: shown === undefined,
      held: heldIn(before.get(entry.list)?.get(entry.id), shown),
    };
  });
  return {
    entries,
    sentences: sentencesOf(article, reasons, entries, brief),
    names: reasons.names,
    front: frontOf(draft, brief),
  };
}

function sentencesOf(
  article: Article,
  reasons: Reasons,
  entries: readonly ExplainedEntry[],
  brief: Brief,
): ExplainedSentence[] {
  const items = reasons.sentences.map(() => new Set<string>());
  const citedBy = reasons.sentences.map(() => new Set<'summary' | 'timeline' | 'ahead'>());
  for (const list of ITEM_LISTS) {
    for (const { id, evidence } of brief[list]) for (const { sentence } of evidence) items[sentence]?.add(id);
  }
  for (const part of ['summary', ...DATED_LISTS] as const) {
    for (const { evidence } of brief[part]) for (const { sentence } of evidence) citedBy[sentence]?.add(part);
  }
  const why = reasons.sentences.map((): LeftOut[] => []);
  for (const left of reasons.leftOut) why[left.sentence]?.push(left);
  for (const { list, sentence, start, end, rule, cues, score, dropped } of entries) {
    if (dropped && list !== 'parties')
      why[sentence]?.push({ why: 'evidence-check', list, sentence, start, end, rule, cues, score });
  }
  return reasons.sentences.map(({ start, end, kind }, sentence) => {
    const own = why[sentence] ?? [];
    const cited = [...(items[sentence] ?? [])];
    if (kind !== 'body') own.push({ sentence, why: kind });
    else if (own.length === 0 && cited.length === 0) own.push({ sentence, why: 'no-cue' });
    return {
      sentence,
      start,
      end,
      text: article.text.slice(start, end),
      items: cited,
      citedBy: [...(citedBy[sentence] ?? [])],
      why: own,
    };
  });
}

import type { Article } from '../core/article.ts';
import { Brief, BriefDraft, type Party, SCHEMA_VERSION } from '../core/brief.ts';
import { PrecisError } from '../core/errors.ts';
import { generationOf } from '../core/generations.ts';
import { withoutAlwaysDropped } from './gate/always-drop.ts';
import { GateContext } from './gate/context.ts';
import { type AnyItem, checkedAhead, checkedHeadline, checkedSummary, checkedTimeline } from './gate/front.ts';
import { checkedIssues, checkedMeasures, checkedRisks } from './gate/items.ts';
import { checkedParties } from './gate/parties.ts';
import { holds, names } from './gate/party-names.ts';
import { nameWords } from './gate/reading.ts';
import { isHeardIn } from './gate/speaker.ts';
import { plainOf, wordsOf } from './gate/words.ts';
import type { GateWords } from './lexicon.ts';

type Lists = Pick<BriefDraft, 'summary' | 'measures' | 'unresolvedIssues' | 'risks' | 'upsides' | 'timeline' | 'ahead'>;

function citedBy(lists: Lists): Set<number> {
  const { summary, measures, unresolvedIssues, risks, upsides, timeline, ahead } = lists;
  const entries = [...summary, ...measures, ...unresolvedIssues, ...risks, ...upsides, ...timeline, ...ahead];
  return new Set(entries.flatMap((entry) => entry.evidence.map((piece) => piece.sentence)));
}

/** A count of sentences is no count where more are cited than there are, or one is told of twice or is none of them. */
function consistent(coverage: BriefDraft['coverage']): BriefDraft['coverage'] {
  const { sentences } = coverage;
  const seen = new Set<number>();
  const uncited = coverage.uncited.filter(({ sentence }) => {
    if (sentence >= sentences || seen.has(sentence)) return false;
    seen.add(sentence);
    return true;
  });
  return { ...coverage, cited: Math.min(coverage.cited, sentences - uncited.length), uncited };
}

/** Lines that say whose word is missing: false of those who are heard. */
const WORD_FROM = /^(?:word|comment|reply|response|statement)$/;

/** What is not stated names parties of the brief alone, and counts nothing: it has no quote that could carry more. */
function notStatedIn(context: GateContext, draft: BriefDraft, notHeard: readonly string[]): string[] {
  const silent = context.allForms.filter(({ party }) => notHeard.includes(party.id));
  const heard = context.allForms.filter((forms) => !silent.includes(forms));
  const kept = draft.notStated.filter((line) => {
    const words = wordsOf(line);
    const unheard = nameWords(words, silent);
    const speaks = [...nameWords(words, heard)].some((index) => !unheard.has(index));
    if (speaks && words.some((word) => WORD_FROM.test(word.lower))) return false;
    const named = nameWords(words, context.allForms);
    return words.every(
      (word, index) => named.has(index) || (word.value === undefined && (!word.capital || word.opening)),
    );
  });
  context.held.add('notStated', draft.notStated.length - kept.length);
  return kept;
}

/** Sentences that only dropped items cited are no longer cited. */
function coverageOf(draft: BriefDraft, kept: Lists): BriefDraft['coverage'] {
  const coverage = consistent(draft.coverage);
  const still = citedBy(kept);
  const listed = new Set(coverage.uncited.map((entry) => entry.sentence));
  const lost = [...citedBy(draft)]
    .filter((sentence) => !still.has(sentence) && !listed.has(sentence) && sentence < coverage.sentences)
    .sort((a, b) => a - b);
  if (lost.length === 0) return coverage;
  const uncited = [...coverage.uncited, ...lost.map((sentence) => ({ sentence, reason: 'failed the evidence check' }))];
  return { ...coverage, cited: Math.max(0, coverage.cited - lost.length), uncited };
}

function sourcingOf(
  context: GateContext,
  draft: BriefDraft,
  items: readonly AnyItem[],
  parties: readonly Party[],
): BriefDraft['sourcing'] {
  const speaks = new Set(items.map((item) => item.attribution.party));
  const words = context.source.all;
  const isHeard = (id: string): boolean => {
    const forms = context.forms.get(id);
    return forms !== undefined && isHeardIn(words, forms);
  };
  const silent = new Set(
    parties
      .filter((party) => !party.heard && party.positions.length === 0 && !speaks.has(party.id))
      .filter((party) => !isHeard(party.id))
      .map((party) => party.id),
  );
  const notHeard = draft.sourcing.notHeard.filter((id) => silent.has(id));
  const isNamed = (label: string): boolean => {
    const plain = plainOf(label);
    if (plain === '') return false;
    if (holds(context.plain, plain)) return true;
    return [...context.forms.values()].some((forms) => forms.plain.includes(plain) && names(forms, context.plain));
  };
  const attributed = items.filter((item) => item.attribution.voice !== 'outlet').length;
  return {
    named: draft.sourcing.named.filter(isNamed),
    bodies: draft.sourcing.bodies.filter(isNamed),
    unnamed: draft.sourcing.unnamed.filter(isNamed),
    attributed,
    outletOnly: items.length - attributed,
    notHeard,
    opinion: draft.sourcing.opinion,
  };
}

const EMPTIED: [keyof Lists, string][] = [
  ['measures', 'No measure is shown: those found failed the evidence check.'],
  ['unresolvedIssues', 'No open issue is shown: those found failed the evidence check.'],
  ['risks', 'No risk is shown: those found failed the evidence check.'],
];

/** A draft whose shape is as its type says: the type is a promise of the analyzer's, and the gate believes none. */
function draftIn(written: unknown): BriefDraft {
  const parsed = BriefDraft.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new PrecisError('The analyzer wrote a draft that does not have the shape of one.', { cause: parsed.error });
}

/**
 * The evidence gate: what an analyzer wrote becomes a brief only as far as the article carries it.
 *
 * Verbatim: every quote is the text between its offsets; items without one, with an id that is not their quote's, or
 * double are dropped and counted in `analysis.dropped`. Support: what is written says no more than its quotes, a status
 * is not shown as done under a modal, negation or demand, actors and speakers are named where they act and speak; what
 * fails is replaced by its quote, set to `unclear` or left out, and counted in `analysis.held`.
 *
 * Pure, and idempotent: gating a brief's own draft again changes nothing.
 *
 * @param lexicon the desk's own words with which the draft was written; undefined for none.
 * @throws PrecisError if the draft does not have the shape of one (a fault of the analyzer).
 */
export function gate(article: Article, written: BriefDraft, lexicon?: GateWords): Brief {
  const whole = draftIn(written);
  const context = new GateContext(article, whole.analysis.dropped, whole.analysis.held, lexicon);
  const draft = lexicon === undefined ? whole : withoutAlwaysDropped(context, whole, lexicon);
  const parties = checkedParties(context, draft.parties);
  const measures = checkedMeasures(context, draft.measures);
  const unresolvedIssues = checkedIssues(context, draft.unresolvedIssues);
  const known = new Set<string>([...measures, ...unresolvedIssues].map((item) => item.id));
  const pruned = (list: 'risks' | 'upsides') =>
    checkedRisks(context, list, draft[list]).map((risk) => ({
      ...risk,
      about: risk.about.filter((id) => known.has(id)),
    }));
  const risks = pruned('risks');
  const upsides = pruned('upsides');
  const items: AnyItem[] = [...measures, ...unresolvedIssues, ...risks, ...upsides];
  const kept: Lists = {
    summary: checkedSummary(context, draft.summary, items),
    measures,
    unresolvedIssues,
    risks,
    upsides,
    timeline: checkedTimeline(context, draft.timeline),
    ahead: checkedAhead(context, draft.ahead),
  };
  const sourcing = sourcingOf(context, draft, items, parties);
  const headline = checkedHeadline(context, draft.headline, items);
  // What the parser had to remark (a page cut by a paywall, a live blog) bears on everything that is said of the article.
  const notes = [...article.notes.map((note) => `Of the file: ${note}.`), ...draft.analysis.notes];
  for (const [list, note] of EMPTIED) {
    if (draft[list].length > 0 && kept[list].length === 0) notes.push(note);
  }
  const { articleId, revision, title, source, url, authors, publishedAt, receivedAt, dateline, language } = article;
  const { words, rights, contentHash, upload } = article;
  const brief = {
    schemaVersion: SCHEMA_VERSION,
    briefId: articleId,
    revision,
    generation: generationOf(lexicon?.number ?? 0),
    article: {
      title,
      source,
      url,
      authors,
      publishedAt,
      receivedAt,
      dateline,
      language,
      words,
      rights,
      contentHash,
      upload,
    },
    headline,
    ...kept,
    sourcing,
    parties,
    notStated: notStatedIn(context, draft, sourcing.notHeard),
    coverage: coverageOf(draft, kept),
    analysis: {
      ...draft.analysis,
      dropped: context.dropped.toRecord(),
      held: context.held.toRecord(),
      notes,
      ...reasonsOf(draft, items),
    },
  };
  const parsed = Brief.safeParse(brief);
  if (parsed.success) return parsed.data;
  throw new PrecisError('The analyzer wrote a brief that does not have the shape of one.', { cause: parsed.error });
}

/** The reasons of the items that are left, in their order. */
function reasonsOf(
  { analysis: { reasons } }: BriefDraft,
  items: readonly AnyItem[],
): Pick<BriefDraft['analysis'], 'reasons'> {
  if (reasons === undefined) return {};
  const left = items.flatMap(({ id }) => {
    const reason = reasons[id];
    return reason === undefined ? [] : [[id, reason] as const];
  });
  return { reasons: Object.fromEntries(left) };
}

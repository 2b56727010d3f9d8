import type {
  Attribution,
  Certainty,
  Evidence,
  IssueState,
  Measure,
  MeasureStatus,
  Risk,
  UnresolvedIssue,
} from '../../core/brief.ts';
import { type ItemList, itemIdOf } from '../../core/evidence.ts';
import { mayAct, mayBeTarget } from './acting.ts';
import type { GateContext } from './context.ts';
import { type CueClass, cueAt, isSaying } from './cues.ts';
import { isCarried } from './dates.ts';
import { likelihoodsIn } from './likelihood.ts';
import { names, type PartyForms } from './party-names.ts';
import { allowedStatus, atMost, isOnWrongSide, namingOf } from './sanity.ts';
import { checkedAttribution } from './speaker.ts';
import { type Grounds, isStretchOf } from './support.ts';
import { recentStretch } from './surroundings.ts';
import { stemOf } from './words.ts';

/** The most items that a list holds. */
const MAX_ITEMS = 64;

interface Item {
  id: string;
  attribution: Attribution;
  certainty: Certainty;
  evidence: Evidence[];
}

/** The items whose quotes are verbatim and whose id is made of the first of them, once each, at most 64. */
function grounded<T extends Item>(context: GateContext, list: ItemList, items: readonly T[]): T[] {
  const seen = new Set<string>();
  const kept: T[] = [];
  for (const item of items) {
    const evidence = context.verbatim(item.evidence);
    const [first] = evidence;
    if (
      first === undefined ||
      item.id !== itemIdOf(list, first.quote) ||
      seen.has(item.id) ||
      kept.length >= MAX_ITEMS
    ) {
      context.dropped.add(list);
      continue;
    }
    seen.add(item.id);
    kept.push({ ...item, evidence, attribution: attributionOf(context, item.attribution, evidence) });
  }
  return kept;
}

function attributionOf(context: GateContext, attribution: Attribution, evidence: readonly Evidence[]): Attribution {
  const { evidence: given, party, ...rest } = attribution;
  const own = given === undefined ? [] : context.verbatim(given);
  const pruned: Attribution = { ...rest };
  if (context.hasParty(party) && labelFits(context, attribution.label, party)) pruned.party = party;
  if (given !== undefined && own.length > 0) pruned.evidence = own;
  if (pruned.cue !== undefined && !isCueCarried(context, pruned.cue, [...own, ...evidence])) {
    delete pruned.cue;
    context.held.add('attribution');
  }
  // Evidence was given for the label, and none of it is in the text.
  const lost = given !== undefined && given.length > 0 && own.length === 0;
  const checked = lost
    ? { attribution: { voice: 'unnamed' as const }, held: attribution.voice !== 'outlet' }
    : checkedAttribution(context.source, pruned, evidence, context.forms);
  if (checked.held) context.held.add('attribution');
  return checked.attribution;
}

/** Attributing words that stand in the evidence of the attribution or in the quotes' own sentences. */
function isCueCarried(context: GateContext, cue: string, evidence: readonly Evidence[]): boolean {
  return context.sentencesOf(evidence).some((sentence) => isStretchOf(cue, sentence, context.source));
}

/** A label that names another party, and not this one, does not belong to it. */
function labelFits(context: GateContext, label: string | undefined, party: string): boolean {
  const own = context.forms.get(party);
  if (label === undefined || own === undefined) return own !== undefined;
  const plain = context.source.plain(label);
  return names(own, plain) || ![...context.forms.values()].some((forms) => names(forms, plain));
}

const SHOWN_BY_STATUS: Record<MeasureStatus, CueClass[]> = {
  completed: [],
  'under-way': [],
  agreed: ['consent', 'future', 'conditional', 'intention'],
  announced: ['intention', 'future', 'conditional'],
  proposed: ['proposal', 'possibility', 'intention', 'conditional'],
  demanded: ['demand', 'obligation'],
  threatened: ['threat', 'future', 'conditional', 'possibility'],
  refused: ['refusal'],
  ended: [],
  unclear: [],
};

const STATUS_WORDS: Record<MeasureStatus, string> = {
  completed: '',
  'under-way': '',
  agreed: 'agree',
  announced: 'announce announcement',
  proposed: 'propose proposal',
  demanded: 'demand',
  threatened: 'threaten threat',
  refused: 'refuse refusal reject',
  ended: 'end',
  unclear: '',
};

const SHOWN_BY_STATE: Record<IssueState, CueClass[]> = {
  deferred: [],
  contested: ['denial', 'refusal'],
  stalled: [],
  refused: ['refusal'],
  undecided: ['condition', 'possibility'],
  'disputed-fact': ['denial'],
  'demand-unmet': ['demand'],
  unexplained: [],
};

const STATE_WORDS: Record<IssueState, string> = {
  deferred: 'defer deferred',
  contested: 'contest dispute',
  stalled: 'stall',
  refused: 'refuse refusal',
  undecided: 'undecided decide decision',
  'disputed-fact': 'dispute disputed',
  'demand-unmet': 'demand unmet met meet',
  unexplained: 'unexplained explanation',
};

const SHOWN_BY_RISK: CueClass[] = ['possibility', 'ability', 'future', 'conditional', 'probability', 'threat'];

function stemsOf(words: string): Set<string> {
  return new Set(words.split(' ').map(stemOf));
}

/** All quotes of an item: its own, its attribution's and the label. */
function quotesOf(item: Item): string[] {
  const said = (item.attribution.evidence ?? []).map((piece) => piece.quote);
  return [
    ...item.evidence.map((piece) => piece.quote),
    ...said,
    ...(item.attribution.label ? [item.attribution.label] : []),
  ];
}

interface Claim {
  field: string;
  written: string;
  parties: readonly string[];
  shown: readonly CueClass[];
  licensed: ReadonlySet<string>;
}

/** A claim as it may be shown: as written if its quotes support it, else its quote. */
function claimOf(context: GateContext, item: Item, claim: Claim): string {
  const quotes = quotesOf(item);
  const ids = [...claim.parties, ...(item.attribution.party === undefined ? [] : [item.attribution.party])];
  const failure = context.failure(claim.written, {
    quotes,
    parties: context.partiesIn(quotes, ids),
    shown: new Set(claim.shown),
    licensed: claim.licensed,
    governors: context.governors(item.evidence.slice(0, 1)),
    attributed: item.attribution.voice !== 'outlet',
    form: 'claim',
  });
  if (failure === undefined || (failure === 'roles' && isQuoteAsSaid(context, item, claim.written)))
    return claim.written;
  const instead = asSaid(context, item, context.inPlaceOf(item.evidence));
  if (context.source.plain(instead) === context.source.plain(claim.written)) return claim.written;
  if (instead !== claim.written) context.held.add(claim.field);
  return instead;
}

/** "… says" or "…: “" behind the speaker's label. */
const SAID = /^(?: says? |: ?["“])/u;

/** Whether a text is its quote word for word behind its speaker: then nothing is on another side of the act. */
function isQuoteAsSaid(context: GateContext, item: Item, written: string): boolean {
  const { label } = item.attribution;
  const [first] = item.evidence;
  if (label === undefined || first === undefined) return false;
  const bare = written.replace(/^(?:The|An?) /u, '');
  if (!bare.toLowerCase().startsWith(label.toLowerCase())) return false;
  const rest = bare.slice(label.length);
  const said = SAID.exec(rest);
  return said !== null && context.source.plain(rest.slice(said[0].length)) === context.source.plain(first.quote);
}

/** A quote that stands for a claim: a sentence as it is; a part of one behind its speaker, where it is somebody's. */
function asSaid(context: GateContext, item: Item, quote: string): string {
  const { voice, label } = item.attribution;
  if (!/^\p{Ll}/u.test(quote)) return quote;
  const told = voice === 'outlet' || voice === 'document' || label === undefined;
  const named = label !== undefined && quote.toLowerCase().includes(label.toLowerCase());
  if (told || named || context.source.words(quote).some(isSaying)) return capitalised(quote);
  return `${capitalised(label)}: “${quote.replace(/["”]$/, '')}”`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether a phrase is carried by the sentences that hold the evidence. */
function isPhraseCarried(
  context: GateContext,
  phrase: string,
  evidence: readonly Evidence[],
  parties: readonly string[],
  form: Grounds['form'],
): boolean {
  const quotes = context.sentencesOf(evidence);
  return (
    context.failure(phrase, {
      quotes,
      parties: context.partiesIn(quotes, parties),
      shown: new Set(),
      attributed: true,
      form,
    }) === undefined
  );
}

const MEASURE_PHRASES = ['object', 'extent', 'purpose', 'condition', 'deadline', 'place'] as const;
/** What only names something cannot turn a sentence round. */
const FORM_OF: Partial<Record<string, Grounds['form']>> = {
  object: 'name',
  extent: 'name',
  deadline: 'name',
  place: 'name',
  horizon: 'name',
};
const RISK_PHRASES = ['condition', 'consequence', 'horizon'] as const;

function withoutUncarried<T extends Item, K extends keyof T & string>(
  context: GateContext,
  item: T,
  fields: readonly K[],
  parties: readonly string[],
): T {
  const checked = { ...item };
  for (const field of fields) {
    const phrase = checked[field];
    if (
      typeof phrase !== 'string' ||
      isPhraseCarried(context, phrase, item.evidence, parties, FORM_OF[field] ?? 'phrase')
    )
      continue;
    delete checked[field];
    context.held.add(field);
  }
  return checked;
}

/** The parties of a role that the item's own sentences name, or that a pronoun of theirs stands for. */
function namedIn(
  context: GateContext,
  item: Item,
  ids: readonly string[],
  field: string,
): { ids: string[]; byCoreference: boolean } {
  const evidence = [...item.evidence, ...(item.attribution.evidence ?? [])];
  const kept: string[] = [];
  let byCoreference = false;
  for (const id of new Set(ids)) {
    const forms = context.forms.get(id);
    if (forms === undefined) continue;
    const naming = namingOf(context.source, forms, evidence, context.allForms);
    if (naming === 'absent') {
      context.held.add(field);
      continue;
    }
    byCoreference ||= naming === 'coreference';
    kept.push(id);
  }
  return { ids: kept, byCoreference };
}

function formsOfAll(context: GateContext, ids: readonly string[]): PartyForms[] {
  return ids.flatMap((id) => context.forms.get(id) ?? []);
}

/** What parties do with each other. */
const SHARED_TYPES: ReadonlySet<Measure['type']> = new Set([
  'agreement',
  'negotiation',
  'ceasefire',
  'diplomatic',
  'trade',
]);

/** Those of a role whom the quotes may show in it. */
function able(
  context: GateContext,
  field: string,
  ids: readonly string[],
  may: (forms: PartyForms) => boolean,
): string[] {
  return ids.filter((id) => {
    const forms = context.forms.get(id);
    if (forms !== undefined && may(forms)) return true;
    context.held.add(field);
    return false;
  });
}

/** Actors and targets; where the quote shows an actor on the wrong side of the verb, neither is shown. */
function rolesOf(context: GateContext, measure: Measure): Pick<Measure, 'actors' | 'targets' | 'certainty'> {
  const actors = namedIn(context, measure, measure.actors, 'actors');
  const targets = namedIn(context, measure, measure.targets, 'targets');
  const certainty = actors.byCoreference ? atMost(measure.certainty, 'medium') : measure.certainty;
  const quote = measure.evidence[0]?.quote ?? '';
  const shared = SHARED_TYPES.has(measure.type);
  if (measure.status !== 'demanded') {
    actors.ids = able(context, 'actors', actors.ids, (forms) =>
      mayAct(context.source, measure.evidence, forms, context.allForms, shared),
    );
    targets.ids = able(context, 'targets', targets.ids, (forms) =>
      mayBeTarget(context.source, measure.evidence, forms, context.allForms),
    );
  }
  const targetForms = formsOfAll(context, targets.ids);
  const wrong =
    measure.status !== 'demanded' &&
    formsOfAll(context, actors.ids).some((forms) => isOnWrongSide(context.source, quote, forms, targetForms, shared));
  if (!wrong) return { actors: actors.ids, targets: targets.ids, certainty };
  context.held.add('actors');
  return { actors: [], targets: [], certainty };
}

/** Measures whose quotes, status, actors and words the article carries. */
export function checkedMeasures(context: GateContext, measures: readonly Measure[]): Measure[] {
  return grounded(context, 'measures', measures).map((measure) => {
    const status = allowedStatus(context.source, measure);
    if (status !== measure.status) context.held.add('status');
    const checked: Measure = { ...measure, status, ...rolesOf(context, measure) };
    const parties = [...checked.actors, ...checked.targets];
    const { when, ...rest } = withoutUncarried(context, checked, MEASURE_PHRASES, parties);
    const shown = [...SHOWN_BY_STATUS[status], ...(rest.condition === undefined ? [] : (['condition'] as const))];
    const result: Measure = {
      ...rest,
      description: claimOf(context, rest, {
        field: 'description',
        written: measure.description,
        parties,
        shown,
        licensed: stemsOf(STATUS_WORDS[status]),
      }),
    };
    if (when === undefined) return result;
    if (isCarried(when, context.sentencesOf(measure.evidence), context.article)) return { ...result, when };
    context.held.add('when');
    return result;
  });
}

/** How far from its quotes a party of an issue or a risk may be named, in paragraphs. */
const PARTY_PARAGRAPHS = 1;

function partiesNear(context: GateContext, item: Item, ids: readonly string[]): string[] {
  const near = item.evidence
    .map((piece) =>
      context.source.plainIn(recentStretch(context.text, context.source.sentenceAround(piece), PARTY_PARAGRAPHS)),
    )
    .join(' | ');
  return [...new Set(ids)].filter((id) => {
    const forms = context.forms.get(id);
    if (forms === undefined) return false;
    if (names(forms, near)) return true;
    context.held.add('parties');
    return false;
  });
}

function checkedSides(context: GateContext, issue: UnresolvedIssue): UnresolvedIssue['sides'] {
  return issue.sides.flatMap((side) => {
    const evidence = context.verbatim(side.evidence);
    const forms = context.forms.get(side.party);
    const [first] = evidence;
    if (
      first === undefined ||
      forms === undefined ||
      namingOf(context.source, forms, evidence, context.allForms) === 'absent'
    ) {
      context.dropped.add('sides');
      return [];
    }
    const quotes = evidence.map((piece) => piece.quote);
    const failure = context.failure(side.wants, {
      quotes,
      parties: context.partiesIn(quotes, [side.party]),
      shown: new Set(),
      governors: context.governors(evidence),
      attributed: true,
      form: 'phrase',
    });
    if (failure === undefined) return [{ ...side, evidence }];
    const wants = context.inPlaceOf(evidence);
    if (wants !== side.wants) context.held.add('wants');
    return [{ ...side, wants, evidence }];
  });
}

/** Issues whose quotes, topic, sides and words the article carries. */
export function checkedIssues(context: GateContext, issues: readonly UnresolvedIssue[]): UnresolvedIssue[] {
  return grounded(context, 'unresolvedIssues', issues).map((issue) => {
    const parties = partiesNear(context, issue, issue.parties);
    const licensed = stemsOf(`unresolved open whether ${STATE_WORDS[issue.state]}`);
    const quotes = quotesOf(issue);
    const topicFailure = context.failure(issue.topic, {
      quotes: [...quotes, ...context.sentencesOf(issue.evidence)],
      parties: context.partiesIn(quotes, parties),
      shown: new Set(['negation', 'refusal', ...SHOWN_BY_STATE[issue.state]]),
      licensed,
      attributed: true,
      form: 'phrase',
    });
    const topic = topicFailure === undefined ? issue.topic : context.inPlaceOf(issue.evidence);
    if (topic !== issue.topic) context.held.add('topic');
    const description = claimOf(context, issue, {
      field: 'description',
      written: issue.description,
      parties,
      shown: SHOWN_BY_STATE[issue.state],
      licensed,
    });
    return { ...issue, topic, parties, sides: checkedSides(context, issue), description };
  });
}

/** The words by which a risk is one, as its sentence has them; undefined if it has none. */
function cueOf(context: GateContext, risk: Risk): string | undefined {
  const sentences = context.sentencesOf(risk.evidence);
  if (sentences.some((sentence) => sentence.includes(risk.cue) || isStretchOf(risk.cue, sentence, context.source)))
    return risk.cue;
  context.held.add('cue');
  for (const piece of risk.evidence) {
    const words = context.source.words(piece.quote);
    const found = words.find((_, index) => {
      const cue = cueAt(words, index);
      return cue !== undefined && SHOWN_BY_RISK.includes(cue);
    });
    if (found !== undefined) return found.text;
  }
  return undefined;
}

/** A probability is stated by a term of it or a percentage; a band that the words do not express is `possible`. */
function likelihoodOf(context: GateContext, risk: Risk): Pick<Risk, 'likelihood' | 'probabilityStated'> {
  const sentences = context.sentencesOf(risk.evidence);
  const { termed, allowed } = likelihoodsIn(
    sentences,
    sentences.map((sentence) => context.source.words(sentence)),
  );
  const probabilityStated = risk.probabilityStated && termed;
  const likelihood = allowed.has(risk.likelihood) ? risk.likelihood : 'possible';
  if (probabilityStated !== risk.probabilityStated || likelihood !== risk.likelihood) context.held.add('likelihood');
  return { likelihood, probabilityStated };
}

/** Risks or upsides whose quotes, cue, likelihood and words the article carries. */
export function checkedRisks(context: GateContext, list: 'risks' | 'upsides', risks: readonly Risk[]): Risk[] {
  return grounded(context, list, risks).flatMap((risk) => {
    const cue = cueOf(context, risk);
    if (cue === undefined) {
      context.dropped.add(list);
      return [];
    }
    const parties = partiesNear(context, risk, risk.parties);
    const checked = withoutUncarried(
      context,
      { ...risk, cue, parties, ...likelihoodOf(context, risk) },
      RISK_PHRASES,
      parties,
    );
    const statement = claimOf(context, checked, {
      field: 'statement',
      written: risk.statement,
      parties,
      shown: [...SHOWN_BY_RISK, ...(checked.condition === undefined ? [] : (['condition'] as const))],
      licensed: new Set(['risk']),
    });
    return [{ ...checked, statement }];
  });
}

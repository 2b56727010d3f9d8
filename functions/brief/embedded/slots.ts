import { PARTY_KINDS } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import type { Act } from './frames.ts';
import { wordsIn } from './lexicon-index.ts';
import type { Clause, Document, Entity, Mention, Names, Span, Token, VerbGroup } from './model.ts';
import { trimmed } from './quotes.ts';

/** Who does a step and to whom it is done: keys of entities, empty where no rule is certain. */
export interface Roles {
  actors: string[];
  targets: string[];
}

const ACTING_KINDS: ReadonlySet<string> = new Set(PARTY_KINDS);
/** Steps whose two sides both act. */
const RECIPROCAL: ReadonlySet<string> = new Set(['negotiation', 'agreement', 'ceasefire']);
/** Verbs whose subject the step is done to. */
const RECEIVING: ReadonlySet<string> = new Set([
  'receive',
  'suffer',
  'undergo',
  'face',
  'come',
  'get',
  'obtain',
  'await',
]);
/** Verbs whose object acts with their subject. */
const MEETING: ReadonlySet<string> = new Set(['meet', 'consult', 'join']);
const TARGET_PREPOSITIONS: ReadonlySet<string> = new Set(['against', 'on', 'to', 'from', 'at', 'upon', 'into']);

/** Whether an entity can act: a place or an outlet cannot. */
export function canAct(names: Names, key: string): boolean {
  const entity = names.entities.get(key);
  return entity !== undefined && ACTING_KINDS.has(entity.kind);
}

/**
 * Actors and targets of the step that a clause tells of.
 * Active: the subject acts, the object is acted upon. Passive: the subject is acted upon, what follows "by" acts.
 * Talks, agreements and truces: those "between" and "with" whom they are act as well.
 */
export function rolesOf(document: Document, names: Names, clause: Clause, act: Act, sure: boolean): Roles {
  const group = clause.verb;
  if (!group) return { actors: [], targets: [] };
  const mentions = mentionsIn(names, clause);
  const subjects = isCertain(document.tokens, names, clause) ? keysOf(names, clause.subjects) : [];
  const objects = keysOf(names, clause.objects);
  const prepositional = byPreposition(document.tokens, mentions, group.to);
  if (group.infinitive) prepositional.delete('with');
  const actors = new Set<string>();
  const targets = new Set<string>();
  if (group.passive) {
    const agents = agentsOf(document.tokens, names, prepositional.get('by') ?? [], group);
    for (const key of keysOf(names, agents)) actors.add(key);
    for (const key of subjects) targets.add(key);
  } else {
    for (const key of subjects) actors.add(key);
    for (const key of objects) targets.add(key);
  }
  if (act.head !== group.head && !group.passive && act.by === 'mention') actors.clear();
  const backers = backersOf(document.tokens, names, mentions, act.head);
  if (backers.length > 0 && group.lemma === 'be') {
    actors.clear();
    for (const key of backers) actors.add(key);
  }
  if (RECEIVING.has(group.lemma) && !group.passive) {
    for (const key of actors) targets.add(key);
    actors.clear();
  }
  if (RECIPROCAL.has(act.type)) addSides(names, prepositional, actors, targets, group, clause.objects);
  else {
    for (const preposition of TARGET_PREPOSITIONS) {
      for (const key of keysOf(names, prepositional.get(preposition) ?? [])) if (!actors.has(key)) targets.add(key);
    }
  }
  if (!RECEIVING.has(group.lemma)) for (const key of actors) targets.delete(key);
  if (!sure) actors.clear();
  return { actors: [...actors], targets: [...targets] };
}

/** The mentions that lie within a clause. */
export function mentionsIn(names: Names, clause: Clause): Mention[] {
  return inSentence(names.mentions, clause.sentence).filter(
    (mention) => mention.from >= clause.from && mention.to <= clause.to,
  );
}

/** How many tokens may stand between a subject and its verb for the two to belong together for certain. */
const WIDEST_SUBJECT_GAP = 2;

/** Whether the subject of a clause is beyond doubt: close to its verb, and several only if "and" joins them. */
function isCertain(tokens: readonly Token[], names: Names, clause: Clause): boolean {
  const { subjects, verb } = clause;
  const last = subjects.at(-1);
  if (!last || !verb) return false;
  const own = last.from >= clause.from && last.to <= verb.from;
  if (own && verb.from - last.to > WIDEST_SUBJECT_GAP) return false;
  // "…, and | has since closed": what a finite verb without its own subject takes from elsewhere may be another.
  if (!own && !verb.infinitive && !isBegun(tokens, last, verb)) return false;
  for (const [position, subject] of subjects.entries()) {
    const next = subjects[position + 1];
    if (next && !isJoined(tokens, subject.to, next.from)) return false;
    const entity = names.entities.get(subject.entity);
    // A name that is met once and known to no gazetteer may be anything.
    if (entity?.kind === 'organisation' && entity.mentions.length < 2 && subject.how === 'name') return false;
    // "the ministry", "the court": which one is a guess as often as not.
    if (subject.how === 'nominal') return false;
    if (isGuess(tokens, subject, entity)) return false;
  }
  return true;
}

/** Whether a step is what its subject begins, goes on with or ends: "Norland has begun | pulling back". */
function isBegun(tokens: readonly Token[], subject: Mention, verb: VerbGroup): boolean {
  const before = tokens[verb.from - 1];
  const follows = verb.progressive && verb.tense === 'none' && before !== undefined && ASPECT_VERBS.has(before.lemma);
  // The subject is close to that verb and its auxiliaries.
  return follows && verb.from - 1 - subject.to <= WIDEST_SUBJECT_GAP + 1;
}

const ASPECT_VERBS: ReadonlySet<string> = new Set(
  wordsIn('begin start continue resume keep stop finish halt cease complete'),
);

/** Whether a mention may well stand for somebody else than its entity. */
function isGuess(tokens: readonly Token[], mention: Mention, entity: Entity | undefined): boolean {
  // "Foreign Minister Ada Berg": whether the person, the office or the state acts.
  if (mention.how === 'title') return true;
  // A person who stands for a state: whether he acts for it depends on the story.
  const oneName = mention.how === 'name' && mention.to - mention.from <= 2 && mention.organ === undefined;
  if (oneName && entity?.kind === 'state' && tokens[mention.from]?.pos === 'PROPN') return true;
  // "the Agency", "Parliament": which one.
  const last = tokens[mention.to - 1];
  if (mention.to - mention.from <= 2 && last && GENERIC_BODIES.has(last.lower) && mention.how === 'name') return true;
  // "our Foreign Ministry" is that of whoever speaks.
  if (/^(?:our|my|your)$/.test(tokens[mention.from - 1]?.lower ?? '')) return true;
  // "the United States | Department of Agriculture": part of a longer name.
  const next = tokens[mention.to];
  const before = tokens[mention.from - 1];
  const body = entity?.kind === 'organisation' || entity?.kind === 'government-body';
  if (body && before?.pos === 'PROPN' && before.sentence === mention.sentence) return true;
  return next?.pos === 'PROPN' && tokens[mention.to + 1]?.lower === 'of';
}

const GENERIC_BODIES: ReadonlySet<string> = new Set(
  wordsIn(
    'court agency parliament commission council ministry board committee senate assembly army congress house bank',
  ),
);

/** Whom the words right behind a passive name as its agent: "was signed by Norland", not "… in a house owned by Norland". */
function agentsOf(tokens: readonly Token[], names: Names, mentions: readonly Mention[], group: VerbGroup): Mention[] {
  const [first] = mentions;
  if (!first) return [];
  const by = tokens.slice(group.to, group.to + 2).findIndex((token) => token.lower === 'by');
  const near = by >= 0 && first.from - (group.to + by + 1) <= WIDEST_SUBJECT_GAP;
  if (!near) return [];
  return mentions.filter((mention) => {
    const entity = names.entities.get(mention.entity);
    const once = entity?.kind === 'organisation' && entity.mentions.length < 2;
    return !once && !isGuess(tokens, mention, entity);
  });
}

function isJoined(tokens: readonly Token[], from: number, to: number): boolean {
  let joined = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.pos === 'CCONJ' || token?.text === ',') joined = true;
    else if (token?.pos !== 'DET' && token?.pos !== 'ADJ' && token?.pos !== 'NOUN') return false;
  }
  return joined;
}

/** "a U.S.- and Jordan-backed roadmap": who stands before the hyphens. */
function backersOf(tokens: readonly Token[], names: Names, mentions: readonly Mention[], head: number): string[] {
  const backers = mentions.filter((mention) => {
    const joined = tokens[mention.to]?.text === '-' && tokens[mention.to]?.start === tokens[mention.to - 1]?.end;
    return joined && mention.to <= head && head - mention.to <= 6;
  });
  return keysOf(names, backers);
}

function addSides(
  names: Names,
  prepositional: ReadonlyMap<string, Mention[]>,
  actors: Set<string>,
  targets: Set<string>,
  group: VerbGroup,
  met: readonly Mention[],
): void {
  const between = keysOf(names, prepositional.get('between') ?? []);
  // A stretch that ends within "between X and …" names one side only.
  if (between.length > 1) for (const key of between) actors.add(key);
  const beside = (prepositional.get('with') ?? []).filter((mention) => mention.how !== 'nominal');
  if (group.passive || actors.size > 0) for (const key of keysOf(names, beside)) actors.add(key);
  if (!group.passive && MEETING.has(group.lemma) && !met.some((mention) => mention.how === 'demonym'))
    for (const key of [...targets]) actors.add(key);
}

function keysOf(names: Names, mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map((mention) => mention.entity).filter((key) => canAct(names, key)))];
}

/** Mentions behind the verb by the preposition that they stand under; "and" and commas carry it on. */
function byPreposition(tokens: readonly Token[], mentions: readonly Mention[], from: number): Map<string, Mention[]> {
  const found = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (mention.from < from) continue;
    const preposition = prepositionOf(tokens, mention, from);
    if (preposition === undefined || isModifier(tokens, mention)) continue;
    const known = found.get(preposition) ?? [];
    const last = known.at(-1);
    // A second phrase of the same preposition belongs to something else: "…, days before the meeting with Erdogan".
    if (last && !coordinated(tokens, last.to, mention.from)) continue;
    found.set(preposition, [...known, mention]);
  }
  return found;
}

function coordinated(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.pos === 'ADP' || tokens[at]?.pos === 'VERB') return false;
  return to - from <= 5;
}

function prepositionOf(tokens: readonly Token[], mention: Mention, from: number): string | undefined {
  for (let at = mention.from - 1; at >= from; at--) {
    const token = tokens[at];
    if (!token) return undefined;
    if (token.pos === 'ADP' || token.lower === 'to') return token.lower === 'of' ? undefined : token.lower;
    if (token.pos === 'VERB' || token.pos === 'AUX') return undefined;
    if (/^[;:.“”"]$/.test(token.text)) return undefined;
  }
  return undefined;
}

/** "the Syrian conflict", "Israel's settlements": the name describes something else. */
function isModifier(tokens: readonly Token[], mention: Mention): boolean {
  const next = tokens[mention.to];
  if (!next) return false;
  if (/^['’]s?$/.test(next.text)) return true;
  return next.pos === 'NOUN' && !ORGAN_NOUNS.has(next.lemma);
}

const ORGAN_NOUNS: ReadonlySet<string> = new Set(
  wordsIn(
    'government authority official troop force army soldier police ministry minister president leader rebel fighter militant ' +
      'side delegation negotiator counterpart court parliament company firm group militia regime',
  ),
);

/** The words that add to a step: how much, why, on what condition, by when, where. Each is a span of the sentence. */
export interface Details {
  extent?: Span;
  purpose?: Span;
  condition?: Span;
  deadline?: Span;
  place?: Span;
  object?: Span;
}

/** Finds the details of a step in its clause and in the clauses that hang on it. */
export function detailsOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
): Details {
  const details: Details = {};
  const { tokens } = document;
  const object = objectSpan(document, clause, act);
  if (object) details.object = object;
  const extent = extentIn(document, clause);
  if (extent) details.extent = extent;
  const deadline = afterPreposition(document, clause, DEADLINE_OPENERS);
  if (deadline && hasDate(tokens, deadline)) details.deadline = spanOf(document, deadline);
  for (const other of inSentence(clauses, clause.sentence)) {
    if (other.conditional && !details.condition) details.condition = trimmed(document, other.from, other.to);
    const purpose = other.governor === clause.index && other.verb?.infinitive === true && other.from > clause.from;
    if (purpose && !details.purpose) details.purpose = trimmed(document, other.from, other.to);
  }
  const place = placeIn(document, names, clause);
  if (place) details.place = place;
  return details;
}

const DEADLINE_OPENERS: ReadonlySet<string> = new Set(['by', 'before', 'until', 'within']);
const DATE_WORDS =
  /^(?:\d{1,4}|jan|feb|march|mar|april|apr|may|june|july|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|day|week|month|year|end|tomorrow|summer|spring|autumn|winter|january|february|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days|weeks|months|years|hours)$/i;
const SIZES =
  /^(?:%|percent|pct|million|billion|trillion|bn|mln|m|dollars?|euros?|pounds?|yen|dlrs|km|kilomet(?:er|re)s?|miles?|tons?|tonnes?|troops?|soldiers?|people|hectares?|acres?|barrels?|years?|months?|weeks?|days?|points?|prisoners?|hostages?|jobs?|seats?|votes?)$/i;

interface Range {
  from: number;
  to: number;
}

function spanOf(document: Document, range: Range): Span {
  return trimmed(document, range.from, range.to);
}

/** The object of the step: the noun phrase behind its verb, or the event noun with what describes it. */
function objectSpan(document: Document, clause: Clause, act: Act): Span | undefined {
  const { tokens } = document;
  const group = clause.verb;
  if (!group || group.passive || act.head !== group.head) return undefined;
  let start = group.to;
  while (start < clause.to && tokens[start]?.pos === 'ADV') start += 1;
  let to = start;
  while (
    to < clause.to &&
    ['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'PART', 'ADV', 'SYM'].includes(tokens[to]?.pos ?? 'X')
  )
    to += 1;
  const last = tokens[to - 1];
  if (to - start < 1 || (last?.pos !== 'NOUN' && last?.pos !== 'PROPN')) return undefined;
  return trimmed(document, start, to);
}

/** A number with its unit: "100,000 kroner", "up to ten kilometres". */
function extentIn(document: Document, clause: Clause): Span | undefined {
  const { tokens } = document;
  for (let at = clause.verb?.to ?? clause.from; at < clause.to; at++) {
    const token = tokens[at];
    if ((token?.pos !== 'NUM' && token?.pos !== 'SYM') || /^(?:1[5-9]|20)\d\d$/.test(token.text)) continue;
    let to = at + 1;
    while (to < clause.to && (tokens[to]?.pos === 'NUM' || /^[%$€£]$/.test(tokens[to]?.text ?? ''))) to += 1;
    const unit = tokens[to];
    const sized = unit !== undefined && to < clause.to && (SIZES.test(unit.text) || unit.pos === 'NOUN');
    const money = /^[$€£]$/.test(token.text) || /[$€£%]/.test(document.text.slice(token.start, tokens[to - 1]?.end));
    if (!sized && !money) continue;
    let from = at;
    while (from > clause.from && APPROXIMATE.has(tokens[from - 1]?.lower ?? '')) from -= 1;
    return trimmed(document, from, sized ? to + 1 : to);
  }
  return undefined;
}

const APPROXIMATE: ReadonlySet<string> = new Set(
  'about around nearly almost roughly approximately over under up to at least most more less than some only $ € £'.split(
    ' ',
  ),
);

function afterPreposition(document: Document, clause: Clause, openers: ReadonlySet<string>): Range | undefined {
  const { tokens } = document;
  for (let at = clause.verb?.to ?? clause.from; at < clause.to; at++) {
    if (!openers.has(tokens[at]?.lower ?? '')) continue;
    let to = at + 1;
    while (to < clause.to && to - at < 7 && !/^[,;:.]$/.test(tokens[to]?.text ?? '')) to += 1;
    return { from: at, to };
  }
  return undefined;
}

function hasDate(tokens: readonly Token[], range: Range): boolean {
  for (let at = range.from + 1; at < range.to; at++) if (DATE_WORDS.test(tokens[at]?.text ?? '')) return true;
  return false;
}

function placeIn(document: Document, names: Names, clause: Clause): Span | undefined {
  for (const mention of mentionsIn(names, clause)) {
    if (names.entities.get(mention.entity)?.kind !== 'place') continue;
    const before = document.tokens[mention.from - 1]?.lower ?? '';
    if (/^(?:in|at|near|outside|around|through|across|from|inside)$/.test(before)) {
      return { start: mention.start, end: mention.end };
    }
  }
  return undefined;
}

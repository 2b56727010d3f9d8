import { PARTY_KINDS } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { governorOf, inSentence } from './by-sentence.ts';
import { isBeyondDoubt, isCertain, isGuess } from './certain-subjects.ts';
import type { Act } from './frames.ts';
import { wordsIn } from './lexicon-index.ts';
import type { Clause, Document, Mention, Names, Token, VerbGroup } from './model.ts';
import { nominalHeads } from './nominal-heads.ts';
import { controllingNoun, type StatusReading } from './status.ts';

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
  'fall',
  'collapse',
  'lose',
  'die',
]);
/** Verbs whose object acts with their subject. */
const MEETING: ReadonlySet<string> = new Set(['meet', 'consult', 'join']);
/** Verbs that are nothing without an object: "Activist released from prison", as headings and captions have it. */
const TRANSITIVE: ReadonlySet<string> = new Set(
  wordsIn(
    'release free arrest detain jail imprison sentence convict acquit extradite deport expel kill wound sack fine',
  ),
);

/** Whether a verb without its object tells what is done to its subject. */
function isBarePassive(tokens: readonly Token[], group: VerbGroup): boolean {
  const next = tokens[group.to];
  const bare = next === undefined || next.sentence !== tokens[group.head]?.sentence || /^(?:ADP|PUNCT)$/.test(next.pos);
  return TRANSITIVE.has(group.lemma) && bare && group.modal === undefined && !group.infinitive && !group.progressive;
}

const TARGET_PREPOSITIONS: ReadonlySet<string> = new Set(['against', 'on', 'to', 'from', 'at', 'upon', 'into']);

/** Whether an entity can act: a place or an outlet cannot. */
export function canAct(names: Names, key: string): boolean {
  const entity = names.entities.get(key);
  return entity !== undefined && ACTING_KINDS.has(entity.kind);
}

/**
 * Actors and targets of the step that a clause tells of.
 * Active: the subject acts, the object is acted upon. Passive: the subject is acted upon, what follows "by" acts.
 * What a noun plans or refuses ("Norland's refusal to …") is done by whose noun it is.
 * Talks, agreements and truces: those "between" and "with" whom they are act as well.
 */
export function rolesOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
  reading: StatusReading,
): Roles {
  const group = clause.verb;
  if (!group) return { actors: [], targets: [] };
  const { tokens } = document;
  const mentions = mentionsIn(names, clause);
  const objects = keysOf(names, clause.objects);
  const prepositional = byPreposition(tokens, mentions, group.to);
  if (group.infinitive) prepositional.delete('with');
  const actors = new Set<string>();
  const targets = new Set<string>();
  for (const key of keysOf(names, doersOf(document, names, clauses, clause, act, reading))) actors.add(key);
  for (const key of group.passive ? keysOf(names, clause.subjects) : objects) targets.add(key);
  const backers = backersOf(tokens, names, mentions, act.head);
  if (backers.length > 0 && group.lemma === 'be') {
    actors.clear();
    for (const key of backers) actors.add(key);
  }
  if (!group.passive && (RECEIVING.has(group.lemma) || isBarePassive(tokens, group))) {
    for (const key of actors) targets.add(key);
    actors.clear();
  }
  if (RECIPROCAL.has(act.type)) {
    for (const key of sidesBefore(tokens, names, mentions, group, act.head)) actors.add(key);
    prepositional.set('with', directOf(tokens, prepositional.get('with') ?? [], Math.max(group.to, act.head + 1)));
    addSides(names, prepositional, actors, targets, group, clause.objects);
  } else {
    for (const preposition of TARGET_PREPOSITIONS) {
      for (const key of keysOf(names, prepositional.get(preposition) ?? [])) if (!actors.has(key)) targets.add(key);
    }
  }
  if (!RECEIVING.has(group.lemma)) for (const key of actors) targets.delete(key);
  if (isInPassing(act, reading) && !isOwnPurpose(clause, clauses, act, reading)) actors.clear();
  return { actors: [...actors], targets: [...targets] };
}

/** Whether a step is only named, or is the purpose or condition of another one: who takes it is not told. */
function isInPassing(act: Act, reading: StatusReading): boolean {
  return reading.aside || (act.by === 'mention' && act.type !== 'negotiation');
}

/** "is making every effort to end the strike": whoever acts does so for a step of their own. */
function isOwnPurpose(clause: Clause, clauses: readonly Clause[], act: Act, reading: StatusReading): boolean {
  const governor = governorOf(clauses, clause);
  const own = governor?.verb !== undefined && !governor.verb.passive;
  return reading.rule === 'purpose' && act.by !== 'mention' && (own || clause.verb?.passive === true);
}

/** The mentions of those who take a step; none where no rule is certain. */
function doersOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
  reading: StatusReading,
): Mention[] {
  const { tokens } = document;
  const group = clause.verb;
  if (!group) return [];
  const governor = governorOf(clauses, clause);
  if (group.passive && governor?.verb && ORDERING.has(governor.verb.lemma) && !governor.verb.passive)
    return isCertain(tokens, names, clauses, governor) ? governor.subjects : [];
  if (group.passive) {
    const agents = agentsOf(tokens, names, mentionsIn(names, clause), group, clause.to);
    // "Norwegian soldiers were deployed": by the state whose soldiers they are.
    const own = act.type === 'deployment' && clause.subjects.every((mention) => mention.organ !== undefined);
    return agents.length > 0 || !own || !isCertain(tokens, names, clauses, clause) ? agents : clause.subjects;
  }
  if (reading.rule.startsWith('noun-')) {
    const noun = controllingNoun(tokens, clause);
    if (!noun || !governor) return [];
    // "a demand for Norland to | recognise": whoever is asked to.
    if (noun.at < clause.from - 1) {
      const asked = nominalHeads(tokens, inSentence(names.mentions, clause.sentence), noun.at + 2, clause.from);
      return isBeyondDoubt(tokens, names, asked) ? asked : [];
    }
    // "rejected the plan to | leave": whoever refuses it.
    if (reading.rule === 'noun-refused' && noun.status !== 'refused')
      return isCertain(tokens, names, clauses, governor) ? governor.subjects : [];
    return noun.status === 'demanded' ? [] : ownersOf(document, names, clauses, governor, noun.at);
  }
  const noun = tokens[clause.from - 1];
  if (governor && noun?.pos === 'NOUN' && tokens[clause.from]?.lower === 'of' && group.progressive)
    return ownersOf(document, names, clauses, governor, noun.index);
  // "was ordered to pay": whoever orders it acts.
  const bidden = governor?.verb?.passive === true && !FORESEEING.has(governor.verb.lemma);
  if (group.infinitive && bidden && reading.status === 'announced') return [];
  const said = SPEECH_LEMMAS.has(group.lemma) && !(ANNOUNCING.has(group.lemma) && reading.status !== 'demanded');
  if (act.head !== group.head && (act.by === 'mention' || said)) return [];
  // In a demand the actor is whoever is asked.
  if (reading.status === 'demanded' && group.infinitive) return clause.subjects;
  return isCertain(tokens, names, clauses, clause) ? clause.subjects : [];
}

/** Verbs whose subject sees to it that what they govern is done: "ordered that the two be tried". */
const ORDERING: ReadonlySet<string> = new Set(wordsIn('order decree direct instruct decide resolve'));

/** Passives that tell what their subject is about to do: "is expected to vote", "is scheduled to meet". */
const FORESEEING: ReadonlySet<string> = new Set(
  wordsIn('expect schedule set slate plan prepare poise project predict'),
);

/** Verbs of saying whose subject takes the step that is their object: "announced sanctions", "called a truce". */
const ANNOUNCING: ReadonlySet<string> = new Set(wordsIn('announce declare order propose call pledge promise'));

/** Verbs whose subject owns the plan or demand that is their object: "has announced plans to …". */
const OWNING: ReadonlySet<string> = new Set(
  wordsIn(
    'have announce make take express reach unveil reveal declare confirm outline issue give show renew reiterate abandon ' +
      'drop voice state set repeat present publish pursue keep draw finalise finalize maintain adopt follow defend ' +
      'back approve endorse unveil discuss consider weigh prepare implement execute float shelve resume revive detail accept',
  ),
);
/** How far before a noun whose it is may stand, in tokens: "the U.S. decision", "its long-delayed plan". */
const OWNER_REACH = 4;

/** Whose a plan, demand or refusal is: "the U.S. decision to …", "its plan to …", "Norland has announced plans to …". */
function ownersOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  governor: Clause,
  noun: number,
): Mention[] {
  const { tokens } = document;
  const beside = inSentence(names.mentions, governor.sentence)
    .filter((mention) => mention.how !== 'nominal' && mention.to <= noun && noun - mention.to < OWNER_REACH)
    .filter((mention) => describes(tokens, mention.to, noun));
  const [owner] = beside.slice(-1);
  if (owner) return isGuess(tokens, names, owner) ? [] : [owner];
  const verb = governor.verb;
  if (!verb || verb.passive || !OWNING.has(verb.lemma) || noun < verb.to) return [];
  const direct = tokens.slice(verb.to, noun).every((token) => OBJECT_WORDS.has(token.pos));
  return direct && isCertain(tokens, names, clauses, governor) ? governor.subjects : [];
}

const OBJECT_WORDS: ReadonlySet<string> = new Set(['DET', 'ADJ', 'ADV', 'NOUN', 'NUM', 'PRON']);

/** Whether only what describes a noun stands between: "'s", adjectives and nouns. */
function describes(tokens: readonly Token[], from: number, noun: number): boolean {
  return tokens.slice(from, noun).every((token) => /^['’]s?$/.test(token.text) || DESCRIBING.has(token.pos));
}

const DESCRIBING: ReadonlySet<string> = new Set(['ADJ', 'NOUN', 'NUM', 'PART']);

/** The mentions that lie within a clause. */
export function mentionsIn(names: Names, clause: Clause): Mention[] {
  return inSentence(names.mentions, clause.sentence).filter(
    (mention) => mention.from >= clause.from && mention.to <= clause.to,
  );
}

/** Whom the words right behind a passive name as its agent: "was signed by Norland", not "… in a house owned by Norland". */
function agentsOf(
  tokens: readonly Token[],
  names: Names,
  mentions: readonly Mention[],
  group: VerbGroup,
  end: number,
): Mention[] {
  const by = tokens.slice(group.to, Math.min(end, group.to + AGENT_REACH)).findIndex((token) => token.lower === 'by');
  if (by < 0 || tokens.slice(group.to, group.to + by).some((token) => token.pos === 'VERB')) return [];
  const agents = nominalHeads(tokens, mentions, group.to + by + 1, end);
  const [first] = agents;
  const before = first === undefined ? [] : tokens.slice(group.to + by + 1, first.from);
  if (!first || !before.every((token) => /^(?:DET|ADJ|NOUN|PROPN|NUM)$/.test(token.pos))) return [];
  return isBeyondDoubt(tokens, names, agents) ? agents : [];
}

/** How far behind a passive its "by" may stand, in tokens: "were sent statements of objections by". */
const AGENT_REACH = 10;

/** "a U.S.- and Jordan-backed roadmap": who stands before the hyphens. */
function backersOf(tokens: readonly Token[], names: Names, mentions: readonly Mention[], head: number): string[] {
  const backers = mentions.filter((mention) => {
    const joined = tokens[mention.to]?.text === '-' && tokens[mention.to]?.start === tokens[mention.to - 1]?.end;
    return joined && mention.to <= head && head - mention.to <= 6;
  });
  return keysOf(names, backers);
}

/** "the truce between Norland and Suderland was signed": the sides that a step's noun before its verb names. */
function sidesBefore(
  tokens: readonly Token[],
  names: Names,
  mentions: readonly Mention[],
  group: VerbGroup,
  head: number,
): string[] {
  if (head >= group.from && !group.passive && group.lemma !== 'take') return [];
  const from = head < group.from ? head + 1 : (mentions[0]?.from ?? group.from) - 2;
  const sides = mentions.filter((mention) => mention.to <= group.from);
  const between = byPreposition(tokens, sides, Math.max(from, 0)).get('between') ?? [];
  const keys = keysOf(names, between);
  return keys.length > 1 ? keys : [];
}

/** Those whose "with" no other phrase comes before: "called a truce in its battle with Norland" names no side of it. */
function directOf(tokens: readonly Token[], mentions: readonly Mention[], behind: number): Mention[] {
  return mentions.filter(
    (mention) => tokens.slice(behind, mention.from).filter((token) => token.pos === 'ADP').length <= 1,
  );
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

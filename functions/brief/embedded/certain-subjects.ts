import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { governorOf, inSentence } from './by-sentence.ts';
import { wordsIn } from './lexicon-index.ts';
import type { Clause, Entity, Mention, Names, Token, VerbGroup } from './model.ts';
import { pairNounIn } from './pairs.ts';

/** How many tokens may stand between a subject and its verb for the two to belong together for certain. */
const WIDEST_SUBJECT_GAP = 2;
/** And where the subject is one name: "Norland, its neighbour to the west, has …". */
const WIDEST_GAP_OF_ONE = 8;

/** Whether the subject of a clause is beyond doubt: near its verb, and several only if "and" joins them. */
export function isCertain(tokens: readonly Token[], names: Names, clauses: readonly Clause[], clause: Clause): boolean {
  const { subjects, verb } = clause;
  const last = subjects.at(-1);
  if (!last || !verb) return false;
  const own = last.from >= clause.from && last.to <= verb.from;
  const gap = subjects.length === 1 ? WIDEST_GAP_OF_ONE : WIDEST_SUBJECT_GAP;
  if (own && verb.from - last.to > gap) return false;
  if (!own && pairNounIn(tokens, clause.from, verb.from) !== undefined) return true;
  // "…, and | has since closed": what a finite verb without its own subject takes from elsewhere may be another.
  const taken =
    isBegun(tokens, last, verb) ||
    isAntecedent(tokens, last, clause) ||
    isResumed(tokens, clause) ||
    isShared(tokens, names, clauses, clause) ||
    isOfSpeaker(tokens, names, clauses, clause);
  if (!own && !verb.infinitive && !taken) return false;
  return isBeyondDoubt(tokens, names, subjects);
}

/** "Norland closed the lock | and lifted the fee": nobody else is named in between, and nothing is reported there. */
function isShared(tokens: readonly Token[], names: Names, clauses: readonly Clause[], clause: Clause): boolean {
  const first = clause.shares === undefined ? undefined : clauses[clause.shares];
  if (!first || first.governor !== undefined || first.index !== clause.index - 1) return false;
  return isCertain(tokens, names, clauses, first);
}

/** "Norland said | it would close the lock". */
function isOfSpeaker(tokens: readonly Token[], names: Names, clauses: readonly Clause[], clause: Clause): boolean {
  const speech = governorOf(clauses, clause);
  const [subject] = clause.subjects;
  if (!speech?.verb || !subject || !SPEECH_LEMMAS.has(speech.verb.lemma)) return false;
  return speech.subjects.includes(subject) && isCertain(tokens, names, clauses, speech);
}

/** "Norland, which borders the lock, | has closed it": the subject stands before what was put in between. */
function isResumed(tokens: readonly Token[], { from, verb }: Clause): boolean {
  const finite = verb !== undefined && (verb.tense !== 'none' || verb.modal !== undefined);
  return finite && verb.from === from && /^(?:,|-|--|–|—)$/.test(tokens[from - 1]?.text ?? '');
}

/** "Norland, which | has closed the lock": who stands right before the relative. */
function isAntecedent(tokens: readonly Token[], subject: Mention, clause: Clause): boolean {
  const behind = tokens[subject.to]?.text === ',' ? subject.to + 1 : subject.to;
  return behind === clause.from && /^(?:who|which)$/.test(tokens[clause.from]?.lower ?? '');
}

/** Whether names that stand together are read as they are meant: joined by "and", and none of them a guess. */
export function isBeyondDoubt(tokens: readonly Token[], names: Names, mentions: readonly Mention[]): boolean {
  for (const [position, mention] of mentions.entries()) {
    const next = mentions[position + 1];
    // "the European Commission (EC)", "Norwegian Prime Minister Ada Berg": one and the same.
    if (next && next.entity !== mention.entity && !isJoined(tokens, mention.to, next.from)) return false;
    if (isGuess(tokens, names, mention)) return false;
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
export function isGuess(tokens: readonly Token[], names: Names, mention: Mention): boolean {
  const last = tokens[mention.to - 1];
  // "our Foreign Ministry" is that of whoever speaks.
  if (/^(?:our|my|your)$/.test(tokens[mention.from - 1]?.lower ?? '')) return true;
  const entity = names.entities.get(mention.entity);
  // Capitals that are met once and known to no gazetteer may be anything.
  const once = entity?.kind === 'organisation' && entity.mentions.length < 2 && mention.how === 'name';
  if (once && last !== undefined && mention.to - mention.from === 1 && !/\p{Ll}/u.test(last.text)) return true;
  if (mention.how === 'nominal') return !isPlain(tokens, names, mention, entity);
  // "Foreign Minister Ada Berg": that she acts for the state, or for herself, is settled with her name; for a body it is not.
  if (mention.how === 'title' && entity?.kind !== 'state' && entity?.kind !== 'person')
    return !isNamedBefore(names, mention);
  // "the Agency", "Parliament": which one.
  if (mention.to - mention.from <= 2 && last && GENERIC_BODIES.has(last.lower) && mention.how === 'name')
    return !isOnlyBody(names, mention, last.lower);
  // "the United States | Department of Agriculture": part of a longer name.
  const next = tokens[mention.to];
  const before = tokens[mention.from - 1];
  const body = entity?.kind === 'organisation' || entity?.kind === 'government-body';
  const state = before !== undefined && isState(names, mention.sentence, before.index);
  if (body && before?.pos === 'PROPN' && before.sentence === mention.sentence && !state) return true;
  return next?.pos === 'PROPN' && tokens[mention.to + 1]?.lower === 'of' && !OFFICES.has(next.lower);
}

/** Whoever holds them acts for the body that is named before them: "U.S. Secretary of State". */
const OFFICES: ReadonlySet<string> = new Set(
  wordsIn(
    'secretary minister president chancellor chief head director ambassador commissioner chairman undersecretary',
  ),
);

/** How far before the name of a person the body may be named, in tokens. */
const BODY_REACH = 6;

/** "NATO Secretary General Ada Berg": the body for which a person acts is named right before. */
function isNamedBefore(names: Names, mention: Mention): boolean {
  return inSentence(names.mentions, mention.sentence).some(
    (other) => other.entity === mention.entity && other.to <= mention.from && mention.from - other.to < BODY_REACH,
  );
}

/** Whether the mention of a state ends with a token: "the U.S. | Coast Guard". */
function isState(names: Names, sentence: number, token: number): boolean {
  return inSentence(names.mentions, sentence).some(
    (other) => other.to === token + 1 && names.entities.get(other.entity)?.kind === 'state',
  );
}

/** Whether "the Commission", "the Interior Ministry" can be one body of the article only. */
function isOnlyBody(names: Names, mention: Mention, noun: string): boolean {
  const own = names.entities.get(mention.entity);
  if (own === undefined || own.kind === 'state' || SEVERAL.has(noun)) return false;
  const called = (entity: Entity): boolean =>
    [entity.name, ...entity.aliases].some((name) => name.toLowerCase().endsWith(noun) && name.length > noun.length);
  if (!called(own) && !isNamedBy(own, noun)) return false;
  for (const other of names.entities.values()) if (other !== own && called(other)) return false;
  return true;
}

/** Bodies of which an article on one country soon names two. */
const SEVERAL: ReadonlySet<string> = new Set(wordsIn('court parliament congress senate house assembly army'));

/** Whether a common noun tells for certain who is meant: "the company", "the government", "Northern rebels". */
function isPlain(tokens: readonly Token[], names: Names, mention: Mention, entity: Entity | undefined): boolean {
  const noun = tokens[mention.to - 1]?.lower ?? '';
  if (entity?.kind === 'state') return /^(?:government|authorities)$/.test(noun) && isForemostState(names, entity);
  if (entity === undefined) return false;
  // "police", "lawmakers": a body that goes by the noun itself.
  if (entity.kind === 'government-body' && !SEVERAL.has(noun) && isNamedBy(entity, noun)) return true;
  return ['company', 'armed-group', 'community', 'intergovernmental', 'organisation'].includes(entity.kind);
}

function isNamedBy(entity: Entity, noun: string): boolean {
  return entity.name.toLowerCase().split(' ').at(-1) === noun;
}

/** Whether no other state is named as often. */
function isForemostState({ entities }: Names, state: Entity): boolean {
  for (const other of entities.values()) {
    if (other.kind === 'state' && other !== state && other.mentions.length >= state.mentions.length) return false;
  }
  return true;
}

const GENERIC_BODIES: ReadonlySet<string> = new Set(
  wordsIn(
    'court agency parliament commission council ministry board committee senate assembly army congress house bank ' +
      'police authorities',
  ),
);

function isJoined(tokens: readonly Token[], from: number, to: number): boolean {
  let joined = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.pos === 'CCONJ' || token?.text === ',') joined = true;
    else if (!/^(?:DET|ADJ|NOUN|PROPN)$/.test(token?.pos ?? '') && !/ing$/.test(token?.lower ?? '')) return false;
  }
  return joined;
}

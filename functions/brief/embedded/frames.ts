import type { MeasureType } from '../../core/brief.ts';
import { EVENT_VERBS, OCCURRENCE_VERBS } from './lexicon/control-verbs.ts';
import { MEASURE_FRAMES } from './lexicon/measures.ts';
import { PhraseIndex, wordsIn } from './lexicon-index.ts';
import type { Clause, Token, VerbGroup } from './model.ts';

/** A step that a clause tells of, by the lexicon. */
export interface Act {
  type: MeasureType;
  /** What found it. `mention` is an event noun whose verb does not say that it takes place. */
  by: 'phrase' | 'object' | 'verb' | 'event' | 'mention';
  /** The token that names the step: its verb, or its noun. */
  head: number;
  /** How sure the rule is that this is a step of this type; 1 is the least. */
  weight: number;
  /** The entries of the lexicon that found it. */
  cues: readonly string[];
}

interface ObjectRule {
  type: MeasureType;
  particle?: string;
  objects: ReadonlySet<string>;
  verbOnly: boolean;
}

/** Words that are a step by themselves; verbs by their lemmas. */
export interface MeasureWords {
  readonly verbs: ReadonlyMap<string, readonly MeasureType[]>;
  /** Nouns for a step; two words that a hyphen joins as one. */
  readonly events: ReadonlyMap<string, readonly MeasureType[]>;
  readonly phrases: PhraseIndex<MeasureType>;
}

const VERBS = new Map<string, MeasureType[]>();
const OBJECT_RULES = new Map<string, ObjectRule[]>();
/** The rules of a verb by their objects. */
const RULES_BY_OBJECT = new Map<string, Map<string, ObjectRule[]>>();
const EVENTS = new Map<string, MeasureType[]>();
const PHRASES = new PhraseIndex<MeasureType>(
  MEASURE_FRAMES.flatMap((frame) => (frame.phrases ?? []).map((phrase) => [phrase, frame.type] as const)),
);

for (const frame of MEASURE_FRAMES) {
  for (const verb of wordsIn(frame.verbs ?? '')) push(VERBS, verb, frame.type);
  for (const noun of wordsIn(frame.events ?? '')) push(EVENTS, noun, frame.type);
  for (const [verbs, objects] of frame.withObject ?? []) {
    for (const written of wordsIn(verbs)) {
      const verbOnly = written.startsWith('v:');
      const [verb = '', particle] = (verbOnly ? written.slice(2) : written).split('-');
      const rule: ObjectRule = { type: frame.type, objects: new Set(wordsIn(objects)), verbOnly };
      if (particle !== undefined) rule.particle = particle;
      push(OBJECT_RULES, verb, rule);
      const byObject = RULES_BY_OBJECT.get(verb) ?? new Map<string, ObjectRule[]>();
      RULES_BY_OBJECT.set(verb, byObject);
      for (const object of rule.objects) push(byObject, object, rule);
    }
  }
}

const LISTED: MeasureWords = { verbs: VERBS, events: EVENTS, phrases: PHRASES };

/**
 * Words of the desk's own, by their types: a single word is a verb and a noun, unless `v:` or `n:` says which; more make a
 * phrase, and two that a hyphen joins a noun as well.
 */
export function measureWordsOf(entries: readonly (readonly [phrase: string, type: MeasureType])[]): MeasureWords {
  const verbs = new Map<string, MeasureType[]>();
  const events = new Map<string, MeasureType[]>();
  const phrases: [string, MeasureType][] = [];
  for (const [phrase, type] of entries) {
    const [, pos, list] = /^(?:([vn]):)?([^ *]+(?: - [^ *|:]+)?)$/u.exec(phrase) ?? [];
    if (list === undefined) {
      phrases.push([phrase, type]);
      continue;
    }
    for (const word of list.replace(' - ', '-').split('|')) {
      if (pos !== 'n' && !word.includes('-')) push(verbs, word, type);
      if (pos !== 'v') push(events, word, type);
    }
  }
  return { verbs, events, phrases: new PhraseIndex(phrases) };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** How far behind its verb an object is looked for, in tokens. */
const OBJECT_REACH = 12;
/** What each further rule of the same type adds, and what a step of no type of its own is worth less. */
const AGREEMENT = 0.1;
const GENERIC = 0.5;
/** What a step by a word of the desk's own is worth more, so that it stands before what the lexicon says of the same. */
const OWN_WORD = 0.8;
const WEIGHTS = { phrase: 2.6, object: 3, verb: 2.4, event: 2.4, mention: 1 } as const;

/**
 * The steps that a clause tells of, the likeliest first.
 * @param subjectFrom where the subject of the clause begins, when it stands outside of it (in the passive, the subject
 *   is what the step is done to).
 * @param own words of the desk's own.
 */
export function actsIn(tokens: readonly Token[], clause: Clause, subject: readonly Token[], own?: MeasureWords): Act[] {
  const group = clause.verb;
  if (!group) return [];
  const acts: Act[] = [...verbActs(tokens, clause, group, subject), ...phraseActs(tokens, clause, group, LISTED)];
  const told = acts.length > 0;
  acts.push(...eventActs(tokens, clause, group, told, LISTED));
  if (own !== undefined) acts.push(...ownActs(tokens, clause, group, own));
  return byType(acts);
}

function ownActs(tokens: readonly Token[], clause: Clause, group: VerbGroup, own: MeasureWords): Act[] {
  const head = tokens[group.head];
  const forms = head === undefined ? [] : [...new Set([head.lemma, head.lower])];
  const verbs = forms.flatMap((form) =>
    (own.verbs.get(form) ?? []).map(
      (type): Act => ({ type, by: 'verb', head: group.head, weight: WEIGHTS.verb, cues: [form] }),
    ),
  );
  const acts = [...verbs, ...phraseActs(tokens, clause, group, own)];
  acts.push(...eventActs(tokens, clause, group, acts.length > 0, own));
  return acts.map((act) => (act.by === 'mention' ? act : { ...act, weight: act.weight + OWN_WORD }));
}

/** One act for each type, the better for agreeing rules; what is merely "other" stands behind a type that says more. */
function byType(acts: readonly Act[]): Act[] {
  const best = new Map<MeasureType, Act>();
  for (const act of acts) {
    const known = best.get(act.type);
    const first = !known || act.weight > known.weight ? act : known;
    const bonus = known ? AGREEMENT : 0;
    const cues = known ? [...new Set([...first.cues, ...known.cues, ...act.cues])] : act.cues;
    best.set(act.type, { ...first, weight: Math.max(first.weight, known?.weight ?? 0) + bonus, cues });
  }
  const generic = best.get('other');
  if (generic) best.set('other', { ...generic, weight: generic.weight - GENERIC });
  return [...best.values()].sort((a, b) => b.weight - a.weight || a.head - b.head);
}

function verbActs(tokens: readonly Token[], clause: Clause, group: VerbGroup, subject: readonly Token[]): Act[] {
  const head = tokens[group.head];
  if (!head) return [];
  const acts: Act[] = [];
  const behind = tokens.slice(group.to, Math.min(clause.to, group.to + OBJECT_REACH));
  const region = group.passive ? [...subject, ...behind] : behind;
  for (const key of new Set([head.lemma, head.lower])) {
    const objects = objectsIn(tokens, key, region);
    for (const rule of OBJECT_RULES.get(key) ?? []) {
      const object = objects.get(rule);
      if (!object) continue;
      if (rule.particle !== undefined && !behind.slice(0, 4).some((token) => token.lower === rule.particle)) continue;
      const { at, met } = object;
      // The nearer the object, the surer.
      const weight = WEIGHTS.object - Math.min(at, 8) * 0.03;
      const verb = rule.particle === undefined ? key : `${key}-${rule.particle}`;
      acts.push({ type: rule.type, by: 'object', head: head.index, weight, cues: [`${verb} + ${met}`] });
    }
    for (const type of VERBS.get(key) ?? [])
      acts.push({ type, by: 'verb', head: head.index, weight: WEIGHTS.verb, cues: [key] });
  }
  return acts;
}

/** "planned for March 18": no march. */
const MONTH = 'March';

/**
 * The first object of each rule of a verb in a stretch: its place there, and the word as the lexicon writes it, which a
 * token is, or begins ("cease-fire").
 */
function objectsIn(
  tokens: readonly Token[],
  verb: string,
  region: readonly Token[],
): Map<ObjectRule, { at: number; met: string }> {
  const found = new Map<ObjectRule, { at: number; met: string }>();
  const rules = RULES_BY_OBJECT.get(verb);
  if (rules === undefined) return found;
  for (const [at, token] of region.entries()) {
    if (token.text === MONTH) continue;
    for (const met of [token.lemma, token.lower, compoundAt(tokens, token)]) {
      if (met === undefined) continue;
      for (const rule of rules.get(met) ?? []) if (!found.has(rule)) found.set(rule, { at, met });
    }
  }
  return found;
}

/** The noun for a step that a token is, or begins, as the lexicon writes it. */
function eventAt(tokens: readonly Token[], token: Token, { events }: MeasureWords): string | undefined {
  if (token.text === MONTH) return undefined;
  const compound = compoundAt(tokens, token);
  if (compound !== undefined && events.has(compound)) return compound;
  if (token.pos !== 'NOUN' && token.pos !== 'PROPN') return undefined;
  if (events.has(token.lemma)) return token.lemma;
  return events.has(token.lower) ? token.lower : undefined;
}

/** "pull-out", "sit-ins": two words that a hyphen joins are cut into three tokens; their singular. */
function compoundAt(tokens: readonly Token[], token: Token): string | undefined {
  const hyphen = tokens[token.index + 1];
  if (hyphen?.text !== '-' || hyphen.start !== token.end) return undefined;
  const last = tokens[token.index + 2];
  if (last?.start !== hyphen.end) return undefined;
  return `${token.lower}-${last.lemma}`;
}

function phraseActs(tokens: readonly Token[], clause: Clause, group: VerbGroup, { phrases }: MeasureWords): Act[] {
  return phrases.within(tokens, clause.from, clause.to).map((match) => {
    const verbal = match.from <= group.head && group.head < match.to;
    const behind = match.from >= group.to && match.from - group.to <= 3;
    const weight = verbal ? WEIGHTS.phrase + 0.2 : behind ? WEIGHTS.phrase - 0.4 : WEIGHTS.mention + 0.2;
    return {
      type: match.value,
      by: verbal || behind ? ('phrase' as const) : ('mention' as const),
      head: match.from,
      weight,
      cues: [match.phrase],
    };
  });
}

function eventActs(
  tokens: readonly Token[],
  clause: Clause,
  group: VerbGroup,
  told: boolean,
  words: MeasureWords,
): Act[] {
  const acts: Act[] = [];
  for (let at = clause.from; at < clause.to; at++) {
    const token = tokens[at];
    if (!token || at === group.head) continue;
    const noun = eventAt(tokens, token, words);
    const types = noun === undefined ? undefined : words.events.get(noun);
    if (noun === undefined || !types) continue;
    const cues = [noun];
    const placed = takesPlace(tokens, clause, group, at) || isBacked(tokens, clause.from, at);
    for (const type of types) {
      // "called it an attack": that is its name.
      const taken = placed && !(type === 'military-action' && tokens[group.head]?.lemma === 'call');
      const weight = taken ? WEIGHTS.event : WEIGHTS.mention;
      const sure = told && !taken ? weight - 0.4 : weight;
      acts.push({ type, by: taken ? 'event' : 'mention', head: at, weight: sure, cues });
    }
  }
  return acts;
}

/** "a Jordan-backed roadmap", "UN-brokered talks": somebody is at it. */
function isBacked(tokens: readonly Token[], from: number, at: number): boolean {
  for (let before = at - 1; before > Math.max(from, at - 4); before--) {
    if (BACKED.has(tokens[before]?.lower ?? '') && tokens[before - 1]?.text === '-') return true;
  }
  return false;
}

const BACKED: ReadonlySet<string> = new Set(
  'backed led brokered mediated sponsored hosted supported proposed'.split(' '),
);

/** Whether the event noun at `at` is what the verb of the clause brings about, or what takes place by it. */
function takesPlace(tokens: readonly Token[], clause: Clause, group: VerbGroup, at: number): boolean {
  const lemma = tokens[group.head]?.lemma ?? '';
  if (at >= group.to) {
    if (!EVENT_VERBS.has(lemma)) return false;
    return (
      prepositionsBetween(tokens, group.to, at) <= (lemma === 'call' || lemma === 'agree' || lemma === 'push' ? 1 : 0)
    );
  }
  if (at < clause.from || !OCCURRENCE_VERBS.has(lemma)) return false;
  return prepositionsBetween(tokens, clause.from, at) === 0;
}

function prepositionsBetween(tokens: readonly Token[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (tokens[at]?.pos === 'ADP') count += 1;
  return count;
}

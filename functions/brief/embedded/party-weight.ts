import { PartyKind } from '../../core/brief.ts';
import { lookupForm } from './canonical.ts';
import type { Document, Entity, Mention, Names, Statement, Token } from './model.ts';
import { actsAt } from './names.ts';

/** The keys of the entities that fill slots of kept items. They are parties, unless they are faint. */
export interface Slots {
  actors: string[];
  targets: string[];
}

/** Articles of fewer sentences name each party less often. */
export const SHORT_ARTICLE = 6;

/** How many sentences tell the matter. */
export function bodyLength(document: Document): number {
  return document.sentences.filter(({ kind }) => kind === 'body').length;
}

/** An entity with what it weighs, and how often it is the subject of a verb. */
export interface Ranked {
  entity: Entity;
  kind: PartyKind;
  /** What it weighs: whether it is a party. */
  score: number;
  /** What it weighs in the order of the parties: the one that the title begins with goes before. */
  place: number;
  acts: number;
  /** A name or a group of a kind that is seldom a party: it takes more than a slot to make it one. */
  faint: boolean;
}

const LOCATIVE = new Set('in at near outside inside across throughout around from'.split(' '));

/**
 * What a kind is worth beside its mentions: how often entities of that kind, found that way, are parties of the
 * annotated development articles.
 */
const WORTH: Readonly<Record<string, number>> = {
  state: 0.2,
  'armed-group': 1.5,
  'armed-group/name': 0,
  'armed-group/nominal': 0.2,
  'political-party': 0.5,
  'political-party/name': 0,
  'political-party/nominal': -0.3,
  intergovernmental: 1.1,
  company: 0.5,
  'company/name': 0,
  'government-body': 0.3,
  'government-body/nominal': -0.3,
  'organisation/name': -1,
  'organisation/nominal': -0.5,
  'community/nominal': -1,
  'person/name': -0.4,
  'person/title': 0.4,
};
const ACTS = 1;
/** Named in one of the first sentences. */
const LEADS = 1.2;
const FIRST_SENTENCES = 5;
const IN_TITLE = 2.5;
const ACTOR = 1.5;
const TARGET = 1;
/** A person to whom it is done: arrested, tried, freed, hurt. */
const SUFFERS = 1;
/** A person who is only heard, as an expert or a witness is. */
const ONLY_HEARD = -1;
/** A name of unknown kind that is never the subject of a verb: a place, a thing, a product. */
const NEVER_ACTS = -2.5;
/** A name of unknown kind in one word. */
const ONE_WORD = -1;
/** A state that only describes somebody or says where something is. */
const ONLY_DESCRIBES = -2;
/** A group or an organ that is called by a noun alone. */
const NOUN_ALONE = -0.3;
/** The entity that the title names first goes before those that weigh up to so many times as much. */
const OPENS_TITLE = 6;
const FOREMOST = -1;
/** Before the first name of a title may stand a title of honour and an adjective. */
const OPENING_WORDS = 3;

/** All entities that could be parties, the foremost first. */
export function rankEntities(
  document: Document,
  names: Names,
  slots: Slots,
  statements: readonly Statement[],
): Ranked[] {
  const heard = new Set(statements.map((statement) => statement.entity));
  const title = readTitle(document.title ?? '');
  const isShort = bodyLength(document) < SHORT_ARTICLE;
  const ranked: Ranked[] = [];
  let opening: { at: number; ranked: number } | undefined;
  for (const entity of names.entities.values()) {
    const kind = PartyKind.safeParse(entity.kind);
    if (!kind.success) continue;
    const seen = weighMentions(document, entity);
    const at = placeInTitle(title, entity);
    const isActor = slots.actors.includes(entity.key);
    const isTarget = slots.targets.includes(entity.key);
    const how = entity.mentions[0]?.how ?? 'name';
    let score = seen.weight + (WORTH[`${entity.kind}/${how}`] ?? WORTH[entity.kind] ?? 0);
    if (seen.acts > 0) score += ACTS;
    if (seen.first < FIRST_SENTENCES) score += LEADS;
    if (at !== undefined) score += IN_TITLE;
    if (isActor) score += ACTOR;
    if (isTarget) score += TARGET;
    if (entity.kind === 'person' && entity.mentions.some((mention) => suffersAt(document.tokens, mention)))
      score += SUFFERS;
    const isNamedOnly = at === undefined && !isActor && !isTarget;
    if (entity.kind === 'person' && isNamedOnly && heard.has(entity.key)) score += ONLY_HEARD;
    if (entity.kind === 'organisation' && how === 'name') {
      if (seen.acts === 0) score += NEVER_ACTS;
      if (!/ |^[^\p{Ll}]+$/u.test(entity.name)) score += ONE_WORD;
    }
    if (entity.kind === 'state' && at === undefined && !isShort && seen.describes) score += ONLY_DESCRIBES;
    const isGroup = how === 'nominal' && entity.kind !== 'state' && entity.kind !== 'intergovernmental';
    if (isGroup && !entity.name.includes(' ')) score += NOUN_ALONE;
    const faint = isGroup || (how === 'name' && ['organisation', 'company', 'armed-group'].includes(entity.kind));
    ranked.push({ entity, kind: kind.data, score, place: score, acts: seen.acts, faint });
    if (at !== undefined && at < (opening?.at ?? OPENING_WORDS)) opening = { at, ranked: ranked.length - 1 };
  }
  const opens = opening === undefined ? undefined : ranked[opening.ranked];
  if (opens !== undefined) opens.place *= OPENS_TITLE;
  return ranked.sort((a, b) => b.place - a.place || firstOf(a.entity) - firstOf(b.entity));
}

function firstOf(entity: Entity): number {
  return entity.mentions[0]?.start ?? 0;
}

interface Seen {
  weight: number;
  acts: number;
  /** Sentence of the first mention. */
  first: number;
  /** No mention does more than describe or say where. */
  describes: boolean;
}

function weighMentions(document: Document, entity: Entity): Seen {
  const seen: Seen = { weight: 0, acts: 0, first: Number.POSITIVE_INFINITY, describes: true };
  for (const mention of entity.mentions) {
    const { weight, subject, describes } = weigh(document, mention);
    seen.weight += weight;
    if (subject) seen.acts += 1;
    if (!describes) seen.describes = false;
    seen.first = Math.min(seen.first, mention.sentence);
  }
  return seen;
}

function weigh(document: Document, mention: Mention): { weight: number; subject: boolean; describes: boolean } {
  const { tokens } = document;
  if (mention.how === 'pronoun') return { weight: 0.2, subject: false, describes: true };
  const before = tokens[mention.from - 1];
  if (before?.sentence === mention.sentence && LOCATIVE.has(before.lower))
    return { weight: 0.35, subject: false, describes: true };
  if (actsAt(tokens, mention.from, mention.to)) return { weight: 1.6, subject: true, describes: false };
  const after = tokens[mention.to];
  const isModifier = mention.how === 'gazetteer' && after?.sentence === mention.sentence && after.pos === 'NOUN';
  if ((mention.how === 'demonym' || isModifier) && mention.organ === undefined)
    return { weight: 0.4, subject: false, describes: true };
  return { weight: 1, subject: false, describes: false };
}

/** Beginnings of verbs for what makes a party of the person to whom it is done. */
const SUFFERED =
  /^(?:arrest|detain|jail|imprison|charg|indict|convict|sentenc|acquit|kill|murder|assassinat|shot|injur|wound|kidnap|abduct|releas|freed|execut|hang|extradit|deport|expel|sued|tried|accus|sack|dismiss|oust|fired|rescu|fined|suspend|poison|stabb|beaten|attack|disqualif|banned|elected|appoint|nominat|prosecut|impeach|honou?r)/;
/** How many tokens may stand between the person and the verb. */
const REACH_OF_VERB = 4;

/** "Roe was arrested", "police arrested Jane Roe". */
function suffersAt(tokens: readonly Token[], { from, to, sentence, how }: Mention): boolean {
  if (how === 'pronoun') return false;
  const before = tokens[from - 1];
  if (before?.sentence === sentence && before.pos === 'VERB' && SUFFERED.test(before.lower)) return true;
  let passive = false;
  for (let at = to; at < to + REACH_OF_VERB; at += 1) {
    const token = tokens[at];
    if (token?.sentence !== sentence) return false;
    if (passive && SUFFERED.test(token.lower)) return true;
    if (/^(?:was|were|is|are|been|be|being)$/.test(token.lower)) passive = true;
    else if (token.pos !== 'AUX' && token.pos !== 'ADV' && token.pos !== 'PART') return false;
  }
  return false;
}

/** A title as names are looked up in it. */
interface Title {
  words: string[];
  /** All of it is in capitals: they tell nothing. */
  isShouted: boolean;
  /** How many words stand before what it tells: a quotation, or a catchword before a colon. */
  lead: number;
}

function readTitle(title: string): Title {
  const lead = /^(?:['‘"“][^'’"”]+['’"”]|[^:|]{3,40}[:|])\s/u.exec(title)?.[0] ?? '';
  return { words: wordsOf(title), isShouted: title === title.toUpperCase(), lead: wordsOf(lead).length };
}

/** Words without marks and "'s", in lower case but for short words in capitals: "us" is not "US". */
function wordsOf(text: string): string[] {
  return text
    .split(/[\s/–—-]+/u)
    .map((word) => word.replace(/[’']s?(?=\P{L}*$)/u, ''))
    .map((word) => {
      const letters = word.replace(/[^\p{L}\p{N}]/gu, '');
      return /^\p{Lu}{2,3}$/u.test(letters) ? letters : lookupForm(word);
    })
    .filter((word) => word !== '');
}

/**
 * How many words of the title stand before the first name of an entity in it, `FOREMOST` where the title tells by its
 * form that it is about the entity; undefined where it does not name it.
 */
function placeInTitle({ words: title, isShouted, lead }: Title, entity: Entity): number | undefined {
  // "Syrians" is not "Syria".
  const isWord = (word: string | undefined, name: string): boolean =>
    word === name || (isShouted && word?.toUpperCase() === name.toUpperCase());
  let first: number | undefined;
  // A title calls the British Transport Police "police".
  const head = entity.kind === 'government-body' ? entity.name.split(' ').slice(-1) : [];
  for (const alias of [entity.name, ...entity.aliases, ...head]) {
    const words = wordsOf(alias);
    if (words.length === 0 || (words.length === 1 && (words[0] ?? '').length < 2)) continue;
    const at = title.findIndex((_, start) => words.every((word, offset) => isWord(title[start + offset], word)));
    if (at < 0) continue;
    // "Consulate bombed by rebels", "Port vote: Lady Roe warns".
    const isForemost = title[at - 1] === 'by' || (lead > 0 && (at === lead || at === lead + 1));
    const place = isForemost ? FOREMOST : at;
    if (first === undefined || place < first) first = place;
  }
  return first;
}

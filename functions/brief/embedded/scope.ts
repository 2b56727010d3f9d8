import { datelineEnd } from './dateline.ts';
import { isRegion, knownNameAt, stateOf, stateOfKey } from './gazetteer.ts';
import { KINDS_OF_NOMINAL } from './lexicon/nominals.ts';
import { GOVERNMENT_NOUNS, OWN_ORGANS, STATE_SEATS, STATE_VOICES } from './lexicon/state-organs.ts';
import { CORPORATE_TITLES, PLAIN_TITLES, STATE_TITLES } from './lexicon/titles.ts';
import type { Document, EntityKind } from './model.ts';
import { knownBodyOf, knownBodyOfSurname, type Person } from './persons.ts';
import type { RawName } from './raw-names.ts';
import type { Registry } from './registry.ts';

/** A second state with at least this share of the first one's weight makes the matter one between states. */
const BETWEEN_STATES = 0.3;
/** What a mention weighs where it only says where something is. */
const PLACE_WEIGHT = 0.3;
/** Words of an election that an article about one holds at least. */
const ELECTION_WORDS = 6;
const ELECTION =
  /^(?:elections?|electoral|candidates?|candidacy|polls?|polling|ballots?|referendum|campaign|campaigning|primary|primaries|runoff)$/;
/** An organ named as often may stand for itself. */
const OWN_MENTIONS = 3;
const MENTIONS_OF_CANDIDATE = 2;
/** How many times as often as the state its leader is named in an article about the leader. */
const ABOUT_PERSON = 1.5;
const LOCATIVE = new Set(['in', 'at', 'near', 'from', 'across', 'throughout', 'inside', 'outside', 'around']);

/** What kind of matter the article is about: between states, or inside one. */
interface Scope {
  /** Key of the state that weighs most, where there is one. */
  home: string | undefined;
  between: boolean;
  /** An election is at hand. */
  isElection: boolean;
}

/** What the second state weighs at least in a matter between states. */
const LEAST_WEIGHT = 1.5;
const LEAST_WEIGHT_IN_SHORT = 1;
/** In sentences. */
const SHORT_ARTICLE = 4;

/** What the dateline adds to the weight of its state. */
const DATELINE_WEIGHT = 2;

/** Tells the scope by how often states are named, and by where the article was written. */
function scopeOf(document: Document, registry: Registry): Scope {
  const origin = datelineState(document);
  const weighed = new Map<string, number>(origin === undefined ? [] : [[origin, DATELINE_WEIGHT]]);
  for (const draft of registry.all()) {
    const state = draft.key === 'palestinian-authority' ? draft.key : stateBehind(draft);
    if (state === undefined) continue;
    let weight = weighed.get(state) ?? 0;
    for (const mention of draft.mentions) {
      const before = document.tokens[mention.from - 1];
      const isPlace = before !== undefined && before.sentence === mention.sentence && LOCATIVE.has(before.lower);
      weight += isPlace || (mention.how === 'demonym' && mention.organ === undefined) ? PLACE_WEIGHT : 1;
    }
    weighed.set(state, weight);
  }
  const bodyLength = document.sentences.filter(({ kind }) => kind === 'body').length;
  const weights = [...weighed].map(([key, weight]) => ({ key, weight })).sort((a, b) => b.weight - a.weight);
  const [first, second] = weights;
  let electing = 0;
  for (const token of document.tokens) if (ELECTION.test(token.lower)) electing += 1;
  return {
    isElection: electing >= ELECTION_WORDS,
    home: first?.key,
    between:
      first !== undefined &&
      second !== undefined &&
      second.weight >= BETWEEN_STATES * first.weight &&
      second.weight >= (bodyLength < SHORT_ARTICLE ? LEAST_WEIGHT_IN_SHORT : LEAST_WEIGHT),
  };
}

/** The state that an entity is, or whose organ it is. */
function stateBehind({ key, kind, country }: { key: string; kind: string; country?: string }): string | undefined {
  if (kind === 'state') return key;
  return kind === 'government-body' && country !== undefined && !isRegion(key) ? stateOf(country)?.key : undefined;
}

/**
 * Makes aliases of what speaks for a state or a body: persons by their titles, organs in a matter between states, and
 * everywhere "the government" of the state that the matter is about.
 */
export function foldByScope(
  document: Document,
  registry: Registry,
  persons: Person[],
  keys: Map<RawName, string>,
): void {
  const scope = scopeOf(document, registry);
  if (scope.home !== undefined && !registry.has(scope.home)) registerHome(registry, scope.home);
  foldOrgans(registry, scope);
  const company = foremostCompany(registry);
  for (const person of persons) {
    const key = keys.get(person.names[0] as RawName);
    if (key === undefined) continue;
    const body = bodyOf(registry, person, keys, { ...scope, company });
    if (body !== undefined && body !== key && registry.has(body)) registry.fold(key, body);
  }
}

/** The state of the dateline's first place. */
function datelineState(document: Document): string | undefined {
  for (const sentence of document.sentences.slice(0, 3)) {
    const end = datelineEnd(document, sentence);
    for (let at = sentence.from; at < end; at += 1) {
      const known = knownNameAt(document.tokens, at, end)?.known;
      const state = known?.country === undefined ? undefined : stateOf(known.country);
      if (state !== undefined) return state.key;
    }
  }
  return undefined;
}

function registerHome(registry: Registry, key: string): void {
  const state = stateOfKey(key);
  if (state !== undefined) registry.add({ key, name: state.name, kind: 'state', country: state.country, fixed: true });
}

/** The region whose own government the article is about: it acts, and no state is at home. */
function homeRegion(registry: Registry, scope: Scope): string | undefined {
  const home = scope.home === undefined ? 0 : (registry.get(scope.home)?.mentions.length ?? 0);
  const [region] = registry
    .all()
    .filter((draft) => isRegion(draft.key) && draft.mentions.length > home)
    .sort((a, b) => b.mentions.length - a.mentions.length);
  return region?.key;
}

function foldOrgans(registry: Registry, scope: Scope): void {
  const region = homeRegion(registry, scope);
  for (const organ of [
    'government',
    'provincial-government',
    'state-government',
    'administration',
    `government-of-${region}`,
  ]) {
    if (region !== undefined && registry.has(organ)) registry.fold(organ, region);
  }
  for (const draft of registry.all()) {
    if (draft.kind !== 'government-body' || draft.key === 'palestinian-authority' || isRegion(draft.key)) continue;
    const country = draft.country;
    if (country === undefined) {
      const isGovernment = GOVERNMENT_NOUNS.has(draft.key) || /(?:^|-)(?:ministry|department)$/.test(draft.key);
      if (isGovernment && scope.home !== undefined) registry.fold(draft.key, scope.home);
      continue;
    }
    const state = stateOf(country);
    if (state === undefined) continue;
    const last = draft.name.toLowerCase().split(' ').at(-1) ?? '';
    const times = draft.mentions.length;
    const isVoice = STATE_VOICES.has(last) || STATE_SEATS.has(draft.key);
    const isOwn = !isVoice && (OWN_ORGANS.has(last) || times >= OWN_MENTIONS);
    const isHome = scope.home === state.key;
    const outweighs = times >= OWN_MENTIONS && times > (registry.get(state.key)?.mentions.length ?? 0);
    if (isOwn && (scope.between ? outweighs : isHome || outweighs || !registry.has(state.key))) continue;
    registry.add({ key: state.key, name: state.name, kind: 'state', country, fixed: true });
    registry.fold(draft.key, state.key);
  }
}

/** Of some kinds, the two that are named most often. */
function mostNamed(registry: Registry, kinds: readonly EntityKind[]): ReturnType<Registry['all']> {
  const own = registry.all().filter((draft) => kinds.includes(draft.kind));
  return own.sort((a, b) => b.mentions.length - a.mentions.length).slice(0, 2);
}

/** Key of the company that stands out in an article: named at least three times, and twice as often as any other. */
function foremostCompany(registry: Registry): string | undefined {
  const [first, second] = mostNamed(registry, ['company', 'organisation']);
  if (first === undefined || first.mentions.length < 3) return undefined;
  return second === undefined || first.mentions.length >= 2 * second.mentions.length ? first.key : undefined;
}

/** Titles of those who only lend a body their voice. */
const VOICE_TITLES = /^(?:spokes(?:man|woman|person|persons)|press secretary|official|senior official)$/;

/** Key of the body that a common noun means where no other of its kind is named as often: "the movement's spokesman". */
function foremostOf(registry: Registry, noun: string): string | undefined {
  const [first, second] = mostNamed(registry, KINDS_OF_NOMINAL.get(noun) ?? []);
  if (first === undefined || first.mentions.length < 2) return undefined;
  return second === undefined || second.mentions.length < first.mentions.length ? first.key : undefined;
}

/** Titles of those who are to speak for a state, and do not yet. */
const YET_TO_SPEAK = /[- ](?:elect|designate)$|^(?:candidate|nominee)$/;

/** Key of the state or body for which a person speaks. */
function bodyOf(
  registry: Registry,
  person: Person,
  keys: Map<RawName, string>,
  scope: Scope & { company: string | undefined },
): string | undefined {
  if (person.names.some(({ former, title }) => former || YET_TO_SPEAK.test(title ?? ''))) return undefined;
  // Candidates stand for themselves.
  if (scope.isElection && !scope.between && person.names.length >= MENTIONS_OF_CANDIDATE) return undefined;
  const titled = person.names.find((name) => name.title !== undefined && !PLAIN_TITLES.has(name.title));
  const withBody = person.names.find((name) => name.body !== undefined);
  const title = withBody?.title ?? titled?.title;
  const isStateTitle =
    title !== undefined && (STATE_TITLES.has(title) || title.endsWith('minister') || title.startsWith('minister of '));
  const body = withBody?.body === undefined ? undefined : keys.get(withBody.body);
  const draft = body === undefined ? undefined : registry.get(body);
  if (
    draft !== undefined &&
    draft.kind !== 'person' &&
    draft.kind !== 'place' &&
    draft.kind !== 'outlet' &&
    draft.kind !== 'community'
  ) {
    if (draft.kind === 'state') return isStateTitle ? draft.key : undefined;
    return title === undefined ? undefined : draft.key;
  }
  const place = withBody?.body?.known;
  if (place?.form === 'seat' && isRegion(place.key) && (isStateTitle || title === 'governor')) {
    return registry.add({ key: place.key, name: place.name, kind: place.kind, country: place.country, fixed: true });
  }
  if (draft?.kind === 'place') return undefined;
  const organ = person.names.find((name) => name.organ !== undefined)?.organ;
  if (organ !== undefined && registry.has(organ)) return registry.resolve(organ);
  const meant = organ === undefined || !VOICE_TITLES.test(title ?? '') ? undefined : foremostOf(registry, organ);
  if (meant !== undefined) return meant;
  const known =
    knownBodyOf(person.name) ??
    (isStateTitle || !person.name.includes(' ') ? knownBodyOfSurname(person.name.split(' ').at(-1) ?? '') : undefined);
  if (known !== undefined) {
    const told = registry.get(known);
    // Whom an article names more often than his state it is about.
    if (told !== undefined && person.names.length > ABOUT_PERSON * told.mentions.length) return undefined;
    if (told !== undefined) return known;
    // "President Obama" where the text names no United States: he stands for himself, and never for another state.
    if (isStateTitle) return undefined;
  }
  if (title !== undefined && CORPORATE_TITLES.has(title) && draft === undefined) {
    if (scope.company !== undefined) return scope.company;
  }
  const isNational =
    title !== undefined && /^(?:president|prime minister|premier|king|queen|.*minister|chancellor)$/.test(title);
  return isNational && !scope.between ? scope.home : undefined;
}

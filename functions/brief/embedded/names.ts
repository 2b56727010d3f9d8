import { foldAccents, keyOf, lookupForm, withoutArticle } from './canonical.ts';
import { linkNominals } from './coreference.ts';
import { type KnownName, knownNameAt } from './gazetteer.ts';
import { findGroups } from './groups.ts';
import { isEnglish } from './language.ts';
import { withoutLeadWords } from './lead-words.ts';
import { STATE_NOUNS } from './lexicon/state-organs.ts';
import type { Document, EntityKind, Mention, Names, Token } from './model.ts';
import { type Gender, gatherPersons, genderOf, type Person } from './persons.ts';
import { findRawNames, type RawName } from './raw-names.ts';
import { Registry } from './registry.ts';
import { foldByScope } from './scope.ts';
import { typeNames } from './typing.ts';

/** Peoples whose plural the text may use as a noun without an s. */
const UNMARKED_PEOPLES = /^(?:Druze|Roma|Rohingya|Abkhaz|Sinhalese|Baloch|Baluch|Inuit)$/u;
const ACRONYM = /^[\p{Lu}\p{N}]{2,}$/u;
/** A shorter word is too common to stand for a longer name. In code units. */
const SHORTEST_FORM = 4;
/** Longer names are not shortened. In words. */
const LONGEST_SHORTENED = 10;
const PALESTINIANS = 'palestinians';
/** How far into a list its "between" is looked for, in tokens. */
const LONGEST_LIST = 12;
const LOCATIVE = new Set(
  'in at near outside inside from around across throughout through of into toward towards to over via'.split(' '),
);

/**
 * Finds who and what is named; in other languages than English, names of the gazetteer only.
 * @returns every entity with all its mentions: names, demonyms, seats where they act, titles, organs, groups, and
 *   nominals and pronouns that stand for them. In a matter between states the organs of a state are its aliases; in a
 *   matter inside one state they are entities of their own (docs/brief.md).
 */
export function findNames(document: Document): Names {
  const registry = new Registry();
  const names = typeNames(document, withoutLeadWords(document, findRawNames(document)));
  const keys = new Map<RawName, string>();
  const own = new Set([document.source ?? '', ...document.authors].filter((name) => name !== '').map(lookupForm));
  const persons = gatherPersons(names);
  registerOthers(document, registry, names, keys, own);
  for (const person of persons) {
    const isWriter = person.names.some((name) => name.byline === true) || own.has(lookupForm(person.name));
    const key = registry.add({ name: person.name, kind: isWriter ? 'outlet' : 'person' });
    for (const name of person.names) {
      keys.set(name, key);
      const how = name.title === undefined ? 'name' : 'title';
      mention(document, registry, name, key, how, { person: person.name });
    }
  }
  mergeForms(registry);
  if (isEnglish(document)) findGroups(document, registry);
  foldByScope(document, registry, persons, keys);
  linkNominals(document, registry, personTokens(persons));
  return registry.names();
}

/** First tokens of the names of persons, with the gender that each person's names and titles tell. */
function personTokens(persons: Person[]): Map<number, Gender> {
  return new Map(
    persons.flatMap((person) => {
      const gender = genderOf(person);
      return person.names.map((name): [number, Gender] => [name.from, gender]);
    }),
  );
}

/** "FSA" where nothing is said of Syria is some other body of those letters. */
function isAnothersAcronym({ text }: RawName, known: KnownName, names: readonly RawName[]): boolean {
  if (!ACRONYM.test(text) || (known.kind !== 'armed-group' && known.kind !== 'political-party')) return false;
  return (
    known.country !== undefined &&
    !names.some((other) => other.text !== text && (other.known ?? other.state)?.country === known.country)
  );
}

function registerOthers(
  document: Document,
  registry: Registry,
  names: RawName[],
  keys: Map<RawName, string>,
  own: ReadonlySet<string>,
): void {
  for (const name of names) {
    if (name.kind === 'person' || name.loneTitle === true) continue;
    const known = name.known !== undefined && isAnothersAcronym(name, name.known, names) ? undefined : name.known;
    const isOwn = name.byline === true || own.has(lookupForm(name.text));
    if (known !== undefined) {
      if (known.form === 'people' && !isPeople(document.tokens, name, known)) continue;
      const key = registerKnown(document, registry, name, known);
      keys.set(name, key);
      continue;
    }
    const text = withoutArticle(name.text);
    const kind: EntityKind = isOwn ? 'outlet' : (name.kind ?? 'organisation');
    const key = registry.add({ name: text, kind, country: name.state?.country });
    if (name.state?.country !== undefined) registry.set(key, { country: name.state.country });
    keys.set(name, key);
    const organName = organWithin(document, name);
    mention(document, registry, name, key, 'name', organName === undefined ? {} : { organName });
    if (name.acronym !== undefined) registry.alias(key, name.acronym);
  }
}

function registerKnown(document: Document, registry: Registry, name: RawName, known: KnownName): string {
  const { tokens } = document;
  const organ = known.kind === 'place' && known.form !== 'seat' ? undefined : organBehind(tokens, name);
  if (known.form === 'seat' && organ === undefined && !actsAt(tokens, name.from, name.to)) {
    const place = registry.add({
      key: `${keyOf(name.text)}-place`,
      name: name.text,
      kind: 'place',
      country: known.country,
    });
    mention(document, registry, name, place, 'gazetteer');
    return place;
  }
  const peopleName = known.form === 'people' ? peopleOf(known.name) : known.name;
  const key = registry.add({
    key: known.form === 'people' ? keyOf(peopleName) : known.key,
    name: peopleName,
    kind: known.kind,
    country: known.country,
    fixed: true,
  });
  const how: Mention['how'] =
    known.form === 'seat' ? 'metonym' : known.form === 'demonym' || known.form === 'people' ? 'demonym' : 'gazetteer';
  mention(document, registry, name, key, how, organ === undefined ? {} : { organ });
  if (name.acronym !== undefined) registry.alias(key, name.acronym);
  return key;
}

/** Peoples are entities where a noun names them; as adjectives they only describe. */
function isPeople(tokens: Token[], name: RawName, known: KnownName): boolean {
  if (known.name.startsWith('Palestinian')) return true;
  const next = tokens[name.to];
  if (
    next !== undefined &&
    next.sentence === name.sentence &&
    ['NOUN', 'PROPN', 'ADJ'].includes(next.pos) &&
    next.text !== ','
  ) {
    return false;
  }
  return name.text.endsWith('s') || UNMARKED_PEOPLES.test(name.text);
}

function peopleOf(name: string): string {
  return name.endsWith('s') ||
    UNMARKED_PEOPLES.test(name) ||
    !/(?:an|ic|ist|ed|rd|di|in|en|ian|lim|lem|jew|hu|sh|ab|indu|ikh|gur|tar|amil|hutu|tutsi)$/iu.test(name)
    ? name
    : `${name}s`;
}

/** "Syrian government forces": the small words behind the name of a state that name its organ. */
function organBehind(tokens: Token[], name: RawName): { to: number } | undefined {
  let at = name.to;
  if (/^(?:'s|’s|'|’)$/.test(tokens[at]?.text ?? '')) at += 1;
  let found: number | undefined;
  for (let reach = at; reach < at + 3; reach += 1) {
    const token = tokens[reach];
    if (token === undefined || token.sentence !== name.sentence || !/^\p{Ll}/u.test(token.text)) break;
    if (STATE_NOUNS.has(token.lower)) found = reach + 1;
    else if (token.pos !== 'ADJ' && token.pos !== 'NOUN' && token.pos !== 'PROPN') break;
  }
  return found === undefined ? undefined : { to: found };
}

/** "Foreign Ministry" of "Syrian Foreign Ministry". */
function organWithin(document: Document, name: RawName): string | undefined {
  const state = name.state === undefined ? undefined : knownNameAt(document.tokens, name.from, name.to);
  if (state === undefined || state.to >= name.to) return undefined;
  return document.text.slice(document.tokens[state.to]?.start ?? 0, document.tokens[name.to - 1]?.end ?? 0);
}

/** "between Druze fighters, Bedouins and the army": each of those listed takes part. */
function isAmongThoseBetween(tokens: Token[], from: number): boolean {
  const sentence = tokens[from]?.sentence;
  for (let at = from - 1; at >= Math.max(0, from - LONGEST_LIST); at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.sentence !== sentence) return false;
    if (token.lower === 'between') return true;
    const isListed = ['PROPN', 'NOUN', 'ADJ', 'DET'].includes(token.pos) || token.text === ',' || token.lower === 'and';
    if (!isListed) return false;
  }
  return false;
}

/** What one state does with another, by the preposition that follows: "pressure on Damascus", "arms to Kyiv". */
const DEALINGS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      [
        'to',
        'aid support help assistance arms weapons exports sales loans warning message letter offer proposal concession concessions ' +
          'ultimatum response pledge ambassador envoy credit supplies shipments visit protest',
      ],
      [
        'from',
        'support aid help assistance pressure demands criticism condemnation approval permission pledge assurances guarantees response ' +
          'opposition backing threats concessions imports independence',
      ],
      ['on', 'pressure sanctions embargo curbs restrictions demands attack attacks war blame tariffs'],
      ['toward', 'policy stance attitude approach'],
      ['towards', 'policy stance attitude approach'],
    ] as const
  ).map(([preposition, nouns]) => [preposition, new Set(nouns.split(' '))]),
);

/** "Reopened its embassy in Tehran": a step towards the state whose seat it is. */
function isSeatOfEmbassy(tokens: Token[], from: number): boolean {
  const sentence = tokens[from]?.sentence;
  if (tokens[from - 1]?.lower !== 'in' || !/^(?:embassy|embassies)$/.test(tokens[from - 2]?.lower ?? '')) return false;
  for (let at = from - 3; at >= Math.max(0, from - REACH_OF_OPENING); at -= 1) {
    const token = tokens[at];
    if (token?.sentence !== sentence) return false;
    if (/^(?:re)?(?:open|clos|establish|shut)/.test(token?.lower ?? '')) return true;
  }
  return false;
}

/** How far before the seat the verb of opening or closing may stand, in tokens. */
const REACH_OF_OPENING = 9;

/** Whether a seat of government acts or is acted upon here, rather than being a place. */
export function actsAt(tokens: Token[], from: number, to: number): boolean {
  const before = tokens[from - 1];
  const sentence = tokens[from]?.sentence;
  const lower = before?.sentence === sentence ? (before?.lower ?? '') : '';
  const dealing = DEALINGS.get(lower);
  if (dealing !== undefined && tokens[from - 2]?.sentence === sentence && dealing.has(tokens[from - 2]?.lower ?? ''))
    return true;
  if (isSeatOfEmbassy(tokens, from)) return true;
  if (LOCATIVE.has(lower)) return false;
  if (isAmongThoseBetween(tokens, from)) return true;
  if (
    /^(?:between|with|against|by|urged|accused|told|pressed|pressured|asked|warned|blamed|criticised|criticized)$/.test(
      lower,
    )
  )
    return true;
  let at = afterTimes(tokens, to);
  if (isBesideOthers(tokens, from, at)) return true;
  while (tokens[at]?.pos === 'ADV' && tokens[at]?.sentence === sentence) at += 1;
  const after = tokens[at];
  if (after === undefined || after.sentence !== sentence) return false;
  if (/^(?:'s|’s|’|')$/.test(after.text)) return tokens[at + 1]?.sentence === sentence;
  return after.pos === 'AUX' || (after.pos === 'VERB' && !after.lower.endsWith('ing'));
}

/** "Washington along with its allies demanded": the subject of its sentence with others beside it. */
function isBesideOthers(tokens: Token[], from: number, at: number): boolean {
  const opens = tokens[from - 1]?.sentence !== tokens[from]?.sentence;
  const words = `${tokens[at]?.lower} ${tokens[at + 1]?.lower}`;
  return opens && /^(?:(?:along|together) with|as well)$/.test(words);
}

const DAY =
  /^(?:today|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** Past "on Thursday" and "today" between a subject and its verb. */
function afterTimes(tokens: Token[], from: number): number {
  const day = tokens[from]?.lower === 'on' ? from + 1 : from;
  return DAY.test(tokens[day]?.lower ?? '') ? day + 1 : from;
}

function mention(
  document: Document,
  registry: Registry,
  name: RawName,
  key: string,
  how: Mention['how'],
  more: { organ?: { to: number }; organName?: string; person?: string } = {},
): void {
  const { organ, organName, person } = more;
  const { tokens, text } = document;
  const to = organ?.to ?? name.to;
  const start = tokens[name.from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  const entry: Mention = { entity: key, sentence: name.sentence, from: name.from, to, start, end, how };
  if (organ !== undefined)
    entry.organ = text.slice(tokens[name.to]?.start ?? start, end).replace(/^(?:'s|’s|'|’)\s*/u, '');
  if (organName !== undefined) entry.organ = organName;
  if (person !== undefined) entry.person = person;
  registry.mention(entry, withoutArticle(text.slice(start, end)));
  if (organ !== undefined) registry.alias(key, name.text);
}

/** Joins the forms of one body: acronym and full name, short and long name, people and state. */
function mergeForms(registry: Registry): void {
  const bodies = registry.all().filter((draft) => !['person', 'place', 'state'].includes(draft.kind));
  const shortened = new Map<string, string>();
  for (const body of bodies) {
    for (const name of [body.name, ...body.surfaces.keys()]) {
      for (const form of shortFormsOf(name)) if (!shortened.has(form)) shortened.set(form, body.key);
    }
  }
  for (const short of bodies) {
    const isOwn = short.fixed && short.kind !== 'community';
    const longer = isOwn ? undefined : shortened.get(short.name);
    if (longer !== undefined && longer !== short.key) registry.fold(short.key, longer);
  }
  if (registry.has('palestinian-authority')) {
    registry.fold('palestine', 'palestinian-authority');
    registry.fold(PALESTINIANS, 'palestinian-authority');
  } else if (registry.has('palestine')) registry.fold(PALESTINIANS, 'palestine');
}

/** What a name may be shortened to: its initials, its first words and its last words; an acronym, to itself. */
function shortFormsOf(name: string): string[] {
  if (ACRONYM.test(name)) return [name];
  const words = name.split(' ');
  if (words.length < 2 || words.length > LONGEST_SHORTENED) return [];
  const capitals = foldAccents(name)
    .split(/[\s-]+/u)
    .filter((word) => /^\p{Lu}/u.test(word));
  const forms = capitals.length >= 2 ? [capitals.map((word) => word.charAt(0)).join('')] : [];
  const [first = '', second = '', ...rest] = words;
  // "NY Police Department", "LA Sheriff".
  if (rest.length > 0 && /^\p{Lu}\S*\p{Lu}$/u.test(first.charAt(0) + second.charAt(0)))
    forms.push(`${first.charAt(0)}${second.charAt(0)} ${rest.join(' ')}`);
  for (let cut = 1; cut < words.length; cut += 1) {
    forms.push(words.slice(0, cut).join(' '), words.slice(cut).join(' '));
  }
  return forms.filter((form) => ACRONYM.test(form) || (form.length >= SHORTEST_FORM && /^\p{Lu}/u.test(form)));
}

import { keyOf, lookupForm, startsWithCapital } from './canonical.ts';
import { COUNTRIES } from './lexicon/countries.ts';
import { PEOPLES } from './lexicon/groups.ts';
import { METONYMS, PLACES, REGIONS } from './lexicon/metonyms.ts';
import { ORGANISATIONS, OUTLETS } from './lexicon/organisations.ts';
import type { EntityKind, Token } from './model.ts';

/** What the gazetteer knows by a name. */
export interface KnownName {
  key: string;
  name: string;
  kind: EntityKind;
  country?: string;
  /** `seat`: a capital or seat of government, which stands for its body only where it acts. */
  form: 'name' | 'demonym' | 'seat' | 'people';
}

interface Entry extends KnownName {
  /** The spelling that has to be met, for names in capitals ("US") and names without any ("contras"). */
  exact?: string;
  /** One word, and no two: "Israelis" is not met in "Israel is". */
  isWord: boolean;
}

interface Index {
  entries: Map<string, Entry[]>;
  /** For the lookup form of a first token, the longest name that begins with it, in tokens. */
  reach: Map<string, number>;
  /** Lookup forms of first tokens with which a name may begin that has no capital there ("contras"). */
  small: Set<string>;
  states: Map<string, KnownName>;
  regions: Set<string>;
}

/** Tokens that one name may hold. */
const LONGEST_NAME = 12;

let index: Index | undefined;

/**
 * The longest known name that begins at token `at` and ends before `end`; of two as long, the desk's own.
 * @param uncapitalised whether the text has no capitals, so that none is asked of the names of states and of longer names.
 */
export function knownNameAt(
  tokens: Token[],
  at: number,
  end: number,
  uncapitalised = false,
): { known: KnownName; to: number } | undefined {
  const own = tokens[at]?.deskNames?.find(({ to }) => to <= end);
  const found = listedNameAt(tokens, at, end, uncapitalised);
  return own === undefined || (found !== undefined && found.to > own.to) ? found : own;
}

function listedNameAt(
  tokens: Token[],
  at: number,
  end: number,
  uncapitalised: boolean,
): { known: KnownName; to: number } | undefined {
  const { entries, reach, small } = loadedIndex();
  const first = tokens[at];
  if (first === undefined) return undefined;
  if (!uncapitalised && !first.capital && !small.has(first.form) && !ARTICLE.test(first.text)) return undefined;
  const longest = reach.get(first.form);
  if (longest === undefined) return undefined;
  let found: { known: KnownName; to: number } | undefined;
  let form = '';
  let surface = '';
  for (let to = at + 1; to <= Math.min(end, at + Math.min(longest, LONGEST_NAME)); to += 1) {
    const token = tokens[to - 1];
    if (token === undefined) break;
    const previous = tokens[to - 2];
    if (to - 1 > at && previous !== undefined && token.start > previous.end) surface += ' ';
    form += token.form;
    surface += token.text;
    if (token.form === '' && to > at) continue;
    const known = entries.get(form)?.find((entry) => spelledAs(entry, surface, uncapitalised));
    if (known !== undefined) found = { known, to };
  }
  return found;
}

/** What the gazetteer knows by a name that is written out of any text. */
export function knownAs(name: string): KnownName | undefined {
  const found = loadedIndex().entries.get(lookupForm(name));
  const known = found?.find(({ form }) => form === 'name') ?? found?.[0];
  if (known === undefined) return undefined;
  const { exact: _, isWord: __, ...plain } = known;
  return { ...plain, form: 'name' };
}

/** Whether an entity is a part of a federal or devolved state ("Alberta"), which no matter folds into the state. */
export function isRegion(key: string): boolean {
  return loadedIndex().regions.has(key);
}

/** The state of an ISO 3166-1 alpha-2 code. */
export function stateOf(country: string): KnownName | undefined {
  return loadedIndex().states.get(country);
}

/** The state that goes by a key. */
export function stateOfKey(key: string): KnownName | undefined {
  return [...loadedIndex().states.values()].find((state) => state.key === key);
}

function spelledAs(entry: Entry, surface: string, uncapitalised: boolean): boolean {
  if (entry.isWord && surface.includes(' ')) return false;
  if (uncapitalised && entry.exact === undefined && (entry.kind === 'state' || surface.includes(' '))) return true;
  if (entry.exact !== undefined) return surface.replace(/[’']/gu, '’') === entry.exact;
  return startsWithCapital(surface) || /^(?:al|el)[- ]/u.test(surface);
}

/** The first token of a name that may begin with an Arabic article in small letters. */
const ARTICLE = /^(?:al|el)(?:-|$)/;

function loadedIndex(): Index {
  index ??= buildIndex();
  return index;
}

function buildIndex(): Index {
  const built: Index = {
    entries: new Map(),
    reach: new Map(),
    small: new Set(),
    states: new Map(),
    regions: new Set(),
  };
  for (const row of COUNTRIES) addCountry(built, row);
  for (const row of ORGANISATIONS) addOrganisation(built, row);
  for (const name of OUTLETS) add(built, name, { key: keyOf(name), name, kind: 'outlet', form: 'name' });
  for (const name of PLACES) add(built, name, { key: keyOf(name), name, kind: 'place', form: 'name' });
  for (const name of PEOPLES) add(built, name, { key: keyOf(name), name, kind: 'community', form: 'people' });
  for (const row of REGIONS) {
    const [country = '', names = ''] = row.split('|');
    for (const name of list(names)) {
      built.regions.add(keyOf(name));
      add(built, name, { key: keyOf(name), name, kind: 'government-body', country, form: 'seat' });
    }
  }
  for (const row of METONYMS) {
    const [place = '', body = ''] = row.split('|');
    const known = built.entries.get(lookupForm(body))?.[0];
    if (known !== undefined) add(built, place, { ...known, form: 'seat' });
  }
  return built;
}

function addCountry(built: Index, row: string): void {
  const [country = '', name = '', aliases = '', demonyms = '', seats = ''] = row.split('|');
  const state: KnownName = { key: keyOf(name), name, kind: 'state', country, form: 'name' };
  if (!built.states.has(country)) built.states.set(country, state);
  for (const alias of [name, ...list(aliases)]) add(built, alias, state);
  for (const demonym of list(demonyms)) {
    for (const form of [demonym, pluralOf(demonym)]) add(built, form, { ...state, form: 'demonym' });
  }
  for (const seat of list(seats)) add(built, seat, { ...state, form: 'seat' });
}

function addOrganisation(built: Index, row: string): void {
  const [name = '', kind = '', country = '', aliases = ''] = row.split('|');
  const known: KnownName = {
    key: keyOf(name),
    name,
    kind: kind as EntityKind,
    ...(country === '' ? {} : { country }),
    form: 'name',
  };
  for (const alias of [name, ...list(aliases)]) add(built, alias, known);
}

function add(built: Index, alias: string, known: KnownName): void {
  const form = lookupForm(alias);
  if (form === '') return;
  const isExact = /^[^\p{Ll}]+$/u.test(alias) || /^\p{Ll}+$/u.test(alias);
  const isWord = !/[\s-]/u.test(alias);
  const entry: Entry = isExact ? { ...known, isWord, exact: alias } : { ...known, isWord };
  const entries = built.entries.get(form);
  if (entries === undefined) built.entries.set(form, [entry]);
  else entries.push(entry);
  const first = alias.split(/\s/u)[0] ?? '';
  // A hyphen, a dot or an apostrophe may be a token of its own.
  const tokens = alias.split(/[\s]+|(?=[-.’',])|(?<=[-.’',])/u).length + 1;
  for (const part of [first, first.split('-')[0] ?? '', first.split(/[’']/u)[0] ?? '']) {
    const start = lookupForm(part);
    built.reach.set(start, Math.max(built.reach.get(start) ?? 0, tokens));
    if (isExact && !startsWithCapital(alias)) built.small.add(start);
  }
}

function list(aliases: string): string[] {
  return aliases.split(',').filter((alias) => alias !== '');
}

function pluralOf(demonym: string): string {
  return /(?:ese|ch|sh|ss|s|men)$/u.test(demonym) ? demonym : `${demonym}s`;
}

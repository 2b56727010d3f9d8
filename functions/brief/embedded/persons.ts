import { keyOf, lookupForm } from './canonical.ts';
import { stateOf } from './gazetteer.ts';
import { GIVEN_NAMES, WOMENS_NAMES } from './lexicon/name-parts.ts';
import { BODY_HEADS, STATESMEN } from './lexicon/statesmen.ts';
import { STATE_TITLES } from './lexicon/titles.ts';
import type { RawName } from './raw-names.ts';

/** One person, under all the forms of the name. */
export interface Person {
  /** The fullest form. */
  name: string;
  names: RawName[];
}

/** Which pronouns may stand for a person; undefined where neither names nor titles tell. */
export type Gender = 'f' | 'm' | undefined;

const WOMANS_TITLE = /^(?:mrs|ms|miss|mme|queen|princess|baroness|lady|dame|duchess|first lady|.*woman|actress)$/;
const MANS_TITLE = /^(?:mr|sir|king|prince|crown prince|lord|pope|imam|ayatollah|cardinal|father|.*[^o]man)$/;

/** What titles and the given name tell of "he" and "she". */
export function genderOf(person: Person): Gender {
  for (const { title } of person.names) {
    if (title === undefined) continue;
    if (WOMANS_TITLE.test(title)) return 'f';
    if (MANS_TITLE.test(title) && title !== 'chairman') return 'm';
  }
  const given = wordsOfName(person.name)[0] ?? '';
  if (WOMENS_NAMES.has(given)) return 'f';
  return GIVEN_NAMES.has(given) ? 'm' : undefined;
}

/** Words of a person's name in lower case, without accents, particles kept. */
function wordsOfName(text: string): string[] {
  return text
    .split(/[\s.]+/u)
    .map(lookupForm)
    .filter((word) => word !== '' && word !== 'jr' && word !== 'sr');
}

/** Whether two forms may name one person: the shorter ends the longer, or first and last words are the same. */
function mayBeSame(shorter: string[], longer: string[]): boolean {
  if (shorter.length === 0 || longer.length === 0) return false;
  if (shorter.length > longer.length) return mayBeSame(longer, shorter);
  if (shorter.every((word, at) => word === longer[longer.length - shorter.length + at])) return true;
  if (shorter.length === 1) return shorter[0] === longer[0] && GIVEN_NAMES.has(shorter[0] ?? '');
  return shorter[0] === longer[0] && shorter.at(-1) === longer.at(-1);
}

/** A person while names are gathered. */
interface Gathered extends Person {
  words: string[];
  /** First token of the name last seen, -1 before the first. */
  latest: number;
}

/** Persons by the last and the first word of their names. */
class Directory {
  private readonly byWord = new Map<string, Gathered[]>();

  add(person: Gathered): void {
    for (const word of new Set([person.words[0] ?? '', person.words.at(-1) ?? ''])) {
      const persons = this.byWord.get(word);
      if (persons === undefined) this.byWord.set(word, [person]);
      else if (!persons.includes(person)) persons.push(person);
    }
  }

  matching(words: string[]): Gathered[] {
    const candidates = this.byWord.get(words.at(-1) ?? '') ?? [];
    return candidates.filter((person) => mayBeSame(words, person.words));
  }
}

/**
 * Gathers the names of persons: full names first, then each short form with the person last named so before it, or
 * else first named so after it. Names of unknown kind join a person whose name they shorten.
 */
export function gatherPersons(names: RawName[]): Person[] {
  const persons: Gathered[] = [];
  const directory = new Directory();
  const byName = new Map<RawName, Gathered>();
  for (const name of names) {
    const words = wordsOfName(name.text);
    if (name.kind !== 'person' || words.length < 2) continue;
    const same = directory.matching(words).find((person) => person.words.length > 1);
    const person = same ?? { name: name.text, names: [], words, latest: -1 };
    if (same === undefined) persons.push(person);
    else if (words.length > same.words.length) {
      same.name = name.text;
      same.words = words;
    }
    directory.add(person);
    byName.set(name, person);
  }
  for (const name of names) {
    const person = byName.get(name) ?? namedBefore(directory, name) ?? newPerson(persons, directory, name);
    if (person === undefined) continue;
    name.kind = 'person';
    person.names.push(name);
    person.latest = name.from;
  }
  return persons.map(({ name, names: own }) => ({ name, names: own }));
}

function namedBefore(directory: Directory, name: RawName): Gathered | undefined {
  if (name.kind !== 'person' && (name.kind !== undefined || name.known !== undefined)) return undefined;
  const words = wordsOfName(name.text);
  const matches = directory.matching(words);
  const surname = words.length === 1 && !WOMANS_TITLE.test(name.title ?? '') ? name.text : '';
  if (surname !== '' && knownBodyOfSurname(surname) !== undefined) {
    // "Obama" is the president, not whoever of his family was named last.
    const leader = matches.find((person) => knownBodyOf(person.name) !== undefined);
    if (leader !== undefined || STATE_TITLES.has(name.title ?? '')) return leader;
  }
  return matches.reduce<Gathered | undefined>(
    (best, one) => (best === undefined || one.latest > best.latest ? one : best),
    undefined,
  );
}

function newPerson(persons: Gathered[], directory: Directory, name: RawName): Gathered | undefined {
  if (name.kind !== 'person') return undefined;
  const person: Gathered = { name: name.text, names: [], words: wordsOfName(name.text), latest: -1 };
  persons.push(person);
  directory.add(person);
  return person;
}

let bodies: Map<string, string> | undefined;

/** Key of the state or body that a well-known person speaks for. */
export function knownBodyOf(name: string): string | undefined {
  bodies ??= buildBodies();
  return bodies.get(lookupForm(name.replace(/,? [JS]r\.?$/, '')));
}

/** Key of the state or body of a well-known person of that last name, where the title says that it is a leader. */
export function knownBodyOfSurname(surname: string): string | undefined {
  bodies ??= buildBodies();
  return bodies.get(`*${lookupForm(surname)}`);
}

function buildBodies(): Map<string, string> {
  const built = new Map<string, string>();
  const add = (key: string, names: string): void => {
    for (const name of names.split(',')) {
      built.set(lookupForm(name), key);
      const last = `*${lookupForm(name.split(' ').at(-1) ?? '')}`;
      built.set(last, built.has(last) && built.get(last) !== key ? '' : key);
    }
  };
  for (const row of STATESMEN) {
    const [country = '', names = ''] = row.split('|');
    add(stateOf(country)?.key ?? '', names);
  }
  for (const row of BODY_HEADS) {
    const [body = '', names = ''] = row.split('|');
    add(keyOf(body), names);
  }
  for (const [name, key] of built) if (key === '') built.delete(name);
  return built;
}

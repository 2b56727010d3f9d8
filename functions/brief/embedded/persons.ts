import { keyOf, lookupForm } from './canonical.ts';
import { stateOf } from './gazetteer.ts';
import { GIVEN_NAMES } from './lexicon/name-parts.ts';
import { BODY_HEADS, STATESMEN } from './lexicon/statesmen.ts';
import type { RawName } from './raw-names.ts';

/** One person, under all the forms of the name. */
export interface Person {
  /** The fullest form. */
  name: string;
  names: RawName[];
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

/**
 * Gathers the names of persons: full names first, then each short form with the person last named so before it, or
 * else first named so after it. Names of unknown kind join a person whose name they shorten.
 */
export function gatherPersons(names: RawName[]): Person[] {
  const persons: Array<Person & { words: string[] }> = [];
  const isName = (name: RawName): boolean =>
    name.kind === 'person' || (name.kind === undefined && name.known === undefined);
  const full = names.filter((name) => name.kind === 'person' && wordsOfName(name.text).length > 1);
  for (const name of full) {
    const words = wordsOfName(name.text);
    const same = persons.find((person) => person.words.length > 1 && mayBeSame(words, person.words));
    if (same === undefined) persons.push({ name: name.text, names: [name], words });
    else {
      same.names.push(name);
      if (words.length > same.words.length) {
        same.name = name.text;
        same.words = words;
      }
    }
  }
  for (const name of names) {
    if (full.includes(name) || !isName(name)) continue;
    const words = wordsOfName(name.text);
    const matches = persons.filter((person) => mayBeSame(words, person.words));
    const before = matches.filter((person) => person.names.some((other) => other.from < name.from));
    const best = latest(before, name) ?? matches[0];
    if (best !== undefined) {
      name.kind = 'person';
      best.names.push(name);
    } else if (name.kind === 'person') persons.push({ name: name.text, names: [name], words });
  }
  for (const person of persons) person.names.sort((a, b) => a.from - b.from);
  return persons.map(({ name, names: own }) => ({ name, names: own }));
}

function latest<P extends Person>(persons: P[], name: RawName): P | undefined {
  let best: P | undefined;
  let bestAt = -1;
  for (const person of persons) {
    for (const other of person.names) {
      if (other.from < name.from && other.from > bestAt) {
        best = person;
        bestAt = other.from;
      }
    }
  }
  return best;
}

let bodies: Map<string, string> | undefined;

/** Key of the state or body that a well-known person speaks for. */
export function knownBodyOf(name: string): string | undefined {
  bodies ??= buildBodies();
  return bodies.get(lookupForm(name));
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

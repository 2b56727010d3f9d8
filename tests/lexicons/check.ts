import { keyOf } from '../../functions/brief/embedded/canonical.ts';
import type { IssueCues } from '../../functions/brief/embedded/lexicon/issue-cues.ts';
import type { MeasureFrame } from '../../functions/brief/embedded/lexicon/measures.ts';
import { ISSUE_STATES, LIKELIHOODS, MEASURE_STATUSES, MEASURE_TYPES, PARTY_KINDS } from '../../functions/core/brief.ts';
import {
  duplicateFaults,
  Faults,
  fieldsOf,
  foundFaults,
  nameListFaults,
  phraseFaults,
  rivalFaults,
  titleFaults,
  valueFaults,
  verbListFaults,
  wordListFaults,
} from './faults.ts';

/** Kinds that an entity may have and a party may not. */
const ENTITY_KINDS = [...PARTY_KINDS, 'place', 'outlet'];

/** The faults of frames of measures. */
export function frameFaults(file: string, frames: readonly MeasureFrame[]): string[] {
  const faults = new Faults(file);
  for (const { type, verbs, withObject, events, phrases } of frames) {
    valueFaults(faults, 'type', type, type, MEASURE_TYPES);
    if (verbs !== undefined) wordListFaults(faults, `${type}.verbs`, verbs);
    if (events !== undefined) wordListFaults(faults, `${type}.events`, events, true);
    for (const [ruleVerbs, objects] of withObject ?? []) {
      verbListFaults(faults, `${type}.withObject`, ruleVerbs);
      wordListFaults(faults, `${type}.withObject`, objects, true);
    }
    if (phrases !== undefined) phraseFaults(faults, `${type}.phrases`, phrases);
  }
  return faults.found;
}

/** The faults of cues of open issues. */
export function issueCueFaults(file: string, cues: readonly IssueCues[]): string[] {
  const faults = new Faults(file);
  for (const { state, strong, weak } of cues) {
    valueFaults(faults, 'state', state, state, ISSUE_STATES);
    phraseFaults(faults, `${state}.strong`, strong);
    phraseFaults(faults, `${state}.weak`, weak);
  }
  rivalFaults(faults, [
    ...cues.map(({ state, strong }) => [`${state}.strong`, strong] as const),
    ...cues.map(({ state, weak }) => [`${state}.weak`, weak] as const),
  ]);
  return faults.found;
}

/** The faults of lists of phrases by name. */
export function phraseListFaults(file: string, lists: Readonly<Record<string, readonly string[]>>): string[] {
  const faults = new Faults(file);
  for (const [name, phrases] of Object.entries(lists)) phraseFaults(faults, name, phrases);
  return faults.found;
}

/** The faults of terms of probability. */
export function probabilityFaults(file: string, terms: readonly (readonly [string, readonly string[]])[]): string[] {
  const faults = new Faults(file);
  for (const [likelihood, phrases] of terms) {
    valueFaults(faults, 'PROBABILITY_TERMS', likelihood, likelihood, LIKELIHOODS);
    phraseFaults(faults, likelihood, phrases);
  }
  rivalFaults(faults, terms);
  return faults.found;
}

/** The faults of words that tell a status: a word stands under one only. */
export function controlFaults(
  file: string,
  name: string,
  lists: Readonly<Partial<Record<string, string>>>,
  particles: boolean,
): string[] {
  const faults = new Faults(file);
  const entries = Object.entries(lists).map(([status, words]) => [status, words ?? ''] as const);
  for (const [status, words] of entries) {
    valueFaults(faults, name, status, status, MEASURE_STATUSES);
    if (particles) verbListFaults(faults, `${name}.${status}`, words);
    else wordListFaults(faults, `${name}.${status}`, words);
  }
  rivalFaults(
    faults,
    entries.map(([status, words]) => [`${name}.${status}`, words.split(' ')] as const),
  );
  return faults.found;
}

/** The faults of organisations. @param countries codes of the states that there are. */
export function organisationFaults(file: string, rows: readonly string[], countries: ReadonlySet<string>): string[] {
  const faults = new Faults(file);
  const list = 'ORGANISATIONS';
  const names: string[] = [];
  for (const row of rows) {
    const [name = '', kind = '', country = '', aliases = ''] =
      fieldsOf(faults, list, row, ['name', 'kind', 'country', 'other names']) ?? [];
    if (name === '') continue;
    names.push(name);
    valueFaults(faults, list, row, kind, ENTITY_KINDS);
    if (country !== '' && !countries.has(country))
      faults.add(list, row, `is of ${JSON.stringify(country)}, which is no state`);
    const others = nameListFaults(faults, list, row, aliases);
    if (others.includes(name)) faults.add(list, row, 'has its own name among the others');
    foundFaults(faults, list, row, [name, ...others], keyOf(name));
  }
  duplicateFaults(faults, list, names);
  return faults.found;
}

/** The faults of states. */
export function countryFaults(file: string, rows: readonly string[]): string[] {
  const faults = new Faults(file);
  const list = 'COUNTRIES';
  for (const row of rows) {
    const [code = '', name = '', aliases = '', demonyms = '', seats = ''] =
      fieldsOf(faults, list, row, ['code', 'name', 'other names', 'demonyms', 'seats']) ?? [];
    if (name === '') continue;
    if (!/^[A-Z]{2}$/.test(code))
      faults.add(list, row, `has the code ${JSON.stringify(code)}, which is no two capitals`);
    const others = [aliases, demonyms, seats].flatMap((names) => nameListFaults(faults, list, row, names));
    foundFaults(faults, list, row, [name, ...others], keyOf(name));
  }
  duplicateFaults(
    faults,
    list,
    rows.map((row) => row.split('|')[1] ?? ''),
  );
  return faults.found;
}

/** The faults of names that each stand by themselves. */
export function plainNameFaults(file: string, list: string, names: readonly string[]): string[] {
  const faults = new Faults(file);
  duplicateFaults(faults, list, names);
  for (const name of names) {
    if (name.trim() === '') faults.add(list, name, 'is empty');
    else foundFaults(faults, list, name, [name], keyOf(name));
  }
  return faults.found;
}

/** The faults of rows of persons, or of places, by whom they stand for. @param owners who there is. */
export function ownedNameFaults(
  file: string,
  list: string,
  rows: readonly string[],
  owners: ReadonlySet<string>,
): string[] {
  const faults = new Faults(file);
  const all: string[] = [];
  for (const row of rows) {
    const [owner = '', names = ''] = fieldsOf(faults, list, row, ['whose', 'names']) ?? [];
    if (owner === '') continue;
    if (!owners.has(owner)) faults.add(list, row, `is of ${JSON.stringify(owner)}, which no lexicon has`);
    all.push(...nameListFaults(faults, list, row, names));
  }
  return faults.found;
}

/** The faults of words by kind. */
export function kindWordFaults(
  file: string,
  list: string,
  rows: readonly (readonly [string | readonly string[], string])[],
): string[] {
  const faults = new Faults(file);
  for (const [kinds, words] of rows) {
    for (const kind of [kinds].flat()) valueFaults(faults, list, kind, kind, ENTITY_KINDS);
    wordListFaults(faults, `${list}.${kinds}`, words, true);
  }
  rivalFaults(
    faults,
    rows.map(([kinds, words]) => [`${list}.${kinds}`, words.split(' ')] as const),
  );
  return faults.found;
}

/** Lists whose entries are looked up in stretches of text rather than as tokens: abbreviations, clitics, keys. */
const NO_TOKENS: ReadonlySet<string> = new Set([
  'LEADING_ABBREVIATIONS',
  'ENDING_ABBREVIATIONS',
  'NOT_NAMES',
  'STATE_SEATS',
  'GOVERNMENT_NOUNS',
  'FORMER',
]);

/** The faults of a list of words, or of titles of several words, as it was written. */
export function plainListFaults(file: string, list: string, entries: readonly string[]): string[] {
  const faults = new Faults(file);
  if (NO_TOKENS.has(list) || entries.some((entry) => entry.includes(' '))) titleFaults(faults, list, entries);
  else wordListFaults(faults, list, entries);
  return faults.found;
}

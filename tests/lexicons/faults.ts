import { knownNameAt } from '../../functions/brief/embedded/gazetteer.ts';
import type { Token } from '../../functions/brief/embedded/model.ts';
import { newTagger } from '../../functions/brief/embedded/tagger.ts';
import { tokenize } from '../../functions/brief/embedded/tokens.ts';

/** What is wrong with an entry of a lexicon, for whoever wrote it: `file: list: "entry" fault`. */
export class Faults {
  readonly found: string[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(list: string, entry: string, fault: string): void {
    this.found.push(`${this.file}: ${list}: ${JSON.stringify(entry)} ${fault}`);
  }
}

function tokensOf(text: string): Token[] {
  return tokenize(newTagger(), text, { start: 0, end: text.length }, 0, 0);
}

const known = new Map<string, boolean>();

/** Whether a text has the word as one token: what is cut apart is never met as a whole. */
function isOneToken(word: string): boolean {
  const before = known.get(word);
  if (before !== undefined) return before;
  const within = tokensOf(`They ${word} it`);
  const one = within.some((token) => token.lower === word) || tokensOf(word).length === 1;
  known.set(word, one);
  return one;
}

/** Whether a text has it as two words that a hyphen joins. */
function isCompound(word: string): boolean {
  return /^[^-]+-[^-]+$/.test(word) && tokensOf(word).length === 3;
}

function wordFaults(faults: Faults, list: string, word: string, entry: string, compounds = false): void {
  if (word === '') faults.add(list, entry, 'holds an empty word');
  else if (word !== word.toLowerCase()) faults.add(list, entry, 'has capitals, and words are looked up in lower case');
  else if (/^[vn]:/.test(word)) faults.add(list, entry, 'has v: or n: where only a word may stand');
  else if (!isOneToken(word) && !(compounds && isCompound(word)))
    faults.add(list, entry, `can never match: no text has "${word}" as one word`);
}

/** Entries that stand more than once, each told once. */
function repeated(entries: readonly string[]): string[] {
  return [...new Set(entries.filter((entry, at) => entries.indexOf(entry) !== at))];
}

export function duplicateFaults(faults: Faults, list: string, entries: readonly string[]): void {
  for (const entry of repeated(entries)) faults.add(list, entry, 'stands there twice');
}

/**
 * A list of words, or of words parted by blanks: each must be a word of lower case that a text can have.
 * @param compounds whether two words joined by a hyphen are looked up as well.
 */
export function wordListFaults(
  faults: Faults,
  list: string,
  words: string | readonly string[],
  compounds = false,
): void {
  const all = typeof words === 'string' ? words.split(' ') : words;
  duplicateFaults(faults, list, all);
  for (const word of all) wordFaults(faults, list, word, word, compounds);
}

/** As a list of words, where a hyphen may join a verb and its particle ("rule-out"), and `v:` ask for a verb. */
export function verbListFaults(faults: Faults, list: string, words: string): void {
  const all = words.split(' ');
  duplicateFaults(faults, list, all);
  for (const entry of all) {
    const [verb = '', particle, ...more] = entry.replace(/^v:/, '').split('-');
    if (more.length > 0) faults.add(list, entry, 'can never match: a verb has one particle');
    wordFaults(faults, list, verb, entry);
    if (particle !== undefined) wordFaults(faults, list, particle, entry);
  }
}

/** Phrases in the notation of `lexicon-index.ts`. */
export function phraseFaults(faults: Faults, list: string, phrases: readonly string[]): void {
  duplicateFaults(faults, list, phrases);
  for (const phrase of phrases) {
    const parts = phrase.split(' ');
    if (parts[0] === '*' || parts.at(-1) === '*')
      faults.add(list, phrase, 'has a * at its edge, where it stands for nothing');
    for (const [at, part] of parts.entries()) {
      if (part === '*') {
        if (parts[at - 1] === '*') faults.add(list, phrase, 'has two * in a row');
        continue;
      }
      const words = part.replace(/^[vn]:/, '').split('|');
      for (const word of words) wordFaults(faults, list, word, phrase);
      for (const word of repeated(words)) faults.add(list, phrase, `has ${JSON.stringify(word)} twice in one place`);
    }
  }
}

/** Lists of which an entry may stand in one only; in a later one it can never win. */
export function rivalFaults(
  faults: Faults,
  lists: readonly (readonly [name: string, entries: readonly string[]])[],
): void {
  const owner = new Map<string, string>();
  for (const [name, entries] of lists) {
    for (const entry of new Set(entries)) {
      const first = owner.get(entry);
      if (first === undefined) owner.set(entry, name);
      else faults.add(name, entry, `can never win: it stands in ${first} already`);
    }
  }
}

/** A value that must be one of a closed list. */
export function valueFaults(
  faults: Faults,
  list: string,
  entry: string,
  value: string,
  allowed: readonly string[],
): void {
  if (!allowed.includes(value))
    faults.add(list, entry, `has ${JSON.stringify(value)}, which is none of ${allowed.join(', ')}`);
}

/** A row whose fields are parted by bars. @returns its fields, or undefined where their number is wrong. */
export function fieldsOf(faults: Faults, list: string, row: string, names: readonly string[]): string[] | undefined {
  const fields = row.split('|');
  if (fields.length === names.length) return fields;
  faults.add(list, row, `has ${fields.length} fields, and must have ${names.length}: ${names.join('|')}`);
  return undefined;
}

/** Names parted by commas: none empty, none twice. @returns those that are names. */
export function nameListFaults(faults: Faults, list: string, row: string, names: string): string[] {
  if (names === '') return [];
  const all = names.split(',');
  for (const name of all) {
    if (name.trim() === '') faults.add(list, row, 'holds an empty name');
    else if (name !== name.trim()) faults.add(list, row, `has blanks around ${JSON.stringify(name)}`);
  }
  for (const name of repeated(all)) faults.add(list, row, `has ${JSON.stringify(name)} twice`);
  return all.filter((name) => name.trim() !== '');
}

/** Each name must be found in a text as the one that it is meant to be. */
export function foundFaults(faults: Faults, list: string, row: string, names: readonly string[], key: string): void {
  for (const name of names) {
    const tokens = tokensOf(name);
    const found = knownNameAt(tokens, 0, tokens.length);
    if (found === undefined || found.to < tokens.length) {
      faults.add(list, row, `can never match by ${JSON.stringify(name)}: a text with that name is not read as one`);
    } else if (found.known.key !== key) {
      faults.add(list, row, `can never match by ${JSON.stringify(name)}: that is ${found.known.name} already`);
    }
  }
}

/** Entries of words parted by blanks, as titles: lower case, trimmed, none empty or twice. */
export function titleFaults(faults: Faults, list: string, entries: readonly string[]): void {
  duplicateFaults(faults, list, entries);
  for (const entry of entries) {
    if (entry.trim() === '') faults.add(list, entry, 'is empty');
    else if (entry !== entry.toLowerCase()) faults.add(list, entry, 'has capitals, and is looked up in lower case');
    else if (entry !== entry.trim() || /\s\s/.test(entry)) faults.add(list, entry, 'has blanks too many');
  }
}

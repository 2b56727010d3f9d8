import { writtenDate } from '../dates.ts';
import { authorNames } from '../formats/author-names.ts';
import { collapseSpace } from '../normalise.ts';
import type { JsonValue } from './read-json.ts';

/** The members of a JSON object by name in lower case without `_`, `-`, `@`: "date_published" is "datepublished". */
export type Fields = ReadonlyMap<string, JsonValue>;

const MAX_AUTHORS = 50;

/** The fields of a JSON value, or null where it is no object. */
export function fieldsOf(value: JsonValue | undefined): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, JsonValue>();
  for (const [name, member] of Object.entries(value)) {
    const key = name.toLowerCase().replace(/[_@-]/g, '');
    if (!fields.has(key) && member !== null) fields.set(key, member);
  }
  return fields;
}

/** A string, or the string that an object holds as its name, value or rendering ("source": {"name": …}). */
function stringIn(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number') return String(value);
  const fields = fieldsOf(value);
  if (fields === null) return null;
  for (const name of ['name', 'title', 'rendered', 'value', 'literal', 'href', 'url', 'tag']) {
    const member = fields.get(name);
    if (typeof member === 'string' && member.trim() !== '') return member;
  }
  return null;
}

/** The first of the fields that holds a string; of a list, its first. */
export function stringOf(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields.get(name);
    const found = stringIn(Array.isArray(value) ? value[0] : value);
    if (found !== null) return found;
  }
  return null;
}

/** As `stringOf`, on one line. */
export function lineIn(fields: Fields, ...names: readonly string[]): string | null {
  const text = stringOf(fields, ...names);
  return text === null ? null : collapseSpace(text.slice(0, 5_000)) || null;
}

/** The objects of a field that holds a list of them, or one. */
export function objectsOf(fields: Fields, name: string): Fields[] {
  const value = fields.get(name);
  return (Array.isArray(value) ? value : [value]).flatMap((member) => fieldsOf(member) ?? []);
}

/** Seconds or milliseconds since 1970 (UTC) as an instant, for numbers that are a date of the years 1990 to 2199. */
function instantOf(value: number): string | null {
  const milliseconds = value > 100_000_000_000 ? value : value * 1_000;
  if (!(milliseconds > 631_152_000_000 && milliseconds < 7_258_118_400_000)) return null;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The first of the fields that holds a date: ISO day, or instant with its offset. */
export function dateIn(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields.get(name);
    const date = typeof value === 'number' ? instantOf(value) : typeof value === 'string' ? writtenDate(value) : null;
    if (date !== null) return date;
  }
  return null;
}

/** Authors of the first of the fields that names any: a string, a list of strings, or objects with names. */
export function authorsIn(fields: Fields, ...names: readonly string[]): string[] {
  for (const name of names) {
    const value = fields.get(name);
    const entries = (Array.isArray(value) ? value : [value]).slice(0, MAX_AUTHORS);
    const authors = entries.flatMap((entry) => (typeof entry === 'number' ? [] : authorNames(stringIn(entry) ?? '')));
    if (authors.length > 0) return [...new Set(authors)];
  }
  return [];
}

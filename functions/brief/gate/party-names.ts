import type { Party } from '../../core/brief.ts';
import { formsOfState, stateCalled } from './state-names.ts';
import { plainOf } from './words.ts';

/** By what a party may be recognised in a stretch of text. */
export interface PartyForms {
  party: Party;
  /** Plain forms (lower-case words joined by spaces), longest first. */
  plain: string[];
  /** The words of each of them. */
  parts: string[][];
}

/** Whether plain text holds a plain form as whole words. */
export function holds(plain: string, form: string): boolean {
  if (form === '') return false;
  for (let at = plain.indexOf(form); at >= 0; at = plain.indexOf(form, at + 1)) {
    const end = at + form.length;
    if ((at === 0 || plain[at - 1] === ' ') && (end === plain.length || plain[end] === ' ')) return true;
  }
  return false;
}

/** Kinds that a state's adjective may stand for ("Syrian troops" for Syria); its organs need a name of their own. */
const STATELY = new Set(['state']);

/** The capitals with which the words of a name begin. */
export function initials(name: string): string {
  return name
    .split(/[\s-]+/)
    .map((part) => /^\p{Lu}/u.exec(part)?.[0] ?? '')
    .join('');
}

/**
 * The forms of a party that the article itself uses, with its canonical name and, for a state, its adjective and capital.
 * An alias that is another state's name is none.
 */
export function formsOf(party: Party, articlePlain: string): PartyForms {
  const forms = new Set<string>([plainOf(party.name)]);
  for (const alias of party.aliases) {
    const other = stateCalled(alias);
    if (party.kind === 'state' && other !== undefined && party.country !== undefined && other !== party.country)
      continue;
    const plain = plainOf(alias);
    if (holds(articlePlain, plain)) forms.add(plain);
  }
  if (party.country !== undefined && STATELY.has(party.kind)) {
    for (const form of formsOfState(party.country)) forms.add(plainOf(form));
  }
  const short = initials(party.name);
  if (short.length >= 2) forms.add(plainOf(short));
  if (party.kind === 'person') {
    const surname = plainOf(party.name).split(' ').at(-1) ?? '';
    if (surname.length > 2) forms.add(surname);
  }
  // A group is also named by one of its members, or the other way round.
  if (party.kind !== 'state' && party.kind !== 'person') {
    for (const form of [...forms])
      if (/\p{L}{4}$/u.test(form)) forms.add(form.endsWith('s') ? form.slice(0, -1) : `${form}s`);
  }
  const plain = [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return { party, plain, parts: plain.map((form) => form.split(' ')) };
}

/** Whether a stretch of plain text names the party. */
export function names(forms: PartyForms, plain: string): boolean {
  return forms.plain.some((form) => holds(plain, form));
}

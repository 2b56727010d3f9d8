import type { Party } from '../../core/brief.ts';
import type { GateWords } from '../lexicon.ts';
import { holds, initials } from './party-names.ts';
import { formsOfState, stateCalled } from './state-names.ts';
import { plainOf, stemOf } from './words.ts';

/** How many letters two words share where one is made of the other: "Iraq" and "Iraqis", "Republican" and "Republicans". */
const SHARED_LETTERS = 4;

function sharesAWord(one: string, other: string): boolean {
  const parts = other.split(' ');
  return one
    .split(' ')
    .some((word) =>
      parts.some(
        (part) =>
          stemOf(word) === stemOf(part) ||
          (word.length >= SHARED_LETTERS && word.slice(0, SHARED_LETTERS) === part.slice(0, SHARED_LETTERS)),
      ),
    );
}

/** Whether one is the initials of the other, in the order of another language too: "ELN" of "National Liberation Army". */
function isShortFor(short: string, long: string): boolean {
  const capitals = initials(long).toLowerCase();
  const letters = short.toLowerCase().replaceAll('.', '');
  if (letters.length < 2 || letters.length > capitals.length || capitals.length - letters.length > 1) return false;
  if (letters === capitals) return true;
  return [...letters].filter((letter) => capitals.includes(letter)).length * 2 > letters.length;
}

/** The country by which a party may be called: the one that its name is a name of, where it is the name of one. */
export function countryOf(party: Party): string | undefined {
  const { country, name } = party;
  if (country === undefined || party.kind !== 'state') return country;
  const called = stateCalled(name);
  if (called !== undefined) return called === country ? country : undefined;
  const known = formsOfState(country);
  return known.length === 0 || known.some((form) => sharesAWord(plainOf(name), plainOf(form))) ? country : undefined;
}

/** A party and its plain name. */
export interface Called {
  id: string;
  plain: string;
}

/**
 * The aliases by which the article itself calls a party, and no other party of the brief or state is called.
 * @param called the parties of the brief.
 */
export function aliasesIn(party: Party, called: readonly Called[], articlePlain: string): string[] {
  const taken = new Set(called.flatMap(({ id, plain }) => (id === party.id ? [] : [plain])));
  return party.aliases.filter((alias) => {
    const plain = plainOf(alias);
    const state = stateCalled(alias);
    if (taken.has(plain) || (party.kind === 'state' && state !== undefined && state !== party.country)) return false;
    return holds(articlePlain, plain) || holds(articlePlain, plainOf(initials(alias)));
  });
}

/**
 * Whether the article calls a party by its name: in full or by its initials, by another name of the state that it is, or
 * by an alias that is a part or a form of the name, or one of the desk's own. Any other alone could give the deeds of one
 * party to another.
 */
export function isCalled(party: Party, articlePlain: string, lexicon?: GateWords): boolean {
  const name = plainOf(party.name);
  if (holds(articlePlain, name)) return true;
  if (party.kind === 'state' && party.country !== undefined) {
    if (formsOfState(party.country).some((form) => holds(articlePlain, plainOf(form)))) return true;
  }
  const short = initials(party.name);
  if (short.length >= 2 && holds(articlePlain, plainOf(short))) return true;
  return party.aliases.some(
    (alias) =>
      lexicon?.isCalled(party.name, alias) ||
      sharesAWord(name, plainOf(alias)) ||
      isShortFor(party.name, alias) ||
      isShortFor(alias, party.name),
  );
}

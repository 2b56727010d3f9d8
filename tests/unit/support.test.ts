import { describe, expect, it } from 'vitest';
import { formsOf, type PartyForms } from '../../functions/brief/gate/party-names.ts';
import { failureOf, type Grounds } from '../../functions/brief/gate/support.ts';
import { plainOf, stemOf, wordsOf } from '../../functions/brief/gate/words.ts';
import { partyOf } from '../fixtures/draft.ts';

function grounds(quotes: string | string[], fields: Partial<Grounds> = {}): Grounds {
  return {
    quotes: typeof quotes === 'string' ? [quotes] : quotes,
    parties: [],
    shown: new Set(),
    attributed: false,
    form: 'claim',
    ...fields,
  };
}

function party(name: string, text: string, aliases: string[] = [], country?: string): PartyForms {
  const quote = [name, ...aliases].find((form) => text.includes(form)) ?? name;
  return formsOf(partyOf(text, name, quote, { aliases, ...(country === undefined ? {} : { country }) }), plainOf(text));
}

describe('Function: failureOf', () => {
  describe.each([
    ['the quote itself', 'Norland has opened the lock.', 'Norland has opened the lock'],
    ['another tense', 'Norland opened the lock.', 'Norland has been opening the lock'],
    ['a number in words', 'Norland sent 25 clerks.', 'Norland sent twenty-five clerks'],
    ['a number with its scale', 'Norland lent 3.5 million crowns.', 'Norland lent 3,500,000 crowns'],
    ['a synonym', 'Norland began negotiations with Ostia.', 'Norland started talks with Ostia'],
    ['a noun for a verb', 'Norland’s withdrawal from Vell', 'Norland withdrew from Vell'],
    ['the adjective of a state', 'Syria pulled back heavy weaponry.', 'Syrian authorities pulled back heavy weaponry'],
    ['a passive made active', 'Norland expelled Ostia’s envoy.', 'Ostia’s envoy was expelled by Norland'],
    ['a kept negation', 'Norland has not paid.', 'Norland never paid'],
    ['a kept modal', 'Prices might rise.', 'prices could rise'],
    ['a kept hedge', 'Grain is reportedly waiting in Vell.', 'grain is reportedly waiting in Vell'],
    ['a kept condition', 'If the rains come, the lock closes.', 'the lock closes if the rains come'],
    ['a kept speaker', 'Norland said the lock is open.', 'the lock is open, Norland said'],
    ['a negation of another part', 'Norland opened the lock.', 'Norland opened the lock, but not the gate'],
    ['a word that looks like a cue', 'Norland sent a protest.', 'a protest note sent by Norland'],
    ['percent in its sign', 'Fees fell 30%.', 'fees fell by 30 percent'],
    ['money in its sign', 'Norland lent $3 million.', 'Norland lent 3 million dollars'],
    ['an adverbial moved', 'Norland opened the lock after talks.', 'After talks Norland opened the lock'],
    ['a passive of two that are no names', 'Drivers were stopped by clerks.', 'clerks stopped drivers'],
    ['a way told with less words', 'The boats went from Brava.', 'the boats went from the port of Brava to Vell'],
    ['the month of May', 'Norland closed the lock in May.', 'Norland closed the lock in May'],
  ])('supports %s', (_, written, quote) => {
    it('with nothing said beyond it', () => {
      expect(failureOf(written, grounds(quote))).toBeUndefined();
    });
  });

  describe.each([
    ['nothing at all', ' … ', 'Norland opened the lock', 'empty'],
    ['another number', 'Norland sent 26 clerks.', 'Norland sent twenty-five clerks', 'number'],
    [
      'numbers on each other’s things',
      'Norland sent 5 boats and 9 clerks there.',
      'Norland sent 9 boats to the lock and then another 5 clerks',
      'number',
    ],
    ['a bare number for an approximate one', 'Norland sent 10 clerks.', 'Norland sent up to ten clerks', 'number'],
    ['a number of another currency', 'Norland lent €40 million.', 'Norland lent $40 million', 'number'],
    ['money made of a count', 'Norland sent $40.', 'Norland sent 40 clerks', 'number'],
    ['percent made of a count', 'Norland sent 40%.', 'Norland sent 40 clerks', 'number'],
    ['all for some', 'All boats left.', 'some boats left', 'word'],
    ['most for several', 'Most boats left.', 'several boats left', 'word'],
    ['before for after', 'Boats left before the vote.', 'boats left after the vote', 'word'],
    ['up for down', 'Prices went up.', 'prices went down', 'word'],
    ['or for and', 'Clerks or boats left.', 'clerks and boats left', 'word'],
    ['a reason', 'Prices rose because boats left.', 'prices rose and boats left', 'word'],
    ['take for give', 'Norland took grain.', 'Norland gave grain', 'word'],
    ['going on', 'Norland continues to pay.', 'Norland paid', 'word'],
    ['nouns that changed sides', 'Clerks stopped drivers.', 'drivers stopped clerks', 'roles'],
    ['a name that is not there', 'Norland opened the lock with Ostia.', 'Norland opened the lock', 'name'],
    ['a modal for a month', 'Norland closed the lock in May.', 'Norland may have closed the lock', 'name'],
    ['another state', 'Syria pulled back weaponry.', 'Jordanian authorities pulled back weaponry', 'name'],
    ['a word that is not there', 'Norland illegally opened the lock.', 'Norland opened the lock', 'word'],
    ['the opposite', 'Norland closed the lock.', 'Norland opened the lock', 'word'],
    ['an added negation', 'Norland did not open the lock.', 'Norland did open the lock', 'cue'],
    ['an added certainty', 'Prices will rise.', 'prices could rise', 'cue'],
    ['a vow made of a hope', 'Norland vows to open the lock.', 'Norland hopes to open the lock', 'word'],
    [
      'a negation of what is affirmed',
      'Norland paid no fee to Ostia.',
      'Norland paid the fee, and never thanked Ostia',
      'cue',
    ],
    [
      'one of two negations lost',
      'Norland paid and did not leave.',
      'Norland did not pay, and did not leave',
      'lost-cue',
    ],
    ['a negation too many', 'Norland did not refuse not to pay.', 'Norland did not refuse to pay', 'cue'],
    ['the way turned round', 'The boats went from Vell to Brava.', 'the boats went from Brava to Vell', 'roles'],
    ['an object made the subject', 'Vell sent the boats.', 'the boats were sent to Vell', 'roles'],
    [
      'names in another order',
      'Olin thanked Berg for the boats.',
      'On Monday Berg thanked Olin for the boats',
      'roles',
    ],
    ['a lost negation', 'Norland paid the fee.', 'Norland has not paid the fee', 'lost-cue'],
    ['a lost refusal', 'Norland pays the fee.', 'Norland refused to pay the fee', 'lost-cue'],
    ['a lost contraction', 'Norland paid the fee.', 'Norland didn’t pay the fee', 'lost-cue'],
    ['a lost modal', 'Prices rise.', 'prices could rise', 'lost-cue'],
    ['a lost plan', 'Norland opens the lock.', 'Norland plans to open the lock', 'lost-cue'],
    ['a lost proposal', 'Norland opens the lock.', 'Norland proposed to open the lock', 'lost-cue'],
    ['a lost demand', 'Ostia opens the lock.', 'Norland demanded that Ostia open the lock', 'lost-cue'],
    ['a lost hedge', 'Grain is waiting in Vell.', 'grain is allegedly waiting in Vell', 'lost-cue'],
    ['a lost condition', 'The lock closes.', 'the lock closes unless the rains end', 'lost-cue'],
    ['a lost speaker', 'The lock is open.', 'Norland said that the lock is open', 'lost-attribution'],
    ['a lost speaker behind the claim', 'The lock is open.', 'the lock is open, Norland said', 'lost-attribution'],
  ])('finds %s', (_, written, quote, failure) => {
    it('and says which', () => {
      expect(failureOf(written, grounds(quote))).toBe(failure);
    });
  });

  it('finds two parties that changed sides, in the active and against a passive', () => {
    const quote = 'Norland expelled the envoy of Ostia';
    const passive = 'the envoy of Ostia was expelled by Norland';
    const parties = [party('Norland', quote), party('Ostia', quote)];

    expect(failureOf('Ostia expelled the envoy of Norland.', grounds(quote, { parties }))).toBe('roles');
    expect(failureOf('The envoy of Norland was expelled by Ostia.', grounds(passive, { parties }))).toBe('roles');
    expect(failureOf('Norland expelled the envoy of Ostia.', grounds(passive, { parties }))).toBeUndefined();
  });

  it('lets a party be written by its canonical name where the quote names it otherwise', () => {
    const quote = 'Washington has sent an envoy';
    const parties = [party('United States', quote, ['Washington'], 'US')];

    expect(failureOf('The United States has sent an envoy.', grounds(quote, { parties }))).toBeUndefined();
    expect(failureOf('The United States has sent an envoy.', grounds(quote))).toBe('name');
  });

  it('does not miss a cue that is shown beside the text', () => {
    const quote = 'Norland proposed to open the lock';

    expect(failureOf('Opening of the lock', grounds(quote, { shown: new Set(['proposal']) }))).toBeUndefined();
  });

  it('misses a cue that governs the quote from outside', () => {
    expect(failureOf('open the lock', grounds('open the lock', { governors: new Set(['negation']) }))).toBe('lost-cue');
  });

  it('reads hostile text in time that grows with its length', () => {
    const text = `${'not '.repeat(20_000)}${'x'.repeat(100_000)} ${'1,'.repeat(50_000)}`;

    expect(failureOf('Norland opened the lock.', grounds(text))).toBe('word');
  });
});

describe('Function: wordsOf', () => {
  it('reads over the soft hyphens of a page', () => {
    expect(plainOf('the Gov\u00adern\u00adment’s dig\u00adi\u00adtal plan')).toBe('the government digital plan');
  });

  it('keeps abbreviations, numbers and contractions as one would read them', () => {
    const words = wordsOf('The U.S. didn’t send twenty-five of its 3 million clerks, US’s envoy said.');

    expect(words.map((word) => word.lower)).toEqual(
      'the us. did not send twenty of its 3 clerks us. envoy said'.split(' '),
    );
    expect(words.flatMap((word) => word.value ?? [])).toEqual([25, 3_000_000]);
  });
});

describe('Function: wordsOf, of hostile text', () => {
  it('takes a word that names something of every object for a word', () => {
    expect(plainOf('It constructorn’t')).toBe('it constructor not');
  });
});

describe('Function: stemOf', () => {
  it.each([
    ['withdrawal', 'withdrew'],
    ['negotiations', 'negotiating'],
    ['demilitarised', 'demilitarization'],
    ['countries', 'country'],
    ['stopped', 'stops'],
    ['agreement', 'agreed'],
  ])('makes %s and %s one', (one, other) => {
    expect(stemOf(one)).toBe(stemOf(other));
  });
});

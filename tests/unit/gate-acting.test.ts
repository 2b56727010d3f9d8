import { describe, expect, it } from 'vitest';
import { mayAct, mayBeTarget } from '../../functions/brief/gate/acting.ts';
import { formsOf, type PartyForms } from '../../functions/brief/gate/party-names.ts';
import { Source } from '../../functions/brief/gate/reading.ts';
import { plainOf } from '../../functions/brief/gate/words.ts';
import { evidenceFor, partyOf } from '../fixtures/draft.ts';

function partiesIn(text: string): PartyForms[] {
  return ['Norland', 'Ostia', 'Vell', 'Marta Olin']
    .filter((name) => text.includes(name))
    .map((name) => formsOf(partyOf(text, name, name, { kind: 'organisation' }), plainOf(text)));
}

function acts(text: string, name: string, quote = text.replace(/\.$/, ''), shared = false): boolean {
  const all = partiesIn(text);
  const forms = all.find(({ party }) => party.name === name);
  if (forms === undefined) throw new Error(`${name} is no party of the text.`);
  return mayAct(new Source(text), [evidenceFor(text, quote)], forms, all, shared);
}

function targeted(text: string, name: string, quote = text.replace(/\.$/, '')): boolean {
  const all = partiesIn(text);
  const forms = all.find(({ party }) => party.name === name);
  if (forms === undefined) throw new Error(`${name} is no party of the text.`);
  return mayBeTarget(new Source(text), [evidenceFor(text, quote)], forms, all);
}

describe('Gate: who may act in a quote', () => {
  it.each([
    ['its subject', 'Norland expelled two inspectors of Ostia.', 'Norland'],
    [
      'a subject with its bodies and adverbs between',
      'The Norland government has now formally closed the port.',
      'Norland',
    ],
    ['the agent of a passive', 'Two inspectors were expelled by Norland on Monday.', 'Norland'],
    ['one of two subjects', 'Ostia and Norland closed the port of Vell.', 'Norland'],
    ['who has what the quote tells of', 'Norland’s withdrawal from the pact surprised Ostia.', 'Norland'],
    ['who is told to be free to act', 'Ostia forced Norland to close the port.', 'Norland'],
    ['who acts in what somebody says', 'Ostia said Norland had closed the port.', 'Norland'],
    ['who is spoken of by a verb of another’s act', 'Ostia condemned the raid of Norland.', 'Norland'],
    ['a body told by its place', 'The court in Norland fined the company.', 'Norland'],
    ['whoever a noun may mean', 'Talks with Norland ended in the morning.', 'Norland'],
  ])('keeps %s', (_name, text, actor) => {
    expect(acts(text, actor)).toBe(true);
  });

  it.each([
    ['the object of the verb', 'Norland expelled Ostia.', 'Ostia'],
    ['the object behind what is promised', 'Norland vowed on Friday to fight Ostia.', 'Ostia'],
    ['the place of the act', 'Norland closed the port in Vell.', 'Vell'],
    ['whom it goes to', 'Norland sent 40 clerks to Ostia.', 'Ostia'],
    ['where those come from whom it befalls', 'Norland expelled two inspectors from Ostia.', 'Ostia'],
    ['whose thing it befalls', 'Norland seized Ostia’s ferries.', 'Ostia'],
    ['the agent of another verb', 'Norland freed three clerks held by Ostia.', 'Ostia'],
    ['an object behind an opening phrase', 'On 3 March, Norland expelled Ostia.', 'Ostia'],
    [
      'whom it goes to in what somebody says',
      'He said Norland would send no money to Ostia until Ostia agreed.',
      'Ostia',
    ],
    ['who only tells of another’s act', 'Ostia said that Norland had closed the port.', 'Ostia'],
    ['who acts in a clause that hangs on the act', 'Norland closed the port after Ostia had left.', 'Ostia'],
    ['the object of a pronoun', 'It has expelled Ostia.', 'Ostia'],
  ])('refuses %s', (_name, text, actor) => {
    expect(acts(text, actor)).toBe(false);
  });

  it('refuses who is only outside of a clause with a subject of its own', () => {
    const text = 'After Ostia had closed the port, Norland expelled two inspectors.';

    expect(acts(text, 'Ostia', 'Norland expelled two inspectors')).toBe(false);
    expect(acts(text, 'Ostia', 'Ostia had closed the port')).toBe(true);
  });

  it('keeps who is outside of a clause whose pronoun may mean it', () => {
    const text = 'Ostia said that it had closed the port.';

    expect(acts(text, 'Ostia', 'it had closed the port')).toBe(true);
  });

  it('lets "with" join those who act together, and no others', () => {
    const text = 'Norland signed a pact with Ostia.';

    expect(acts(text, 'Ostia', undefined, true)).toBe(true);
    expect(acts('Norland hit the port with boats of Ostia.', 'Ostia')).toBe(false);
  });

  it('reads the clearest quote and those of its sentence', () => {
    const text = 'Norland expelled Ostia. Ostia expelled Vell.';
    const all = partiesIn(text);
    const ostia = all.find(({ party }) => party.name === 'Ostia');
    if (ostia === undefined) throw new Error('no party');
    const [first, second] = [evidenceFor(text, 'Norland expelled Ostia'), evidenceFor(text, 'Ostia expelled Vell')];

    expect(mayAct(new Source(text), [first, second], ostia, all, false)).toBe(false);
    expect(mayAct(new Source(text), [second, first], ostia, all, false)).toBe(true);
  });
});

describe('Gate: at whom an act may be aimed', () => {
  it.each([
    ['its object', 'Norland expelled Ostia.', 'Ostia', true],
    ['its place', 'Norland closed the port of Vell.', 'Vell', true],
    ['its own subject', 'Norland expelled Ostia.', 'Norland', false],
    ['whoever a passive befalls', 'Norland was fined by Ostia.', 'Norland', true],
  ])('may be %s or not', (_name, text, target, may) => {
    expect(targeted(text, target)).toBe(may);
  });

  it('is nobody who is only outside of a clause in which no pronoun points to him', () => {
    const text = 'Ostia had closed the port when Norland expelled two inspectors.';

    expect(targeted(text, 'Ostia', 'Norland expelled two inspectors')).toBe(false);
  });

  it('may be one outside whom a pronoun means', () => {
    const text = 'Ostia had closed the port when Norland expelled its inspectors.';

    expect(targeted(text, 'Ostia', 'Norland expelled its inspectors')).toBe(true);
  });
});

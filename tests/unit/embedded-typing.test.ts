import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { articleOf } from '../fixtures/draft.ts';

/** Names and kinds of what a text names. */
function kindsIn(text: string): Record<string, string> {
  const names = findNames(readDocument(articleOf(text)));
  return Object.fromEntries([...names.entities.values()].map(({ name, kind }) => [name, kind]));
}

describe('Function: typeNames', () => {
  it.each([
    ['words that the language does not know', 'A letter of Tiziano Lugli was read in the hall.', 'Tiziano Lugli'],
    ['a given name with accents', 'A letter of Raúl Waters was read in the hall.', 'Raúl Waters'],
    ['a given name with a hyphen', 'A letter of Jean-Claude Waters was read in the hall.', 'Jean-Claude Waters'],
    ['an age in commas', 'The prize went to Harbour Finch, 42, on Monday.', 'Harbour Finch'],
    ['a short title', 'The bill was signed by Gov. Tanner Waters on Monday.', 'Tanner Waters'],
    ['the party to which he belongs', 'The bill was opposed by Republican Tanner Waters on Monday.', 'Tanner Waters'],
  ])('takes for a person who is told by %s', (_, text, name) => {
    expect(kindsIn(text)).toEqual({ [name]: 'person' });
  });

  it('takes for no person what has an article or words of the language only', () => {
    expect(kindsIn('The owners of the Torvik Haugland met at Harbour Bridge on Monday.')).toEqual({
      'Torvik Haugland': 'organisation',
      'Harbour Bridge': 'place',
    });
  });

  it.each([
    ['its last word', 'The Harbour Weekly wrote of it.', 'Harbour Weekly'],
    ['an interview with it', 'Jane Roe, the mayor, told Arbeiterblatt. She was glad.', 'Arbeiterblatt'],
    ['its reports', 'In the morning Arbeiterblatt reported that the port was shut.', 'Arbeiterblatt'],
  ])('takes for an outlet what is told by %s', (_, text, name) => {
    expect(kindsIn(text)).toMatchObject({ [name]: 'outlet' });
  });

  it('takes for a person who is told that something is so', () => {
    expect(kindsIn('Jane Roe, the mayor, told Lindqvist that the port was shut.')).toMatchObject({
      Lindqvist: 'person',
    });
  });

  it.each([
    ['Northern Rescue Service', 'government-body'],
    ['Northern Armed Forces', 'government-body'],
    ['Northern Reform Movement', 'political-party'],
    ['New Northern Democrats', 'political-party'],
    ['Instituto Lindqvist', 'organisation'],
    ['Movement for United Georgia', 'political-party'],
    ['Northern Reserve Bank', 'government-body'],
    ['Northern Savings Bank', 'company'],
  ])('knows the kind of %s by its words', (name, kind) => {
    expect(kindsIn(`On Monday the ${name} closed the port.`)).toEqual({ [name]: kind });
  });

  it.each([
    ['a ministry', 'The minister for Communications Jane Lindqvist resigned on Monday.'],
    ['a house', 'The speaker of the House Jane Lindqvist resigned on Monday.'],
    ['an adjective', 'On Monday Furious Jane Lindqvist resigned.'],
  ])('takes the word of %s from the name of a person behind it', (_, text) => {
    expect(kindsIn(text)).toMatchObject({ 'Jane Lindqvist': 'person' });
  });

  it('leaves a word that belongs to the name behind it', () => {
    expect(kindsIn('A statue of Saint Jane Lindqvist stood there on Monday.')).not.toHaveProperty('Jane Lindqvist');
  });

  it('drops storms and operations', () => {
    expect(kindsIn('On Monday Cyclone Freja hit the coast, and Operation Harpoon began.')).toEqual({});
  });

  it('drops a common word that speaks only where its sentence begins', () => {
    expect(kindsIn('Personnel said that the road was shut.')).toEqual({});
    expect(kindsIn('Jane Brown left. Brown said that the road was shut.')).toEqual({ 'Jane Brown': 'person' });
  });

  it('joins a body whose place is given by its initials', () => {
    const kinds = kindsIn('The New Haven Police Department met. On Monday the NH Police Department closed the road.');

    expect(Object.keys(kinds)).toEqual(['New Haven Police Department']);
  });

  it('takes the opposition for a political party', () => {
    expect(kindsIn('The opposition walked out on Monday.')).toEqual({ Opposition: 'political-party' });
  });

  it('takes a province for a government where it acts, and for a place elsewhere', () => {
    expect(kindsIn('On Monday Flanders has closed the road.')).toEqual({ Flanders: 'government-body' });
    expect(kindsIn('A road in Flanders is closed.')).toEqual({ Flanders: 'place' });
  });

  it('drops a word that the text writes small more often', () => {
    const text =
      'Most children lack selenium. Selenium deficiency is common here. “If Selenium deficiency is common, we must act.” ' +
      'The mill adds selenium to flour.';

    expect(kindsIn(text)).toEqual({});
  });

  it('drops days, products and stances, and keeps what follows a stance', () => {
    expect(kindsIn('Since Bloody Sunday the bridge has been shut.')).toEqual({});
    expect(kindsIn('The bank warned users of Internet Explorer on Monday.')).toEqual({});
    expect(kindsIn('The seats went to Pro-Norway Harbour Union on Monday.')).toEqual({
      'Harbour Union': 'organisation',
    });
  });
});

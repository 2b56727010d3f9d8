import { describe, expect, it } from 'vitest';
import { amongParties, attributionAt, findStatements } from '../../functions/brief/embedded/attribution.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import type { Statement } from '../../functions/brief/embedded/model.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { articleOf } from '../fixtures/draft.ts';

function statementsIn(text: string): Statement[] {
  const document = readDocument(articleOf(text));
  return findStatements(document, findNames(document));
}

/** Voice, label, entity, cue and words of each statement. */
function told(text: string): Array<Array<string | undefined>> {
  return statementsIn(text).map(({ content, attribution, entity }) => [
    attribution.voice,
    attribution.label,
    entity,
    attribution.cue,
    text.slice(content.start, content.end),
  ]);
}

describe('Function: findStatements', () => {
  it.each([
    [
      'a subject before the verb',
      'Norway has announced that it will close the harbour.',
      [['party', 'Norway', 'norway', 'has announced', 'it will close the harbour.']],
    ],
    [
      'a subject behind the verb',
      '“We will not leave,” said Swedish Foreign Minister Anna Holm.',
      [['party', 'Swedish Foreign Minister Anna Holm', 'sweden', 'said', '“We will not leave,”']],
    ],
    [
      'people of whom only one is named',
      'Neighbours of Anna Holm, the mayor, said the harbour was quiet. Anna Holm left on Monday.',
      [['unnamed', 'Neighbours of Anna Holm', undefined, 'said', 'the harbour was quiet.']],
    ],
    [
      'an apposition between subject and verb',
      'Tom Hale, chief executive of Northern Steel Corp, said the mill would close.',
      [['party', 'Tom Hale', 'northern-steel-corp', 'said', 'the mill would close.']],
    ],
    [
      'according to, in front',
      'According to the Finnish Defence Ministry, two ships were damaged.',
      [['party', 'Finnish Defence Ministry', 'finland', 'according to', 'two ships were damaged.']],
    ],
    [
      'according to, behind',
      'Two ships were damaged, according to local officials.',
      [['unnamed', 'local officials', undefined, 'according to', 'Two ships were damaged']],
    ],
    [
      'sources without a name',
      'Analysts warned that prices could double.',
      [['unnamed', 'Analysts', undefined, 'warned', 'prices could double.']],
    ],
    [
      'a verb that looks like a noun, with all that it reports',
      'Observers note that while the talks may signal an opening, the path ahead is uncertain.',
      [
        [
          'unnamed',
          'Observers',
          undefined,
          'note',
          'while the talks may signal an opening, the path ahead is uncertain.',
        ],
      ],
    ],
    [
      'a plural that opens the sentence',
      'Shippers warn that the calm is fragile.',
      [['unnamed', 'Shippers', undefined, 'warn', 'the calm is fragile.']],
    ],
    [
      'sources in places',
      'Diplomats in Oslo and Bergen believe that the vote will fail.',
      [['unnamed', 'Diplomats in Oslo and Bergen', undefined, 'believe', 'the vote will fail.']],
    ],
    [
      'a diplomat of a state',
      'A senior Swedish diplomat said the fee would stay.',
      [['unnamed', 'senior Swedish diplomat', 'sweden', 'said', 'the fee would stay.']],
    ],
    [
      'analysts of a state, who do not speak for it',
      'Swedish analysts said prices would rise.',
      [['unnamed', 'Swedish analysts', undefined, 'said', 'prices would rise.']],
    ],
    [
      'sources who go on',
      'Critics point out that the dam is old. If it breaks, the valley could flood, they added.',
      [
        ['unnamed', 'Critics', undefined, 'point', 'the dam is old.'],
        ['unnamed', 'Critics', undefined, 'added', 'If it breaks, the valley could flood'],
      ],
    ],
    [
      'a body with its article behind the words',
      'Six boats have left the lock, the Osmark Harbour Commission confirmed.',
      [
        [
          'party',
          'Osmark Harbour Commission',
          'osmark-harbour-commission',
          'confirmed',
          'Six boats have left the lock',
        ],
      ],
    ],
    [
      'the last word of a name',
      'The Osmark Harbour Commission met on Monday. The commission said repairs were late.',
      [['party', 'Osmark Harbour Commission', 'osmark-harbour-commission', 'said', 'repairs were late.']],
    ],
    [
      'a ministry by its capital',
      'Norway and Sweden met. The Foreign Ministry in Stockholm said that no date was set.',
      [['party', 'Foreign Ministry in Stockholm', 'sweden', 'said', 'no date was set.']],
    ],
    [
      'two verbs of one subject',
      'Norway welcomed the offer but insisted that Sweden lift the levy.',
      [
        ['party', 'Norway', 'norway', 'welcomed', 'the offer'],
        ['party', 'Norway', 'norway', 'insisted', 'Sweden lift the levy.'],
      ],
    ],
    [
      'a verb of saying after another verb',
      'Norway closed the port and warned that trade would suffer.',
      [['party', 'Norway', 'norway', 'warned', 'trade would suffer.']],
    ],
    [
      'whom somebody told',
      '“We have a deal,” Ola Berg, Norway’s transport minister, told reporters in Oslo.',
      [['party', 'Ola Berg', 'norway', 'told', '“We have a deal,”']],
    ],
    [
      'officials who want no name',
      'An Estonian official, who declined to be named, said the cable was cut.',
      [['unnamed', 'Estonian official', undefined, 'said', 'the cable was cut.']],
    ],
    ['a document', 'The report said that wages fell.', [['document', 'report', undefined, 'said', 'wages fell.']]],
    [
      'an outlet',
      'Reuters reported that the talks had failed.',
      [['outlet', 'Reuters', undefined, 'reported', 'the talks had failed.']],
    ],
    [
      'a verb of stance',
      'Denmark urged Iceland to reopen the port.',
      [['party', 'Denmark', 'denmark', 'urged', 'Iceland to reopen the port.']],
    ],
    [
      'a spokesman for somebody',
      'A spokesman for Denmark denied that ships had been seized.',
      [['party', 'spokesman for Denmark', 'denmark', 'denied', 'ships had been seized.']],
    ],
  ])('reads %s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('resolves a pronoun to the one who spoke before', () => {
    // Prepare
    const text = 'Swedish Prime Minister Anna Holm met miners. She said that the mine would stay open.';

    // Act
    const [statement] = statementsIn(text);

    // Assess
    expect(statement).toMatchObject({ entity: 'sweden', attribution: { voice: 'party', party: 'sweden' } });
  });

  it('gives a quotation that goes on to the speaker before it', () => {
    // Prepare
    const text = '“We wait,” said Anna Holm, an engineer. “The dam will not hold another winter.” Rain fell on Monday.';

    // Act
    const found = told(text);

    // Assess
    expect(found.map(([, , entity, , words]) => [entity, words])).toEqual([
      ['anna-holm', '“We wait,”'],
      ['anna-holm', '“The dam will not hold another winter.”'],
    ]);
  });

  it('takes what stands before and behind an inserted clause', () => {
    // Act
    const found = told('"The dam is old," Anna Holm said, "and it will not hold another winter of rain."');

    // Assess
    expect(found.map((statement) => statement.at(-1))).toEqual([
      '"The dam is old,"',
      '"and it will not hold another winter of rain."',
    ]);
  });

  it.each([
    ['a passive', 'The mayor was told to leave the city.'],
    ['an infinitive', 'Norway refused to say when the port would open.'],
    ['a verb that only adds a thing', 'The storm added urgency to the talks.'],
    ['words within a quotation', '“They said no and we said yes.”'],
  ])('reads no statement in %s', (_what, text) => {
    expect(told(text)).toEqual([]);
  });

  it('quotes the attributing words', () => {
    // Prepare
    const text = 'Rain fell. Norway has announced that it will close the harbour.';

    // Act
    const evidence = statementsIn(text)[0]?.attribution.evidence;

    // Assess
    expect(evidence).toEqual([{ quote: 'Norway has announced', start: 11, end: 31, sentence: 1, paragraph: 0 }]);
  });
});

describe('Function: attributionAt', () => {
  const text = 'Norway said that Sweden had warned that ships could sink. Rain fell.';

  it('gives the innermost statement that holds the words', () => {
    // Prepare
    const statements = statementsIn(text);
    const start = text.indexOf('ships');

    // Act
    const attribution = attributionAt(statements, { start, end: start + 'ships could sink'.length });

    // Assess
    expect(attribution).toMatchObject({ voice: 'party', party: 'sweden', cue: 'had warned' });
  });

  it('gives the outlet where nobody is named', () => {
    const start = text.indexOf('Rain');
    expect(attributionAt(statementsIn(text), { start, end: text.length })).toEqual({ voice: 'outlet' });
  });
});

describe('Function: amongParties', () => {
  it('makes a named source of a speaker who is no party', () => {
    expect(amongParties({ voice: 'party', label: 'Anna Holm', party: 'anna-holm' }, new Set(['norway']))).toEqual({
      voice: 'named',
      label: 'Anna Holm',
    });
    expect(amongParties({ voice: 'party', party: 'norway' }, new Set(['norway']))).toEqual({
      voice: 'party',
      party: 'norway',
    });
  });
});

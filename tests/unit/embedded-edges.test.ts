import { describe, expect, it } from 'vitest';
import { bodyOf, bodyTokens } from '../../functions/brief/embedded/body-edges.ts';
import { inSentence } from '../../functions/brief/embedded/by-sentence.ts';
import { clauseAround } from '../../functions/brief/embedded/clause-around.ts';
import { contentOf, sharedBy } from '../../functions/brief/embedded/content-words.ts';
import { eventClause } from '../../functions/brief/embedded/event-clause.ts';
import { nounPhraseAfter, nounPhraseBefore } from '../../functions/brief/embedded/noun-phrases.ts';
import { kindOf } from '../../functions/brief/embedded/sentence-kind.ts';
import { capitalised, isBalanced, standingSentence } from '../../functions/brief/embedded/standing-sentence.ts';
import { standingSpan } from '../../functions/brief/embedded/standing-span.ts';
import { wholePhrases } from '../../functions/brief/embedded/whole-phrases.ts';
import { read } from '../fixtures/read.ts';

describe('Embedded analyzer: what of a sentence is its own', () => {
  it.each([
    ['[Begin recording] The ferry left at noon.', 'The ferry left at noon.'],
    ['5. On Monday the ferry left.', 'On Monday the ferry left.'],
    ['By Rosa Vidal | The ferry left at noon.', 'The ferry left at noon.'],
    ['(Photo: Rosa Vidal) The ferry left at noon.', 'The ferry left at noon.'],
    ['The ferry left at noon. [end recording]', 'The ferry left at noon.'],
    ['The ferry left at noon.', 'The ferry left at noon.'],
    ['Image caption The quay before the storm The ferry left at noon.', 'The ferry left at noon.'],
  ])('of %s', (text, own) => {
    const { document, sentence } = read(text);
    const whole = { ...sentence, start: 0, end: text.length };

    expect(text.slice(bodyOf(document, whole).start, bodyOf(document, whole).end)).toBe(own);
  });

  it('gives the same edges in tokens', () => {
    const { document, sentence } = read('5. On Monday the ferry left.');
    const { from, to } = bodyTokens(document, sentence);

    expect(document.tokens.slice(from, to).map(({ text }) => text)).toEqual([
      'On',
      'Monday',
      'the',
      'ferry',
      'left',
      '.',
    ]);
  });

  it.each([
    ['Read more news here', true, 'boilerplate'],
    ['All rights reserved.', false, 'boilerplate'],
    ['For immediate release', true, 'boilerplate'],
    ['Notes to editors: the trust is a charity.', true, 'boilerplate'],
    ['This press release contains forward-looking statements.', false, 'boilerplate'],
    ['Actual results may differ materially because of the weather.', false, 'boilerplate'],
    ['The road ahead', true, 'heading'],
    ['The road ahead', false, 'body'],
    ['The ferry left at noon.', true, 'body'],
    ['The minister released the notes.', true, 'body'],
  ] as const)('tells the page from the matter: %s', (sentence, alone, kind) => {
    expect(kindOf(sentence, alone)).toBe(kind);
  });
});

describe('Embedded analyzer: sentences that stand by themselves', () => {
  const standing = (text: string): string | undefined => {
    const { document, clauses, sentence } = read(text);
    return standingSentence(document, clauses, sentence)?.text;
  };

  it.each([
    ['However, the ferry left at noon.', 'The ferry left at noon.'],
    ['But the ferry left at noon.', 'The ferry left at noon.'],
    ['In addition, the ferry left at noon.', 'The ferry left at noon.'],
    ['The ferry left at noon.', 'The ferry left at noon.'],
  ])('lose the word that joins them: %s', (text, alone) => {
    expect(standing(text)).toBe(alone);
  });

  it.each(['A long night in the harbour.', 'The ferry left at noon, he said:', '“The ferry left at noon, she said.'])(
    'are not: %s',
    (text) => {
      expect(standing(text)).toBeUndefined();
    },
  );

  it.each([
    ['She said the ferry had left.', true, false],
    ['This week the ferry left.', false, false],
    ['It is unclear whether the ferry left.', false, false],
    ['We saw that the ferry had left.', false, true],
    ['“We saw it,” the captain said on Monday.', false, false],
  ])('lean on others, or speak of the writer, or not: %s', (text, leans, firstPerson) => {
    const { document, clauses, sentence } = read(text);

    expect(standingSentence(document, clauses, sentence)).toMatchObject({ leans, firstPerson });
  });

  it.each([
    ['(a)', true],
    ['(a', false],
    ['a)', false],
    ['“a” and "b"', true],
    ['“a', false],
    ['the states’ rights', true],
    ['‘We lost,’ she said', true],
    ['[a', false],
  ])('are balanced or not: %s', (text, balanced) => {
    expect(isBalanced(text)).toBe(balanced);
  });

  it('begin with a capital, whatever the script', () => {
    expect([capitalised('éa'), capitalised('ßa'), capitalised('🚢a'), capitalised('')]).toEqual([
      'Éa',
      'SSa',
      '🚢a',
      ' ',
    ]);
  });
});

describe('Embedded analyzer: stretches of a sentence', () => {
  it.each([
    [
      'The minister, who closed the port on Monday, left for Lima.',
      'who closed the port on Monday',
      'The minister, who closed the port on Monday',
    ],
    ['Chile closed the port of Arica on Monday.', 'closed the port of', 'Chile closed the port of Arica on Monday'],
  ])('can be read by themselves: %s', (text, words, expected) => {
    const { document, clauses, spanOf, textOf } = read(text);

    expect(textOf(standingSpan(document, clauses, 0, spanOf(words)))).toBe(expected);
  });

  it.each([
    ['Chile closed the port of Arica on Monday.', ['closed', 'the'], 'closed the port'],
    ['Chile closed the port of Arica on Monday.', ['closed', 'of'], 'closed the port of Arica'],
    ['Chile closed the “port of Arica” on Monday.', ['“', 'port'], '“port of Arica”'],
    ['Chile closed the port.', ['Chile', 'port'], 'Chile closed the port'],
  ])('end where a phrase ends: %s', (text, [first, last], expected) => {
    const { document, clauses, sentence } = read(text);
    const from = document.tokens.findIndex((token) => token.text === first);
    const to = document.tokens.findIndex((token) => token.text === last) + 1;
    const whole = wholePhrases(document, clauses, sentence, { from, to });
    const [begin, end] = [document.tokens[whole.from]?.start, document.tokens[whole.to - 1]?.end];

    expect(text.slice(begin, end)).toBe(expected);
  });

  it('are whole sentences where those are short, and clauses of long ones', () => {
    const short = read('Chile closed the port, and Peru opened a new one.');
    const text =
      'Chile closed the port of Arica on Monday after three nights of rain and a landslide on the only road to it, but Peru ' +
      'opened the new pier in Ilo to all ships of both countries in the meantime, the ministry of transport said.';
    const long = read(text);

    expect(clauseAround(short.document, short.sentence, short.spanOf('closed')).quote).toBe(
      'Chile closed the port, and Peru opened a new one.',
    );
    expect(clauseAround(long.document, long.sentence, long.spanOf('opened the new pier in Ilo')).quote).toBe(
      'but Peru opened the new pier in Ilo to all ships of both countries in the meantime, the ministry of transport said.',
    );
  });

  it.each([
    ['Chile closed the port in 2019 and Peru opened a pier in 2021.', 'in 2021', 'Peru opened a pier in 2021.'],
    ['Officials said the port was closed in 2019.', '2019', 'Officials said the port was closed in 2019.'],
    ['Peru decided in March to close the port.', 'March', 'Peru decided in March to close the port.'],
  ])('tell an event: %s', (text, date, expected) => {
    const { document, clauses, sentence, spanOf } = read(text);

    expect(eventClause(document, clauses, sentence, spanOf(date)).quote).toBe(expected);
  });

  it.each([
    ['Talks stalled over the status of the border zone.', 'over', 'status of the border zone'],
    ['They argue about it.', 'about', undefined],
    ['They argue about some of the ships.', 'about', 'some of the ships'],
  ])('name what follows: %s', (text, word, expected) => {
    const { document, textOf } = read(text);
    const at = document.tokens.findIndex((token) => token.text === word) + 1;
    const span = nounPhraseAfter(document.tokens, at, document.tokens.length);

    expect(span && textOf(span)).toBe(expected);
  });

  it('name what stands before', () => {
    const { document, textOf } = read('The status of the border zone remains open.');
    const at = document.tokens.findIndex((token) => token.text === 'remains');
    const span = nounPhraseBefore(document.tokens, 0, at);

    expect(span && textOf(span)).toBe('status of the border zone');
  });
});

describe('Embedded analyzer: words of a matter', () => {
  it('are without general words, small words and names', () => {
    const { document, names, spanOf } = read('On Monday Chile said it would close the copper mines near Peru.');
    const words = contentOf(document, names, spanOf('On Monday Chile said it would close the copper mines near Peru'));

    expect([...words].sort()).toEqual(['close', 'copper', 'mine']);
  });

  it('are shared or not', () => {
    expect(sharedBy(new Set(['a', 'b', 'c']), new Set(['b', 'c', 'd']))).toBe(2);
    expect(sharedBy(new Set(['a']), new Set())).toBe(0);
  });

  it('of one sentence are found in an ordered list', () => {
    const ordered = [0, 0, 1, 3, 3, 3, 7].map((sentence, place) => ({ sentence, place }));

    expect(inSentence(ordered, 3).map(({ place }) => place)).toEqual([3, 4, 5]);
    expect(inSentence(ordered, 2)).toEqual([]);
    expect(inSentence([], 0)).toEqual([]);
  });
});

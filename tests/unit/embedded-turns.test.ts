import { describe, expect, it } from 'vitest';
import { answersOf } from '../../functions/brief/embedded/dialogue.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { articleOf } from '../fixtures/draft.ts';

function turnsIn(text: string): [string, string][] {
  const document = readDocument(articleOf(text));
  return [...document.turns.values()].map(({ label, by }) => [text.slice(label.start, label.end), by]);
}

function answersIn(text: string, title: string | null = null): [string, string, string | undefined][] {
  const document = readDocument(articleOf(text, { title }));
  return answersOf(document, findNames(document)).map(({ content, attribution }) => [
    text.slice(content.start, content.end),
    attribution.voice,
    attribution.label,
  ]);
}

const TALK = [
  'Rosa Vidal has led the port of Lima since March.',
  'Q: Will the port grow?',
  'A: We hope so. It needs a second pier.',
  'It will not be cheap.',
  'Q: Who pays?',
  'A: The users will.',
].join('\n\n');

describe('Embedded analyzer: labels and times before paragraphs', () => {
  it('reads questions and answers', () => {
    expect(turnsIn(TALK)).toEqual([
      ['Q', 'asks'],
      ['A', 'answers'],
      ['Q', 'asks'],
      ['A', 'answers'],
    ]);
  });

  it('takes for the one who asks whose turns are questions', () => {
    const text = 'Post: Are you leaving?\n\nVidal: No.\n\nPost: Why not?\n\nVidal: The work is not done.';

    expect(turnsIn(text)).toEqual([
      ['Post', 'asks'],
      ['Vidal', 'named'],
      ['Post', 'asks'],
      ['Vidal', 'named'],
    ]);
  });

  it('reads the times of rolling updates, whatever they look like', () => {
    const text = '14:52 Summary: it is over.\n\n2.31pm The road is shut.\n\n13.05 GMT – Police have come.';

    expect(turnsIn(text)).toEqual([
      ['14:52', 'time'],
      ['2.31pm', 'time'],
      ['13.05 GMT', 'time'],
    ]);
  });

  it.each([
    ['headings of which each comes once', 'Aries: Rest.\n\nTaurus: Work.\n\nGemini: Wait.\n\nCancer: Sleep.'],
    ['one speaker alone', 'Vidal: One.\n\nVidal: Two.\n\nVidal: Three.\n\nVidal: Four.'],
    ['a single time', '14:52 The road is shut.\n\nPolice have come.'],
    [
      'a sentence with a colon',
      'The plan was simple: wait.\n\nThe plan was simple: wait.\n\nIt failed: twice.\n\nIt failed: twice.',
    ],
  ])('finds none in %s', (_name, text) => {
    expect(turnsIn(text)).toEqual([]);
  });

  it('makes a sentence of its own of the label, which nothing is read from', () => {
    const { sentences, text } = readDocument(articleOf(TALK));
    const shown = sentences.map(({ start, end, kind }) => [text.slice(start, end), kind]);

    expect(shown.slice(1, 6)).toEqual([
      ['Q:', 'boilerplate'],
      ['Will the port grow?', 'heading'],
      ['A:', 'boilerplate'],
      ['We hope so.', 'body'],
      ['It needs a second pier.', 'body'],
    ]);
  });

  it('gives each sentence of an answer to the one named before the questions, up to the next question', () => {
    expect(answersIn(TALK)).toEqual([
      ['We hope so.', 'party', 'Rosa Vidal'],
      ['It needs a second pier.', 'party', 'Rosa Vidal'],
      ['It will not be cheap.', 'party', 'Rosa Vidal'],
      ['The users will.', 'party', 'Rosa Vidal'],
    ]);
  });

  it('knows a person by the last name', () => {
    const text = 'Rosa Vidal runs a port.\n\nPost: How?\n\nVidal: Well.\n\nPost: Why?\n\nVidal: I must.';

    expect(answersIn(text)).toEqual([
      ['Well.', 'party', 'Rosa Vidal'],
      ['I must.', 'party', 'Rosa Vidal'],
    ]);
  });

  it('leaves a stranger a name, and an answer of nobody unnamed', () => {
    const stranger = 'Post: How?\n\nWitness: Well.\n\nPost: Why?\n\nWitness: I must.';
    const nobody = 'Q: How?\n\nA: Well.\n\nQ: Why?\n\nA: I must.';

    expect(answersIn(stranger).map(([, voice, label]) => [voice, label])).toEqual([
      ['named', 'Witness'],
      ['named', 'Witness'],
    ]);
    expect(answersIn(nobody).map(([, voice, label]) => [voice, label])).toEqual([
      ['unnamed', undefined],
      ['unnamed', undefined],
    ]);
  });
});

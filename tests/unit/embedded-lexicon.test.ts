import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { MEASURE_FRAMES } from '../../functions/brief/embedded/lexicon/measures.ts';
import { lexiconHash } from '../../functions/brief/embedded/lexicon-hash.ts';
import { PhraseIndex } from '../../functions/brief/embedded/lexicon-index.ts';
import { MEASURE_TYPES } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

function found(phrase: string, text: string): string[] {
  const { tokens } = readDocument(articleOf(text));
  return new PhraseIndex([[phrase, true]])
    .within(tokens, 0, tokens.length)
    .map((match) => text.slice(tokens[match.from]?.start, tokens[match.to - 1]?.end));
}

describe('Class: PhraseIndex', () => {
  it.each([
    ['pull back', 'They pulled back at dawn.', ['pulled back']],
    ['hold * talk|talks', 'They held two long days of talks.', ['held two long days of talks']],
    ['hold * talk|talks', 'They held the bridge in rain and snow during talks.', []],
    ['hold * talk|talks', 'They held the bridge; talks ended.', []],
    ['v:risk', 'The risk is small, but they risked it.', ['risked']],
    ['n:threat', 'A threat was made.', ['threat']],
  ])('reads the phrase %s in: %s', (phrase, text, expected) => {
    expect(found(phrase, text)).toEqual(expected);
  });
});

describe('Lexicons', () => {
  it('have a frame for every type of measure', () => {
    expect(MEASURE_FRAMES.map((frame) => frame.type).sort()).toEqual([...MEASURE_TYPES].sort());
  });

  it('have one hash, whenever it is asked for', () => {
    expect(lexiconHash()).toBe(lexiconHash());
    expect(lexiconHash()).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

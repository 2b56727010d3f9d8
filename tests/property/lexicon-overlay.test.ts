import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotesIn } from '../../bin/precis/quotes.ts';
import { ISSUE_STATES, MEASURE_TYPES, PARTY_KINDS } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';
import { briefWith, lexiconOf } from '../fixtures/lexicon.ts';
import { propertyRuns } from '../long-run.ts';
import { PROJECT } from '../project.ts';

const TEXT = readFileSync(join(PROJECT, 'examples', '1-monday-plata-wire.txt'), 'utf8');
const WORDS = TEXT.split(/\s+/).filter((word) => /\p{L}/u.test(word));

/** Some words that stand beside each other in the text, as they are or in small letters. */
const stretch = fc
  .tuple(fc.nat({ max: WORDS.length - 1 }), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([at, length, isSmall]) => {
    const words = WORDS.slice(at, at + length).join(' ');
    return (isSmall ? words.toLowerCase() : words).slice(0, 100).trim();
  });
const phrase = stretch
  .map((words) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}' -]/gu, '')
      .replace(/-/g, ' ')
      .trim(),
  )
  .filter((words) => /\p{L}/u.test(words))
  .map((words) => words.split(/\s+/).join(' * ').slice(0, 100).replace(/ \*?$/, ''));
const few = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { maxLength: 3 });

/** Overlays of the text's own words: the worst that a desk could write. */
const overlay = fc.record({
  parties: fc.uniqueArray(
    fc.record({ name: stretch, kind: fc.constantFrom(...PARTY_KINDS), aliases: fc.constant([]) }),
    { maxLength: 4, selector: ({ name }) => name.toLowerCase() },
  ),
  aliases: fc.dictionary(fc.constantFrom('Uruguay', 'Chile', 'Nobody'), fc.constant([]), { maxKeys: 2 }),
  measureWords: few(fc.record({ phrase, type: fc.constantFrom(...MEASURE_TYPES) })),
  cues: fc.record({
    issues: few(fc.record({ phrase, state: fc.constantFrom(...ISSUE_STATES) })),
    risks: few(fc.record({ phrase })),
  }),
  alwaysDrop: few(stretch),
});
const alias = fc.tuple(fc.constantFrom('Uruguay', 'Chile'), stretch);

describe('Whatever words a desk lays over the lexicons', () => {
  it('an article is briefed, the same each time, with quotes that stand in it and none that is always dropped', async () => {
    const article = articleOf(TEXT);
    await fc.assert(
      fc.asyncProperty(overlay, alias, async (words, [name, called]) => {
        const lexicon = lexiconOf({ ...words, aliases: { ...words.aliases, [name]: [called] } });

        const brief = await briefWith(article, lexicon);

        expect(await briefWith(article, lexicon)).toEqual(brief);
        for (const { quote, start, end } of quotesIn(brief)) expect(TEXT.slice(start, end)).toBe(quote);
        const { measures, unresolvedIssues, risks, upsides, timeline, ahead } = brief;
        const entries = [measures, unresolvedIssues, risks, upsides, timeline, ahead].flat();
        expect(entries.flatMap(({ evidence }) => evidence).filter(({ quote }) => lexicon.drops(quote))).toEqual([]);
      }),
      { numRuns: propertyRuns(8) },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explanationPage } from '../../bin/precis/explanation-page.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { EXPLAINED_LISTS } from '../../functions/brief/explanation.ts';
import { gate } from '../../functions/brief/gate.ts';
import { articleOf } from '../fixtures/draft.ts';
import { explained } from '../fixtures/explained.ts';
import { propertyRuns } from '../long-run.ts';

const WORDS =
  'Chile Peru Lima the a has will would could not to of in on with and but if who that said agreed refused withdraw troops ' +
  'talks sanctions minister police arrested warned risk war unclear whether remains unresolved denied stalled threat “ ” , . . ? ' +
  'Monday March 18 government border signed treaty deal strike hope peace next round due';

const newsLike = fc
  .array(fc.constantFrom(...WORDS.split(' '), '\n\n'), { minLength: 1, maxLength: 150 })
  .map((words) => words.join(' '));
const anyText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 200 })
  .map((text) => text.replaceAll('\0', '').replace(/\p{Cs}/gu, ''));
const articles = fc
  .tuple(fc.option(newsLike), newsLike, anyText, newsLike)
  .map(([title, ...parts]) => articleOf(parts.join(' '), { title }));

describe('Explanation, of any text', () => {
  it('comes with the brief that is written without it, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(articles, async (article) => {
        const plain = gate(article, await embeddedAnalyzer.analyze(article));
        const { brief } = await explained(article);
        expect(JSON.stringify(brief)).toBe(JSON.stringify(plain));
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('explains each entry of each list and each sentence, as plain data, and is printable', async () => {
    await fc.assert(
      fc.asyncProperty(articles, async (article) => {
        const { brief, explanation } = await explained(article);
        for (const list of EXPLAINED_LISTS) {
          const kept = explanation.entries.filter((entry) => entry.list === list && !entry.dropped);
          expect(kept.length, list).toBe(brief[list].length);
          for (const { rule, cues } of kept) expect([rule, ...cues].every((word) => word !== '')).toBe(true);
        }
        for (const { items, why, start, end, text } of explanation.sentences) {
          expect(items.length + why.length).toBeGreaterThan(0);
          expect(article.text.slice(start, end)).toBe(text);
        }
        expect(structuredClone(explanation)).toEqual(explanation);
        const page = explanationPage(brief, explanation).replaceAll('\n', '');
        expect(page).toMatch(/^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])+$/u);
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});

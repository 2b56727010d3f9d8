import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { BriefDraft, type Evidence } from '../../functions/core/brief.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { articleOf } from '../fixtures/draft.ts';
import { propertyRuns } from '../long-run.ts';

const WORDS =
  'Chile Peru Lima the a an its has have had will would could not to of in on with and but or if unless which who that said says ' +
  'agreed refused withdraw troops talks sanctions minister court ruled police arrested warned risk war unclear whether remains ' +
  'unresolved denied “ ” " , ; : . ? — - 2024 40 Monday July by between over after while because is are was been being no never ' +
  'government border deal strike bank rates raised likely it they he';

const newsLike = fc
  .array(fc.constantFrom(...WORDS.split(' '), '\n\n'), { minLength: 1, maxLength: 120 })
  .map((words) => words.join(' '));
const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
const mixed = fc.tuple(newsLike, anyText, newsLike).map((parts) => parts.join(' '));

function evidenceIn(draft: BriefDraft): Evidence[] {
  const items = [...draft.measures, ...draft.unresolvedIssues, ...draft.risks, ...draft.upsides];
  return [
    ...items.flatMap((item) => [...item.evidence, ...(item.attribution.evidence ?? [])]),
    ...draft.unresolvedIssues.flatMap((issue) => issue.sides.flatMap((side) => side.evidence)),
    ...draft.summary.flatMap((sentence) => sentence.evidence),
    ...draft.parties.flatMap((party) => party.evidence),
    ...[...draft.timeline, ...draft.ahead].flatMap((line) => line.evidence),
  ];
}

describe('Embedded analyzer, of any text', () => {
  it.each([
    ['news-like words', newsLike],
    ['any characters', anyText],
    ['both', mixed],
  ])('never throws, quotes verbatim and keeps the shape of a draft: %s', async (_name, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const draft = await embeddedAnalyzer.analyze(articleOf(text.replaceAll('\0', '')));
        expect(BriefDraft.safeParse(draft).error).toBeUndefined();
        const verbatim = text.replaceAll('\0', '');
        for (const piece of evidenceIn(draft)) expect(isVerbatim(verbatim, piece)).toBe(true);
        const ids = [...draft.measures, ...draft.unresolvedIssues, ...draft.risks, ...draft.upsides].map(
          (item) => item.id,
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('writes the same draft for the same article, byte for byte, whatever it read before', async () => {
    await fc.assert(
      fc.asyncProperty(newsLike, mixed, async (text, other) => {
        const first = JSON.stringify(await embeddedAnalyzer.analyze(articleOf(text)));
        await embeddedAnalyzer.analyze(articleOf(other.replaceAll('\0', '')));
        expect(JSON.stringify(await embeddedAnalyzer.analyze(articleOf(text)))).toBe(first);
      }),
      { numRuns: propertyRuns(10) },
    );
  });
});

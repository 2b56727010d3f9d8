import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyCounts, type Lie, type LieKind, liesOf, tellLies } from '../../bench/lies/lies.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { articleOf, draftOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';
import { articleOfKind, KINDS } from '../fixtures/kinds.ts';
import { propertyRuns } from '../long-run.ts';

interface Told {
  article: Article;
  brief: Brief;
  lies: Lie[];
}

/** Kinds of lies of which none may pass, and those that grammar alone cannot always tell, with the share that is refused. */
const ALWAYS: LieKind[] = ['negation added', 'number changed', 'quote of another item'];
const MOSTLY: [LieKind, number][] = [
  ['actor from elsewhere', 0.7],
  ['actor from the same sentence', 0.4],
  ['date changed', 0.9],
  ['done shown as refused', 0.75],
  ['name exchanged in the sentence', 0.9],
  ['speaker exchanged', 0.6],
  ['speaker invented', 0.75],
];

describe('Property: gate, told lies', () => {
  const all: Told[] = [];

  beforeAll(async () => {
    for (const name of KINDS) {
      const article = await articleOfKind(name);
      const brief = gate(article, await embeddedAnalyzer.analyze(article));
      all.push({ article, brief, lies: liesOf(article.text, brief) });
    }
    const ferry = articleOf(FERRY_TEXT);
    const brief = gate(ferry, trueDraft());
    all.push({ article: ferry, brief, lies: liesOf(ferry.text, brief) });
  });

  it('leaves every brief as it is when it is gated again', () => {
    fc.assert(
      fc.property(fc.nat(all.length - 1), (index) => {
        const told = all[index];
        if (told === undefined) return;
        expect(gate(told.article, draftOf(told.brief))).toEqual(told.brief);
      }),
      { numRuns: propertyRuns(10) },
    );
  });

  it('shows of a lie no more than it tells: quotes stay verbatim and nobody is added', () => {
    const lies = all.flatMap(({ article, brief, lies: told }) => told.map((lie) => ({ article, brief, lie })));
    fc.assert(
      fc.property(fc.nat(lies.length - 1), (index) => {
        const one = lies[index];
        if (one === undefined) return;
        const { measures, parties } = gate(one.article, one.lie.draft);
        const ids = new Set<string>(one.brief.parties.map(({ id }) => id));
        for (const { actors, targets, evidence } of measures) {
          for (const id of [...actors, ...targets]) expect(ids.has(id)).toBe(true);
          for (const { quote, start, end } of evidence) expect(one.article.text.slice(start, end)).toBe(quote);
        }
        expect(parties.map(({ id }) => id)).toEqual(one.brief.parties.map(({ id }) => id));
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('refuses what can be told from the words, and most of what needs grammar', () => {
    const counts = emptyCounts();
    for (const { article, lies } of all) tellLies(lies, (draft) => gate(article, draft), counts);
    const shareOf = (kind: LieKind): number => {
      const { told, refused } = counts.get(kind) ?? { told: 0, refused: 0 };
      expect(told, kind).toBeGreaterThan(0);
      return refused / told;
    };

    for (const kind of ALWAYS) expect(shareOf(kind), kind).toBe(1);
    for (const [kind, least] of MOSTLY) expect(shareOf(kind), kind).toBeGreaterThanOrEqual(least);
  });
});

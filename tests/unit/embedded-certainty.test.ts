import { describe, expect, it } from 'vitest';
import { certaintyOf, pointsOf } from '../../functions/brief/embedded/certainty.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { explanationOf } from '../../functions/brief/explanation.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { BriefDraft } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function signsOf(text: string): Promise<{ draft: BriefDraft; signs: Map<string, readonly string[]> }> {
  const article = articleOf(text);
  const explained = await embeddedAnalyzer.explain?.(article);
  if (explained === undefined) throw new Error('The analyzer explains nothing.');
  const { draft, reasons } = explained;
  const { entries } = explanationOf(article, reasons, draft, gate(article, draft));
  return { draft, signs: new Map(entries.map(({ id, signs }) => [id, signs ?? []])) };
}

const LONG_TAIL = Array.from({ length: 30 }, (_, day) => `The band played its song number ${day} in the park.`).join(
  ' ',
);

describe('Function: certaintyOf', () => {
  it.each([
    ['measures', ['foremost', 'among-first', 'own-object'], 'high'],
    ['measures', ['foremost', 'among-first', 'own-object', 'long-article'], 'medium'],
    ['measures', [], 'medium'],
    ['measures', ['short-quote'], 'low'],
    ['measures', ['own-object', 'status-unclear'], 'low'],
    ['issues', ['said-by-somebody', 'open-state'], 'high'],
    ['issues', ['said-by-somebody', 'bare-topic'], 'medium'],
    ['issues', ['contested'], 'low'],
    ['risks', ['may-happen'], 'high'],
    ['risks', [], 'medium'],
    ['risks', ['projected'], 'low'],
  ] as const)('reads an item of %s with the signs %j with %s certainty', (list, signs, certainty) => {
    expect(certaintyOf(list, signs)).toBe(certainty);
  });

  it('knows what speaks against an item', () => {
    expect(pointsOf('measures', 'status-unclear')).toBeLessThan(0);
    expect(pointsOf('measures', 'told-again')).toBeGreaterThan(0);
    expect(pointsOf('measures', 'contested')).toBe(0);
  });
});

describe('Embedded analyzer: how sure a reading is', () => {
  it('is surer of a step with its own object than of a faint one, and says by what', async () => {
    // Act
    const { draft, signs } = await signsOf('Norway signed a treaty on fishing limits with Sweden on Monday.');

    // Assess
    const [measure] = draft.measures;
    expect(measure?.certainty).toBe('high');
    expect(signs.get(measure?.id ?? '')).toEqual(expect.arrayContaining(['+foremost', '+own-object']));
  });

  it('takes a few words for a short quote, unless they are a sentence', async () => {
    // Act
    const whole = await signsOf('Peru arrested the two men.');
    const part = await signsOf('Peru arrested the two men, and a boat sank near the island in the night.');

    // Assess
    expect(whole.signs.get(whole.draft.measures[0]?.id ?? '')).not.toContain('-short-quote');
    expect(part.signs.get(part.draft.measures[0]?.id ?? '')).toContain('-short-quote');
  });

  it('is less sure in a long article', async () => {
    // Act
    const { draft, signs } = await signsOf(
      `Norway said prices would rise. Floods could destroy the harvest. ${LONG_TAIL}`,
    );

    // Assess
    const [risk] = draft.risks;
    expect(signs.get(risk?.id ?? '')).toContain('-long-article');
    expect(certaintyOf('risks', ['foremost', 'verb-of-harm', 'may-happen'])).toBe('high');
  });

  it('is surer of an open matter that somebody tells of, and less of one without a topic of its own', async () => {
    // Act
    const told = await signsOf('Norway says it is not known whether the lock will reopen.');
    const bare = await signsOf('The fog has delayed the ferry. The zones have been a bone of contention for decades.');

    // Assess
    const [open] = told.draft.unresolvedIssues;
    const [other] = bare.draft.unresolvedIssues;
    expect(open?.certainty).toBe('high');
    expect(told.signs.get(open?.id ?? '')).toEqual(expect.arrayContaining(['+said-by-somebody', '+open-state']));
    expect(bare.signs.get(other?.id ?? '')).toContain('-contested');
  });

  it('explains the certainty of every item of the lists that are judged', async () => {
    // Act
    const { draft, signs } = await signsOf(
      'Norway signed a treaty with Sweden. Oslo warned that floods could destroy the harvest. The status of the lock remains unresolved.',
    );

    // Assess
    for (const [list, items] of [
      ['measures', draft.measures],
      ['issues', draft.unresolvedIssues],
      ['risks', draft.risks],
    ] as const) {
      expect(items.length).toBeGreaterThan(0);
      for (const { id, certainty } of items) {
        const names = (signs.get(id) ?? []).map((sign) => sign.slice(1));
        expect(certaintyOf(list, names as Parameters<typeof certaintyOf>[1])).toBe(certainty);
      }
    }
  });
});

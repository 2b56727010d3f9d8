import { beforeAll, describe, expect, it } from 'vitest';
import { type BriefedStory, briefStory } from '../../bench/ledger/brief-story.ts';
import { readStory, storyNames } from '../../bench/ledger/gold-ledger.ts';
import { measureLedger } from '../../bench/ledger/measure-ledger.ts';
import { falseMoved, LIMITS, ledgerFigures } from '../../bench/ledger/score-ledger.ts';
import { run } from '../../bench/ledger.ts';
import { readLedger } from '../../functions/core/ledger/ledger.ts';

describe('The ledger of the six stories', () => {
  const briefed: BriefedStory[] = [];
  beforeAll(async () => {
    for (const name of storyNames()) briefed.push(await briefStory(readStory(name)));
  });

  it('finds the lines of the hand-made ones, and next to no move that is false', () => {
    const scores = briefed.map((one) => measureLedger(one).score);

    expect(ledgerFigures(scores).f1).toBeGreaterThanOrEqual(LIMITS.f1);
    expect(falseMoved(scores)).toBeLessThanOrEqual(LIMITS.falseMoved);
  });

  it('keeps the matters apart when all are read together', () => {
    const matterOf = new Map(briefed.flatMap(({ story, fileOf }) => [...fileOf.keys()].map((id) => [id, story.name])));
    const span = { since: '2026-01-01T00:00:00.000Z', asOf: '2026-12-31T00:00:00.000Z' };

    const changes = readLedger(
      briefed.flatMap(({ briefs }) => briefs),
      span,
    );

    const matters = changes.map(({ story }) => new Set(story.briefIds.map((id) => matterOf.get(id))));
    expect(new Set(matters.flatMap((one) => [...one]))).toEqual(new Set(storyNames()));
    expect(matters.filter(({ size }) => size > 1)).toEqual([]);
  });
});

describe('npm run bench -- ledger', () => {
  it('refuses a story that is not there', async () => {
    await expect(run(['flood'])).rejects.toThrow(/There is no story .*flood.*kavu-weir/);
  });
});

import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import type { BriefDraft } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function draftOf(text: string): Promise<BriefDraft> {
  return embeddedAnalyzer.analyze(articleOf(text));
}

const measureQuotes = (draft: BriefDraft): string[] =>
  draft.measures.map((measure) => measure.evidence[0]?.quote ?? '');

describe('Embedded analyzer: where quotes begin and end', () => {
  it.each([
    [
      'Norway announced on Monday that it will withdraw its two ferries from the Serena lock, easing a dispute with Sweden.',
      'it will withdraw its two ferries from the Serena lock',
    ],
    [
      'Norway has begun pulling its ferries back from the northern harbour, a day after it promised to do so.',
      'Norway has begun pulling its ferries back from the northern harbour',
    ],
    [
      'Despite progress, Norway and Sweden signed an agreement on the fishing limits.',
      'Norway and Sweden signed an agreement on the fishing limits',
    ],
  ])('ends a quote where its phrase ends: %s', async (text, quote) => {
    expect(measureQuotes(await draftOf(text))).toContain(quote);
  });

  it('closes the quotations that it opens', async () => {
    // Act
    const draft = await draftOf(
      'Norway said it would withdraw its troops “in stages, beginning this week”, as agreed in May.',
    );

    // Assess
    expect(measureQuotes(draft)).toEqual(['it would withdraw its troops “in stages, beginning this week”']);
  });

  it('keeps what a second verb adds under the same modal', async () => {
    // Act
    const draft = await draftOf(
      'Norway warned that a failure of the talks could push prices higher and spoil the harvest.',
    );

    // Assess
    expect(draft.risks[0]?.evidence[0]?.quote).toContain('could push prices higher and spoil the harvest');
  });
});

describe('Embedded analyzer: quotes that can be read by themselves', () => {
  it.each([
    [
      'The harbour board praised the mayor of Serena, who signed the treaty on fishing limits.',
      'the mayor of Serena, who signed the treaty on fishing limits',
    ],
    [
      'Norway addressed the harbour board on Monday, vowing not to resume talks with Sweden without a truce.',
      'Norway addressed the harbour board on Monday, vowing not to resume talks with Sweden without a truce',
    ],
    [
      'Norway asked the court for its opinion on the Inter-River Water Disputes Act of 1956, citing old maps.',
      'Norway asked the court for its opinion on the Inter-River Water Disputes Act of 1956',
    ],
    [
      'Norway signed an agreement with Sweden on fishing limits in October, but not before the island of Ven had agreed.',
      'Norway signed an agreement with Sweden on fishing limits in October',
    ],
    [
      '4. On Monday Norway deployed two patrol boats (both built in Serena) off the coast.',
      'On Monday Norway deployed two patrol boats (both built in Serena) off the coast',
    ],
    [
      'OSLO - Norway has signed an agreement with Sweden on fishing limits. [end recording]',
      'Norway has signed an agreement with Sweden on fishing limits',
    ],
    // An auxiliary that an aside parts from its verb; a verb that another one governs.
    [
      'The deal will see Norway acquire the last two harbours of the coast.',
      'The deal will see Norway acquire the last two harbours of the coast',
    ],
    // The whole list, and a noun that looks like a verb.
    [
      'Norway will withdraw its boats, crews and supply ships from the canal.',
      'Norway will withdraw its boats, crews and supply ships from the canal',
    ],
    // What "it" stands for.
    [
      'Sweden welcomed the step, with its minister Anna Dahl saying it showed that Norway was withdrawing six boats from the canal.',
      'Sweden welcomed the step, with its minister Anna Dahl saying it showed that Norway was withdrawing six boats from the canal',
    ],
    // The condition of what is to come.
    [
      'If the lock is not paid for, Norway will withdraw its six patrol boats from the canal, Sweden said.',
      'If the lock is not paid for, Norway will withdraw its six patrol boats from the canal',
    ],
  ])('%s', async (text, quote) => {
    expect(measureQuotes(await draftOf(text))).toContain(quote);
  });
});

describe('Embedded analyzer: one list for one matter', () => {
  it('shows a step that is announced as no risk', async () => {
    // Act
    const draft = await draftOf('Norway announced that it will withdraw its six patrol boats from the canal.');

    // Assess
    expect(draft.measures.map((measure) => measure.status)).toEqual(['announced']);
    expect(draft.risks).toEqual([]);
  });

  it('shows what is feared as a risk and never as a gain', async () => {
    // Act
    const draft = await draftOf('Observers fear that an incident between the crews could undo the progress.');

    // Assess
    expect(draft.risks).toHaveLength(1);
    expect(draft.upsides).toEqual([]);
  });

  it('shows a hope as a gain and as no step', async () => {
    // Act
    const draft = await draftOf('If the talks succeed, they could lower the risk of war between Norway and Sweden.');

    // Assess
    expect(draft.measures).toEqual([]);
    expect(draft.upsides.map((upside) => upside.likelihood)).toEqual(['possible']);
  });

  it('reads what the words say outright with medium certainty at least', async () => {
    // Act
    const draft = await draftOf(
      'Norway and Sweden met. Old rivalries continue to cast shadows over the process. The northern gate remains unresolved.',
    );

    // Assess
    expect(draft.risks.map((risk) => risk.certainty)).not.toContain('low');
    expect(draft.unresolvedIssues.map((issue) => issue.certainty)).not.toContain('low');
    expect(draft.risks).toHaveLength(1);
    expect(draft.unresolvedIssues).toHaveLength(1);
  });
});

describe('Embedded analyzer: how far a step has come, and whose it is', () => {
  it.each([
    ['Norway threatened to take the matter to arbitration if Sweden keeps the fee.', 'threatened'],
    [
      'Talks between Norway and Sweden opened on Wednesday under Danish mediation, overshadowed by a dispute over what has been settled.',
      'completed',
    ],
    ['The Swedish delegation leaves for talks in Norway on Wednesday.', 'announced'],
  ])('reads the status of: %s', async (text, status) => {
    expect((await draftOf(text)).measures[0]?.status).toBe(status);
  });

  it.each(['The inspection fee remains in force.', 'The inspection fee was left for a later round.'])(
    'finds no step in a state: %s',
    async (text) => {
      expect((await draftOf(text)).measures).toEqual([]);
    },
  );

  it('names no actor where the agent is somebody else of that state', async () => {
    // Act
    const draft = await draftOf('The envoys were arrested in a house owned for years by Norway.');

    // Assess
    expect(draft.measures.flatMap((measure) => measure.actors)).toEqual([]);
  });
});

describe('Embedded analyzer: topics of issues', () => {
  it.each([
    ['The thorny issue of the Golan Heights remains unresolved.', 'the Golan Heights'],
    [
      'Ownership of the northern gate is expected to be set aside for later meetings.',
      'Ownership of the northern gate',
    ],
    ['Norway denies that any secret understanding exists.', 'whether any secret understanding exists'],
    ['Norway has shown reluctance to vacate some of the islands.', 'reluctance to vacate some of the islands'],
  ])('names the matter of: %s', async (text, topic) => {
    expect((await draftOf(text)).unresolvedIssues[0]?.topic).toBe(topic);
  });
});

import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import type { UnresolvedIssue } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function issuesOf(text: string): Promise<UnresolvedIssue[]> {
  return (await embeddedAnalyzer.analyze(articleOf(text))).unresolvedIssues;
}

describe('Embedded analyzer: unresolved issues', () => {
  it.each([
    ['The status of the two islands remains unresolved.', 'deferred', 'status of the two islands'],
    ['Chile and Peru are still at odds over fishing rights.', 'contested', 'fishing rights'],
    ['It was unclear whether the ferry company would reopen.', 'undecided', 'ferry company'],
    ['Talks between Chile and Peru stalled over fishing rights.', 'stalled', 'fishing rights'],
    ['Chile has shown reluctance to vacate the two islands.', 'refused', 'two islands'],
    ['Chile denied that its ships had fired at the ferry.', 'disputed-fact', undefined],
    ['Police are searching for the gunman who fled to the harbour.', 'unexplained', undefined],
    ['Officials denied reports that Chile had broken the truce.', 'disputed-fact', 'truce'],
    [
      'Chile and Peru are at odds over their dominant place in the market.',
      'contested',
      'dominant place in the market',
    ],
    ['The cause of the fire on the ferry is under investigation.', 'unexplained', undefined],
  ])('reads state and topic of: %s', async (text, state, topic) => {
    // Act
    const [issue] = await issuesOf(text);

    // Assess
    expect(issue?.state).toBe(state);
    if (topic !== undefined) expect(issue?.topic).toBe(topic);
    expect(text).toContain(issue?.topic);
  });

  it.each(['The orchestra played in the old mill on Saturday evening.', 'Chile undisputedly has the longest coast.'])(
    'finds nothing open in: %s',
    async (text) => {
      expect(await issuesOf(text)).toEqual([]);
    },
  );

  it('shows what each side wants', async () => {
    // Act
    const [issue] = await issuesOf(
      'Chile and Peru are still at odds over the fishing limits. Chile wants a fishing zone of ten miles, while Peru rejects any fishing limits.',
    );

    // Assess
    expect(issue?.sides.map((side) => side.party).sort()).toEqual(['chile', 'peru']);
    expect(issue?.sides.find((side) => side.party === 'chile')?.wants).toBe('Chile wants a fishing zone of ten miles');
  });
});

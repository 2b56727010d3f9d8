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
    ['It was unclear whether the ferry company would reopen.', 'undecided', 'whether the ferry company would reopen'],
    ['Talks between Chile and Peru stalled over fishing rights.', 'stalled', 'fishing rights'],
    ['Chile has shown reluctance to vacate the two islands.', 'refused', 'reluctance to vacate the two islands'],
    [
      'Chile denied that its ships had fired at the ferry.',
      'disputed-fact',
      'whether Chile’s ships had fired at the ferry',
    ],
    ['Police are searching for the gunman who fled to the harbour.', 'unexplained', undefined],
    [
      'Officials denied reports that Chile had broken the truce.',
      'disputed-fact',
      'whether Chile had broken the truce',
    ],
    [
      'Chile and Peru are at odds over their dominant place in the market.',
      'contested',
      'dominant place in the market',
    ],
    ['The cause of the fire on the ferry is under investigation.', 'unexplained', 'cause of the fire on the ferry'],
  ])('reads state and topic of: %s', async (text, state, topic) => {
    // Act
    const [issue] = await issuesOf(text);

    // Assess
    expect(issue?.state).toBe(state);
    if (topic !== undefined) expect(issue?.topic).toBe(topic);
  });

  it.each([
    // What is asked, with the name for the pronoun.
    ['Peru did not say when it would reopen the border.', 'when Peru would reopen the border'],
    ['The ministry refused to give details of how the files were lost.', 'how the files were lost'],
    ['It is not known if the two ships collided, the coast guard said.', 'whether the two ships collided'],
    [
      'The union did not respond to a request for comment on why the talks were called off.',
      'why the talks were called off',
    ],
    // What is denied or claimed.
    ['Peru has denied it will close the two mines.', 'whether Peru will close the two mines'],
    ['There is no evidence that the dam was damaged in the storm.', 'whether the dam was damaged in the storm'],
    [
      "The mayor's uncle, Pedro Silva, denied that he had paid the drivers.",
      'whether Pedro Silva had paid the drivers',
    ],
    [
      'The ministry could not confirm that the two boats had left the harbour.',
      'whether the two boats had left the harbour',
    ],
    // What somebody refuses, fails to do or is accused of.
    ['Peru has refused to release the crew of the trawler.', 'refusal to release the crew of the trawler'],
    ['The two companies failed to reach a deal over the harbour.', 'reaching a deal over the harbour'],
    ['Chile accused Peru of massing boats near the islands.', 'accusation of massing boats near the islands'],
    ['Chile has expressed doubts about removing the mines from the border.', 'removing the mines from the border'],
    ['The parliament will decide on 4 June whether the harbour is closed.', 'whether the harbour is closed'],
    ['Chile denies the claims. The right of way was settled.', 'claims denied by Chile'],
    // What a noun names.
    ['The trade dispute between the two neighbours continued on Friday.', 'trade dispute between the two neighbours'],
    ['The leak raised questions about the bank’s ability to protect its data.', 'bank’s ability to protect its data'],
    // A bare noun with what is told of it.
    ['The agreement must still be ratified by the board of the bank.', 'agreement to be ratified by the board'],
    ['The money pledged by the donors has not yet been paid.', 'money pledged by the donors'],
    ['Peru rejected those claims.', 'claims rejected by Peru'],
  ])('names the matter of: %s', async (text, topic) => {
    expect((await issuesOf(text))[0]?.topic).toBe(topic);
  });

  it.each([
    'A tram derailed near the harbour on Monday, killing two passengers.',
    'His mother broke down in court.',
    'She held up a sign at the gate.',
    'The lawyer declined to comment on Tuesday.',
    'He was denied a visa by the consulate.',
    'The new law denied them access to the harbour.',
    'The attack was a denial of service that slowed the site.',
    'Chile and Peru signed an accord ending a dispute over fishing rights.',
    'The rescuers failed to find the boat in the fog.',
    'The court dismissed the charges on Monday.',
    'There is no reason to close the harbour.',
    'Any agreement on fishing should name the islands.',
    'The envoy does not receive a salary.',
  ])('takes for nothing open: %s', async (text) => {
    expect(await issuesOf(text)).toEqual([]);
  });

  it('leaves a pronoun out of a topic that could be one of two', async () => {
    // Act
    const [issue] = await issuesOf('Chile told Peru that it was unclear whether it would reopen the border.');

    // Assess
    expect(issue?.topic).not.toMatch(/whether (?:it|Chile|Peru) would/);
  });

  it('quotes what is asked with the words that ask it', async () => {
    // Act
    const [issue] = await issuesOf('It is not clear who moved the border stones in the valley.');

    // Assess
    expect(issue?.topic).toBe('who moved the border stones in the valley');
    expect(issue?.evidence[0]?.quote).toBe('It is not clear who moved the border stones in the valley');
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

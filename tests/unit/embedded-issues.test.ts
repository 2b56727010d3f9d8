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
    // What is asked is the subject of what shows it to be open.
    ['Why the ferry hit the pier has still not been explained.', 'unexplained', 'why the ferry hit the pier'],
    ['How many boats sailed that day is disputed.', 'contested', 'how many boats sailed that day'],
    ['Whether the plan covers the islands remains unclear.', 'undecided', 'whether the plan covers the islands'],
    ['Who owns the harbour is not known; the gate is shut.', 'undecided', 'who owns the harbour'],
    ['When the picture was taken could not be established.', 'undecided', 'when the picture was taken'],
    ['How to share the water is undecided.', 'undecided', 'how to share the water'],
    // Nobody has ever done it, or not so far.
    ['The two towns have never agreed on how the toll should be shared.', 'undecided', 'how the toll should be shared'],
    ['Nobody has yet said who is to repair the wall.', 'undecided', 'who is to repair the wall'],
    ['No one has settled whether the pier is to be sold.', 'undecided', 'whether the pier is to be sold'],
    ['The union had not agreed to the list of exemptions.', 'undecided', 'list of exemptions'],
    ['The crews have had no wages since March.', 'demand-unmet', 'wages'],
    ['The warnings about the cliff have gone unheeded.', 'demand-unmet', 'warnings about the cliff'],
    ['The crews of the two boats have not been paid.', 'demand-unmet', 'crews of the two boats not paid'],
    ['The villagers were never consulted about the road.', 'demand-unmet', 'villagers not consulted'],
    ["Her crew of 22 is still unpaid, according to the Deckhands' Federation.", 'demand-unmet', 'unpaid crew'],
    ['The two miners are still trapped.', 'demand-unmet', 'two trapped miners'],
    [
      'The share of each town in the toll was unlikely to be settled this year.',
      'undecided',
      'share of each town in the toll',
    ],
    ['The two towns cannot agree on who owns the well.', 'undecided', 'who owns the well'],
    ['Who will pay for the repairs is anyone’s guess.', 'undecided', 'who will pay for the repairs'],
    ['Whether the plant will reopen depends on the loan.', 'undecided', 'whether the plant will reopen'],
    ['The board is weighing whether to sell the port.', 'undecided', 'whether to sell the port'],
    ['The two sides are far apart on night work.', 'contested', 'night work'],
    [
      'The insurer is examining whether it can go on covering the ships.',
      'undecided',
      'whether the insurer can go on covering the ships',
    ],
    ['The toll of the flood is in dispute.', 'contested', 'toll of the flood'],
    ['The two crews gave different accounts of the collision.', 'contested', 'different accounts of the collision'],
    ['Talks on the fees have been suspended.', 'stalled', 'Talks on the fees'],
    ['The company has still not answered the letter of the mayor.', 'demand-unmet', 'letter of the mayor'],
    // It is for others, or for later.
    ['A ruling on the appeal is expected in June.', 'deferred', 'ruling on the appeal'],
    ['The question of compensation was not discussed.', 'deferred', 'compensation'],
    ['The court postponed its final hearing until Thursday.', 'deferred', 'final hearing'],
    ['The court has still not set a date for a hearing.', 'deferred', 'date for a hearing'],
    ['The matter of a second gate has been handed to a working group.', 'deferred', 'second gate'],
    ['The dispute over the fees was referred to a commission.', 'deferred', 'dispute over the fees'],
    ['The parliament has deferred a vote on the port.', 'deferred', 'vote on the port'],
    [
      'The envoy was waiting for the consent of the authorities in the port.',
      'deferred',
      'consent of the authorities in the port',
    ],
  ])('tells what is open, and how far, in: %s', async (text, state, topic) => {
    const issues = await issuesOf(text);
    expect(issues.map((issue) => [issue.state, issue.topic])).toEqual([[state, topic]]);
  });

  it.each([
    [
      'The ministry was weighing a subsidy for night buses, which would help. Nothing has been decided.',
      'subsidy for night buses',
      ['Nothing has been decided', 'The ministry was weighing a subsidy for night buses'],
    ],
    [
      'Two members asked for the names of the owners. Who they are is not known; the shares are held abroad.',
      'names of the owners',
      ['Who they are is not known', 'Two members asked for the names of the owners'],
    ],
    [
      'The case rests on the day when the ferry struck the pier and ten people were hurt. Why she did so has not been explained.',
      'why the ferry struck the pier',
      ['Why she did so has not been explained', 'the ferry struck the pier'],
    ],
  ])('takes what is open from the sentence before: %s', async (text, topic, quotes) => {
    const [issue] = await issuesOf(text);
    expect(issue?.topic).toBe(topic);
    expect(issue?.evidence.map(({ quote }) => quote)).toEqual(quotes);
  });

  it.each([
    // Of another paragraph, of a quotation, or of nothing that can be named.
    'The ministry was weighing a subsidy for night buses.\n\nNothing has been decided.',
    'The mayor spoke of the new harbour. “Nothing has been decided,” she said.',
    'She left on Monday. Nothing has been decided.',
    'The case rests on the day when it struck the pier. Why she did so has not been explained.',
  ])('leaves open what it is about in: %s', async (text) => {
    expect(await issuesOf(text)).toEqual([]);
  });

  it('tells a matter once that two sentences show to be open', async () => {
    const issues = await issuesOf(
      'The warnings about the cliff above the village have gone unheeded. Nobody has yet said who is to secure it.',
    );
    expect(issues.map(({ topic, evidence }) => [topic, evidence.length])).toEqual([['warnings about the cliff', 2]]);
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
    ['Chile denied having fired at the ferry.', 'whether Chile had fired at the ferry'],
    [
      'Fuel Gulf, based in Dubai, denied having shipped any oil to the island.',
      'whether Fuel Gulf had shipped any oil to the island',
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
    'He was not known to the police.',
    'The bus was suspended on Monday.',
    'The vote ended without trouble.',
    'The guests expected a ruling class of another kind.',
    'The two crews gave an account of the collision.',
    'The towns agreed on a date for the fair.',
    'The singer is not known for his manners.',
    'The line will dismiss drivers who ignore the order.',
    'The town may fine those who refuse to pay.',
    'What she said was never disputed.',
    'The ball was passed to a group of players.',
    'The referee waited for the players.',
    'The court has agreed to the list of witnesses.',
    'Nobody in the valley agreed with him.',
    'Everything has been settled.',
    'Any agreement on fishing should name the islands.',
    'The envoy does not receive a salary.',
  ])('takes for nothing open: %s', async (text) => {
    expect(await issuesOf(text)).toEqual([]);
  });

  it.each([
    [
      '“There is no such understanding on patrols, neither in principle nor in detail,” said Chile’s deputy minister.',
      'understanding on patrols',
    ],
    ['“No such agreement on fishing exists,” Chile said.', 'agreement on fishing'],
    ['“There is no such deal on grain,” the ministry in Chile said.', 'deal on grain'],
  ])('takes what is said not to exist for disputed, by who says so: %s', async (text, topic) => {
    // Act
    const [issue] = await issuesOf(text);

    // Assess
    expect(issue).toMatchObject({ state: 'disputed-fact', topic, attribution: { party: 'chile' } });
  });

  it('takes for disputed that nothing of the kind was agreed', async () => {
    // Act
    const [issue] = await issuesOf(
      'Peru said that Chile would leave the strait. Chile said nothing of the kind was agreed with Peru.',
    );

    // Assess
    expect(issue).toMatchObject({ state: 'disputed-fact' });
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

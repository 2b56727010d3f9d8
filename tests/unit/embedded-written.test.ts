import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function briefOf(text: string): Promise<Brief> {
  const article = articleOf(text);
  return gate(article, await embeddedAnalyzer.analyze(article));
}

describe('Embedded analyzer: what items say', () => {
  it.each([
    [
      'The harbour board praised the mayor of Serena, who signed the treaty on fishing limits.',
      'The mayor of Serena signed the treaty on fishing limits',
    ],
    ['Norway, however, signed the treaty on fishing limits.', 'Norway signed the treaty on fishing limits'],
    [
      'The Swedish ministry said on Monday it will withdraw its two ferries from the lock.',
      'The Swedish ministry says it will withdraw its two ferries from the lock',
    ],
    [
      'A senior official said Norway will withdraw its two ferries from the lock.',
      'A senior official says Norway will withdraw its two ferries from the lock',
    ],
    [
      'Fishermen met the minister on Monday. The fishermen said they plan to block the lock with their boats.',
      'The fishermen say they plan to block the lock with their boats',
    ],
  ])('%s', async (text, written) => {
    const { measures } = await briefOf(text);
    expect(measures.map((measure) => measure.description)).toContain(written);
  });

  it('writes a claim behind its speaker, also where the words name the speaker again', async () => {
    // Act
    const brief = await briefOf("Norway says Sweden's tariffs will harm Norwegian fishermen and Swedish traders.");

    // Assess
    expect(brief.risks.map((risk) => risk.statement)).toEqual([
      "Norway says Sweden's tariffs will harm Norwegian fishermen and Swedish traders",
    ]);
    expect(brief.analysis.held).toEqual({});
  });

  it.each([
    [
      'After announcing its decision to lift sanctions against Norway, Sweden said that the new rules would apply to both fleets.',
      'After announcing its decision to lift sanctions against Norway, Sweden said that the new rules would apply to both fleets',
    ],
    [
      'Holding back the ferries could trigger a shortage of food on the islands, Oslo said.',
      'Oslo says holding back the ferries could trigger a shortage of food on the islands',
    ],
  ])('gives a clause what it hangs on: %s', async (text, written) => {
    const { measures, risks } = await briefOf(text);
    const said = [...measures.map((measure) => measure.description), ...risks.map((risk) => risk.statement)];
    expect(said).toContain(written);
  });

  async function saidIn(text: string): Promise<string[]> {
    const { measures, unresolvedIssues, risks } = await briefOf(text);
    return [
      ...measures.map(({ description }) => description),
      ...unresolvedIssues.map(({ description }) => description),
      ...risks.map(({ statement }) => statement),
    ];
  }

  it.each([
    // Who "he" is, not the state for which he speaks; the article of a body.
    [
      'Norwegian Prime Minister Jens Dahl arrived on Monday. He signed a treaty on fishing limits with Sweden.',
      'Jens Dahl signed a treaty on fishing limits with Sweden',
    ],
    [
      'The Harbour Commission met on Monday. It ordered the closure of two locks.',
      'The Harbour Commission ordered the closure of two locks',
    ],
    // A relative behind a comma tells of its noun; one without tells which are meant.
    [
      'Norway froze the assets of the Ostian bank, which was accused of laundering money.',
      'The Ostian bank was accused of laundering money',
    ],
    // First person stays in the mouth of its speaker.
    [
      '"We will withdraw our two ferries from the lock," Norway said.',
      'Norway: “We will withdraw our two ferries from the lock”',
    ],
    // Who holds a thing to be so does not say it.
    [
      'Outside experts believe Norway will withdraw its two ferries from the lock.',
      'Outside experts believe Norway will withdraw its two ferries from the lock',
    ],
    [
      '"We are ready," she said, adding that Norway will withdraw its two ferries from the lock.',
      'Norway will withdraw its two ferries from the lock',
    ],
    // A subject keeps its verb.
    [
      'Norway said the use of tear gas against farmers and the arrest of their leaders were a violation of the truce.',
      'Norway said the use of tear gas against farmers and the arrest of their leaders were a violation of the truce',
    ],
    // A list and a comparison keep their end.
    [
      'Norway said the tariffs would cause further harm to farmers, traders, and small towns on the coast.',
      'Norway says the tariffs would cause further harm to farmers, traders, and small towns on the coast',
    ],
    // Both negations, and the condition of what is to come.
    [
      'Norway said neither Sweden nor Denmark would withdraw its ferries from the lock.',
      'Norway says neither Sweden nor Denmark would withdraw its ferries from the lock',
    ],
    [
      'Norway said it would withdraw its ferries from the lock unless Sweden paid the toll.',
      'Norway says it would withdraw its ferries from the lock unless Sweden paid the toll',
    ],
    [
      'Additional funding may be cut from the harbours, Norway said.',
      'Norway says additional funding may be cut from the harbours',
    ],
  ])('writes so that it stands alone: %s', async (text, written) => {
    expect(await saidIn(text)).toContain(written);
  });

  it.each([
    // "They" are not the last ones named, and "which" is not the last noun.
    ['The lock holds two ships. It comes a week after Norway signed a treaty with Sweden.', /^(?:Norway|Sweden) comes/],
    ['Drivers who blocked the lock were arrested on Monday by the Norwegian police.', /^Drivers blocked/],
    [
      'Norway extended its rules on the transport of grain, which could lead to a shortage of food.',
      /^(?:The )?(?:rules|transport|grain)[^,]* could/i,
    ],
    ['Norway resumed talks in the Harbour Council, which were suspended after the war.', /Council were/],
    [
      'The Harbour Bank met on Monday. It was expected that Norway would withdraw two ferries from the lock.',
      /Harbour Bank was expected/,
    ],
    ['Among people who said they had voted, 47 percent could lose their jobs in the crisis.', /People say/],
    ['A doctor told Juan Silva that he would withdraw from the board of the bank.', /says Juan Silva would/],
    ['People hoping to buy bread were left waiting, as the bank closed its branches on Monday.', /People say/],
    ['"They are in for a fight over tariffs," said Jens Dahl of Norway.', /says they/],
  ])('says nothing of its own: %s', async (text, wrong) => {
    expect((await saidIn(text)).filter((one) => wrong.test(one))).toEqual([]);
  });

  it('begins every event and next step with a capital letter, and with no joining word', async () => {
    // Act
    const { timeline, ahead } = await briefOf(
      'However, Norway signed a treaty with Sweden on 4 May 2021. Meanwhile, the two will meet on 9 June 2031 in Oslo.',
    );

    // Assess
    expect(timeline.map((event) => event.text)).toEqual(['Norway signed a treaty with Sweden on 4 May 2021.']);
    expect(ahead.map((step) => step.text)).toEqual(['The two will meet on 9 June 2031 in Oslo.']);
  });
});

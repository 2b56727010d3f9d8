import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Measure } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

/** The measures of a brief: what the evidence gate lets through. */
async function measuresOf(text: string): Promise<Measure[]> {
  const article = articleOf(text);
  return gate(article, await embeddedAnalyzer.analyze(article)).measures;
}

async function statusesOf(text: string): Promise<string[]> {
  return (await measuresOf(text)).map(({ status }) => status);
}

describe('Embedded analyzer: how far a step is, by what governs it', () => {
  it.each([
    // What somebody denies to have agreed, decided or done is not done.
    ['Chile denied that it had agreed to withdraw its troops.', 'refused'],
    ['Chile denied having agreed to withdraw its troops.', 'refused'],
    ['Chile has denied having decided to close its border with Peru.', 'refused'],
    ['Chile denied on Monday that its troops had left the border zone.', 'refused'],
    // What is asked for by what somebody rejects is refused; what that is about is no step of its own.
    ["Chile rejected Peru's demand to reopen the port of Arica.", 'refused'],
    ["Chile has rejected Peru's plan to reopen the port of Arica.", 'refused'],
    ['Chile dismissed an appeal to withdraw its troops from the zone.', 'refused'],
    ['The court rejected on Friday the appeal of the firm against the order to stop work on the bridge.', 'refused'],
    // What somebody is told, or given time, to do is demanded.
    ['The court told the ministry to begin talks with the villages.', 'demanded'],
    ['Chile gave Peru 48 hours to withdraw its troops from the zone.', 'demanded'],
    ['The island was given until Friday to withdraw its patrol boats from the strait.', 'demanded'],
    // Whoever says that they would ask has announced to ask.
    ['The union said it would ask the court to annul the order.', 'announced'],
    ['Peru said that it would ask the tribunal to annul the ban.', 'announced'],
    // An order is given, and not carried out.
    ['The ministry on Monday ordered the carrier to run every third train.', 'announced'],
    // A threat has its condition.
    ['Peru said it would take the dispute to the tribunal unless the port is reopened.', 'threatened'],
    ['Chile will send troops to the island unless Peru leaves.', 'threatened'],
    // A step that is over has ended.
    ['The strike of the dock workers is over.', 'ended'],
    ['The blockade of the valley, which began on August 9, is over.', 'ended'],
    ['The blockade of the harbour, which began on Monday, continued on Friday.', 'under-way'],
    // The first of many have begun.
    ["The first of Peru's soldiers left the island on Friday.", 'under-way'],
    // What is arranged.
    ['Peru is to make an official visit to Chile on Monday.', 'announced'],
  ])('reads: %s', async (text, status) => {
    expect((await statusesOf(text))[0]).toBe(status);
  });

  it.each([
    // No denial: what is not denied, and what others are said to have reported.
    ['Chile did not deny that it had agreed to withdraw its troops.', 'refused'],
    ['Officials of Chile denied reports that the rebels had agreed to a ceasefire.', 'refused'],
    // The plan is what is rejected, and not the refusal.
    ['Chile accepted the demand of Peru to reopen the port.', 'refused'],
    ["Chile criticised Peru's decision to close the port of Arica.", 'refused'],
    // A right is no order, and what is told to reporters neither.
    ['The company was given 30 days to appeal against the fine.', 'demanded'],
    ['The ministry told reporters it would begin talks with the villages.', 'demanded'],
    // Without a condition, and with one that only may come about, nothing is threatened.
    ['Peru said it would take the dispute to the tribunal.', 'threatened'],
    ['Peru could withdraw its offer unless Chile signs.', 'threatened'],
    // What is bought is no order to anybody.
    ['The dock has ordered two cranes from a maker in Linz.', 'announced'],
    // The first of a kind stands alone.
    ['The first minister of the island left the party on Friday.', 'under-way'],
    // "over" tells of more than ends.
    ['The talks on the bridge are over budget.', 'ended'],
    ['The protest was over higher fares.', 'ended'],
    // What somebody is sent away from is not refused.
    ['Chile dismissed the head of the navy on Monday.', 'refused'],
  ])('does not read as told: %s as %s', async (text, status) => {
    expect(await statusesOf(text)).not.toContain(status);
  });

  it('takes whoever refuses for the actor of what they reject, and whoever is told for that of a demand', async () => {
    // Act
    const rejected = await measuresOf("Chile has rejected Peru's plan to reopen the port of Arica.");
    const told = await measuresOf('Chile gave Peru 48 hours to withdraw its troops from the zone.');

    // Assess
    expect(rejected[0]).toMatchObject({ status: 'refused', actors: ['chile'] });
    expect(told[0]).toMatchObject({ status: 'demanded', actors: ['peru'] });
  });
});

describe('Embedded analyzer: what is a step where somebody settles or begins it', () => {
  it.each([
    ['Chile agreed to put a guard on every train to the border.', 'other', 'agreed'],
    ['The company had agreed to put a guard on every train by October.', 'other', 'agreed'],
    ['Chile denied having agreed to put a guard on its trains.', 'other', 'refused'],
    ['Britain is considering similar steps.', 'other', 'proposed'],
    ['Peru accepted joint checks of the meters.', 'other', 'agreed'],
    ['Peru said it would reply in kind.', 'other', 'announced'],
    ['Norway said it would appeal.', 'legal', 'announced'],
    ['The union filed its challenge to the order on Monday.', 'legal', 'completed'],
    ['The firm lodged an objection to the fine on Monday.', 'legal', 'completed'],
    ['Teachers in the north voted on Monday to strike for two days.', 'protest', 'announced'],
    ['The miners struck for higher pay in March.', 'protest', 'completed'],
    ["The last of Peru's soldiers left the island on Friday.", 'withdrawal', 'completed'],
    ['The airline and the union sat down together on Monday.', 'negotiation', 'completed'],
    ['The airline dismissed forty pilots on Monday.', 'corporate', 'completed'],
    ['Chile shut the canal on Monday.', 'other', 'completed'],
    ['A senior official of Chile dismissed an idea to sell cut-price grain to the islands.', 'trade', 'refused'],
  ])('reads %s', async (text, type, status) => {
    expect(await measuresOf(text)).toEqual(expect.arrayContaining([expect.objectContaining({ type, status })]));
  });

  it.each([
    // States, relations and fortunes stay none, whoever is told of.
    'Chile put its best player on the bench.',
    'Peru is considering itself lucky.',
    'The owner of the inn keeps a garden behind the house.',
    'The village is over the hill.',
    'Peru ended up with the smaller share.',
    'The crew was asleep at the time.',
    'The attack, which nobody expected, was the first of its kind.',
    'The soldiers left nobody in doubt.',
    'The official data of the bank are expected to reach a new high.',
    'Chile looks forward to the summer.',
  ])('finds no step that is settled in: %s', async (text) => {
    expect((await statusesOf(text)).filter((status) => status !== 'unclear' && status !== 'completed')).toEqual([]);
  });

  it('keeps what was done apart from what is to come of it', async () => {
    // Act
    const measures = await measuresOf('Chile closed two gates on Monday and will close the others in June.');

    // Assess
    const told = measures.map(({ status, evidence }) => [status, ...evidence.map(({ quote }) => quote)]);
    expect(told).toEqual([
      ['announced', 'will close the others in June'],
      ['completed', 'Chile closed two gates on Monday'],
    ]);
  });

  it.each([
    'Chile closed two gates on Monday and closed the others in June.',
    'Chile will close two gates on Monday and will close the others in June.',
  ])('takes steps that have come as far for one: %s', async (text) => {
    expect(await measuresOf(text)).toHaveLength(1);
  });

  it('does not read a street for a battlefield, nor a noun for a verb', async () => {
    // Act
    const blockade = await measuresOf('The blockade of the road to the mine went on.');
    const register = await measuresOf('Peru has removed nine ships from its register and the list of its navy.');

    // Assess
    expect(blockade.map(({ type }) => type)).toEqual(['protest']);
    expect(register).toHaveLength(1);
  });

  it('quotes who says it with a step of few words', async () => {
    const [appeal] = await measuresOf('Norway said it would appeal.');
    expect(appeal?.evidence.map(({ quote }) => quote)).toEqual(['Norway said it would appeal']);
  });
});

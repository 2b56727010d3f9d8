import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import type { Measure } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function measuresOf(text: string): Promise<Measure[]> {
  return (await embeddedAnalyzer.analyze(articleOf(text))).measures;
}

async function firstOf(text: string): Promise<Measure> {
  const [first] = await measuresOf(text);
  if (!first) throw new Error('No measure was found.');
  return first;
}

describe('Embedded analyzer: measures', () => {
  it.each([
    ['Chile has withdrawn its troops from the border zone.', 'withdrawal', 'completed'],
    ['Chile is pulling back its troops from the border zone.', 'withdrawal', 'under-way'],
    ['Chile agreed to withdraw its troops from the border zone.', 'withdrawal', 'agreed'],
    ['Chile will withdraw its troops from the border zone.', 'withdrawal', 'announced'],
    ['Chile said it would withdraw its troops from the border zone.', 'withdrawal', 'announced'],
    ['Chile refused to withdraw its troops from the border zone.', 'withdrawal', 'refused'],
    ['Chile has not withdrawn its troops from the border zone.', 'withdrawal', 'refused'],
    ['Chile threatened to send troops to the border zone of Peru.', 'deployment', 'threatened'],
    ['Chile may withdraw its troops from the border zone.', 'withdrawal', 'proposed'],
    ['The second round of the talks is planned for March 18.', 'negotiation', 'announced'],
    ['Chile and Peru agreed on a cease-fire in the border zone on Monday.', 'ceasefire', 'agreed'],
    ['The army of Chile began a pull-out from the border zone on Monday.', 'withdrawal', 'under-way'],
    ['Peru urged Chile to withdraw its troops from the border zone.', 'withdrawal', 'demanded'],
    ['Chile has lifted the sanctions on the shipping company.', 'sanctions', 'ended'],
    ['Parliament passed the fisheries bill on Monday evening.', 'legislation', 'completed'],
    ['Police arrested three dockers in the harbour on Friday.', 'legal', 'completed'],
    ['The central bank raised interest rates by half a point.', 'finance', 'completed'],
    ['Peru and Chile held talks on fishing rights in Lima.', 'negotiation', 'completed'],
    ['Peru called for talks with Chile on fishing rights.', 'negotiation', 'demanded'],
    ['Peru rejected talks with Chile on fishing rights.', 'negotiation', 'refused'],
    ['Peru and Chile reached an agreement on fishing rights.', 'agreement', 'agreed'],
    // A verb that tells no type takes that of what it is about.
    ['Chile vowed to defend its tariffs on copper at any cost.', 'trade', 'announced'],
    ['Peru proposed a new missile shield for the border zone.', 'deployment', 'proposed'],
    ['The dock workers went on strike in all ports of Peru.', 'protest', 'completed'],
  ])('reads type and status of: %s', async (text, type, status) => {
    expect(await firstOf(text)).toMatchObject({ type, status });
  });

  it.each([
    'If Chile withdraws its troops, the islanders will be glad.',
    'The island should have been handed back to its owners long ago.',
    'The valley is beautiful in spring, and visitors love the old mill.',
  ])('finds no step that is told as done in: %s', async (text) => {
    const done = (await measuresOf(text)).filter((measure) =>
      ['completed', 'under-way', 'ended'].includes(measure.status),
    );
    expect(done).toEqual([]);
  });

  it('tells who acts from whom it is done to, in the active and in the passive', async () => {
    // Act
    const active = await firstOf('Chile attacked Peru at dawn with rockets.');
    const passive = await firstOf('Peru was attacked by Chile at dawn with rockets.');

    // Assess
    expect(active).toMatchObject({ type: 'military-action', actors: ['chile'], targets: ['peru'] });
    expect(passive).toMatchObject({ type: 'military-action', actors: ['chile'], targets: ['peru'] });
  });

  it('lets both sides of talks act', async () => {
    const talks = await firstOf('Chile held talks with Peru on fishing rights in Lima.');
    expect([...talks.actors].sort()).toEqual(['chile', 'peru']);
  });

  it('takes the one who is asked for the actor of a demand', async () => {
    const demand = await firstOf('Peru urged Chile to withdraw its troops from the border zone.');
    expect(demand.actors).toEqual(['chile']);
  });

  it('takes who begins, continues or ends a step for its actor', async () => {
    const begun = await firstOf('Chilean authorities have begun pulling back artillery from the northern border.');
    const ended = await firstOf('Peru has stopped shelling the port.');
    expect(begun).toMatchObject({ type: 'withdrawal', status: 'under-way', actors: ['chile'] });
    expect(ended.actors).toEqual(['peru']);
  });

  it('names no actor for what a name only describes', async () => {
    const [attack] = await measuresOf('A Chilean-built ferry was attacked by gunmen at dawn with rockets.');
    expect(attack?.actors).not.toContain('chile');
  });

  it('takes what nobody did for no step, and a deal that failed for a refused one', async () => {
    const measures = await measuresOf(
      'No group has yet claimed the attack. No agreement was reached by Chile and Peru.',
    );

    expect(measures.map(({ type, status }) => [type, status])).toEqual([['agreement', 'refused']]);
  });

  it('reads one negation for two', async () => {
    const [refusal] = await measuresOf('Neither Chile nor Peru withdrew its troops from the island.');

    expect(refusal).toMatchObject({ type: 'withdrawal', status: 'refused' });
  });

  it('quotes the clause, without the lead-in and the sentence’s other clauses', async () => {
    // Act
    const measure = await firstOf(
      'On Monday, Chile began pulling back its tanks from the border, although fishermen remained at sea.',
    );

    // Assess
    expect(measure.evidence[0]?.quote).toBe('Chile began pulling back its tanks from the border');
    expect(measure.description).toBe('Chile began pulling back its tanks from the border');
  });

  it('merges mentions of one step, the clearest first', async () => {
    // Act
    const measures = await measuresOf(
      'Chile has withdrawn its tanks from the border town of Arica.\n\n' +
        'Chile withdrew the tanks from the border at dawn, residents of Arica said.',
    );

    // Assess
    const withdrawals = measures.filter((measure) => measure.type === 'withdrawal');
    expect(withdrawals).toHaveLength(1);
    expect(withdrawals[0]?.evidence).toHaveLength(2);
  });

  it('writes a party’s claim as a claim', async () => {
    const measure = await firstOf('Chile has announced that it is withdrawing its troops from the border zone.');
    expect(measure.attribution).toMatchObject({ voice: 'party', party: 'chile' });
    expect(measure.description).toBe('Chile says it is withdrawing its troops from the border zone');
  });

  it('takes extent, deadline and condition from the words of the sentence', async () => {
    // Act
    const measure = await firstOf('Chile will release 40 prisoners by Friday if Peru opens the border.');

    // Assess
    expect(measure).toMatchObject({
      extent: '40 prisoners',
      deadline: 'by Friday',
      condition: 'if Peru opens the border',
    });
  });
});

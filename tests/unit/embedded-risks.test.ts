import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import type { BriefDraft } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

async function draftOf(text: string): Promise<BriefDraft> {
  return await embeddedAnalyzer.analyze(articleOf(text));
}

describe('Embedded analyzer: risks', () => {
  it.each([
    ['The strike could trigger a shortage of fuel in the islands.', 'possible', false],
    ['Officials warned that the dam might collapse and flood the valley.', 'possible', false],
    ['The closure will destroy hundreds of jobs in the valley.', 'nearly-certain', false],
    ['The closure is likely to worsen unemployment in the valley.', 'likely', true],
    ['A second flood is very unlikely to damage the dam this year, but could happen.', 'very-unlikely', true],
  ])('reads the band of: %s', async (text, likelihood, probabilityStated) => {
    const { risks } = await draftOf(text);
    expect(risks[0]).toMatchObject({ likelihood, probabilityStated });
  });

  it.each([
    ['Outages are likely in November, the grid operator said.', 'likely'],
    ['A leak from the ship is now very likely.', 'very-likely'],
    ['He said a shortage was almost certain by June.', 'nearly-certain'],
    ['The office said a flood remains highly unlikely.', 'very-unlikely'],
    ['The geologists warn that the river is likely to stop flowing in dry years.', 'likely'],
  ])('takes a harm for a risk whose probability is told: %s', async (text, likelihood) => {
    const { risks } = await draftOf(text);
    expect(risks.map((risk) => [risk.likelihood, risk.probabilityStated])).toEqual([[likelihood, true]]);
  });

  it.each([
    ['The bank put the chance of a default at 40 percent.', 'unlikely'],
    ['The office put the risk of an outbreak at 80 per cent.', 'likely'],
    ['Forecasters see a 10% chance of a flood this week.', 'very-unlikely'],
    ['The probability of a landslide is about 50 percent.', 'even-chance'],
    ['The chance of a war was put at 99 percent.', 'nearly-certain'],
    ['The likelihood of a collapse is only 3 percent.', 'remote'],
  ])('reads the band of a figure: %s', async (text, likelihood) => {
    const { risks } = await draftOf(text);
    expect(risks.map((risk) => [risk.likelihood, risk.probabilityStated])).toEqual([[likelihood, true]]);
  });

  it.each([
    ['A second strike would force the line to cancel its new ferry.', 'likely'],
    ['The rise may force families to leave the valley.', 'possible'],
    ['Without a flag, the ships may be turned away from most ports.', 'possible'],
    ['The bridge could miss its date by a year.', 'possible'],
    ['The cut might leave the towns with too little water.', 'possible'],
    ['The ban could leave the islands without a doctor.', 'possible'],
    ['The mill may have to close in the spring.', 'possible'],
    ['The town could run short of water in August.', 'possible'],
    ['The bank may pull out of the project.', 'possible'],
    ['The fever may spread to the coast.', 'possible'],
    ['More deaths are expected.', 'likely'],
  ])('finds what somebody would lose in: %s', async (text, likelihood) => {
    const { risks } = await draftOf(text);
    expect(risks.map((risk) => risk.likelihood)).toEqual([likelihood]);
  });

  it.each([
    'A deal is likely before June.',
    'An end to the war is likely this year.',
    'A flood is as likely as a drought.',
    'It is likely that the flood damaged the dam last year.',
    'The new law would force ministers to publish their accounts.',
    'The strike forced the line to cancel its new ferry.',
    'A decision will be taken this month.',
    'A vote will be taken in May.',
    'The parties could not agree on a date for the vote.',
    'The minister will have the power to cancel events.',
    'Visitors have to leave the park at six.',
    'A guest is expected at noon.',
    'The chance of a recovery was put at 40 percent.',
    'The bank raised its rate at 40 percent of its branches.',
    'The harbour turned the ships away on Monday.',
    'The guests may leave without a ticket.',
  ])('finds nothing to fear in: %s', async (text) => {
    expect((await draftOf(text)).risks).toEqual([]);
  });

  it('keeps the condition, and is only possible under one', async () => {
    // Act
    const { risks } = await draftOf('If the talks fail, the dispute will escalate into a war.');

    // Assess
    expect(risks[0]).toMatchObject({
      likelihood: 'possible',
      condition: 'If the talks fail',
      probabilityStated: false,
    });
  });

  it.each([
    'The number of casualties could rise further in the valley, doctors said.',
    'There is no guarantee that the dam will hold, engineers said.',
    'A default of the islands can no longer be ruled out, the bank said.',
    'The fragile ceasefire in the valley rests on one signature.',
  ])('finds the risk in: %s', async (text) => {
    expect((await draftOf(text)).risks).toHaveLength(1);
  });

  it.each(['The cause of the crash is being studied at the institute.', 'The firm closed three shops on Monday.'])(
    'takes no noun for a harm to come: %s',
    async (text) => {
      expect((await draftOf(text)).risks).toEqual([]);
    },
  );

  it('takes no danger for a risk where there is none', async () => {
    const { risks } = await draftOf('The mayor came at noon. “There is no danger, there is no risk,” she said.');
    expect(risks).toEqual([]);
  });

  it('takes the words that make it a risk for its cue', async () => {
    const { risks } = await draftOf('Islanders fear that the strike could trigger a shortage of fuel.');
    expect(risks[0]?.cue).toMatch(/^(?:fear|could)/);
  });

  it('shows a hoped-for gain as an upside, not as a risk', async () => {
    // Act
    const { risks, upsides } = await draftOf(
      'If the roadmap succeeds, it could lower the risk of direct confrontation.',
    );

    // Assess
    expect(risks).toEqual([]);
    expect(upsides.map((upside) => upside.evidence[0]?.quote)).toEqual([
      'If the roadmap succeeds, it could lower the risk of direct confrontation',
    ]);
  });

  it('finds no risk in harm that has happened', async () => {
    const { risks, analysis } = await draftOf('The flood destroyed forty houses in the valley last week.');
    expect(risks).toEqual([]);
    expect(analysis.notes).toContain('No risk is voiced in 1 sentence.');
  });

  it.each([
    ['Doctors expect the number of casualties to increase.', 'likely'],
    ['Factory output is forecast to shrink by three per cent next year.', 'likely'],
    ['Further landslides could follow in the coming days.', 'possible'],
    ['Hundreds of homes will be affected by the new reservoir.', 'nearly-certain'],
    ['There were concerns the heavily indebted port would default on its loan.', 'possible'],
    ['A collapse of the coalition can no longer be ruled out.', 'possible'],
    ['The truce may not hold through the winter.', 'possible'],
    ['None of the three offers is likely to restore confidence in the bank.', 'likely'],
    ['The bill paves the way for the annexation of the two islands.', 'possible'],
    ['It is likely to try to scuttle the accord in parliament.', 'likely'],
  ])('finds the harm to come in: %s', async (text, likelihood) => {
    const { risks } = await draftOf(text);
    expect(risks.map((risk) => risk.likelihood)).toEqual([likelihood]);
  });

  it.each([
    'Winds will rapidly weaken as the storm moves inland.',
    'The pipeline will lead to nine hundred new jobs.',
    'Unemployment is expected to fall next year.',
    'Chile has denied that it will default on the loan.',
    'The fighters had been sent to destroy the bridge.',
    'The drought is killing cattle in the valley.',
    'Men are four times more likely than women to die in accidents.',
    'The result will depend on the costs of the drought.',
    'The outbreak could have been worse.',
  ])('finds no harm to come in: %s', async (text) => {
    const { risks } = await draftOf(text);
    expect(risks).toEqual([]);
  });
});

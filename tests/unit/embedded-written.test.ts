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

import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { articleOf } from '../fixtures/draft.ts';

async function summaryOf(...sentences: string[]): Promise<string[]> {
  const article = articleOf(sentences.join(' '));
  const brief = gate(article, await embeddedAnalyzer.analyze(article));
  return brief.summary.map((sentence) => sentence.text);
}

const LEAD = 'Norway closed the Serena lock to Swedish ferries on Monday.';
const MORE = 'The lock carries half of the grain that leaves the valley each year.';

describe('Embedded analyzer: the sentences of a summary', () => {
  it('begins with the opening sentences and tells what is open, wherever it stands', async () => {
    // Prepare
    const filler = [
      'The town of Serena has a bridge of stone.',
      'Its market is known for cherries and cheese.',
      'A museum of ships opened there two winters ago.',
      'Visitors come by train from the coast.',
    ];
    const open = 'The question of who pays for the repair remains unresolved.';

    // Act
    const summary = await summaryOf(LEAD, MORE, ...filler, open);

    // Assess
    expect(summary).toEqual([LEAD, MORE, open]);
  });

  it.each([
    ['However, the Swedish ministry rejected the order.', 'The Swedish ministry rejected the order.'],
    ['But when the lock opens, ferries will pay more.', 'When the lock opens, ferries will pay more.'],
    ['3. The Swedish ministry rejected the order.', 'The Swedish ministry rejected the order.'],
    ['[Begin recording] The Swedish ministry rejected the order.', 'The Swedish ministry rejected the order.'],
  ])('leaves out what joins or marks a sentence: %s', async (written, shown) => {
    expect(await summaryOf(LEAD, written)).toEqual([LEAD, shown]);
  });

  it.each([
    ['By Ann Field | ', 'a byline'],
    ['(CNN)', 'an agency'],
    ['OSLO, March 3 - ', 'a place and day'],
    ['Image caption The old gate is made of oak ', 'nothing before the last capital of an article'],
  ])('begins behind "%s"', async (head) => {
    const sentence = 'A court has ordered Norway to open the Serena lock to Swedish ferries.';
    expect(await summaryOf(MORE, `${head}${sentence}`)).toContain(sentence);
  });

  it('takes no sentence that opens or closes a quotation or a bracket alone', async () => {
    // Act
    const summary = await summaryOf(
      LEAD,
      '“The order breaks the treaty of the two kings.',
      'We will not pay for it, and we will not wait.”',
      'The clerk (of the harbour read it aloud.',
      MORE,
    );

    // Assess
    expect(summary).toEqual([LEAD, MORE]);
  });

  it('takes a sentence with a pronoun only behind the one that names whom it means', async () => {
    // Act
    const behind = await summaryOf(LEAD, 'It gave no reason for the closure of the lock.', MORE);
    const apart = await summaryOf(
      LEAD,
      '“The ferrymen of Serena are proud men.',
      'They pay little for the winter berths on the northern quay.',
      'Swedish ferries carry grain and salt.',
      'The northern quay is made of oak.',
    );

    // Assess
    expect(behind[1]).toBe('It gave no reason for the closure of the lock.');
    expect(apart).not.toContain('They pay little for the winter berths on the northern quay.');
  });

  it('leaves out captions, and what a person says of himself', async () => {
    // Act
    const summary = await summaryOf(
      LEAD,
      'I feel that my ferry has a right to pass.',
      'Scroll down for video The ferry has waited for two days.',
      MORE,
      'The Swedish ministry rejected the order.',
    );

    // Assess
    expect(summary).toEqual([LEAD, MORE, 'The Swedish ministry rejected the order.']);
  });

  it('keeps what a letter says of its writer', async () => {
    const summary = await summaryOf(
      'I write to you about the Serena lock.',
      'We ask that you open the lock to our ferries.',
      'I believe that the order breaks our treaty.',
    );
    expect(summary).toHaveLength(3);
  });
});

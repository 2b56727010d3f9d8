import { describe, expect, it } from 'vitest';
import { explanationPage } from '../../bin/precis/explanation-page.ts';
import type { Reasons } from '../../functions/brief/explanation.ts';
import { explanationOf } from '../../functions/brief/explanation.ts';
import { gate } from '../../functions/brief/gate.ts';
import { articleOf, emptyDraft } from '../fixtures/draft.ts';
import { explained } from '../fixtures/explained.ts';

/** What the explanation says of the sentences of a text that made no item: the list and the reason. */
async function whyNot(text: string): Promise<string[]> {
  const { explanation } = await explained(articleOf(text));
  return explanation.sentences.flatMap(({ why }) => why.map((left) => `${left.list ?? 'nothing'}: ${left.why}`));
}

describe('Explanation', () => {
  it('names rule, cues, score and certainty of an item', async () => {
    const { brief, explanation } = await explained(articleOf('Kenya signed a treaty with Peru on Monday.'));
    const [measure] = brief.measures;
    expect(explanation.entries.find((entry) => entry.list === 'measures')).toMatchObject({
      id: measure?.id,
      rule: 'object/past',
      cues: ['sign + treaty', 'sign * agreement|deal|pact|treaty|accord|contract', 'treaty'],
      least: 2.5,
      certainty: measure?.certainty,
      dropped: false,
    });
    expect(explanation.sentences[0]?.items).toEqual([measure?.id]);
  });

  it('leaves the rule and the cues of each item in the brief, and of nothing else', async () => {
    const { brief, explanation } = await explained(articleOf('Kenya signed a treaty with Peru on Monday.'));
    const [measure] = brief.measures;
    expect(brief.analysis.reasons).toEqual({
      [measure?.id ?? '']: {
        rule: 'object/past',
        cues: ['sign + treaty', 'sign * agreement|deal|pact|treaty|accord|contract', 'treaty'],
      },
    });
    expect(explanation.entries.length).toBeGreaterThan(1);
  });

  it('explains every entry of every list', async () => {
    const text =
      'Kenya and Peru signed a treaty on fishing on Monday. Talks on tariffs are stalled over the price of grain. ' +
      'Officials in Kenya warned that the dispute could trigger a war. The next round is due on Friday.\n\n' +
      'If the treaty holds, it could lower the risk of direct clashes.';
    const { brief, explanation } = await explained(articleOf(text));
    for (const list of ['parties', 'measures', 'unresolvedIssues', 'risks', 'upsides'] as const) {
      expect(brief[list].length, list).toBeGreaterThan(0);
      const ids = explanation.entries.filter((entry) => entry.list === list).map((entry) => entry.id);
      expect(ids).toEqual(brief[list].map((item) => item.id));
    }
    const dated = explanation.entries.filter(({ list }) => list === 'timeline' || list === 'ahead');
    expect(dated.length).toBe(brief.timeline.length + brief.ahead.length);
    expect(dated.map(({ cues }) => cues[0])).toContain('Friday');
  });

  it.each([
    ['The lake is wide.', 'nothing: no-cue'],
    ['Kenya knew the lake well.', 'measures: no-step-verb'],
    ['Read more: our pictures of the year', 'nothing: boilerplate'],
    ['The talks remain difficult.', 'measures: state'],
    ['The minister asked whether Kenya will withdraw its troops.', 'measures: question-within'],
    ['The army of Kenya attacked the camp and bombed the camp.', 'measures: same-stretch'],
    ['Kenya warned that war could follow and that famine might spread.', 'measures: no-step-verb'],
    ['Kenya warned that war could follow and that famine might spread.', 'risks: same-sentence'],
    ['Kenya could stall the talks.', 'unresolvedIssues: may-happen'],
    ['The ministry did not confirm it.', 'unresolvedIssues: no-topic'],
    ['Officials downplayed the threat of a flood.', 'risks: belittled'],
    ['Ministers in Kenya may travel to the coast.', 'risks: no-harm'],
    ['If a war breaks out, the risk of famine grows.', 'risks: condition'],
    ['Kenya could stall the talks.', 'measures: below-score'],
  ])('says why no item was made of: %s', async (text, reason) => {
    expect(await whyNot(text)).toContain(reason);
  });

  it('says of which language a sentence is, where no rules are for it', async () => {
    const article = articleOf('Perú firmó un tratado con Kenia el lunes.', { language: 'es' });
    const { explanation } = await explained(article);
    expect(explanation.sentences[0]?.why).toEqual([{ sentence: 0, why: 'language' }]);
  });

  it('says what lowered the score of a step that is only asked for', async () => {
    const { explanation } = await explained(articleOf('Will Kenya withdraw its troops from the border?'));
    const left = explanation.sentences[0]?.why.find(({ why }) => why === 'below-score');
    expect(left).toMatchObject({ list: 'measures', least: 2.5, lowered: ['question'] });
    expect(left?.score).toBeLessThan(2.5);
  });

  it('says which cap cut what was found', async () => {
    const text = [
      'The ownership of the island remains unresolved.',
      'No decision has been made on tariffs.',
      'Peru denied that its navy had fired.',
      'It was unclear whether the dam would be built.',
      'Talks on prisoners have stalled.',
    ];
    const { brief, explanation } = await explained(articleOf(text.join('\n\n')));
    const cut = explanation.sentences.flatMap(({ why }) => why).filter(({ why }) => why === 'cap');
    expect(brief.unresolvedIssues.length).toBe(2);
    expect(cut.length).toBeGreaterThan(0);
    for (const left of cut) expect(left).toMatchObject({ list: 'unresolvedIssues', most: 2 });
  });

  it('says that a name is a place, or too faint for a party', async () => {
    const { explanation } = await explained(
      articleOf(
        `${'Kenya signed a treaty with Peru in the Sahara. '.repeat(7)}It lies far from the harbour of Mombasa and of Chad.`,
      ),
    );
    expect(explanation.names).toContainEqual(expect.objectContaining({ name: 'Sahara', why: 'place', score: null }));
    expect(explanation.names.filter(({ why }) => why === 'below-score')).not.toEqual([]);
  });

  it('tells what the evidence check dropped and changed', () => {
    const article = articleOf('Kenya signed a treaty with Peru.');
    const draft = {
      ...emptyDraft(),
      summary: [
        {
          text: 'Kenya signed 12 treaties.',
          evidence: [{ quote: article.text, start: 0, end: article.text.length, sentence: 0, paragraph: 0 }],
        },
      ],
      timeline: [
        {
          when: { edtf: '2020', stated: '2020', basis: 'stated' as const },
          text: 'Kenya signed',
          evidence: [{ quote: 'Kenya signed', start: 0, end: 12, sentence: 0, paragraph: 0 }],
        },
      ],
    };
    const found = { sentence: 0, start: 0, end: 12, rule: 'date/stated', cues: ['2020'], score: null };
    const reasons: Reasons = {
      sentences: [{ start: 0, end: article.text.length, kind: 'body' }],
      entries: [{ ...found, list: 'timeline', id: '0-12', least: null, mentions: [] }],
      leftOut: [],
      names: [],
    };

    const explanation = explanationOf(article, reasons, draft, gate(article, draft));

    expect(explanation.entries[0]).toMatchObject({ dropped: true });
    expect(explanation.sentences[0]?.why).toEqual([{ ...found, why: 'evidence-check', list: 'timeline' }]);
    expect(explanation.front).toContainEqual({
      field: 'summary',
      written: 'Kenya signed 12 treaties.',
      shown: article.text,
    });
  });
});

describe('Function: explanationPage', () => {
  it('puts nothing of an article on a terminal that it could act on', async () => {
    const hostile =
      'Ke\u001b[2Jnya signed a tre\u009b31maty with Peru.\r\n\n\u001b]0;owned\u0007 Talks are stalled \u202eover salt.';
    const article = articleOf(hostile, { title: 'Talks \u001b[1m stalled' });
    const { brief, explanation } = await explained(article);

    const page = explanationPage(brief, explanation);

    expect(page.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    expect(page).toContain('Ke�[2Jnya');
  });

  it('reads as lines: what each item rests on, and why a sentence made none', async () => {
    const article = articleOf('Kenya signed a treaty with Peru.\n\nThe lake is wide.');
    const { brief, explanation } = await explained(article);

    const page = explanationPage(brief, explanation);

    expect(page).toContain('Measures (1)\n');
    expect(page).toMatch(
      /rule object\/past · cues “sign \+ treaty”.* · score \d\.\d\d \(at least 2\.50\) · certainty \w+\n/,
    );
    expect(page).toContain('Sentences that made no item (1 of 2)\n  2  “The lake is wide.”');
    expect(page).toContain('no rule met a cue in it');
  });
});

import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { headlineOf } from '../../functions/brief/embedded/headline.ts';
import { gate } from '../../functions/brief/gate.ts';
import { articleOf } from '../fixtures/draft.ts';

const STORY = [
  'Chile has begun pulling back its tanks from the border with Peru, the Chilean Foreign Ministry said on Monday.',
  'Peru called for talks on fishing rights, which have divided the two countries since spring. The status of the two islands remains unresolved.',
  'The harbour of Arica lies in the far north, and its market is known for olives.',
  'Fishermen warned that a strike could trigger a shortage of food on the islands.',
].join('\n\n');

function wordsOf(text: string): number {
  return text.split(/\s+/).length;
}

describe('Embedded analyzer: summary, headline, coverage', () => {
  it('summarises by whole sentences of the article, at most 75 words, in their order', async () => {
    // Act
    const { summary } = await embeddedAnalyzer.analyze(articleOf(STORY));

    // Assess
    expect(summary.length).toBeGreaterThanOrEqual(2);
    expect(summary.length).toBeLessThanOrEqual(3);
    expect(wordsOf(summary.map((sentence) => sentence.text).join(' '))).toBeLessThanOrEqual(75);
    expect(summary[0]?.text).toContain('Chile has begun pulling back its tanks');
    const starts = summary.map((sentence) => sentence.evidence[0]?.start ?? -1);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const sentence of summary) expect(sentence.text).toBe(sentence.evidence[0]?.quote);
  });

  it('begins with how the article begins, and tells what is open further down', async () => {
    // Prepare
    const filler =
      'The market of Arica opened at six, and the fishermen sold olives and bread to the crews of the port.';
    const text = [
      STORY.split('\n\n')[0],
      filler,
      filler.replace('Arica', 'Tacna'),
      filler.replace('Arica', 'Lima'),
    ].join('\n\n');

    // Act
    const { summary } = await embeddedAnalyzer.analyze(
      articleOf(`${text}\n\nThe status of the two islands between Chile and Peru remains unresolved.`),
    );

    // Assess
    expect(summary[0]?.text).toContain('Chile has begun pulling back its tanks');
    expect(summary.at(-1)?.text).toBe('The status of the two islands between Chile and Peru remains unresolved.');
  });

  it.each([
    ['a byline', 'By Ada Berg: Chile closed the border with Peru on Monday morning.'],
    ['marks of a recording', '[Begin recording] Chile closed the border with Peru on Monday morning.'],
    ['what announces a list', 'Chile closed the border with Peru for the following three reasons:'],
    ['a small letter', 'and Chile closed the border with Peru on Monday in the early morning.'],
    ['a quotation left open', 'Chile “closed the border with Peru on Monday, the minister said.'],
  ])('takes no sentence with %s for the summary', async (_what, sentence) => {
    const { summary } = await embeddedAnalyzer.analyze(articleOf(`${STORY}\n\n${sentence}`));

    expect(summary.map(({ text }) => text).join(' ')).not.toContain('closed the border');
  });

  it('leaves the number of a list out of the summary', async () => {
    const { summary } = await embeddedAnalyzer.analyze(
      articleOf('1. Chile closed its border with Peru on Monday.\n\n2. Peru called for talks on the border in Lima.'),
    );

    expect(summary.map(({ text }) => text)).toEqual([
      'Chile closed its border with Peru on Monday.',
      'Peru called for talks on the border in Lima.',
    ]);
  });

  it('takes the title for the headline, and an item where there is none', async () => {
    // Act
    const titled = await embeddedAnalyzer.analyze(articleOf(STORY, { title: 'Chile pulls back tanks' }));
    const untitled = await embeddedAnalyzer.analyze(articleOf(STORY));

    // Assess
    expect(titled.headline).toEqual({ text: 'Chile pulls back tanks', from: 'title', items: [] });
    expect(untitled.headline.from).toBe('items');
    expect(untitled.headline.items).toEqual([untitled.measures[0]?.id]);
    expect(wordsOf(untitled.headline.text)).toBeLessThanOrEqual(16);
  });

  it('cuts a long title at an edge', () => {
    const title =
      'Chile pulls back its tanks from the border with Peru, fishermen of both countries go on strike for food and fuel';
    expect(headlineOf(title, [], '').text).toBe('Chile pulls back its tanks from the border with Peru');
  });

  it.each([
    [
      'a name instead of a pronoun, a quote or an "I"',
      'It will close the lock to ferries. We have sent a note to the Swedish ministry. Norway signed a treaty on fishing limits.',
      'Norway signed a treaty on fishing limits',
    ],
    [
      'a sentence up to where something is only added',
      'Norway has deployed two patrol boats off the northern coast of Serena after a week of quarrels about salt, herring, cod and the old lighthouse.',
      'Norway has deployed two patrol boats off the northern coast of Serena',
    ],
  ])('heads an article without a title by %s', async (_, text, headline) => {
    // Act
    const brief = gate(articleOf(text), await embeddedAnalyzer.analyze(articleOf(text)));

    // Assess
    expect(brief.headline.text).toBe(headline);
    expect(brief.headline.items).toHaveLength(1);
    expect(brief.analysis.held).toEqual({});
  });

  it('leaves no loose word at the end of a long title', () => {
    const title = 'Chile pulls back its last forty tanks from the long and windy border with Peru and the two islands';
    expect(headlineOf(title, [], '').text).toBe(
      'Chile pulls back its last forty tanks from the long and windy border with Peru',
    );
  });

  it('says which sentences it did not use, and why', async () => {
    // Act
    const { coverage } = await embeddedAnalyzer.analyze(articleOf(STORY));

    // Assess
    expect(coverage.sentences).toBe(5);
    expect(coverage.cited + coverage.uncited.length).toBe(5);
    expect(coverage.uncited).toContainEqual({ sentence: 3, reason: 'no step, open matter or risk found in it' });
  });

  it('says what the article does not state', async () => {
    const { notStated } = await embeddedAnalyzer.analyze(articleOf(STORY));
    expect(notStated).toContain('a publication date');
    expect(notStated).toContain('a deadline');
  });

  it('says why lists are empty, and reads only names in another language', async () => {
    // Act
    const plain = await embeddedAnalyzer.analyze(articleOf('The mill is old. The valley is wide.'));
    const spanish = await embeddedAnalyzer.analyze(
      articleOf('Chile retiró sus tanques de la frontera con Perú.', { language: 'es' }),
    );

    // Assess
    expect(plain.analysis.notes).toEqual([
      'No step of a party is told in 2 sentences.',
      'No open matter is told in 2 sentences.',
      'No risk is voiced in 2 sentences.',
    ]);
    expect(spanish.analysis.notes).toEqual(['The article is in Spanish: names only.']);
    expect(spanish.measures).toEqual([]);
  });

  it('refers to none but its own parties and items', async () => {
    // Act
    const draft = await embeddedAnalyzer.analyze(articleOf(STORY));

    // Assess
    const parties = new Set(draft.parties.map((party) => party.id));
    const items = new Set([...draft.measures, ...draft.unresolvedIssues].map((item) => item.id));
    const referred = [
      ...draft.measures.flatMap((measure) => [...measure.actors, ...measure.targets]),
      ...draft.unresolvedIssues.flatMap((issue) => issue.parties),
      ...draft.risks.flatMap((risk) => risk.parties),
    ];
    expect(referred.filter((id) => !parties.has(id))).toEqual([]);
    expect(draft.risks.flatMap((risk) => risk.about).filter((id) => !items.has(id))).toEqual([]);
    expect(draft.analysis).toMatchObject({ analyzer: 'embedded', dropped: {}, held: {} });
    expect(draft.analysis.lexiconHash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('writes nothing that the evidence gate has to replace', async () => {
    // Prepare
    const article = articleOf(STORY);

    // Act
    const brief = gate(article, await embeddedAnalyzer.analyze(article));

    // Assess
    const { positions: _positions, ...held } = brief.analysis.held;
    expect(brief.analysis.dropped).toEqual({});
    expect(held).toEqual({});
  });
});

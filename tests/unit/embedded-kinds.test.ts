import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { articleOf } from '../fixtures/draft.ts';
import { articleOfKind, KINDS } from '../fixtures/kinds.ts';

async function briefOf(name: string): Promise<Brief> {
  const article = await articleOfKind(name);
  return gate(article, await embeddedAnalyzer.analyze(article));
}

function itemsOf(
  brief: Brief,
): (Brief['measures'][number] | Brief['unresolvedIssues'][number] | Brief['risks'][number])[] {
  return [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
}

function counts(brief: Brief): number[] {
  return [brief.measures, brief.unresolvedIssues, brief.risks, brief.upsides].map((list) => list.length);
}

function quotesOf(brief: Brief): string[] {
  return itemsOf(brief).flatMap((item) => item.evidence.map((piece) => piece.quote));
}

describe('Embedded analyzer: kinds of articles', () => {
  it.each(KINDS)('briefs %s from its own words', async (name) => {
    const article = await articleOfKind(name);
    const brief = gate(article, await embeddedAnalyzer.analyze(article));

    for (const piece of itemsOf(brief).flatMap((item) => item.evidence))
      expect(isVerbatim(article.text, piece)).toBe(true);
    expect(brief.headline.text).not.toBe('');
    expect(brief.measures.length).toBeLessThanOrEqual(24);
  });

  describe('with little to find', () => {
    it.each([
      ['match-report-cup', 'Read as a match report: what happens in play is left out.'],
      ['match-report-tennis', 'Read as a match report: what happens in play is left out.'],
      ['recipe-lentils', 'Read as a recipe: only names are taken from it.'],
      ['recipe-cake', 'Read as a recipe: only names are taken from it.'],
      ['horoscope', 'Read as a horoscope: only names are taken from it.'],
      ['review-film', 'Read as a review: only names are taken from it.'],
      ['review-headphones', 'Read as a review: only names are taken from it.'],
      ['obituary-botanist', 'Read as an obituary: the deeds of the life that it tells are left out.'],
      ['obituary-drummer', 'Read as an obituary: the deeds of the life that it tells are left out.'],
    ])('finds nothing in %s, and says why', async (name, note) => {
      const brief = await briefOf(name);

      expect(counts(brief)).toEqual([0, 0, 0, 0]);
      expect(brief.analysis.notes[0]).toBe(note);
    });

    it.each([
      ['lifestyle-sleep', 1],
      ['market-report-shares', 1],
      ['market-report-table', 0],
      ['very-short-weather', 0],
    ])('finds next to nothing in %s', async (name, most) => {
      const brief = await briefOf(name);

      expect(brief.measures).toEqual([]);
      expect(itemsOf(brief).length).toBeLessThanOrEqual(most);
    });

    it('keeps the players as parties and asks nothing of a recipe', async () => {
      const match = await briefOf('match-report-tennis');
      const recipe = await briefOf('recipe-cake');

      expect(match.parties.map((party) => party.name)).toEqual(['Giulia Marchetti', 'Ebba Lindqvist']);
      expect(recipe.parties).toEqual([]);
      expect(recipe.notStated).toEqual(['a publication date']);
    });

    it('keeps what a body decides about sport', async () => {
      const text =
        'The football federation of Peru fined the club Deportivo Alba on Monday after its supporters threw flares at the ' +
        'referee during the match.\n\nThe club said that it would appeal against the fine. Three players were banned for two ' +
        'games each.';
      const article = articleOf(text);
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(brief.analysis.notes.join(' ')).not.toContain('match report');
      expect(quotesOf(brief).join(' ')).toContain('fined the club Deportivo Alba');
    });

    it('tells what others decide in an obituary', async () => {
      const text =
        'The singer Abel Duarte has died aged 81.\n\nHe was born in Lima in 1943 and is survived by two sons. He wrote more than ' +
        'three hundred songs.\n\nCongress suspended its session on Monday, and Peru lowered the voting age in the same week.';
      const article = articleOf(text, { title: 'Abel Duarte dies' });
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(brief.analysis.notes[0]).toContain('obituary');
      expect(quotesOf(brief).join(' ')).not.toContain('songs');
      expect(quotesOf(brief).join(' ')).toContain('Peru lowered the voting age');
    });
  });

  describe('opinion', () => {
    it.each([
      ['op-ed-harbour', 'Helena Marsh'],
      ['op-ed-schools', 'Dr Samuel Oduya'],
    ])('gives what %s claims to its author', async (name, author) => {
      const brief = await briefOf(name);

      expect(brief.sourcing.opinion).toBe(true);
      for (const { attribution } of itemsOf(brief)) expect(attribution).toEqual({ voice: 'named', label: author });
      for (const { text } of brief.summary) expect(text.startsWith(`${author}: “`)).toBe(true);
      expect(brief.analysis.held['attribution']).toBeUndefined();
    });

    it('shows what the author demands as a demand and as theirs', async () => {
      const brief = await briefOf('op-ed-harbour');

      expect(brief.measures.find((measure) => measure.description.includes('suspend the tax'))).toMatchObject({
        status: 'demanded',
        description: 'Helena Marsh says the council should suspend the tax',
      });
    });

    it('announces nothing that the author only foresees', async () => {
      const brief = await briefOf('op-ed-harbour');

      expect(quotesOf(brief).join(' | ')).not.toContain('could close half of the shops');
    });

    it('names nobody where the opinion is marked and unsigned', async () => {
      const article = articleOf(
        'The council should suspend the tax at once. Peru has raised tariffs on copper from Chile.',
        {
          title: 'Editorial: A tax too far',
        },
      );
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(itemsOf(brief).length).toBeGreaterThan(0);
      for (const { attribution } of itemsOf(brief))
        expect(attribution).toEqual({ voice: 'unnamed', label: 'the author' });
    });

    it('leaves a signed report to the outlet', async () => {
      const article = articleOf('Peru has raised tariffs on copper from Chile.', { authors: ['Rosa Vidal'] });
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(brief.measures.map((measure) => measure.attribution)).toEqual([{ voice: 'outlet' }]);
    });
  });

  describe('interview', () => {
    it.each([
      ['interview-minister', 'ana-quispe'],
      ['interview-author', 'ruth-amadi'],
    ])('gives the answers of %s to the one who answers', async (name, party) => {
      const article = await articleOfKind(name);
      const first = article.text.search(/^(?:A|Amadi):/m);
      const brief = gate(article, await embeddedAnalyzer.analyze(article));
      const answered = itemsOf(brief).filter((item) => (item.evidence[0]?.start ?? 0) > first);

      expect(answered.length).toBeGreaterThan(1);
      for (const { attribution } of answered) expect(attribution).toMatchObject({ voice: 'party', party });
      expect(brief.parties.find(({ id }) => id === party)).toMatchObject({ heard: true });
      expect(brief.sourcing.opinion).toBe(false);
    });

    it('quotes answers in the first person as they were said, without the label', async () => {
      const brief = await briefOf('interview-minister');

      expect(brief.measures[0]?.description).toMatch(/^Ana Quispe: “(?:If .+, )?we will cut the supply in the south/);
      expect(quotesOf(brief).filter((quote) => /^(?:A|Q):/.test(quote))).toEqual([]);
    });

    it('takes nothing from the questions', async () => {
      const brief = await briefOf('interview-minister');

      expect(quotesOf(brief).filter((quote) => quote.includes('?'))).toEqual([]);
      expect(quotesOf(brief).join(' ')).not.toContain('Foreign firms');
    });
  });

  describe('rolling updates', () => {
    it.each([
      ['live-blog-quake', /ordered the evacuation/],
      ['live-blog-vote', /rejected the budget/],
    ])('tell each step of %s once', async (name, step) => {
      const brief = await briefOf(name);
      const telling = brief.measures.filter((measure) => measure.evidence.some((piece) => step.test(piece.quote)));

      expect(telling).toHaveLength(1);
      expect(telling[0]?.evidence.length).toBeGreaterThan(1);
      expect(quotesOf(brief).filter((quote) => /^\d{1,2}[:.]\d\d/.test(quote))).toEqual([]);
    });
  });

  describe('capitals', () => {
    it('finds known names, sentences and steps in text that is all capitals, and says how it is written', async () => {
      const brief = await briefOf('capitals-wire-truce');

      expect(brief.parties.map((party) => party.name)).toEqual(
        expect.arrayContaining(['United Nations', 'Sudan', 'Rapid Support Forces', 'Saudi Arabia', 'United States']),
      );
      expect(brief.measures).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: 'ceasefire', status: 'agreed', actors: ['sudan'] }),
          expect.objectContaining({
            type: 'negotiation',
            status: 'proposed',
            actors: ['saudi-arabia', 'united-states'],
          }),
        ]),
      );
      expect(brief.analysis.notes[0]).toBe(
        'The article is written in capitals throughout: only names that are known beforehand are found.',
      );
    });

    it('reads the bank rate in a wire of capitals', async () => {
      const brief = await briefOf('capitals-wire-rates');

      expect(brief.measures).toMatchObject([{ type: 'finance', status: 'completed', actors: ['turkey'] }]);
      expect(brief.risks).toHaveLength(1);
    });

    it('finds sentences and states in text without any capital, and says how it is written', async () => {
      const brief = await briefOf('no-capitals-talks');

      expect(brief.parties.map((party) => party.name)).toEqual(
        expect.arrayContaining(['Iran', 'Saudi Arabia', 'China']),
      );
      expect(brief.measures[0]).toMatchObject({
        type: 'diplomatic',
        status: 'completed',
        evidence: [{ quote: 'iran and saudi arabia have reopened their embassies' }],
      });
      expect(brief.analysis.notes[0]).toBe(
        'The article is written without capitals: only names that are known beforehand are found.',
      );
    });

    it('quotes one sentence at a time where none begins with a capital', async () => {
      const brief = await briefOf('no-capitals-strike');

      expect(quotesOf(brief).filter((quote) => /[.!?] /.test(quote))).toEqual([]);
      expect(brief.measures.length).toBeGreaterThan(2);
    });
  });

  it('reads one long paragraph sentence by sentence', async () => {
    const brief = await briefOf('one-paragraph-dam');

    expect(
      brief.parties
        .slice(0, 3)
        .map((party) => party.name)
        .sort(),
    ).toEqual(['Egypt', 'Ethiopia', 'Sudan']);
    expect(brief.measures.length).toBeGreaterThan(8);
    for (const quote of quotesOf(brief)) expect(quote.length).toBeLessThan(260);
  });

  it('reads the second long paragraph, too', async () => {
    const brief = await briefOf('one-paragraph-hospital');

    expect(brief.measures.length).toBeGreaterThan(5);
    expect(brief.unresolvedIssues.length).toBeGreaterThan(0);
    expect(brief.risks.length).toBeGreaterThan(0);
  });

  it('reads an article of one sentence', async () => {
    const brief = await briefOf('very-short-arrest');

    expect(brief.measures).toMatchObject([
      { type: 'legal', status: 'completed', actors: ['police'], attribution: { voice: 'party', party: 'prosecutors' } },
    ]);
    expect(counts(brief).slice(1)).toEqual([0, 0, 0]);
  });

  describe('press release', () => {
    it.each(['press-release-pump', 'press-release-charity'])('leaves the small print of %s', async (name) => {
      const brief = await briefOf(name);

      expect(quotesOf(brief).join(' ')).not.toMatch(/forward-looking|materially|contact|registered charity/i);
      expect(brief.measures.length).toBeGreaterThan(1);
    });
  });

  describe('court report', () => {
    it('tells a plea as made, not as a demand', async () => {
      const brief = await briefOf('court-report-fraud');

      expect(brief.measures.find((measure) => measure.evidence[0]?.quote.includes('pleaded guilty'))).toMatchObject({
        type: 'legal',
        status: 'completed',
        actors: ['gareth-pell'],
      });
    });

    it('tells the ruling of a court of appeal', async () => {
      const brief = await briefOf('court-report-appeal');

      expect(brief.measures[0]).toMatchObject({ type: 'legal', status: 'completed' });
      expect(brief.measures[0]?.evidence[0]?.quote).toContain('overturned the convictions');
    });
  });

  describe('other languages', () => {
    it.each([
      ['french-budget', 'fr', 'French'],
      ['french-short', 'fr', 'French'],
      ['german-bridge', 'de', 'German'],
      ['german-museum', 'de', 'German'],
      ['spanish-fishing', 'es', 'Spanish'],
      ['spanish-festival', 'es', 'Spanish'],
      ['russian-gas', 'ru', 'Russian'],
      ['russian-weather', 'ru', 'Russian'],
      ['arabic-talks', 'ar', 'Arabic'],
      ['arabic-book', 'ar', 'Arabic'],
      ['chinese-trade', 'zh', 'Chinese'],
      ['chinese-panda', 'zh', 'Chinese'],
      ['japanese-summit', 'ja', 'Japanese'],
      ['japanese-cherry', 'ja', 'Japanese'],
      ['indonesian-palm', 'id', 'Indonesian'],
      ['indonesian-market', 'id', 'Indonesian'],
    ])('reads names alone in %s, and says so', async (name, code, language) => {
      const brief = await briefOf(name);

      expect(brief.article.language).toBe(code);
      expect(counts(brief)).toEqual([0, 0, 0, 0]);
      expect([brief.summary, brief.timeline, brief.ahead]).toEqual([[], [], []]);
      expect(brief.analysis.notes).toEqual([`The article is in ${language}: names only.`]);
      expect(brief.notStated).toEqual(['a publication date']);
      for (const { kind } of brief.parties) expect(['state', 'intergovernmental']).toContain(kind);
    });

    it('knows states whose name is written alike, accents or not', async () => {
      expect((await briefOf('spanish-fishing')).parties.map((party) => party.name)).toEqual(['Peru', 'Ecuador']);
      expect((await briefOf('indonesian-palm')).parties.map((party) => party.name)).toEqual(['Indonesia', 'Malaysia']);
    });

    it('says why each sentence is not cited', async () => {
      const { coverage } = await briefOf('german-museum');

      expect(coverage.cited).toBe(0);
      expect(new Set(coverage.uncited.map(({ reason }) => reason))).toEqual(
        new Set(['in a language of which only names are read']),
      );
    });

    it.each([
      ['another script', 'Вчера в горах выпал снег.'],
      ['no word of English', 'Regnet gestern bis Mitternacht über allen Wiesen zwischen Fluss, Wald, Dorf und Burg.'],
    ])('takes a text whose language cannot be told for no English: %s', async (_name, text) => {
      const article = articleOf(text, { language: 'und' });
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(brief.analysis.notes).toEqual(['The language of the article cannot be told: names only.']);
      expect(brief.parties).toEqual([]);
      expect(counts(brief)).toEqual([0, 0, 0, 0]);
    });

    it('reads a short text as English where its small words are', async () => {
      const article = articleOf('Chile has withdrawn its troops from the border zone.', { language: 'und' });
      const brief = gate(article, await embeddedAnalyzer.analyze(article));

      expect(brief.measures).toHaveLength(1);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { lexiconHash } from '../../functions/brief/embedded/lexicon-hash.ts';
import { LexiconMaker } from '../../functions/brief/lexicon.ts';
import { EMPTY_OVERLAY, overlayHash } from '../../functions/core/lexicon/overlay.ts';
import { articleOf } from '../fixtures/draft.ts';
import { briefWith, lexiconOf } from '../fixtures/lexicon.ts';

const SHORE =
  'The eastern shore agreed on Tuesday to open its ports to grain. Argentina welcomed the decision. The eastern shore said the ports would open in May.';

async function partiesOf(text: string, words?: object): Promise<string[]> {
  const brief = await briefWith(articleOf(text), words && lexiconOf(words));
  return brief.parties.map(({ id }) => id);
}

describe('Aliases of the desk', () => {
  it('name a party that the analyzer knows, in its slots too', async () => {
    const brief = await briefWith(articleOf(SHORE), lexiconOf({ aliases: { Uruguay: ['the eastern shore'] } }));

    expect(await partiesOf(SHORE)).toEqual(['argentina']);
    expect(brief.parties[0]).toMatchObject({
      id: 'uruguay',
      name: 'Uruguay',
      country: 'UY',
      aliases: ['eastern shore'],
    });
    expect(brief.measures[0]?.actors).toEqual(['uruguay']);
  });

  it.each([
    ['Greyquay', 'Greyquay said it would open the port.', true],
    ['Greyquay', 'The greyquay said it would open the port.', false],
    ['GQ', 'GQ said it would open the port.', true],
    ['GQ', 'Gq said it would open the port.', false],
    ['the Lower House-boats', 'The Lower House-boats said they would open the port.', true],
    ['the Quay', 'The Quay’s council said it would open the port.', true],
    ['the Quay', 'The Quayside said it would open the port.', false],
  ])('are met as they are written: %s in %s', async (alias, text, isMet) => {
    const found = await partiesOf(`${text} ${text}`, { aliases: { Uruguay: [alias] } });
    expect(found.includes('uruguay')).toBe(isMet);
  });

  it('of nobody known are passed over, and told', () => {
    const { names } = lexiconOf({ aliases: { Urugay: ['the shore'], Uruguay: ['the coast'] } });
    expect(names.unknown).toEqual(['Urugay']);
  });

  it('let no other alias stand for a party', async () => {
    const brief = await briefWith(articleOf(SHORE), lexiconOf({ aliases: { Chile: ['the western shore'] } }));
    expect(brief.parties.map(({ id }) => id)).toEqual(['argentina']);
  });
});

describe('Parties of the desk', () => {
  it('have their kind and country, by their name and by their aliases', async () => {
    const text = 'The Board suspended exports of wheat on Monday. Farmers protested outside the Board.';
    const party = { name: 'Meridian Grain Board', kind: 'government-body', country: 'UY', aliases: ['the Board'] };
    const brief = await briefWith(articleOf(text), lexiconOf({ parties: [party] }));

    expect(await partiesOf(text)).toContain('board');
    expect(brief.parties[0]).toMatchObject({ id: 'meridian-grain-board', kind: 'government-body', country: 'UY' });
    expect(brief.measures[0]?.actors).toEqual(['meridian-grain-board']);
  });
});

describe('Measure words of the desk', () => {
  it.each([
    ['v:ringfence', 'finance', 'Norland ringfenced the harbour fund on Monday.'],
    ['ringfence', 'finance', 'Norland agreed to ringfence the harbour fund on Monday.'],
    ['n:airbridge', 'aid', 'Norland launched an airbridge to the flooded villages on Monday.'],
    ['air-bridge', 'aid', 'Norland launched an air-bridge to the flooded villages on Monday.'],
    ['hand * keys to', 'movement', 'Norland handed the keys to the islanders on Monday.'],
  ])('make a measure of a type: %s', async (phrase, type, text) => {
    const article = articleOf(`${text} The ministry said so.`);
    const brief = await briefWith(article, lexiconOf({ measureWords: [{ phrase, type }] }));

    expect((await briefWith(article)).measures.map((measure) => measure.type)).not.toContain(type);
    expect(brief.measures.map((measure) => measure.type)).toEqual([type]);
    const cues = brief.analysis.reasons?.[brief.measures[0]?.id ?? 'm-0']?.cues.join();
    expect(cues).toContain(phrase.replace(/^[vn]:/, ''));
  });
});

describe('Cues of the desk', () => {
  it('make a matter open', async () => {
    const article = articleOf('The matter of the lock is parked in committee, officials said on Monday. It rained.');
    const words = { cues: { issues: [{ phrase: 'parked in committee', state: 'stalled' }] } };
    const brief = await briefWith(article, lexiconOf(words));

    expect((await briefWith(article)).unresolvedIssues).toEqual([]);
    expect(brief.unresolvedIssues).toMatchObject([{ state: 'stalled' }]);
    expect(Object.values(brief.analysis.reasons ?? {})).toEqual([
      { rule: 'strong/parked in committee', cues: ['parked in committee'] },
    ]);
  });

  it('make a risk', async () => {
    const article = articleOf('The closure is a canary for the whole port, Norland said on Monday. It rained.');
    const brief = await briefWith(article, lexiconOf({ cues: { risks: [{ phrase: 'canary for' }] } }));

    expect((await briefWith(article)).risks).toEqual([]);
    expect(brief.risks).toMatchObject([{ cue: 'canary for' }]);
  });
});

describe('What the desk always drops', () => {
  const article = articleOf(
    'Norland closed the lock on Monday. Norland banned the sale of lottery tickets on Tuesday. Brava will vote on the Lottery in May. Norland banned the sale of slotteries on Friday.',
  );

  it('is in no list, is counted and told, and its sentences are cited no more', async () => {
    const before = await briefWith(article);
    const brief = await briefWith(article, lexiconOf({ alwaysDrop: ['LOTTERY'] }));

    const quotes = (lists: typeof brief) =>
      [lists.measures, lists.ahead, lists.timeline, lists.summary]
        .flat()
        .map(({ evidence }) => evidence[0]?.quote ?? '');
    expect(quotes(before).join()).toMatch(/\blottery\b.*\bLottery\b/);
    expect(quotes(brief).join()).not.toMatch(/\blottery\b/i);
    expect(quotes(brief).join()).toContain('slotteries');
    expect(brief.analysis.dropped).toMatchObject({ measures: 1, ahead: 1 });
    expect(brief.analysis.notes.at(-1)).toMatch(/^Left out by the desk's own words: 1 measure, /);
    expect(brief.coverage.uncited).toContainEqual({ sentence: 1, reason: 'holds words that the desk always drops' });
    expect(brief.coverage.cited + brief.coverage.uncited.length).toBe(brief.coverage.sentences);
  });
});

describe('A lexicon', () => {
  it('without words changes nothing but what names it', async () => {
    const empty = { number: 7, hash: overlayHash(EMPTY_OVERLAY), overlay: EMPTY_OVERLAY };
    const { generation, analysis, ...brief } = await briefWith(articleOf(SHORE), new LexiconMaker().of(empty));
    const { generation: _, analysis: own, ...without } = await briefWith(articleOf(SHORE));

    expect(brief).toEqual(without);
    expect(generation % 1000).toBe(7);
    expect(own.lexiconHash).toBe(lexiconHash());
    expect(analysis).toEqual({ ...own, lexiconHash: lexiconHash(empty.hash) });
  });

  it('is made once for articles that are read with the same overlay', () => {
    const maker = new LexiconMaker();
    const of = (number: number) => ({ number, hash: overlayHash(EMPTY_OVERLAY), overlay: { ...EMPTY_OVERLAY } });

    const first = maker.of(of(1));
    expect(maker.of(of(1))).toBe(first);
    expect(maker.of(of(2))?.number).toBe(2);
    expect(maker.of(undefined)).toBeUndefined();
  });
});

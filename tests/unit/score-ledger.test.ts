import { describe, expect, it } from 'vitest';
import type { GoldLedger, GoldLine } from '../../bench/ledger/gold-ledger.ts';
import { readStory, storyNames } from '../../bench/ledger/gold-ledger.ts';
import {
  falseMoved,
  isWithinLimits,
  type LedgerScore,
  ledgerFigures,
  scoreLedger,
} from '../../bench/ledger/score-ledger.ts';
import { sharesHalf } from '../../bench/ledger/shared-words.ts';
import type { LedgerLine, Telling } from '../../functions/core/ledger/ledger-line.ts';

type Status = Telling['status'];

function telling(file: string, quote: string, status: Status): Telling {
  return {
    briefId: `brief of ${file}`,
    version: 'v1',
    itemId: '0123456789abcdef',
    headline: 'Ferries',
    source: null,
    datedAt: null,
    receivedAt: null,
    text: quote,
    status,
    attribution: { voice: 'outlet' },
    certainty: 'high',
    evidence: [{ quote, start: 0, end: quote.length, sentence: 0, paragraph: 0 }],
  };
}

const STRIKE = { file: '1.txt', quote: 'Crews of the ferries will strike on Tuesday' };
const BEGUN = { file: '2.txt', quote: 'the strike of the crews began at midnight' };
const OVER = { file: '3.txt', quote: 'the crews ended their strike after two days' };
const FILES = ['1.txt', '1b.txt', '2.txt', '3.txt'];
const FILE_OF = new Map(FILES.map((file) => [`brief of ${file}`, file]));

function goldLine(fields: Partial<GoldLine> & Pick<GoldLine, 'kind' | 'to'>): GoldLine {
  return { list: 'measures', subject: 'the strike', optional: false, ...fields };
}

const GOLD_MOVED = goldLine({
  kind: 'moved',
  from: [STRIKE],
  fromStatus: ['announced'],
  to: [BEGUN],
  toStatus: ['under-way', 'completed'],
});
const GOLD_NEW = goldLine({ kind: 'new', to: [STRIKE] });
const GOLD_REPEATED = goldLine({ kind: 'repeated', from: [STRIKE], to: [BEGUN], outlets: [2], independent: [1] });
const GOLD_QUIET = goldLine({ kind: 'quiet', list: 'unresolvedIssues', to: [STRIKE], days: [9, 10] });

function foundLine(fields: Partial<LedgerLine> & Pick<LedgerLine, 'kind' | 'to'>): LedgerLine {
  return {
    id: 'a',
    list: 'measures',
    storyId: 's',
    threadId: 't',
    subject: 'strike of the crews',
    parties: [],
    outlets: 1,
    independent: 1,
    knownAt: '2026-05-04T10:00:00.000Z',
    ...fields,
  };
}

const ANNOUNCED = telling(STRIKE.file, 'the ferries will strike on Tuesday', 'announced');
const UNDER_WAY = telling(BEGUN.file, BEGUN.quote, 'under-way');
const MOVED = foundLine({ kind: 'moved', from: ANNOUNCED, to: UNDER_WAY });
const NEW = foundLine({ kind: 'new', to: ANNOUNCED });

const COPIES: GoldLedger['copies'] = [['1.txt', '1b.txt']];
const score = (lines: GoldLine[], found: LedgerLine[]): LedgerScore =>
  scoreLedger({ lines, copies: COPIES }, found, FILE_OF);
const isRight = (line: GoldLine, found: LedgerLine): boolean => score([line], [found]).matched.length === 1;

describe('A line that was found', () => {
  it('is right with its kind, list, ends and statuses', () => {
    expect(score([GOLD_MOVED, GOLD_NEW], [NEW, MOVED])).toMatchObject({
      matched: [{ gold: GOLD_NEW }, { gold: GOLD_MOVED }],
      missed: [],
      wrong: [],
    });
  });

  it.each<[string, Partial<LedgerLine>]>([
    ['another kind', { kind: 'contradicted' }],
    ['another list', { list: 'risks' }],
    ['its ends swapped', { from: UNDER_WAY, to: ANNOUNCED }],
    [
      'its statuses swapped',
      { from: { ...ANNOUNCED, status: 'under-way' }, to: { ...UNDER_WAY, status: 'announced' } },
    ],
    ['a status that is not accepted', { to: { ...UNDER_WAY, status: 'ended' } }],
    ['an earlier status that is not accepted', { from: { ...ANNOUNCED, status: 'proposed' } }],
    ['its earlier end in another article', { from: { ...ANNOUNCED, briefId: 'brief of 3.txt' } }],
    ['an end in another article', { to: { ...UNDER_WAY, briefId: 'brief of 3.txt' } }],
    ['an end in an article that nobody knows', { to: { ...UNDER_WAY, briefId: 'another' } }],
    ['another quote', { to: telling(BEGUN.file, 'the company counted eleven crossings', 'under-way') }],
  ])('is false with %s, and the right one is missed', (_what, fields) => {
    expect(score([GOLD_MOVED], [{ ...MOVED, ...fields }])).toMatchObject({
      matched: [],
      missed: [GOLD_MOVED],
      wrong: [{ id: 'a' }],
    });
  });

  it('is false without its earlier end', () => {
    const { from: _, ...alone } = MOVED;
    expect(isRight(GOLD_MOVED, alone)).toBe(false);
  });

  it('is right once and false once where it comes twice', () => {
    expect(score([GOLD_MOVED], [MOVED, { ...MOVED, id: 'b' }])).toMatchObject({
      matched: [{ found: { id: 'a' } }],
      wrong: [{ id: 'b' }],
    });
  });

  it('may have its end in a copy of the article, and any of its quotes may be the one', () => {
    const evidence = [...telling('', 'said the union', 'announced').evidence, ...ANNOUNCED.evidence];
    expect(isRight(GOLD_NEW, { ...NEW, to: { ...ANNOUNCED, briefId: 'brief of 1b.txt', evidence } })).toBe(true);
  });

  it('has the sides of a contradiction in either order', () => {
    const gold = goldLine({ ...GOLD_MOVED, kind: 'contradicted' });
    const found: LedgerLine = { ...MOVED, kind: 'contradicted' };
    expect(isRight(gold, { ...found, from: UNDER_WAY, to: ANNOUNCED })).toBe(true);
    expect(isRight(gold, { ...found, from: UNDER_WAY, to: UNDER_WAY })).toBe(false);
  });

  it.each([
    ['outlets', { outlets: 3 }],
    ['independent ones', { independent: 2 }],
  ])('is false where it is told again by another number of %s', (_what, fields) => {
    const found: LedgerLine = { ...MOVED, kind: 'repeated', outlets: 2, independent: 1 };
    expect(isRight(GOLD_REPEATED, found)).toBe(true);
    expect(isRight(GOLD_REPEATED, { ...found, ...fields })).toBe(false);
  });

  it('is false where it was quiet for another number of days', () => {
    const found: LedgerLine = { ...NEW, kind: 'quiet', list: 'unresolvedIssues', days: 10 };
    expect(isRight(GOLD_QUIET, found)).toBe(true);
    expect(isRight(GOLD_QUIET, { ...found, days: 11 })).toBe(false);
    expect(isRight(GOLD_QUIET, { ...NEW, kind: 'quiet', list: 'unresolvedIssues' })).toBe(false);
  });

  it('goes to the line that no other one matches', () => {
    const either = goldLine({ kind: 'new', subject: 'either', to: [STRIKE, BEGUN] });
    const begun = foundLine({ kind: 'new', to: UNDER_WAY });
    expect(score([either, GOLD_NEW], [NEW, begun]).matched).toHaveLength(2);
  });
});

describe('An optional line', () => {
  const optional = { ...GOLD_MOVED, optional: true };

  it('is neither rewarded nor punished', () => {
    expect(ledgerFigures([score([optional], [MOVED])])).toMatchObject({ matched: 0, excused: 1, missed: 0, wrong: 0 });
    expect(ledgerFigures([score([optional], [])])).toMatchObject({ missed: 0, f1: 1 });
  });

  it('comes after a required one', () => {
    expect(score([optional, GOLD_MOVED], [MOVED])).toMatchObject({ matched: [{ gold: GOLD_MOVED }], excused: [] });
  });

  it('is a move over several steps of one thread, and of no other', () => {
    const end = goldLine({ kind: 'moved', from: [BEGUN], fromStatus: ['under-way'], to: [OVER], toStatus: ['ended'] });
    const over = foundLine({ kind: 'moved', from: ANNOUNCED, to: telling(OVER.file, OVER.quote, 'ended') });
    expect(score([GOLD_MOVED, end], [over])).toMatchObject({ excused: [{ found: over }], missed: [GOLD_MOVED, end] });
    expect(score([GOLD_MOVED, { ...end, subject: 'another' }], [over]).wrong).toEqual([over]);
    expect(score([end, GOLD_MOVED], [over]).wrong).toEqual([over]);
  });
});

describe('The figures', () => {
  const wrongMove = { ...MOVED, to: { ...UNDER_WAY, status: 'ended' as const } };

  it('are those of all stories together, or of one kind', () => {
    const scores = [score([GOLD_MOVED, GOLD_NEW], [MOVED, NEW, NEW]), score([GOLD_MOVED], [])];
    expect(ledgerFigures(scores)).toEqual({
      matched: 2,
      excused: 0,
      missed: 1,
      wrong: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
    });
    expect(ledgerFigures(scores, 'moved')).toMatchObject({
      matched: 1,
      missed: 1,
      wrong: 0,
      precision: 1,
      recall: 0.5,
    });
    expect(ledgerFigures(scores, 'quiet')).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });

  it('count a false move among all moves that were found, optional ones included', () => {
    const optional = { ...GOLD_MOVED, optional: true };
    expect(
      falseMoved([score([GOLD_MOVED], [MOVED]), score([optional], [MOVED]), score([GOLD_NEW], [wrongMove, NEW])]),
    ).toBe(1 / 3);
    expect(falseMoved([score([GOLD_MOVED], [])])).toBe(0);
  });

  it('are within the limits only with both of them', () => {
    expect(isWithinLimits([score([GOLD_MOVED, GOLD_NEW], [MOVED, NEW])])).toBe(true);
    expect(isWithinLimits([score([GOLD_MOVED, GOLD_NEW], [MOVED])])).toBe(false);
    const many = Array.from({ length: 9 }, () => score([GOLD_NEW], [NEW]));
    expect(isWithinLimits([...many, score([GOLD_MOVED], [MOVED, wrongMove])])).toBe(false);
  });
});

describe('Two quotes', () => {
  it.each([
    ['the strike began at midnight', 'crews said the strike began', true],
    ['the strike began at midnight', 'at midnight began the strike', false],
    ['Strike', 'the STRIKE, again', true],
    ['of the crews', 'of the company and its boats', true],
    ['the crews of the ferries', 'the whole company', false],
    ['…', 'the strike', false],
  ])('%j and %j share a stretch of half of the shorter: %s', (a, b, shared) => {
    expect([sharesHalf(a, b), sharesHalf(b, a)]).toEqual([shared, shared]);
  });
});

describe('A hand-made ledger', () => {
  it.each(storyNames())('of %s is full marks to itself and tells when its files arrived', (name) => {
    const { ledger, files } = readStory(name);
    expect(Object.keys(ledger.received)).toEqual(files);
    const found = ledger.lines.map((line, index): LedgerLine => {
      const [to] = line.to;
      const [from] = line.from ?? [];
      if (to === undefined) throw new Error('A line without an end');
      return foundLine({
        id: String(index),
        kind: line.kind,
        list: line.list,
        outlets: line.outlets?.[0] ?? 1,
        independent: line.independent?.[0] ?? 1,
        ...(line.days?.[0] === undefined ? {} : { days: line.days[0] }),
        ...(from === undefined ? {} : { from: telling(from.file, from.quote, line.fromStatus?.[0] ?? 'announced') }),
        to: telling(to.file, to.quote, line.toStatus?.[0] ?? 'announced'),
      });
    });
    const scored = scoreLedger(ledger, found, new Map(files.map((file) => [`brief of ${file}`, file])));
    expect(scored).toMatchObject({ missed: [], wrong: [] });
  });
});

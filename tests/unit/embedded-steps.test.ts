import { describe, expect, it } from 'vitest';
import { cutSentence, isFiniteGroup } from '../../functions/brief/embedded/clause-cuts.ts';
import { coverageOf, notesOf } from '../../functions/brief/embedded/coverage.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { notStatedIn } from '../../functions/brief/embedded/not-stated.ts';
import { outcomeBehind, outcomeOf } from '../../functions/brief/embedded/outcomes.ts';
import { isOpinion } from '../../functions/brief/embedded/sourcing.ts';
import { findVerbGroups } from '../../functions/brief/embedded/verb-groups.ts';
import type { Measure, Sourcing } from '../../functions/core/brief.ts';
import { articleOf, measureOf, partyOf } from '../fixtures/draft.ts';
import { read } from '../fixtures/read.ts';

describe('Embedded analyzer: verb groups and the clauses cut at them', () => {
  const groupsIn = (text: string) => {
    const { document, sentence } = read(text);
    return findVerbGroups(document.tokens, sentence.from, sentence.to);
  };

  it.each([
    ['Chile has withdrawn its troops.', { lemma: 'withdraw', tense: 'present', perfect: true, negated: false }],
    ['Chile did not withdraw its troops.', { lemma: 'withdraw', tense: 'past', negated: true }],
    ['Chile could withdraw its troops.', { lemma: 'withdraw', modal: 'could' }],
    ['The troops were withdrawn by Chile.', { lemma: 'withdraw', passive: true, tense: 'past' }],
    ['Chile is withdrawing its troops.', { lemma: 'withdraw', progressive: true, tense: 'present' }],
    ['Chile will withdraw its troops.', { lemma: 'withdraw', tense: 'future' }],
  ])('reads %s', (text, group) => {
    expect(groupsIn(text)[0]).toMatchObject(group);
  });

  it('tells a verb with a tense from an infinitive', () => {
    const [agreed, withdraw] = groupsIn('Chile agreed to withdraw its troops.');

    expect(agreed && isFiniteGroup(agreed)).toBe(true);
    expect(withdraw && isFiniteGroup(withdraw)).toBe(false);
  });

  it.each([
    ['Chile agreed to withdraw its troops.', ['Chile agreed', 'to withdraw its troops.']],
    ['Chile left, but Peru stayed.', ['Chile left,', 'but Peru stayed.']],
    ['If Chile leaves, Peru will stay.', ['If Chile leaves,', 'Peru will stay.']],
    ['Peru said that Chile had left.', ['Peru said', 'that Chile had left.']],
    ['Chile closed the port of Arica.', ['Chile closed the port of Arica.']],
  ])('cuts %s', (text, expected) => {
    const { document, sentence } = read(text);
    const groups = findVerbGroups(document.tokens, sentence.from, sentence.to);
    const pieces = cutSentence(document.tokens, sentence, groups).map(({ from, to }) =>
      text.slice(document.tokens[from]?.start, document.tokens[to - 1]?.end),
    );

    expect(pieces).toEqual(expected);
  });
});

describe('Embedded analyzer: what a clause brings about', () => {
  const outcome = (text: string) => {
    const { document, clauses } = read(text);
    const last = clauses.at(-1);
    if (last === undefined) throw new Error('no clause');
    return outcomeOf(document.tokens, clauses, last);
  };

  it.each([
    ['The dispute could destroy the harbour.', { kind: 'harm', own: true, near: true }],
    ['The storm could cause a famine.', { kind: 'harm', near: true }],
    ['The pact could prevent a war.', { kind: 'averted' }],
    ['Unemployment would rise.', { kind: 'harm', own: true }],
    ['Unemployment would fall.', { kind: 'gain' }],
    ['The talks could lead to peace.', { kind: 'gain' }],
    ['The committee will meet.', { kind: 'none', harms: 0 }],
  ])('reads %s', (text, expected) => {
    expect(outcome(text)).toMatchObject(expected);
  });

  it.each([
    ['the prospect of famine', 'harm'],
    ['the prospect of peace', 'gain'],
    ['the prospect of lunch', undefined],
  ])('reads what follows a cue: %s', (text, expected) => {
    const { document } = read(text);

    expect(outcomeBehind(document.tokens, 2, document.tokens.length)).toBe(expected);
  });
});

describe('Embedded analyzer: sides', () => {
  it('tell who wants what in an issue', async () => {
    const text =
      'The status of the border zone between Chile and Peru remains unresolved. Chile demands that Peru leave the border ' +
      'zone. Peru refuses to leave the border zone.';
    const { unresolvedIssues } = await embeddedAnalyzer.analyze(articleOf(text));

    expect(unresolvedIssues[0]?.sides.map(({ party, wants }) => [party, wants])).toEqual([
      ['chile', 'Chile demands that Peru leave the border zone'],
      ['peru', 'Peru refuses to leave the border zone'],
    ]);
  });
});

describe('Embedded analyzer: coverage, notes, and what is not stated', () => {
  const text = 'Chile left.\n\nRead more news here\n\nThe road ahead\n\nPeru stayed. It rained.';
  const empty = { measures: [], unresolvedIssues: [], risks: [] };
  const silent: Sourcing = {
    named: [],
    bodies: [],
    unnamed: [],
    attributed: 0,
    outletOnly: 0,
    notHeard: ['chile'],
    opinion: false,
  };

  it('tells why each sentence is not cited', () => {
    const { document } = read(text);
    const evidence = [{ quote: 'Chile left', start: 0, end: 10, sentence: 0, paragraph: 0 }];

    expect(coverageOf(document, [{ evidence }], new Set([3]))).toEqual({
      sentences: 5,
      cited: 1,
      uncited: [
        { sentence: 1, reason: 'about the page, not the matter' },
        { sentence: 2, reason: 'a heading' },
        { sentence: 3, reason: 'what it tells was too faint or is told by other items' },
        { sentence: 4, reason: 'no step, open matter or risk found in it' },
      ],
    });
  });

  it('counts the sentences in which nothing was found', () => {
    expect(notesOf(read('Chile left.').document, empty)).toEqual([
      'No step of a party is told in 1 sentence.',
      'No open matter is told in 1 sentence.',
      'No risk is voiced in 1 sentence.',
    ]);
    expect(notesOf(read('Chile left.', { language: 'xx' }).document, empty)).toEqual([
      'The article is in another language than English (xx): names only.',
    ]);
  });

  it('asks for what a reader would, and for no more where it is dated and answered', () => {
    const { document } = read(text);
    const chile = partyOf(text, 'Chile', 'Chile left');
    const announced: Measure = measureOf(text, 'Chile left', { status: 'announced' });
    const demanded: Measure = measureOf(text, 'Peru stayed', { status: 'demanded' });
    const dated = read(text, { publishedAt: '2026-03-04' }).document;
    const when = { edtf: '2026-03', stated: 'March', basis: 'stated' as const };

    expect(notStatedIn(document, [announced, demanded], [chile], silent)).toEqual([
      'a publication date',
      'a date for any next step',
      'a deadline',
      'a named official or speaker',
      'a word from Chile',
    ]);
    expect(
      notStatedIn(dated, [{ ...announced, when }], [chile], { ...silent, named: ['Rosa Vidal'], notHeard: [] }),
    ).toEqual([]);
  });

  it.each([
    ['I say no. We must act. I say yes. We should go. My town waits.', {}, true],
    ['I saw it. I left. My house stood. We waited. It must end.', { authors: ['Rosa Vidal'] }, true],
    ['I saw it. I left. My house stood. We waited. It must end.', {}, false],
    ['The port closed.', { title: 'Opinion: The port' }, true],
    ['The port closed. “We must act,” I heard. “I must go.” “We should stay.” “I ought to.”', {}, false],
  ])('tells opinion by its mark or by its voice: %s', (body, fields, opinion) => {
    expect(isOpinion(read(body, fields).document)).toBe(opinion);
  });
});

import { describe, expect, it } from 'vitest';
import type { UnresolvedIssue } from '../../functions/core/brief.ts';
import type { ReadBrief } from '../../functions/core/dossier/cited-items.ts';
import { groupIssues } from '../../functions/core/dossier/issue-groups.ts';
import { topicWords } from '../../functions/core/dossier/topic-words.ts';
import { aBrief, anArticle, anIssue, aParty, quoteOf } from '../store/records.ts';

function read(day: number, unresolvedIssues: UnresolvedIssue[], source: string | null = 'Gazette'): ReadBrief {
  const date = `2026-04-0${day}`;
  const parties = [aParty('uruguay', { name: 'Uruguay', aliases: ['Montevideo'] }), aParty('chile', { name: 'Chile' })];
  const article = anArticle({ key: `in/${day}`, publishedAt: date, source });
  return { brief: aBrief(article, { unresolvedIssues, parties }), time: `${date}T00:00:00.000Z` };
}

describe('The words of a topic', () => {
  it.each([
    ['whether the inspection fees are to be lifted', ['inspection', 'fee', 'lifted']],
    ['the dispute over the state of the eastern gates', ['eastern', 'gate']],
    ['Uruguay’s control of the companies’ crates', ['control', 'company', 'crate']],
    ['the dispute between Chile and Montevideo', ['chile', 'montevideo']],
    ['status of this crisis', ['crisis']],
    ['issue', []],
  ])('%j are %j', (topic, words) => {
    expect([...topicWords(topic, ['Uruguay', 'Montevideo', 'Chile'])]).toEqual(words);
  });
});

describe('Two issues', () => {
  const areGrouped = (a: [string, string[]], b: [string, string[]]): boolean => {
    const [one, other] = [a, b].map(([topic, parties], index) => read(index + 1, [anIssue(topic, { parties })]));
    return one !== undefined && other !== undefined && groupIssues([one, other]).length === 1;
  };

  it.each<[[string, string[]], [string, string[]]]>([
    [
      ['the inspection fee', ['uruguay']],
      ['the inspection fees', ['uruguay']],
    ],
    [
      ['the inspection fee', ['uruguay']],
      ['lifting of the inspection fee', ['uruguay', 'chile']],
    ],
    [
      ['ownership of the eastern gate', []],
      ['the eastern gate', []],
    ],
    [
      ['ownership of the eastern gate', ['uruguay']],
      ['the eastern gate', []],
    ],
    [
      ['ceasefire violations along the northern border', ['uruguay']],
      ['violation of the ceasefire along the northern border', ['chile']],
    ],
    [
      ['the dispute between Uruguay and Chile', ['uruguay', 'chile']],
      ['tension between Chile and Uruguay', ['uruguay', 'chile']],
    ],
  ])('%j and %j are one', (a, b) => {
    expect(areGrouped(a, b)).toBe(true);
  });

  it.each<[[string, string[]], [string, string[]]]>([
    [
      ['human rights', ['uruguay']],
      ['violation of human rights', ['chile']],
    ],
    [
      ['the peace process', ['uruguay']],
      ['refusal to negotiate peace', ['chile']],
    ],
    [
      ['the date', ['uruguay']],
      ['the date', ['uruguay']],
    ],
    [
      ['ownership', []],
      ['ownership of the eastern gate', []],
    ],
    [
      ['patrol boats at the lock', ['uruguay']],
      ['the inspection fee at the lock', ['uruguay']],
    ],
    [
      ['membership', ['uruguay']],
      ['membership in an armed organisation', ['uruguay']],
    ],
  ])('%j and %j are two', (a, b) => {
    expect(areGrouped(a, b)).toBe(false);
  });

  it('whose quotes are too short to tell a passage are not one for them', () => {
    const evidence = [quoteOf('It is open')];
    const issues = ['the fee', 'the gate'].map((topic, index) => read(index + 1, [anIssue(topic, { evidence })]));
    expect(groupIssues(issues)).toHaveLength(2);
  });

  it('that rest on the same quote are one, whatever their topics', () => {
    const evidence = [quoteOf('The fee was left for a later round')];
    const groups = groupIssues([
      read(1, [anIssue('the fee', { evidence })]),
      read(2, [anIssue('a later round', { evidence })]),
    ]);
    expect(groups).toHaveLength(1);
  });
});

describe('A group of issues', () => {
  const side = { party: 'chile', wants: 'a survey', evidence: [quoteOf('Chile wants a survey')] };
  const briefs = [
    read(1, [anIssue('the eastern gate', { state: 'deferred', sides: [side] })], 'Courier'),
    read(3, [anIssue('ownership of the eastern gate', { state: 'contested', parties: ['uruguay'] })], ' GAZETTE'),
    read(2, [anIssue('eastern gate', { state: 'deferred' }), anIssue('inspection fee')], 'Gazette'),
    read(4, [], null),
  ];

  it('has the newest topic, all states and parties, the times of its ends, and how many outlets show it', () => {
    const [group] = groupIssues(briefs);
    expect(group).toMatchObject({
      topic: 'ownership of the eastern gate',
      states: ['contested', 'deferred'],
      parties: [
        { id: 'uruguay', name: 'Uruguay' },
        { id: 'chile', name: 'Chile' },
      ],
      firstSeen: '2026-04-01T00:00:00.000Z',
      lastSeen: '2026-04-03T00:00:00.000Z',
      outlets: 2,
    });
    expect(group?.items.map(({ topic }) => topic)).toEqual([
      'ownership of the eastern gate',
      'eastern gate',
      'the eastern gate',
    ]);
  });

  it('comes before those that were seen open earlier', () => {
    expect(groupIssues(briefs).map(({ topic }) => topic)).toEqual(['ownership of the eastern gate', 'inspection fee']);
  });

  it('is of one state, where one is asked for', () => {
    expect(groupIssues(briefs, 'deferred').map(({ items }) => items.map(({ state }) => state))).toEqual([
      ['deferred', 'deferred'],
    ]);
    expect(groupIssues(briefs, 'stalled')).toEqual([]);
  });

  it('counts no outlet where none is known', () => {
    expect(groupIssues([read(1, [anIssue('fee')], null)])[0]?.outlets).toBe(0);
  });
});

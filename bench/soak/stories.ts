import { Draws } from './draws.ts';

/** An article that nobody wrote: a few sentences of a dispute, so that it gives parties, measures, issues and risks. */
export interface Story {
  readonly title: string;
  readonly source: string;
  /** The names of the two states that it is about. */
  readonly states: readonly [string, string];
  /** A day as 2026-02-03; null for an article without a date. */
  readonly day: string | null;
  readonly paragraphs: readonly string[];
  /** A sentence of it that is in no other story, nor in another version of this one. */
  readonly mark: string;
}

const STATES = [
  ['Norway', 'Oslo'],
  ['Iceland', 'Reykjavik'],
  ['Uruguay', 'Montevideo'],
  ['Paraguay', 'Asunción'],
  ['Chile', 'Santiago'],
  ['Kenya', 'Nairobi'],
  ['Tanzania', 'Dodoma'],
  ['Latvia', 'Riga'],
  ['Portugal', 'Lisbon'],
  ['Vietnam', 'Hanoi'],
  ['Ghana', 'Accra'],
  ['Peru', 'Lima'],
] as const satisfies readonly (readonly [string, string])[];

/** Outlets, each of which half of the stories name in another case or spacing: lists by outlet must not mind. */
export const OUTLETS = [
  'Plata Wire',
  'The Meridian Courier',
  'Harbour and Tide',
  'Continental Dispatch',
  'Nordlys Bulletin',
] as const;

const MATTERS = [
  'the ferry line',
  'the fishing grounds',
  'the mountain pass',
  'the grain terminal',
  'the shared canal',
  'the lake border',
  'the rail link',
  'the power cable',
] as const;

const STEPS = [
  'has withdrawn its patrol boats from',
  'has lifted the inspection fee on',
  'has suspended all traffic on',
  'has imposed a new tariff on',
  'has reopened its customs office at',
  'has signed an accord on',
] as const;

const RISKS = [
  'a longer closure could spoil part of the harvest',
  'the talks may collapse within weeks',
  'prices could rise sharply before the summer',
  'the dispute may spread to neighbouring ports',
] as const;

const ISSUES = [
  'Who owns the eastern gate remains unresolved.',
  'No date has been agreed for the next round of talks.',
  'The two governments still disagree over who pays for the repairs.',
  'Whether observers will be admitted has been left open.',
] as const;

/** Of the days that stories are published on, so few that many share one: pages of lists then break in the middle of a day. */
const DAYS = 12;

/**
 * Writes a story.
 * @param id of the article, whose versions have the same outlet.
 * @param revision a number that no other version of it has.
 */
export function writeStory(seed: string, id: string, revision: number): Story {
  const outlet = new Draws(seed, 'outlet', id).one(OUTLETS);
  const draws = new Draws(seed, 'story', id, revision);
  const [one = STATES[0], other = STATES[1]] = draws.some(STATES, 2);
  const matter = draws.one(MATTERS);
  const number = draws.whole(3, 900);
  const mark = `The order stands in the register of treaties as entry ${id}, reading ${revision}.`;
  const sentences = [
    `${one[0]} ${draws.one(STEPS)} ${matter}, the ${one[0]} foreign ministry said on Monday. The step concerns ${number} ships and lorries a month.`,
    `${other[0]} welcomed the decision but insisted that ${one[0]} publish the whole agreement. ${mark}`,
    `Officials in ${other[1]} warned that ${draws.one(RISKS)}. ${draws.one(ISSUES)}`,
    `Traders in ${one[1]} said that ${draws.whole(20, 400)} lorries were waiting. ${other[0]} has proposed to host talks next month.`,
  ];
  const most = draws.whole(2, sentences.length);
  return {
    title: `${one[0]} and ${other[0]} at odds over ${matter}, file ${id}`,
    source: draws.happens(0.5) ? outlet : outlet.toUpperCase(),
    states: [one[0], other[0]],
    day: draws.happens(0.1) ? null : `2026-02-${String(draws.whole(1, DAYS)).padStart(2, '0')}`,
    paragraphs: sentences.slice(0, most),
    mark,
  };
}

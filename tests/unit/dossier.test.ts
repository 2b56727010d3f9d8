import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEASURE_STATUSES, type Measure, type MeasureStatus, type MeasureType } from '../../functions/core/brief.ts';
import type { ReadBrief } from '../../functions/core/dossier/cited-items.ts';
import { dossierOf, identityOf } from '../../functions/core/dossier/party-dossier.ts';
import { relationsOf } from '../../functions/core/dossier/relations.ts';
import {
  type ArticleTraits,
  aBrief,
  aMeasure,
  anArticle,
  anIssue,
  aParty,
  aRisk,
  type BriefTraits,
  quoteOf,
} from '../store/records.ts';

/** A brief of one day of April 2026, with the parties north, south and east. */
function read(day: number, traits: BriefTraits, article: ArticleTraits = {}): ReadBrief {
  const date = `2026-04-0${day}`;
  const parties = ['north', 'south', 'east'].map((id) => aParty(id));
  const made = anArticle({ key: `in/${day}`, publishedAt: date, ...article });
  return { brief: aBrief(made, { parties, ...traits }), time: `${date}T00:00:00.000Z` };
}

let made = 0;
function measure(type: MeasureType, status: MeasureStatus, traits: Partial<Measure>): Measure {
  made += 1;
  return aMeasure(type, status, { id: `m-${String(made).padStart(8, '0')}`, ...traits });
}

describe('A dossier', () => {
  it('lists what the party does by status', () => {
    const measures = MEASURE_STATUSES.map((status) =>
      measure('trade', status, { actors: ['north'], description: status }),
    );

    const dossier = dossierOf('north', [read(1, { measures })]);

    const lists = Object.entries(dossier.measures).map(([heading, lines]) => [heading, lines.map((one) => one.status)]);
    expect(Object.fromEntries(lists)).toEqual({
      did: ['completed', 'under-way'],
      agreed: ['agreed'],
      announced: ['announced'],
      proposed: ['proposed'],
      refused: ['refused'],
      threatened: ['threatened'],
      asked: ['demanded'],
      ended: ['ended'],
      unclear: ['unclear'],
    });
    expect(dossier.faced).toEqual([]);
  });

  it('lists what others direct at it apart, and leaves out what does not concern it', () => {
    const measures = [
      measure('aid', 'completed', { actors: ['south'], targets: ['north'], description: 'faced' }),
      measure('aid', 'completed', { actors: ['north', 'south'], targets: ['north'], description: 'did' }),
      measure('aid', 'completed', { actors: ['south'], targets: ['east'], description: 'neither' }),
    ];

    const dossier = dossierOf('north', [read(1, { measures })]);

    expect(dossier.faced.map(({ description }) => description)).toEqual(['faced']);
    expect(dossier.measures.did.map(({ description }) => description)).toEqual(['did']);
  });

  it('has every list newest first, from briefs in any order, and says of what time they are', () => {
    const of = (day: number) =>
      read(day, {
        measures: [measure('trade', 'agreed', { actors: ['north'], description: `m${day}` })],
        unresolvedIssues: [anIssue(`i${day}`, { parties: ['north'] })],
        risks: [aRisk(`r${day}`, { parties: ['north'] })],
      });

    const dossier = dossierOf('north', [of(2), of(3), of(1)]);

    expect(dossier.measures.agreed.map(({ description }) => description)).toEqual(['m3', 'm2', 'm1']);
    expect(dossier.issues.map(({ topic }) => topic)).toEqual(['i3', 'i2', 'i1']);
    expect(dossier.risks.map(({ statement }) => statement)).toEqual(['r3', 'r2', 'r1']);
    expect(dossier).toMatchObject({ briefs: 3, from: '2026-04-01T00:00:00.000Z', to: '2026-04-03T00:00:00.000Z' });
  });

  it('has an issue where the party is on a side of it, and not where it is in the brief alone', () => {
    const side = { party: 'north', wants: 'to keep it', evidence: [quoteOf('North keeps it')] };
    const unresolvedIssues = [anIssue('quay', { sides: [side] }), anIssue('fee', { parties: ['south'] })];

    const { issues } = dossierOf('north', [read(1, { unresolvedIssues })]);

    expect(issues).toMatchObject([
      { topic: 'quay', sides: [{ party: { id: 'north', name: 'NORTH' }, wants: 'to keep it' }] },
    ]);
  });

  it('cites each line, with names, outlet, times and certainty', () => {
    const low = measure('trade', 'agreed', {
      actors: ['north'],
      targets: ['south', 'elsewhere'],
      certainty: 'low',
      deadline: 'by May',
    });
    const position = { statement: 'All is well', speaker: 'The mayor', evidence: [quoteOf('all is well')] };
    const parties = [aParty('north', { positions: [position] }), aParty('south', { name: 'The South' })];
    const one = read(1, { measures: [low], parties, headline: 'Quay opens' });

    const dossier = dossierOf('north', [one]);

    const cited = {
      briefId: one.brief.briefId,
      headline: 'Quay opens',
      source: 'Harbour Gazette',
      datedAt: '2026-04-01',
      receivedAt: '2026-04-02T08:00:00.000Z',
    };
    expect(dossier.measures.agreed).toEqual([
      {
        ...cited,
        itemId: low.id,
        certainty: 'low',
        attribution: { voice: 'outlet' },
        evidence: low.evidence,
        type: 'trade',
        status: 'agreed',
        description: 'A quay is opened.',
        deadline: 'by May',
        actors: [{ id: 'north', name: 'NORTH' }],
        targets: [
          { id: 'south', name: 'The South' },
          { id: 'elsewhere', name: 'elsewhere' },
        ],
      },
    ]);
    expect(dossier.positions).toEqual([{ ...cited, ...position }]);
  });
});

describe('The identity of a party', () => {
  it('is that of the newest brief, with the aliases of all', () => {
    const north = (traits: Parameters<typeof aParty>[1]) => ({ parties: [aParty('north', traits)] });

    const identity = identityOf('north', [
      read(1, north({ name: 'Old North', kind: 'community', aliases: ['the north', 'N.'] })),
      read(3, north({ name: 'North', kind: 'state', country: 'NO', aliases: ['N.'] })),
      read(2, { parties: [aParty('south')] }),
    ]);

    expect(identity).toEqual({
      id: 'north',
      name: 'North',
      kind: 'state',
      country: 'NO',
      aliases: ['N.', 'the north', 'Old North'],
    });
  });

  it('is none where no brief names it', () => {
    expect(identityOf('west', [read(1, {})])).toBeUndefined();
  });
});

describe('Whom a party acts with and against', () => {
  const sides = (one: Measure, party = 'north') => {
    const { actsWith, actsAgainst } = relationsOf(party, [read(1, { measures: [one] })]);
    return { with: actsWith.map(({ party: { id } }) => id), against: actsAgainst.map(({ party: { id } }) => id) };
  };
  const pair = (type: MeasureType, status: MeasureStatus, traits: Partial<Measure> = {}) =>
    measure(type, status, { actors: ['north'], targets: ['south'], ...traits });

  it.each<[MeasureType, MeasureStatus, 'with' | 'against' | 'neither']>([
    ['agreement', 'agreed', 'with'],
    ['negotiation', 'under-way', 'with'],
    ['ceasefire', 'completed', 'with'],
    ['security-assistance', 'announced', 'with'],
    ['finance', 'completed', 'with'],
    ['aid', 'announced', 'with'],
    ['aid', 'proposed', 'neither'],
    ['aid', 'unclear', 'neither'],
    ['aid', 'ended', 'neither'],
    ['aid', 'refused', 'against'],
    ['aid', 'threatened', 'against'],
    ['military-action', 'completed', 'against'],
    ['sanctions', 'proposed', 'against'],
    ['protest', 'announced', 'against'],
    ['sanctions', 'ended', 'neither'],
    ['sanctions', 'refused', 'neither'],
    ['military-action', 'threatened', 'against'],
    ['trade', 'completed', 'neither'],
    ['diplomatic', 'completed', 'neither'],
    ['legal', 'completed', 'neither'],
  ])('follows from %s that is %s: %s', (type, status, side) => {
    const wanted = (id: string) => ({ with: side === 'with' ? [id] : [], against: side === 'against' ? [id] : [] });
    expect(sides(pair(type, status))).toEqual(wanted('south'));
    expect(sides(pair(type, status), 'south')).toEqual(wanted('north'));
  });

  it.each<[MeasureType, MeasureStatus, boolean]>([
    ['trade', 'completed', true],
    ['sanctions', 'proposed', true],
    ['withdrawal', 'threatened', true],
    ['trade', 'refused', false],
    ['trade', 'demanded', false],
    ['trade', 'ended', false],
    ['military-action', 'completed', false],
    ['legal', 'completed', false],
    ['other', 'under-way', false],
  ])('is with those that act along in %s that is %s: %s', (type, status, isWith) => {
    const together = measure(type, status, { actors: ['north', 'south'] });
    expect(sides(together)).toEqual({ with: isWith ? ['south'] : [], against: [] });
  });

  it('is against who demands of it, and of whom it demands', () => {
    const demand = measure('withdrawal', 'demanded', {
      actors: ['south'],
      targets: ['east'],
      attribution: { voice: 'party', party: 'north' },
    });
    expect(sides(demand)).toEqual({ with: [], against: ['south'] });
    expect(sides(demand, 'south')).toEqual({ with: [], against: ['north'] });
    expect(sides(demand, 'east')).toEqual({ with: [], against: [] });
  });

  it('is against those on other sides of an issue', () => {
    const side = (party: string, wants: string) => ({ party, wants, evidence: [quoteOf(wants)] });
    const issue = anIssue('quay', {
      parties: ['east'],
      sides: [side('north', 'to keep it'), side('south', 'to have it'), side('north', 'to rent it')],
    });
    const one = read(1, { unresolvedIssues: [issue] });
    expect(relationsOf('north', [one]).actsAgainst).toEqual([
      { party: { id: 'south', name: 'SOUTH' }, count: 1, items: [{ briefId: one.brief.briefId, itemId: issue.id }] },
    ]);
    expect(relationsOf('east', [one]).actsAgainst).toEqual([]);
  });

  it('leaves out what is of low certainty, and the party itself', () => {
    expect(sides(pair('aid', 'completed', { certainty: 'low' }))).toEqual({ with: [], against: [] });
    expect(sides(pair('aid', 'completed', { targets: ['north'] }))).toEqual({ with: [], against: [] });
  });

  it('counts the items of all briefs and cites each, most often first', () => {
    const first = pair('aid', 'completed', { targets: ['east'] });
    const second = pair('aid', 'agreed', { targets: ['south'] });
    const third = pair('agreement', 'agreed', { actors: ['north', 'south'] });
    const newest = read(2, { measures: [first, second] });
    const oldest = read(1, { measures: [third] });

    const { actsWith } = relationsOf('north', [newest, oldest]);

    expect(actsWith).toEqual([
      {
        party: { id: 'south', name: 'SOUTH' },
        count: 2,
        items: [
          { briefId: newest.brief.briefId, itemId: second.id },
          { briefId: oldest.brief.briefId, itemId: third.id },
        ],
      },
      { party: { id: 'east', name: 'EAST' }, count: 1, items: [{ briefId: newest.brief.briefId, itemId: first.id }] },
    ]);
  });

  it('counts a measure that sets two with and against each other as against', () => {
    const mixed = measure('sanctions', 'completed', { actors: ['north', 'south'], targets: ['south'] });
    expect(sides(mixed)).toEqual({ with: [], against: ['south'] });
  });
});

describe('docs/dossiers.md', () => {
  const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

  it('has the rules of relations as the code states them', () => {
    const rules = textOf('functions/core/dossier/relations.ts').match(/(?<=^ \* )\|.*\|$/gm) ?? [];
    expect(rules).toHaveLength(9);
    expect(textOf('docs/dossiers.md')).toContain(rules.join('\n'));
  });
});

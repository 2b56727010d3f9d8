import { describe, expect, it } from 'vitest';
import type { Measure, Risk, UnresolvedIssue } from '../../functions/core/brief.ts';
import { itemIdOf } from '../../functions/core/evidence.ts';
import { readLedger } from '../../functions/core/ledger/ledger.ts';
import type { LedgerBrief } from '../../functions/core/ledger/ledger-brief.ts';
import type { ChangeKind, LedgerLine } from '../../functions/core/ledger/ledger-line.ts';
import { signatureOf } from '../../functions/core/ledger/text-signature.ts';
import { aBrief, aMeasure, anArticle, anIssue, aParty, aRisk, quoteOf } from '../store/records.ts';

type Status = Measure['status'];

/** A measure told in these words. */
function told(quote: string, status: Status, traits: Partial<Measure> = {}): Measure {
  const id = itemIdOf('measures', quote);
  return aMeasure('withdrawal', status, {
    id,
    description: quote,
    evidence: [quoteOf(quote)],
    actors: ['uruguay'],
    ...traits,
  });
}

const boats = (status: Status, traits: Partial<Measure> = {}): Measure =>
  told(`the patrol boats and the Serena lock, ${status}`, status, traits);
const fee = (state: UnresolvedIssue['state'], traits: Partial<UnresolvedIssue> = {}): UnresolvedIssue =>
  anIssue('the inspection fee at the lock', { state, parties: ['uruguay'], ...traits });
const harvest = (likelihood: Risk['likelihood'], traits: Partial<Risk> = {}): Risk =>
  aRisk('the soybean harvest spoils in the barges', { likelihood, probabilityStated: true, ...traits });

interface Told {
  on: string | null;
  by?: string | null;
  at?: string;
  text?: string;
  measures?: Measure[];
  issues?: UnresolvedIssue[];
  risks?: Risk[];
  headline?: string;
  parties?: string[];
}

function briefOf(
  { on, by = 'Plata Wire', at, text, measures, issues, risks, headline, parties }: Told,
  index: number,
): LedgerBrief {
  const receivedAt = at ?? '2026-03-20T00:00:00.000Z';
  const article = anArticle({ key: `in/${index}`, publishedAt: on, source: by, receivedAt });
  const brief = aBrief(article, {
    headline: headline ?? 'Boats at the Serena lock',
    parties: (parties ?? ['uruguay', 'paraguay']).map((id) => aParty(id, { kind: 'state' })),
    measures: measures ?? [],
    unresolvedIssues: issues ?? [],
    risks: risks ?? [],
  });
  const signature = text === undefined ? {} : { signature: signatureOf(text) };
  return { brief, version: '1', time: receivedAt, ...signature };
}

const WHOLE = { since: '', asOf: '2026-03-31T00:00:00.000Z' };

function read(articles: readonly Told[], request = WHOLE): LedgerLine[] {
  return readLedger(articles.map(briefOf), request).flatMap(({ lines }) => lines);
}

const linesOf = (kind: ChangeKind, articles: readonly Told[], request = WHOLE): LedgerLine[] =>
  read(articles, request).filter((line) => line.kind === kind);

const steps = (articles: readonly Told[]): string[] =>
  linesOf('moved', articles)
    .map(({ from, to }) => `${from?.status} → ${to.status}`)
    .sort();

describe('A measure that is told step by step', () => {
  const story: Told[] = [
    { on: '2026-03-02', by: 'Plata Wire', measures: [boats('announced')] },
    { on: '2026-03-03', by: 'Courier', measures: [boats('under-way', { type: 'other' })] },
    { on: '2026-03-04T18:20:00-03:00', by: 'Harbour & Tide', measures: [boats('completed', { actors: [] })] },
  ];

  it('is new once and moves twice, with both ends', () => {
    const [line, ...others] = linesOf('new', story);

    expect(others).toEqual([]);
    expect(line).toMatchObject({
      list: 'measures',
      type: 'withdrawal',
      outlets: 3,
      independent: 3,
      to: { status: 'announced' },
    });
    expect(steps(story)).toEqual(['announced → under-way', 'under-way → completed']);
    expect(linesOf('moved', story).map(({ threadId }) => threadId)).toEqual([line?.threadId, line?.threadId]);
  });

  it('keeps its ids when a later article is added', () => {
    const ids = read(story).map(({ id }) => id);
    const more = read([...story, { on: '2026-03-05', by: 'Gazette', measures: [boats('completed')] }]);
    expect(more.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  it('does not move back: an earlier step that is told again is a recap', () => {
    const recap: Told = { on: '2026-03-06', measures: [boats('announced'), boats('under-way')] };
    expect(steps([...story, recap])).toEqual(steps(story));
  });

  it('does not move to an earlier step, nor out of a refusal by what was told before it', () => {
    const on = (day: number, status: Status): Told => ({ on: `2026-03-0${day}`, measures: [boats(status)] });
    expect(steps([on(2, 'agreed'), on(4, 'announced')])).toEqual([]);
    expect(steps([on(2, 'announced'), on(4, 'refused'), on(6, 'announced')])).toEqual(['announced → refused']);
  });

  it('is known since both ends had been received, whenever that was', () => {
    const [first, second] = story;
    const late = [
      { on: '2026-03-02', ...first, at: '2026-03-09T08:00:00.000Z' },
      { on: '2026-03-03', ...second, at: '2026-03-03T08:00:00.000Z' },
    ];
    expect(linesOf('moved', late)).toMatchObject([{ knownAt: '2026-03-09T08:00:00.000Z' }]);
    expect(linesOf('new', late)).toMatchObject([{ knownAt: '2026-03-03T08:00:00.000Z', to: { status: 'announced' } }]);
    expect(read(late, { since: '2026-03-04T00:00:00.000Z', asOf: WHOLE.asOf }).map(({ kind }) => kind)).toEqual([
      'moved',
    ]);
  });
});

describe('Nothing moves', () => {
  const announced: Told = { on: '2026-03-02', measures: [boats('announced')] };

  it.each<[string, Told]>([
    ['by an undated article', { on: null, measures: [boats('completed')] }],
    ['by an article of the same day without an hour', { on: '2026-03-02T20:00:00Z', measures: [boats('completed')] }],
    ['by an unclear status', { on: '2026-03-04', measures: [boats('unclear')] }],
    ['by an item of low certainty', { on: '2026-03-04', measures: [boats('completed', { certainty: 'low' })] }],
    ['by the act of another', { on: '2026-03-04', measures: [boats('completed', { actors: ['paraguay'] })] }],
    [
      'by an act of another family',
      { on: '2026-03-04', measures: [boats('completed', { actors: [], type: 'legislation' })] },
    ],
    [
      'by what the article tells of an earlier day',
      {
        on: '2026-03-04',
        measures: [
          boats('completed', { when: { edtf: '2026-03-01', stated: 'on Sunday', basis: 'from-publication' } }),
        ],
      },
    ],
    [
      'by another matter',
      { on: '2026-03-04', measures: [told('the grain convoy left the harbour of Asunción', 'completed')] },
    ],
  ])('%s', (_how, article) => {
    expect(steps([announced, article])).toEqual([]);
  });

  it('but by an article that is later by an hour, where both say theirs', () => {
    const hours: Told[] = [
      { on: '2026-03-02T08:00:00Z', measures: [boats('announced')] },
      { on: '2026-03-02T20:00:00Z', measures: [boats('completed')] },
    ];
    expect(steps(hours)).toEqual(['announced → completed']);
  });

  it('from what one party announced to what it is said to have agreed to', () => {
    const story = (type: Measure['type']): Told[] => twice(boats('announced', { type }), boats('agreed', { type }));
    expect(steps(story('withdrawal'))).toEqual([]);
    expect(steps(story('agreement'))).toEqual(['announced → agreed']);
  });

  it('from a proposal that is nobody’s, or that hangs on a condition', () => {
    const completed: Told = { on: '2026-03-04', measures: [boats('completed')] };
    const proposed = (traits: Partial<Measure>): Told => ({ on: '2026-03-02', measures: [boats('proposed', traits)] });
    expect(steps([proposed({}), completed])).toEqual(['proposed → completed']);
    expect(steps([proposed({ actors: [] }), completed])).toEqual([]);
    expect(steps([proposed({ condition: 'if the fee is lifted' }), completed])).toEqual([]);
  });

  it('where one act undoes the other', () => {
    const opened = told('the eastern gate of the lock was opened', 'completed');
    const closes = told('the eastern gate of the lock will be closed', 'announced');
    const opens = told('the eastern gate of the lock will be opened', 'announced');
    expect(
      steps([
        { on: '2026-03-02', measures: [closes] },
        { on: '2026-03-04', measures: [opened] },
      ]),
    ).toEqual([]);
    expect(
      steps([
        { on: '2026-03-02', measures: [opens] },
        { on: '2026-03-04', measures: [opened] },
      ]),
    ).toHaveLength(1);
  });
});

const twice = (first: Measure, second: Measure): Told[] => [
  { on: '2026-03-02', measures: [first] },
  { on: '2026-03-04', measures: [second] },
];

describe('Two measures are of two threads', () => {
  const order = told('the order to stop work on the eastern gate', 'announced', { type: 'legal', actors: [] });
  const round = (which: string, status: Status): Measure =>
    told(`${which} talks on the fee at the Serena lock`, status, { type: 'negotiation', object: `${which} talks` });

  it.each<[string, Measure, Measure]>([
    [
      'where one is an appeal against the other',
      order,
      told('rejected the appeal against the order to stop work on the eastern gate', 'refused', {
        type: 'legal',
        actors: [],
      }),
    ],
    ['where one is of a second round', round('the first', 'announced'), round('the second', 'completed')],
    [
      'where one is of other numbers of things',
      told('will withdraw the other five boats from the lock', 'announced'),
      told('withdrew nine boats from the lock', 'completed'),
    ],
    [
      'where nothing but the name of a party is in both',
      told('the Serena River Commission hires guards', 'announced', { actors: [] }),
      told('the Serena River Commission begins repairs', 'under-way', { actors: [] }),
    ],
  ])('%s', (_what, first, second) => {
    const briefs = twice(first, second).map((article, index) => {
      const { brief, ...rest } = briefOf(article, index);
      const commission = aParty('commission', { name: 'Serena River Commission' });
      return { ...rest, brief: { ...brief, parties: [...brief.parties, commission] } };
    });
    const kinds = readLedger(briefs, WHOLE).flatMap(({ lines }) => lines.map(({ kind }) => kind));
    expect(kinds).toEqual(['new', 'new']);
  });
});

describe('Two measures are of one thread', () => {
  it.each<[string, Measure, Measure, string]>([
    [
      'where one is the appeal that the other decides on',
      told('lodged an appeal', 'completed', { type: 'legal', object: 'appeal', actors: [] }),
      told('rejected the appeal', 'refused', { type: 'legal', object: 'appeal', actors: [] }),
      'completed → refused',
    ],
    [
      'where others accept what one offers',
      told('offered to host talks between the two at the lagoon in spring', 'proposed', {
        type: 'negotiation',
        actors: ['chile'],
        targets: [],
      }),
      told('accepted the invitation to talks on the canal and its fee', 'agreed', {
        type: 'diplomatic',
        actors: ['uruguay', 'paraguay'],
        targets: ['chile'],
      }),
      'proposed → agreed',
    ],
  ])('%s', (_what, first, second, step) => {
    expect(steps(twice(first, second))).toEqual([step]);
  });

  it.each<[string, [Measure, string], [Measure, string]]>([
    [
      'where both are of one appeal',
      [told('the firm lodged its appeal', 'completed', { type: 'legal', actors: [] }), 'appeal'],
      [told('the judges rejected the appeal over the lock', 'refused', { type: 'legal', actors: [] }), 'appeal'],
    ],
    [
      'where one act is told in two words of a matter',
      [told('will withdraw its soldiers', 'announced'), 'withdraw soldiers'],
      [told('the first of the soldiers left the crossing', 'under-way', { actors: [] }), 'soldiers left'],
    ],
    [
      'where one party does the same act, told in the same status',
      [told('would take the dispute to the regional tribunal', 'threatened', { type: 'legal' }), 'tribunal'],
      [told('a tribunal case, which the capital threatens to bring', 'threatened', { type: 'other' }), 'case'],
    ],
    [
      'where one tells the act in the passive, of the party that does it',
      [told('ships will be barred from ports', 'announced', { actors: [], targets: ['uruguay'] }), 'barred'],
      [told('will bar the fleet', 'announced'), 'bar'],
    ],
  ])('%s', (_what, [first, cue], [second, otherCue]) => {
    const cues = new Map([
      [first.id, cue],
      [second.id, otherCue],
    ]);
    const briefs = twice(first, second).map((article, index) => {
      const one = briefOf(article, index);
      const reasons = Object.fromEntries(
        one.brief.measures.map(({ id }) => [id, { rule: 'verb/past', cues: [cues.get(id) ?? ''] }]),
      );
      return { ...one, brief: { ...one.brief, analysis: { ...one.brief.analysis, reasons } } };
    });
    const lines = readLedger(briefs, WHOLE).flatMap((change) => change.lines);
    expect(new Set(lines.map(({ threadId }) => threadId)).size).toBe(1);
  });
});

describe('A refusal', () => {
  const says = (party: string): Partial<Measure> => ({ attribution: { voice: 'party', party } });
  const demanded: Told = { on: '2026-03-02', measures: [boats('demanded')] };
  const refused: Told = { on: '2026-03-03', measures: [boats('refused')] };

  it('of a demand is a move, and what follows a refusal is one, but for another demand', () => {
    expect(steps([demanded, refused])).toEqual(['demanded → refused']);
    expect(steps([demanded, refused, { on: '2026-03-05', measures: [boats('demanded')] }])).toEqual([
      'demanded → refused',
    ]);
    expect(steps([refused, { on: '2026-03-05', measures: [boats('agreed')] }])).toEqual(['refused → agreed']);
  });

  it('by another voice contradicts, and by the same voice moves', () => {
    const agreed: Told = { on: '2026-03-02', measures: [boats('agreed', says('paraguay'))] };
    const by = (party: string): Told[] => [agreed, { on: '2026-03-04', measures: [boats('refused', says(party))] }];

    expect(linesOf('contradicted', by('uruguay'))).toMatchObject([
      { from: { status: 'agreed' }, to: { status: 'refused' } },
    ]);
    expect(steps(by('uruguay'))).toEqual([]);
    expect(linesOf('contradicted', by('paraguay'))).toEqual([]);
    expect(steps(by('paraguay'))).toEqual(['agreed → refused']);
  });

  it('that is told as an issue of the same passage is of the measure, and the passage is followed once', () => {
    const measure = boats('demanded');
    const issue = anIssue('the patrol boats', { state: 'refused', evidence: measure.evidence });
    const lines = read([
      { on: '2026-03-02', measures: [measure], issues: [issue] },
      { on: '2026-03-04', measures: [boats('completed')] },
    ]);
    expect(lines.map(({ kind, list, from }) => [kind, list, from?.status])).toEqual([
      ['moved', 'measures', 'refused'],
      ['new', 'measures', undefined],
    ]);
  });
});

describe('A denial', () => {
  const agreed = told('Uruguay had agreed to open the eastern gate of the lock', 'agreed');
  const denial = anIssue('whether Uruguay had agreed to open the eastern gate', {
    state: 'disputed-fact',
    parties: ['uruguay'],
    attribution: { voice: 'party', party: 'uruguay' },
  });
  const reasons = { [agreed.id]: { rule: 'verb/past', cues: ['open'] } };
  const contradicted = (measure: Measure): LedgerLine[] => {
    const [first, ...others] = [
      { on: '2026-03-02', measures: [measure] },
      { on: '2026-03-03', issues: [denial] },
    ].map(briefOf);
    if (first === undefined) return [];
    const brief = { ...first.brief, analysis: { ...first.brief.analysis, reasons } };
    const changes = readLedger([{ ...first, brief }, ...others], WHOLE);
    return changes.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'contradicted');
  };

  it('contradicts what an outlet or another party told, and not what the denier said', () => {
    const by = (party: string): Partial<Measure> => ({ attribution: { voice: 'party', party, cue: 'said' } });
    expect(contradicted(agreed)).toMatchObject([{ to: { status: 'disputed-fact' }, list: 'measures' }]);
    expect(contradicted({ ...agreed, ...by('paraguay') })).toHaveLength(1);
    expect(contradicted({ ...agreed, ...by('uruguay') })).toEqual([]);
  });

  it('is known as another’s by its own quote, and need not share a party with what it denies', () => {
    const quote = 'The company denied that Uruguay had agreed to open the eastern gate of the lock';
    const of = (label: string): LedgerLine[] => {
      const measure = told('the company had agreed to open the eastern gate of the lock', 'agreed', {
        attribution: { voice: 'party', party: 'uruguay', label, cue: 'said' },
      });
      const issues = [
        anIssue('opening of the gate', {
          state: 'disputed-fact',
          parties: ['paraguay'],
          evidence: [quoteOf(quote)],
          attribution: { voice: 'unnamed' },
        }),
      ];
      return linesOf('contradicted', [
        { on: '2026-03-02', measures: [measure] },
        { on: '2026-03-03', issues },
      ]);
    };
    expect(of('Ana Suárez')).toHaveLength(1);
    expect(of('the company')).toEqual([]);
  });

  it('contradicts what is told to have ended', () => {
    expect(contradicted({ ...agreed, status: 'ended' })).toHaveLength(1);
  });

  it('leaves nothing to move on from', () => {
    const opens = told('Uruguay opens the eastern gate of the lock', 'completed');
    const told3 = (issues: UnresolvedIssue[]): string[] => {
      const briefs = [
        { on: '2026-03-02', measures: [agreed] },
        { on: '2026-03-03', issues },
        { on: '2026-03-05', measures: [opens] },
      ].map((article, index) => {
        const one = briefOf(article, index);
        return { ...one, brief: { ...one.brief, analysis: { ...one.brief.analysis, reasons } } };
      });
      return readLedger(briefs, WHOLE)
        .flatMap(({ lines }) => lines)
        .flatMap(({ kind, from, to }) => (kind === 'moved' ? [`${from?.status} → ${to.status}`] : []));
    };
    expect(told3([])).toEqual(['agreed → completed']);
    expect(told3([denial])).toEqual([]);
  });

  it('is no issue that is put off', () => {
    const deferred = anIssue('whether to open the eastern gate', { state: 'deferred', parties: ['uruguay'] });
    const story: Told[] = [
      { on: '2026-03-02', issues: [denial] },
      { on: '2026-03-04', issues: [deferred] },
    ];
    expect(
      read(story)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['new', 'new', 'quiet']);
  });

  it('is no refusal, where a measure of the same passage is told as refused as well', () => {
    const refused = boats('refused');
    const issue = anIssue('whether the patrol boats were to go', {
      state: 'disputed-fact',
      evidence: refused.evidence,
    });
    const story = (issues: (typeof issue)[]): Told[] => [
      { on: '2026-03-02', measures: [boats('agreed')] },
      { on: '2026-03-04', measures: [refused], issues },
    ];
    expect(steps(story([]))).toEqual(['agreed → refused']);
    expect(steps(story([issue]))).toEqual([]);
  });
});

describe('What begins nothing', () => {
  it.each<[string, Measure]>([
    ['an unclear status', boats('unclear')],
    ['what has not been done', told('the list of questions was not agreed', 'refused')],
    [
      'what was done in an earlier month',
      boats('completed', { when: { edtf: '2026-01', stated: 'in January', basis: 'stated' } }),
    ],
    ['what an outlet tells as past', told('had refused for weeks to let the barges pass', 'refused')],
    ['what nobody proposes', boats('proposed', { actors: [] })],
  ])('%s', (_what, measure) => {
    expect(read([{ on: '2026-03-02', measures: [measure] }])).toEqual([]);
  });
});

describe('A thread that is told again', () => {
  const text =
    'Uruguay has begun pulling its patrol boats back from the Serena lock, a day after it promised to do so.';
  const first: Told = {
    on: '2026-03-02',
    by: 'Plata Wire',
    at: '2026-03-02T12:00:00.000Z',
    measures: [boats('announced')],
    text,
  };
  const again = (by: string | null, own: string, at = '2026-03-05T12:00:00.000Z'): Told => ({
    ...first,
    on: '2026-03-05',
    by,
    at,
    text: own,
  });
  const request = { since: '2026-03-03T00:00:00.000Z', asOf: '2026-03-31T00:00:00.000Z' };

  it('by outlets that had not told it is repeated, and copies are not independent', () => {
    const lines = linesOf(
      'repeated',
      [
        first,
        again('Plata Wire', 'Its own later words on boats.'),
        again('Courier', text),
        again('Gazette', 'Words of its own on the boats.'),
        again(null, 'Nameless'),
      ],
      request,
    );
    expect(lines).toMatchObject([{ outlets: 2, independent: 1, from: { source: 'Plata Wire' } }]);
  });

  it('is not repeated by an outlet that told it before, or of before the time asked for', () => {
    expect(linesOf('repeated', [first, again('PLATA  wire', 'Words')], request)).toEqual([]);
    expect(linesOf('repeated', [first, again('Courier', 'Words', '2026-03-02T13:00:00.000Z')], request)).toEqual([]);
  });
});

describe('An issue', () => {
  it('moves to what shelves it', () => {
    const [asked, deferred] = [fee('contested'), fee('deferred')];
    expect(
      steps([
        { on: '2026-03-02', issues: [asked] },
        { on: '2026-03-04', issues: [deferred] },
      ]),
    ).toEqual(['contested → deferred']);
    expect(
      steps([
        { on: '2026-03-02', issues: [deferred] },
        { on: '2026-03-04', issues: [asked] },
      ]),
    ).toEqual([]);
  });

  it('is quiet when it was last told open so many days ago, known on the day on which it was', () => {
    const story: Told[] = [
      { on: '2026-03-02', issues: [fee('contested')], at: '2026-03-02T08:00:00.000Z' },
      { on: '2026-03-10', issues: [fee('contested')], at: '2026-03-10T08:00:00.000Z' },
      // Who knows when?
      { on: null, issues: [fee('contested')], at: '2026-03-25T08:00:00.000Z' },
    ];
    expect(linesOf('quiet', story)).toMatchObject([
      { days: 21, knownAt: '2026-03-17T00:00:00.000Z', to: { datedAt: '2026-03-10' } },
    ]);
    expect(linesOf('quiet', story, { ...WHOLE, asOf: '2026-03-16T00:00:00.000Z' })).toEqual([]);
    const quietAfterDays = 20;
    const asked = readLedger(story.map(briefOf), { ...WHOLE, quietAfterDays }).flatMap(({ lines }) => lines);
    expect(asked.find(({ kind }) => kind === 'quiet')?.knownAt).toBe('2026-03-30T00:00:00.000Z');
  });

  it('is not quiet where a later article tells of an agreement on its topic', () => {
    const agreement = (quote: string): Told[] => [
      { on: '2026-03-02', issues: [fee('contested')] },
      { on: '2026-03-05', measures: [told(quote, 'agreed', { type: 'agreement' })] },
    ];
    expect(linesOf('quiet', agreement('an agreement on the grain of the harvest'))).toHaveLength(1);
    expect(linesOf('quiet', agreement('an agreement on the inspection fee at the lock'))).toEqual([]);
  });

  it('that is a refusal, a demand or a denial is never quiet', () => {
    for (const state of ['refused', 'demand-unmet', 'disputed-fact'] as const) {
      expect(linesOf('quiet', [{ on: '2026-03-02', issues: [fee(state)] }])).toEqual([]);
    }
  });
});

describe('A risk', () => {
  it('may be told in one word', () => {
    const leak = (quote: string, likelihood: Risk['likelihood']): Risk =>
      aRisk(quote, { likelihood, probabilityStated: true, evidence: [quoteOf(quote)] });
    expect(
      steps([
        { on: '2026-03-02', risks: [leak('a leak was likely', 'likely')] },
        { on: '2026-03-04', risks: [leak('a leak from the ship is very likely', 'very-likely')] },
      ]),
    ).toEqual(['likely → very-likely']);
  });

  it('moves where both tellings state a probability', () => {
    const later: Told = { on: '2026-03-04', risks: [harvest('very-likely')] };
    expect(steps([{ on: '2026-03-02', risks: [harvest('likely')] }, later])).toEqual(['likely → very-likely']);
    expect(steps([{ on: '2026-03-02', risks: [harvest('likely', { probabilityStated: false })] }, later])).toEqual([]);
  });
});

describe('A story', () => {
  const lock: Told[] = [
    { on: '2026-03-02', by: 'Plata Wire', measures: [boats('announced')] },
    { on: '2026-03-03', by: 'Courier', measures: [boats('under-way')] },
  ];
  const merger: Told = {
    on: '2026-03-03',
    headline: 'Regulator opens inquiry into mill merger',
    parties: ['norway', 'sweden'],
    measures: [
      told('the competition authority opened an inquiry into the merger of two paper mills', 'under-way', {
        actors: [],
      }),
    ],
  };

  it('holds the articles of one matter, and is named by its earliest', () => {
    const briefs = [...lock, merger].map(briefOf);
    const changes = readLedger(briefs, WHOLE);

    expect(changes.map(({ story }) => story.briefIds.length).sort()).toEqual([1, 2]);
    const ofLock = changes.find(({ story }) => story.briefIds.length === 2);
    expect(ofLock?.story).toMatchObject({
      briefIds: briefs.slice(0, 2).map(({ brief }) => brief.briefId),
      outlets: 2,
      copies: [],
    });
    const again = readLedger([...briefs, ...[{ ...lock[1], on: '2026-03-09' }].map((one) => briefOf(one, 7))], WHOLE);
    expect(again.map(({ story }) => story.id)).toContain(ofLock?.story.id);
  });

  it('is over a month after its newest article', () => {
    const [first] = lock;
    const late = { ...first, on: '2026-03-18', measures: [boats('completed')] };
    const early = { ...first, on: '2026-02-10' };
    const count = (articles: Told[]): number => readLedger(articles.map(briefOf), WHOLE).length;
    expect(count([early, late])).toBe(2);
    expect(count([{ ...early, on: '2026-02-20' }, late])).toBe(1);
  });

  it('names its copies, the earliest first', () => {
    const text =
      'Uruguay has begun pulling its patrol boats back from the Serena lock, a day after it promised to do so.';
    const copies = [lock[1], lock[0]].map((one, index) => briefOf({ on: null, ...one, text }, index));
    const [change] = readLedger(copies, WHOLE);
    expect(change?.story.copies).toEqual([copies.map(({ brief }) => brief.briefId).reverse()]);
    expect(change?.story).toMatchObject({ outlets: 2, independent: 1 });
  });
});

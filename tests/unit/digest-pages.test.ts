import { describe, expect, it } from 'vitest';
import type { Digest } from '../../functions/core/ledger/digest.ts';
import type { LedgerLine, Story, Telling } from '../../functions/core/ledger/ledger-line.ts';
import { renderDigestHtml } from '../../functions/core/render/digest-html.ts';
import { renderDigestMarkdown } from '../../functions/core/render/digest-markdown.ts';
import { quoteOf } from '../store/records.ts';

const id = (digit: string) => digit.repeat(32);

function telling(fields: Partial<Telling> = {}): Telling {
  return {
    briefId: id('1'),
    version: 'v',
    itemId: 'm-00000001',
    headline: 'Norway and its vessels',
    source: 'Harbour Post',
    datedAt: '2026-03-03',
    receivedAt: '2026-03-03T10:00:00.000Z',
    text: 'withdrawal of survey vessels',
    status: 'announced',
    attribution: { voice: 'party', party: 'norway' },
    certainty: 'high',
    evidence: [quoteOf('Norway will withdraw its survey vessels')],
    ...fields,
  };
}

const begun = telling({
  briefId: id('2'),
  itemId: 'm-00000002',
  source: null,
  datedAt: null,
  status: 'under-way',
  attribution: { voice: 'outlet' },
  evidence: [quoteOf('Norway has begun to withdraw')],
});

function line(fields: Partial<LedgerLine> = {}): LedgerLine {
  return {
    id: id('9'),
    kind: 'moved',
    list: 'measures',
    storyId: id('5'),
    threadId: id('6'),
    subject: 'withdrawal of survey vessels',
    parties: [{ id: 'norway', name: 'Norway' }],
    type: 'withdrawal',
    from: telling(),
    to: begun,
    outlets: 3,
    independent: 2,
    knownAt: '2026-03-05T10:00:00.000Z',
    ...fields,
  };
}

function storyOf(title: string): Story {
  const [briefIds, copies] = [[id('1'), id('2')], []];
  const [from, to] = ['2026-03-03T00:00:00.000Z', '2026-03-05T00:00:00.000Z'];
  return { id: id('5'), title, parties: [], briefIds, outlets: 3, independent: 2, copies, from, to };
}

function aDigest(fields: Partial<Digest> = {}): Digest {
  return {
    since: '2026-03-04T07:00:00.000Z',
    until: '2026-03-05T07:00:00.000Z',
    watch: null,
    arrived: { briefs: 23, complete: true },
    sections: [],
    leftOut: [],
    quiet: [],
    ahead: { from: '2026-03-05', to: '2026-03-18', items: [], completeTo: '2026-03-18' },
    unread: { items: [], complete: true },
    ...fields,
  };
}

const examined = { briefs: 23, from: '2026-01-01T00:00:00.000Z', complete: true };

const event: Digest['ahead']['items'][number] = {
  id: id('7'),
  day: '2026-03-01',
  precision: 'month',
  kind: 'deadline',
  text: 'The council votes',
  when: { edtf: '2026-03', stated: 'in March', basis: 'stated' },
  briefId: id('3'),
  version: 'v',
  headline: 'Council to vote',
  source: 'Fjord Times',
  datedAt: '2026-03-04',
  receivedAt: '2026-03-04T10:00:00.000Z',
  evidence: [quoteOf('votes in March')],
};

const full = aDigest({
  sections: [
    {
      watch: { id: 'north', name: 'The North' },
      items: [{ story: storyOf('Norway and its vessels'), lines: [line()] }],
      examined,
    },
    { watch: { id: 'south', name: 'The South' }, items: [], examined: { ...examined, complete: false } },
  ],
  leftOut: [{ id: 'west', name: 'The West' }],
  quiet: [
    {
      story: { id: id('5'), title: 'Norway and its vessels' },
      line: {
        ...line({ id: id('8'), kind: 'quiet', list: 'unresolvedIssues', subject: 'status of the bank', days: 9 }),
        from: undefined,
        to: telling({ status: 'deferred', itemId: 'i-00000003' }),
      } as unknown as LedgerLine,
    },
  ],
  ahead: { from: '2026-03-05', to: '2026-03-18', items: [event], completeTo: '2026-03-18' },
  unread: {
    items: [
      {
        uploadId: id('4'),
        briefId: null,
        key: 'in/locked.pdf',
        receivedAt: '2026-03-05T06:00:00.000Z',
        code: 'encrypted',
        reason: 'It has a password.',
        remedy: 'Save a copy without its password.',
      },
    ],
    complete: true,
  },
});

describe('A digest as Markdown', () => {
  it('is one page that cites each line', () => {
    expect(renderDigestMarkdown(full, 'https://desk.example')).toBe(`# What changed

Since 4 March 2026, 07:00 UTC: 23 briefs arrived. 2 changes.

## The North

### Norway and its vessels

2 articles · 3 outlets · 2 independent

- **Moved** withdrawal of survey vessels — announced → under way · outlet, no source · 3 outlets, 2 independent
  - “Norway will withdraw its survey vessels” — [Harbour Post, 3 March 2026](<https://desk.example/b/${id('1')}#m-00000001>)
  - “Norway has begun to withdraw” — [Outlet unknown, undated, received 3 March 2026](<https://desk.example/b/${id('2')}#m-00000002>)

## The South

- Nothing new since 4 March 2026, 07:00 UTC.

- Made of the newest 23 briefs alone, back to 1 January 2026: there are more.

## Watches that this page has no room for

- The West

## Ahead, 5 March 2026 to 18 March 2026

- **March 2026, day not stated** deadline: The council votes
  - “votes in March” — [Fjord Times, 4 March 2026](<https://desk.example/b/${id('3')}>)

## Gone quiet

- **Quiet** status of the bank — deferred; not told for 9 days · Norway
  - “Norway will withdraw its survey vessels” — [Harbour Post, 3 March 2026](<https://desk.example/b/${id('1')}#i-00000003>)

## Could not be read

- in/locked.pdf: It has a password. Save a copy without its password.

---

*Every line rests on the quotes below it. Made by Precis for 5 March 2026, 07:00 UTC.*
`);
  });

  it('tells each kind of line in words of its own', () => {
    const lines = [
      line({ kind: 'new' }),
      line({ kind: 'repeated', outlets: 1, independent: 0 }),
      line({
        kind: 'contradicted',
        to: telling({ status: 'refused', attribution: { voice: 'named', label: 'Ms Vik' } }),
      }),
      line({ list: 'risks', kind: 'moved', from: telling({ status: 'possible' }), to: telling({ status: 'likely' }) }),
    ];
    const items = [{ story: storyOf('A story'), lines }];
    const page = renderDigestMarkdown(aDigest({ sections: [{ watch: null, items, examined }] }));
    for (const words of [
      '**New** withdrawal of survey vessels — under way · outlet, no source · 3 outlets, 2 independent',
      '— under way; 1 more outlet, 0 independent · outlet, no source',
      '— announced (Norway) against refused (Ms Vik)',
      '— possible → likely · Norway',
    ])
      expect(page).toContain(words);
  });

  it('says in one line that nothing is new, and what arrived all the same', () => {
    const quiet = aDigest({
      sections: [{ watch: null, items: [], examined }],
      arrived: { briefs: 500, complete: false },
    });
    expect(renderDigestMarkdown(quiet).split('\n\n').slice(0, 3)).toEqual([
      '# What changed',
      'Nothing new since 4 March 2026, 07:00 UTC. At least 500 briefs arrived.',
      '---',
    ]);
  });

  it('shows a page’s worth, and says how much more there is', () => {
    const lines = Array.from({ length: 8 }, (_, number) => line({ id: id(`${number}`) }));
    const items = Array.from({ length: 14 }, () => ({ story: storyOf('A story'), lines }));
    const events = Array.from({ length: 16 }, () => event);
    const page = renderDigestMarkdown(
      aDigest({
        sections: [{ watch: null, items, examined }],
        ahead: { from: '2026-03-05', to: '2026-03-18', items: events, completeTo: null },
      }),
    );
    expect([page.match(/^### /gm)?.length, page.match(/^- \*\*Moved/gm)?.length]).toEqual([12, 72]);
    for (const words of ['And 2 more changes.', 'And 2 more stories.', 'And 1 more date.'])
      expect(page).toContain(words);
  });
});

/** What articles and people may write where a name, a subject or a quote belongs. */
const HOSTILE =
  '</style><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](http://x.example/i.png)\n# H\n| a | b |\u202e" onmouseover="x';

describe('A digest of hostile texts', () => {
  const [story] = full.sections[0]?.items ?? [];
  const bad = telling({
    source: HOSTILE,
    text: HOSTILE,
    attribution: { voice: 'named', label: HOSTILE },
    evidence: [quoteOf(HOSTILE)],
  });
  const digest: Digest = {
    ...full,
    watch: { id: 'x', name: HOSTILE },
    sections: [
      {
        watch: { id: 'x', name: HOSTILE },
        items: [
          {
            story: { ...(story?.story ?? storyOf('')), title: HOSTILE },
            lines: [line({ subject: HOSTILE, from: bad, to: bad })],
          },
        ],
        examined,
      },
    ],
    leftOut: [{ id: 'y', name: HOSTILE }],
    ahead: { ...full.ahead, items: [{ ...event, text: HOSTILE, source: HOSTILE, evidence: [quoteOf(HOSTILE)] }] },
    unread: { ...full.unread, items: full.unread.items.map((item) => ({ ...item, key: HOSTILE, reason: HOSTILE })) },
  };

  it('forms no element, attribute or address of the HTML', () => {
    const html = renderDigestHtml(digest, 'https://desk.example');
    const tags = [...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name);
    expect([...new Set(tags)].sort()).toEqual(
      [
        'a',
        'bdi',
        'body',
        'h1',
        'h2',
        'h3',
        'head',
        'html',
        'li',
        'main',
        'meta',
        'p',
        'section',
        'strong',
        'style',
        'title',
        'ul',
      ].sort(),
    );
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https:\/\/desk\.example\/b\/\d{32}(#[mi]-\d{8})?$/);
    expect(html).not.toMatch(/\u202e| on\w+="/);
  });

  it('forms no heading, table, link, image or HTML of the Markdown', () => {
    const markdown = renderDigestMarkdown(digest, 'https://desk.example');
    expect(markdown.match(/^#+ /gm)).toHaveLength(7);
    expect(markdown).not.toMatch(/<(?!https:\/\/desk\.example\/b\/)/);
    expect(markdown).not.toMatch(/(?<!\\)\]\((?!<https:\/\/desk\.example)|^\|/m);
  });
});

describe('A digest as HTML', () => {
  it('needs nothing but itself', () => {
    const html = renderDigestHtml(full);
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(/);
    expect(html).toContain(`<a href="/b/${id('1')}#m-00000001"><bdi>Harbour Post, 3 March 2026</bdi></a>`);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { printCalendar } from '../../bin/precis/calendar-command.ts';
import { printChanges } from '../../bin/precis/changes-command.ts';
import { writeDigest } from '../../bin/precis/digest-command.ts';
import { PipelineError, UsageError } from '../../bin/precis/errors.ts';
import { addWatch, listWatches, type NewWatchOptions, removeWatch, showWatch } from '../../bin/precis/watch-command.ts';
import { type ClientRequest, PrecisClient } from '../../client/client.ts';
import type { AheadEvent, Calendar } from '../../functions/core/ledger/calendar.ts';
import type { Changes, LedgerLine, Telling } from '../../functions/core/ledger/ledger-line.ts';
import { ApiDesk } from '../api/api-desk.ts';
import { transportTo } from '../api/desk-transport.ts';

const ID = 'a'.repeat(32);

function telling(status: Telling['status'], datedAt: string | null, fields: Partial<Telling> = {}): Telling {
  const evidence = [{ quote: 'has begun to withdraw', start: 0, end: 21, sentence: 1, paragraph: 2 }];
  return {
    briefId: ID,
    version: 'v',
    itemId: 'm-00000001',
    headline: 'Withdrawal',
    source: 'The Harbour Post',
    datedAt,
    receivedAt: '2026-03-04T10:00:00.000Z',
    text: 'withdrawal of boats',
    status,
    attribution: { voice: 'party', party: 'uruguay' },
    certainty: 'high',
    evidence,
    ...fields,
  };
}

function line(fields: Pick<LedgerLine, 'kind' | 'to'> & Partial<LedgerLine>): LedgerLine {
  return {
    id: '1'.repeat(32),
    list: 'measures',
    storyId: '2'.repeat(32),
    threadId: '3'.repeat(32),
    subject: 'withdrawal of boats',
    parties: [{ id: 'uruguay', name: 'Uruguay' }],
    outlets: 3,
    independent: 2,
    knownAt: '2026-03-04T10:00:00.000Z',
    ...fields,
  };
}

function changesOf(lines: LedgerLine[], examined: Partial<Changes['examined']> = {}): Changes {
  const story = {
    id: '2'.repeat(32),
    title: 'Boats leave the lock',
    parties: [],
    briefIds: [ID, 'b'.repeat(32), 'c'.repeat(32)],
    outlets: 2,
    independent: 1,
    copies: [],
    from: '2026-03-02T00:00:00.000Z',
    to: '2026-03-04T00:00:00.000Z',
  };
  return {
    since: '2026-03-03T00:00:00.000Z',
    until: '2026-03-04T12:00:00.000Z',
    watch: null,
    items: lines.length === 0 ? [] : [{ story, lines }],
    examined: { briefs: 3, from: '2026-03-01T00:00:00.000Z', complete: true, ...examined },
  };
}

let out: string;
let progress: string[];
const terminal = {
  out: (text: string) => {
    out += text;
  },
  progress: (text: string) => void progress.push(text),
};
let sent: ClientRequest[];
/** An API that gives the same answer to all. */
const answering = (value: unknown) =>
  new PrecisClient(async (request) => {
    sent.push(request);
    return typeof value === 'string' ? new Response(value) : Response.json(value);
  });
beforeEach(() => {
  out = '';
  progress = [];
  sent = [];
});

describe('precis changes', () => {
  const tuesday = telling('announced', '2026-03-03');
  const wednesday = telling('under-way', '2026-03-04T08:00:00Z');

  it('prints a line a change with its statuses, who says it and where both ends are told', async () => {
    const changes = changesOf([
      line({ kind: 'moved', from: tuesday, to: wednesday }),
      line({ kind: 'new', to: telling('proposed', '2026-02-01', { attribution: { voice: 'outlet' } }) }),
      line({ kind: 'new', to: tuesday, outlets: 1, subject: 'the withdrawal of boats '.repeat(5) }),
      line({ kind: 'repeated', from: tuesday, to: wednesday }),
      line({ kind: 'contradicted', from: telling('agreed', null), to: telling('refused', '2026-03-04') }),
      line({ kind: 'quiet', list: 'unresolvedIssues', to: telling('deferred', '2026-03-03'), days: 9 }),
    ]);

    expect(await printChanges({ since: Date.parse('2026-03-03T00:00:00Z') }, answering(changes), terminal)).toBe(0);

    expect(sent[0]?.path).toBe('/v1/changes?since=2026-03-03T00%3A00%3A00.000Z');
    expect(out.split('\n')).toEqual([
      'Boats leave the lock   3 articles · 2 outlets · 1 independent',
      '  moved         withdrawal of boats   announced → under way   [Tue ¶3] → [Wed ¶3]   Uruguay   3 outlets, 2 independent',
      '  new           withdrawal of boats   proposed   [2026-02-01 ¶3]   outlet, no source   3 outlets, 2 independent',
      `  new           ${'the withdrawal of boats '.repeat(3)}the…   announced   [Tue ¶3]   Uruguay`,
      '  repeated      withdrawal of boats   under way   3 more outlets, 2 independent   [Tue ¶3] … [Wed ¶3]',
      '  contradicted  withdrawal of boats   agreed (Uruguay) / refused (Uruguay)   [undated ¶3] / [Wed ¶3]',
      '  quiet         withdrawal of boats   deferred, not told for 9 days   [Tue ¶3]   Uruguay',
      '',
    ]);
    expect(progress).toEqual([]);
  });

  it('asks of a watch, and prints the quotes of both ends with their items', async () => {
    const changes = changesOf([line({ kind: 'moved', from: tuesday, to: wednesday })]);

    await printChanges({ watch: 'plata', quietAfter: 14, quotes: true }, answering(changes), terminal);

    expect(sent[0]?.path).toBe('/v1/watches/plata/changes?quiet=14');
    const [, , first, second] = out.split('\n');
    expect([first?.trim(), second?.trim()]).toEqual([
      `“has begun to withdraw” — The Harbour Post, 3 March 2026  ${ID}#m-00000001`,
      `“has begun to withdraw” — The Harbour Post, 4 March 2026  ${ID}#m-00000001`,
    ]);
  });

  it('lets no text of an article act on the terminal or be a line of its own', async () => {
    const hostile = 'x\u001b[2J\n  moved  peace\u202e';
    const to = telling('announced', '2026-03-03', { source: hostile, text: hostile });
    to.evidence = [{ quote: hostile, start: 0, end: 9, sentence: 0, paragraph: 0 }];
    const changes = changesOf([line({ kind: 'new', to, subject: hostile })]);
    const [story] = changes.items;
    if (story) story.story.title = hostile;

    await printChanges({ quotes: true }, answering(changes), terminal);

    // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out.split('\n')).toHaveLength(4);
  });

  it('says in a line that nothing changed, and that not all was read; as data with --json', async () => {
    const from = '2026-03-02T00:00:00.000Z';
    await printChanges({ json: true }, answering(changesOf([], { complete: false, from })), terminal);

    expect(JSON.parse(out)).toMatchObject({ items: [], watch: null });
    expect(progress).toEqual([
      'Nothing changed since 3 March 2026, 00:00 UTC: 3 briefs read.',
      'There are more briefs than could be read: these are the newest 3, back to 2 March 2026, 00:00 UTC.',
    ]);
  });
});

describe('precis digest', () => {
  it.each([
    ['md', 'text/markdown', '# What changed\n'],
    ['html', 'text/html', '<!doctype html>'],
  ] as const)('writes %s as the API has it', async (format, accept, page) => {
    await writeDigest({ format, watch: 'plata' }, answering(page), terminal);
    expect([out, sent[0]?.path, sent[0]?.headers['accept']]).toEqual([page, '/v1/digest?watch=plata', accept]);
  });

  it('writes data into a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'precis-digest-'));
    const output = join(folder, 'digest.json');
    await writeDigest({ format: 'json', output }, answering({ sections: [] }), terminal);
    expect([out, readFileSync(output, 'utf8')]).toEqual(['', '{"sections":[]}\n']);
    rmSync(folder, { recursive: true });
  });
});

describe('precis calendar', () => {
  const event: AheadEvent = {
    id: '4'.repeat(32),
    day: '2026-03-09',
    precision: 'day',
    kind: 'step',
    text: 'The commission meets\u001b[1m on 9 March',
    when: { edtf: '2026-03-09', stated: 'on 9 March', basis: 'from-publication' },
    briefId: ID,
    version: 'v',
    headline: 'Talks',
    source: null,
    datedAt: null,
    receivedAt: null,
    evidence: [{ quote: 'on 9 March', start: 0, end: 10, sentence: 0, paragraph: 1 }],
  };
  const calendar = (items: AheadEvent[], completeTo: string | null = '2026-03-17'): Calendar => ({
    from: '2026-03-04',
    to: '2026-03-17',
    items,
    completeTo,
  });

  it('prints what lies ahead by its day, with its article', async () => {
    const month: AheadEvent = { ...event, day: '2026-04-01', precision: 'month', kind: 'deadline' };
    const query = { from: '2026-03-04', to: undefined, country: 'uy' };

    await printCalendar({ query }, answering(calendar([event, month], '2026-03-10')), terminal);

    expect(sent[0]?.path).toBe('/v1/calendar?from=2026-03-04&country=uy');
    expect(out.split('\n')).toEqual([
      '2026-03-09  step      The commission meets\ufffd[1m on 9 March',
      `                      ¶2  Talks  ${ID}`,
      '2026-04     deadline  The commission meets\ufffd[1m on 9 March',
      `                      ¶2  Talks  ${ID}`,
      '',
    ]);
    expect(progress).toEqual(['There may be more after 10 March 2026: ask for fewer days.']);
  });

  it('gives iCalendar as the API has it, and says where nothing lies ahead', async () => {
    await printCalendar({ ics: true, query: {} }, answering('BEGIN:VCALENDAR\r\n'), terminal);
    expect([out, sent[0]?.path]).toEqual(['BEGIN:VCALENDAR\r\n', '/v1/calendar.ics']);

    await printCalendar({ query: {} }, answering(calendar([])), terminal);
    expect(progress).toEqual(['Nothing is known to lie ahead from 4 March 2026 to 17 March 2026.']);
  });
});

describe('precis watch', () => {
  let desk: PrecisClient;
  beforeEach(() => {
    desk = new PrecisClient(transportTo(new ApiDesk()));
  });
  const add = (name: string, options: NewWatchOptions) => addWatch(name, options, desk, terminal);

  it('adds a watch under an id made of its name, shows it, lists it and removes it', async () => {
    await add('Río de la Plata', {
      party: ['Uruguay', 'paraguay'],
      country: ['uy'],
      word: ['withdr*'],
      ownName: ['Serena'],
    });
    await showWatch('rio-de-la-plata', { json: false }, desk, terminal);
    await listWatches({ json: false }, desk, terminal);
    await listWatches({ json: true }, desk, terminal);
    const [id, shown, asks, written, listed, json] = out.split('\n');
    await removeWatch('rio-de-la-plata', desk, terminal);
    await listWatches({ json: false }, desk, terminal);

    expect([id, shown]).toEqual(['rio-de-la-plata', 'rio-de-la-plata  Río de la Plata']);
    expect(asks).toBe('  asks for  party uruguay, paraguay · country UY · word withdr* · own name Serena');
    expect(written).toMatch(/^ {2}written {3}by .*, 2026-03-05T00:00:00\.000Z$/);
    expect(listed).toContain('rio-de-la-plata  Río de la Plata  party uruguay');
    expect(JSON.parse(json ?? '')).toMatchObject({ id: 'rio-de-la-plata', countries: ['UY'], names: ['Serena'] });
    expect(progress).toEqual(['rio-de-la-plata is removed.', expect.stringMatching(/^There is no watch/)]);
  });

  it('writes over no watch unless it is told to', async () => {
    await add('Plata', { party: ['uruguay'] });
    await expect(add('Plata', { party: ['chile'] })).rejects.toThrow(PipelineError);
    expect((await desk.getWatch('plata')).parties).toEqual(['uruguay']);
    await add('Plata', { party: ['chile'], replace: true });
    expect((await desk.getWatch('plata')).parties).toEqual(['chile']);
  });

  it('prints the secret of a webhook, and asks of its alerts what they are told to', async () => {
    const stored = { secrets: { 'https://hooks.example/a': 'whsec_x' } };
    await addWatch(
      'Plata',
      { webhook: ['https://hooks.example/a'], alertOn: 'moved, quiet' },
      answering(stored),
      terminal,
    );

    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      name: 'Plata',
      alerts: [{ kinds: ['moved', 'quiet'], to: { type: 'webhook', url: 'https://hooks.example/a' } }],
    });
    expect(sent[0]?.headers['if-none-match']).toBe('*');
    expect(out).toBe('plata\nhttps://hooks.example/a\twhsec_x\n');
    expect(progress).toEqual([expect.stringContaining('shown this once')]);
  });

  it.each([
    ['a name without a letter of an id', '北京', {}, /--id/],
    ['an id of another form', 'Plata', { id: 'La Plata' }, /lower case/],
    ['a measure that there is not', 'Plata', { measure: ['war'] }, /measures/],
    ['kinds of change without an address', 'Plata', { alertOn: 'moved' }, /--webhook/],
    [
      'a kind of change that there is not',
      'Plata',
      { email: ['a@b.example'], alertOn: 'resolved' },
      /one of new, moved/,
    ],
    ['an address that is none', 'Plata', { email: ['nobody'] }, /alerts/],
  ])('refuses %s', async (_, name, options, says) => {
    const asked = add(name, options);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toSatisfy((error) => says.test(`${error.message} ${error.remedy}`));
  });
});

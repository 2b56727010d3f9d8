import { beforeEach, describe, expect, it } from 'vitest';
import { findInBriefs } from '../../bin/precis/find-command.ts';
import { PrecisClient } from '../../client/client.ts';
import type { BriefPage } from '../../functions/api/responses.ts';
import { gate } from '../../functions/brief/gate.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

const BRIEF = gate(articleOf(FERRY_TEXT), trueDraft());
const [MEASURE] = BRIEF.measures;
const [EVIDENCE] = MEASURE?.evidence ?? [];
const found = (id: string) => ({
  ...cardOf(BRIEF),
  briefId: id.repeat(32),
  version: 'v',
  duplicateOf: null,
  matches: [{ list: 'measures' as const, itemId: MEASURE?.id, text: 'The mayor\u001b[2J signs', evidence: EVIDENCE }],
});

let out: string[];
let progress: string[];
let asked: URLSearchParams[];
let pages: BriefPage[];
beforeEach(() => {
  [out, progress, asked] = [[], [], []];
  pages = [{ items: [found('1'), found('2')], next: 'c' }, { items: [found('3')] }];
});

async function find(words: string[], limit = 20, filters: Record<string, string> = {}): Promise<void> {
  const client = new PrecisClient(async ({ path }) => {
    asked.push(new URL(path, 'https://desk.example').searchParams);
    return Response.json(pages[asked.length - 1]);
  });
  const terminal = { out: (text: string) => void out.push(text), progress: (text: string) => void progress.push(text) };
  expect(await findInBriefs(words, { json: false, limit, filters }, client, terminal)).toBe(0);
}

describe('Function: findInBriefs', () => {
  it.each([
    [['heavy', 'weapons'], 'heavy weapons'],
    [['heavy weapons', 'south'], '"heavy weapons" south'],
    [['"heavy weapons" south'], '"heavy weapons" south'],
    [['heavy withdr*'], 'heavy withdr*'],
  ])('asks for %j as %s', async (words, q) => {
    await find(words);
    expect(asked[0]?.get('q')).toBe(q);
  });

  it('prints each place with its quote, page by page, and nothing that a terminal acts on', async () => {
    await find(['mayor'], 20, { party: 'norland', q: 'ferry' });

    expect(asked.map((query) => [query.get('q'), query.get('party'), query.get('cursor')])).toEqual([
      ['mayor ferry', 'norland', null],
      ['mayor ferry', 'norland', 'c'],
    ]);
    expect(out).toHaveLength(3);
    expect(out[0]).toContain(`  measure     The mayor\ufffd[2J signs  ${MEASURE?.id}\n`);
    expect(out[0]).toContain(`¶${(EVIDENCE?.paragraph ?? 0) + 1} “${EVIDENCE?.quote}”\n`);
    expect(out.join('')).not.toContain('\u001b');
  });

  it('asks for no page beyond the limit', async () => {
    await find(['mayor'], 2);
    expect([out.length, asked.map((query) => query.get('limit'))]).toEqual([2, ['2']]);
  });

  it('says where nothing is found', async () => {
    pages = [{ items: [] }];
    await find(['mayor']);
    expect([out, progress]).toEqual([[], ['No brief has these words.']]);
  });
});

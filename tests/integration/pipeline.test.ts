import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ArticleText, ServedBrief, VersionList } from '../../functions/api/responses.ts';
import type { Evidence } from '../../functions/core/brief.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const EXAMPLES = [
  '1-monday-plata-wire.txt',
  '2-tuesday-meridian-courier.md',
  '3-wednesday-harbour-and-tide.html',
  '4-undated-continental-dispatch.txt',
];

const example = (name: string) => readFile(join(PROJECT, 'examples', name));

function quotesOf(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(quotesOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('quote' in value && 'start' in value) return [value as Evidence];
  return Object.values(value).flatMap(quotesOf);
}

let desk: Desk;
beforeAll(async () => {
  // Articles are worked on beside each other, as in AWS.
  desk = await Desk.open({ assemblyDir: inject('assemblyDir'), sandboxes: 2 });
});
afterAll(() => desk?.close());

describe('The pipeline, from the inbox to the API', () => {
  beforeAll(async () => {
    for (const name of EXAMPLES) await desk.put(name, await example(name));
    for (const name of EXAMPLES) expect((await desk.settled(name)).status).toBe('briefed');
  });

  it('lists a brief for every article, dated ones by their day, the undated one by its arrival', async () => {
    const cards = await desk.list();
    expect(cards.map(({ datedAt }) => datedAt?.slice(0, 10) ?? null)).toEqual([
      null,
      '2026-03-04',
      '2026-03-03',
      '2026-03-02',
    ]);
    expect(await desk.list('', 1)).toEqual(cards);
  });

  it('serves briefs whose every quote is verbatim in the article that it serves beside them', async () => {
    for (const { briefId } of await desk.list()) {
      const brief = ServedBrief.parse(await (await desk.get(`/v1/briefs/${briefId}`)).json());
      const { text } = ArticleText.parse(await (await desk.get(`/v1/briefs/${briefId}/article`)).json());
      const quotes = quotesOf(brief);
      expect(quotes.length).toBeGreaterThan(5);
      expect(quotes.filter((quote) => !isVerbatim(text, quote))).toEqual([]);
      expect(brief.measures.length).toBeGreaterThan(0);
    }
  });

  it('filters by party, by measure and by day', async () => {
    expect(await desk.list('party=uruguay')).toHaveLength(4);
    expect(await desk.list('party=norway')).toHaveLength(0);
    const withdrawals = await desk.list('measure=withdrawal');
    expect(withdrawals.length).toBeGreaterThanOrEqual(2);
    expect((await desk.list('from=2026-03-03&to=2026-03-03')).map(({ publishedAt }) => publishedAt)).toEqual([
      '2026-03-03',
    ]);
  });

  it('serves the page of Markdown', async () => {
    const [card] = await desk.list('from=2026-03-03&to=2026-03-03');
    const response = await desk.get(`/v1/briefs/${card?.briefId}`, 'text/markdown');
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(response.headers.get('x-trace-id')).toMatch(/\S/);
    const page = await response.text();
    expect(page).toContain('## What is being done');
    expect(page).toContain('The Meridian Courier');
  });

  it('answers problems as problem+json, and HEAD without a body', async () => {
    const unknown = await desk.get(`/v1/briefs/${'0'.repeat(32)}`);
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const wrong = await desk.get('/v1/briefs?colour=red');
    expect(await wrong.json()).toMatchObject({ status: 400, errors: [{ field: 'colour' }] });
    const head = await desk.described(
      'HEAD',
      '/v1/briefs',
      await fetch(`${desk.runtime.apiUrl}/v1/briefs`, { method: 'HEAD' }),
    );
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await desk.get('/openapi.json')).status).toBe(200);
  });

  it('keeps what somebody corrected when the file is uploaded again, and the version before at its own address', async () => {
    const name = EXAMPLES[1] ?? '';
    const [part] = (await desk.settled(name)).parts;
    const path = `/v1/briefs/${part?.articleId}`;
    const served = async (at = '') => ServedBrief.parse(await (await desk.get(`${path}${at}`)).json());
    const before = await served();
    const item = before.measures[0]?.id;
    const noted = await fetch(`${desk.runtime.apiUrl}${path}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'reject', item }),
    });
    expect([noted.status, await noted.json()]).toMatchObject([201, { action: 'reject', item }]);

    await desk.settled(name, await desk.put(name, await example(name)));

    const after = await served();
    expect(after.edition?.version).not.toBe(before.edition?.version);
    expect(after.measures.map(({ id }) => id)).toEqual(before.measures.slice(1).map(({ id }) => id));
    expect(after.desk?.rejected).toMatchObject([{ item: { id: item } }]);
    expect(await served(`@${before.edition?.version}`)).toEqual(before);
    const article = ArticleText.parse(await (await desk.get(`${path}@${before.edition?.version}/article`)).json());
    expect(quotesOf(before).filter((quote) => !isVerbatim(article.text, quote))).toEqual([]);
  });

  it('replaces the brief of a file that is overwritten, and keeps the older version', async () => {
    const [first] = (await desk.settled(EXAMPLES[0] ?? '')).parts;
    const second = await desk.put(EXAMPLES[0] ?? '', await example(EXAMPLES[3] ?? ''));
    await desk.settled(EXAMPLES[0] ?? '', second);
    const versions = VersionList.parse(await (await desk.get(`/v1/briefs/${first?.articleId}/versions`)).json());
    expect(versions.items.map(({ state }) => state)).toEqual(['live', 'live']);
    const third = await desk.put(EXAMPLES[0] ?? '', await example(EXAMPLES[0] ?? ''));
    expect(await desk.settled(EXAMPLES[0] ?? '', third)).toMatchObject({ status: 'briefed', versionId: third });
  });

  it('retracts the brief of a file that is deleted, and brings it back when it is uploaded again', async () => {
    const name = 'short-lived.txt';
    await desk.put(name, 'Norway signed the fishing accord with Iceland on Monday, the foreign ministry said.');
    const [part] = (await desk.settled(name)).parts;
    const path = `/v1/briefs/${part?.articleId}`;
    expect((await desk.get(path)).status).toBe(200);
    await desk.remove(name);
    const gone = await until(async () => {
      const response = await desk.get(path);
      return response.status === 410 ? response : undefined;
    });
    expect(await gone.json()).toMatchObject({ type: 'urn:precis:problem:removed' });
    expect((await desk.get(`${path}/article`)).status).toBe(410);
    const again = await desk.put(
      name,
      'Norway signed the fishing accord with Iceland on Monday, the foreign ministry said.',
    );
    expect((await desk.settled(name, again)).status).toBe('briefed');
    expect((await desk.get(path)).status).toBe(200);
    await desk.remove(name);
  });
});

describe('Files of other formats', () => {
  it.each([
    ['pdf/strike.pdf', 1],
    ['docx/accord.docx', 1],
    ['mail/strike.eml', 1],
    ['feed/courier.rss', 2],
    ['rtf/accord.rtf', 1],
  ])('%s comes out as %d briefs', async (path, briefs) => {
    // Prepare
    const name = path.replace('/', '-');

    // Act
    await desk.put(name, await readFile(join(PROJECT, 'tests/fixtures/formats', path)));
    const report = await desk.settled(name);

    // Assess
    expect(report).toMatchObject({ status: 'briefed' });
    expect(report.parts.map(({ state }) => state)).toEqual(Array(briefs).fill('live'));
  });
});

describe('Hostile files', () => {
  /** How many briefs there are beside theirs. */
  let others: number;
  beforeAll(async () => {
    await desk.drained();
    others = (await desk.list()).length;
  });

  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const HOSTILE: [name: string, content: string | Uint8Array, reason: RegExp][] = [
    ['photo.txt', PNG, /PNG/],
    ['empty.txt', Buffer.alloc(0), /empty|no article text/i],
    ['huge.txt', Buffer.alloc(50_000_000, 'word and '), /25 MB/],
    ['binary.txt', Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 7]), /not|binary/i],
    [
      'nested.html',
      `<html><body>${'<div>'.repeat(100_000)}x${'</div>'.repeat(100_000)}</body></html>`,
      /nested|elements|depth/i,
    ],
    ['one-word.txt', 'a'.repeat(5_000_000), /character/],
  ];

  it('are rejected with a reason that says what is wrong, and cost no other file its brief', async () => {
    const story = await example(EXAMPLES[0] ?? '');
    const names = HOSTILE.map(([name]) => name);
    await Promise.all([
      ...HOSTILE.map(([name, content]) => desk.put(name, content)),
      ...names.map((name) => desk.put(`beside-${name}`, Buffer.concat([story, Buffer.from(`\n\nFiled as ${name}.`)]))),
      desk.put(
        'latin.txt',
        Buffer.from('The caf\xe9 owners of Orl\xe9ans have gone on strike over a new tax, the union said.', 'latin1'),
      ),
    ]);
    for (const [name, , reason] of HOSTILE) {
      const report = await desk.settled(name);
      expect([name, report.status]).toEqual([name, 'rejected']);
      expect(report.rejections[0]?.reason).toMatch(reason);
    }
    for (const name of names) expect((await desk.settled(`beside-${name}`)).status).toBe('briefed');
    expect((await desk.settled('latin.txt')).status).toBe('briefed');
  });

  it('in an archive are told as refused entries, and each article beside them gets its brief', async () => {
    // Prepare
    const archive = zipSync({
      'ferries.txt': Buffer.from('Norway signed the ferry accord with Iceland on Monday, the foreign ministry said.'),
      'photo.txt': PNG,
      'deep.html': Buffer.from(`<html><body>${'<div>'.repeat(5_000)}x`),
      'quay.md': Buffer.from('# Quay\n\nThe harbour board refused on Tuesday to open the second quay.'),
    });

    // Act
    await desk.put('bundle.zip', archive);
    const report = await desk.settled('bundle.zip');

    // Assess
    expect(report).toMatchObject({ status: 'briefed', parts: [{ state: 'live' }, { state: 'live' }] });
    expect(report.rejections.map(({ part, code }) => [part, code])).toEqual([
      ['photo.txt', 'unsupported-format'],
      ['deep.html', 'too-complex'],
    ]);
    await desk.remove('bundle.zip');
    await until(async () => ((await desk.list()).length === others + HOSTILE.length + 1 ? true : undefined));
  });

  it('leave no message behind, to be tried again or as a dead letter', async () => {
    const none = { ParseQueueUrl: 0, ParseDeadLetterQueueUrl: 0, BriefQueueUrl: 0, BriefDeadLetterQueueUrl: 0 };

    // The last of a batch may still be acknowledged.
    await desk.drained();

    expect(await desk.messages()).toEqual(none);
    expect(await desk.list()).toHaveLength(others + HOSTILE.length + 1);
  });
});

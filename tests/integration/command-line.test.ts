import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Article } from '../../functions/core/article.ts';
import { Brief } from '../../functions/core/brief.ts';
import { PRECIS, precis } from '../precis.ts';
import { PROJECT } from '../project.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('The command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precis-files-'));
    await writeFile(join(folder, 'photo.txt'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    await writeFile(join(folder, 'empty.txt'), '');
    await writeFile(join(folder, 'huge.txt'), Buffer.alloc(50_000_000, 'word and '));
    await writeFile(join(folder, 'word.txt'), 'a'.repeat(5_000_000));
    await writeFile(
      join(folder, 'invalid.txt'),
      Buffer.concat([
        Buffer.from('Talks resumed on Monday in the capital, caf\xe9 owners said. \xff\xfe\xfd', 'latin1'),
      ]),
    );
    await writeFile(join(folder, 'nested.html'), `<html><body>${'<div>'.repeat(100_000)}deep</body></html>`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('briefs a file as a page of Markdown, and says on standard error what that took', async () => {
    const { status, out, progress } = await precis(['brief', 'examples/1-monday-plata-wire.txt']);
    expect(status).toBe(0);
    expect(out).toMatch(/^# /);
    expect(out).toContain('## What is being done');
    expect(progress).toMatch(/^\d+ quotes verified · \d+ ms · nothing left this machine\n$/);
  });

  it('prints the same bytes for the same file', async () => {
    const args = ['brief', '--json', 'examples/2-tuesday-meridian-courier.md'];
    const [first, second] = await Promise.all([precis(args), precis(args)]);
    expect(first.out).toBe(second.out);
    const [line] = lines(first.out);
    expect(line.id).toBe('2-tuesday-meridian-courier.md');
    expect(Brief.parse(line.brief).article.publishedAt).toBe('2026-03-03');
  });

  it('prints the same brief with its explanation as without it', async () => {
    const file = 'examples/3-wednesday-harbour-and-tide.html';
    const [page, explainedPage, line, explainedLine] = await Promise.all([
      precis(['brief', file]),
      precis(['brief', '--explain', file]),
      precis(['brief', '--json', file]),
      precis(['brief', '--json', '--explain', file]),
    ]);
    expect(explainedPage.out.startsWith(page.out)).toBe(true);
    expect(explainedPage.out.slice(page.out.length)).toMatch(/^\nWHY THE BRIEF HOLDS WHAT IT HOLDS\n/);
    const [plain] = lines(line.out);
    const [{ explanation, ...rest }] = lines(explainedLine.out);
    expect(JSON.stringify(rest)).toBe(JSON.stringify(plain));
    expect(explanation.entries.map((entry: { id: string }) => entry.id)).toEqual(
      expect.arrayContaining(plain.brief.measures.map((measure: { id: string }) => measure.id)),
    );
  });

  it('explains lines from standard input as data', async () => {
    const line = JSON.stringify({ id: 'a', title: null, text: 'Kenya signed a treaty with Peru on Monday.' });
    const { status, out } = await precis(['brief', '--ndjson', '--explain'], line);
    const [{ id, explanation }] = lines(out);
    expect([status, id]).toEqual([0, 'a']);
    expect(explanation.sentences[0].items).toHaveLength(1);
  });

  it('briefs all other files when some fail, and exits with 1', async () => {
    const hostile = ['photo.txt', 'empty.txt', 'huge.txt', 'word.txt', 'nested.html', 'none.txt'];
    const { status, out, progress } = await precis([
      'brief',
      '--json',
      ...hostile.map((name) => join(folder, name)),
      join(folder, 'invalid.txt'),
      folder,
      'examples/4-undated-continental-dispatch.txt',
    ]);
    const answers = new Map(lines(out).map((line) => [line.id, line]));
    expect(status).toBe(1);
    expect(answers.get('photo.txt')?.error).toMatch(/PNG/);
    expect(answers.get('huge.txt')?.error).toMatch(/25 MB/);
    expect(answers.get('none.txt')?.error).toMatch(/no such file/);
    for (const name of hostile) expect(answers.get(name)).toEqual({ id: name, error: expect.stringMatching(/\w/) });
    expect(answers.get('invalid.txt')?.brief).toBeDefined();
    expect(Brief.parse(answers.get('4-undated-continental-dispatch.txt')?.brief).article.publishedAt).toBeNull();
    expect(progress).not.toMatch(/\n\s+at /);
  });

  it('briefs lines from standard input in their order', async () => {
    const text = await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt'), 'utf8');
    const input = [
      JSON.stringify({ id: 'b', title: null, text }),
      'no json',
      JSON.stringify({ id: 'a', title: 'Boats leave the lock', text: 'Uruguay withdrew its boats on Monday.' }),
      JSON.stringify({ id: 'c', title: null, text: '' }),
      JSON.stringify({ id: 7, text: 'Uruguay withdrew its boats on Monday.' }),
    ].join('\n');
    const { status, out } = await precis(['brief', '--ndjson'], input);
    const answers = lines(out);
    expect(status).toBe(1);
    expect(answers.map(({ id }) => id)).toEqual(['b', null, 'a', 'c', null]);
    expect(Brief.parse(answers[0].brief).measures.length).toBeGreaterThan(0);
    expect(answers[2].brief.headline).toMatchObject({ text: 'Boats leave the lock', from: 'title' });
    expect(answers[3].error).toMatch(/\w/);
    expect(answers[4].error).toContain('"id" must be a string');
  });

  it('reads the first line behind a byte-order mark', async () => {
    const line = JSON.stringify({ id: 'a', title: null, text: 'Uruguay withdrew its boats on Monday.' });
    const { status, out } = await precis(['brief', '--ndjson'], `\ufeff${line}\r\n`);
    expect([status, lines(out)[0]]).toEqual([0, { id: 'a', brief: expect.anything() }]);
  });

  it('parses files to articles', async () => {
    const { status, out } = await precis([
      'parse',
      'examples/3-wednesday-harbour-and-tide.html',
      join(folder, 'photo.txt'),
    ]);
    const [page, photo] = lines(out);
    expect(status).toBe(1);
    expect(Article.parse(page.article)).toMatchObject({ format: 'html', language: 'en' });
    expect(page.article.text).not.toMatch(/cookie/i);
    expect(photo.error).toMatch(/PNG/);
  });

  it.each([
    ['| true', '', /^precis: none\.txt: There is no such file\.\n$/],
    ['2>/dev/full | wc -l', '3\n', /^$/],
    ['>/dev/full', '', /\nprecis: Standard output cannot be written: ENOSPC.*\n$/],
  ])('prints no stack and loses no payload with its output in %s', async (redirection, payload, told) => {
    const command = `"${process.execPath}" "${PRECIS}" brief --json none.txt examples/*.txt ${redirection}`;
    const { out, progress } = await new Promise<{ out: string; progress: string }>((resolve) => {
      execFile('sh', ['-c', command], { cwd: PROJECT }, (_, out, progress) => resolve({ out, progress }));
    });
    expect(out.trimStart()).toBe(payload);
    expect(progress).toMatch(told);
    expect(progress).not.toMatch(/\n\s+at /);
  });

  it.each([
    [[], 2],
    [['nonsense'], 2],
    [['brief'], 2],
    [['brief', '--ndjson', 'a.txt'], 2],
    [['brief', '--colour'], 2],
    [['get', 'no-id'], 2],
    [['list', '--limit', 'many'], 2],
    [['list', '--limit', '1.5'], 2],
  ])('%j is wrong usage', async (args, expected) => {
    const { status, out, progress } = await precis(args);
    expect([status, out]).toEqual([expected, '']);
    expect(progress).toMatch(/\w/);
    expect(progress).not.toMatch(/\n\s+at /);
  });

  it.each(['--state', '--inbox'])('says that %s takes a folder where a file is given', async (option) => {
    const { status, out, progress } = await precis(['local', option, join(PROJECT, 'package.json')]);

    expect([status, out]).toEqual([2, '']);
    expect(progress).toContain(`${option} takes a folder`);
  });

  it.each(['local', 'brief', 'parse', 'send', 'get', 'list', 'find', 'export', 'open', 'invite', 'token'])(
    'explains %s with --help',
    async (command) => {
      const { status, out } = await precis([command, '--help']);
      expect(status).toBe(0);
      expect(out).toContain(`Usage: precis ${command}`);
    },
  );

  it.each([
    [{ AWS_REGION: '' }, 'AWS_REGION'],
    [{ AWS_REGION: 'eu-central-1' }, 'AWS_PROFILE'],
  ])('says what a deployed stack needs of the environment (%j)', async (environment, variable) => {
    const nothing = {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_PROFILE: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    };
    const { status, progress } = await precis(['list', '--api', 'http://127.0.0.1:9'], '', {
      ...nothing,
      ...environment,
    });
    expect(status).toBe(2);
    expect(progress).toContain(variable);
  });

  it('says where the pipeline is expected when none runs', async () => {
    const { status, progress } = await precis(['list', '--state', folder]);
    expect(status).toBe(2);
    expect(progress).toContain('npm start');
  });
});

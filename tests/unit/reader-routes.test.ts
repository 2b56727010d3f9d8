import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildReader } from '../../lib/reader-bundle.ts';
import { type ApiAnswer, ApiDesk } from '../api/api-desk.ts';

/** What a first visit may load, compressed. */
const MOST_BYTES = 60_000;

const DIRECTORY = '/reader';
const built = buildReader(DIRECTORY);
const desk = new ApiDesk();
desk.context.reader = {
  config: { mode: 'jwt', clientId: '"><script>alert(1)</script>' },
  connectOrigins: async () => ['https://inbox.example', 'https://issuer.example'],
  files: async () => new Map(built.map(({ path, contents }) => [basename(path), contents])),
};

function ask(name: string | undefined, headers: Record<string, string> = {}): Promise<ApiAnswer> {
  return name === undefined ? desk.get('/', { headers }) : desk.get('/assets/{name}', { id: name, headers });
}

const names = built.map(({ path }) => basename(path));
const script = names.find((name) => name.endsWith('.js')) ?? '';

describe('The shell of the page', () => {
  it('loads what was built, and has no code or style of its own', async () => {
    const { status, headers, body } = await ask(undefined);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const name of names.filter((one) => one !== 'index.html')) expect(body).toContain(`"/assets/${name}"`);
    expect(body).not.toMatch(/<style|<script(?! type="module" src="\/assets\/)|\son\w+=|\sstyle=|\{\{/);
  });

  it('tells the page its settings as text that cannot break out of it', async () => {
    const { body } = await ask(undefined);

    const content = /name="precis-config" content="([^"]*)"/.exec(body)?.[1] ?? '';
    const text = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(text)).toEqual(desk.context.reader.config);
    expect(body.match(/<script/g)).toHaveLength(1);
  });

  it('may send to its own origin and to those that it is told, and run nothing but its own code', async () => {
    const { headers } = await ask(undefined);

    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self' https://inbox.example https://issuer.example;");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('is asked for each time, and is 304 while it is the same', async () => {
    const { headers } = await ask(undefined);
    const again = await ask(undefined, { 'if-none-match': `W/${headers['etag']}` });

    expect(headers['cache-control']).toBe('no-cache');
    expect([again.status, again.body]).toEqual([304, '']);
  });
});

describe('The files of the page', () => {
  it('are kept for ever, as each name stands for its bytes', async () => {
    const { status, headers } = await ask(script);

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it.each([
    ['br', 'gzip, deflate, br'],
    ['gzip', 'gzip, br;q=0'],
  ])('come as %s where %j is accepted', async (coding, accepted) => {
    const plain = await ask(script, { 'accept-encoding': 'identity' });
    const { headers, body } = await ask(script, { 'accept-encoding': accepted });

    expect([headers['content-encoding'], headers['vary']]).toEqual([coding, 'accept, accept-encoding']);
    expect(body).toBe(plain.body);
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it.each(['index.html', '../index.html', '..%2Findex.html', '', 'constructor', '__proto__', `${script}/`])(
    'are no others: %j is a 404',
    async (name) => {
      const { status, headers } = await ask(name);
      expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
    },
  );

  it('are a light load altogether', () => {
    const bytes = built.map(
      ({ contents }) =>
        brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
          .length,
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('are the same bytes under the same names when they are built again', () => {
    const digest = (files: typeof built) =>
      files.map(({ path, contents }) => [path, Buffer.from(contents).toString('base64')]);
    expect(digest(buildReader(DIRECTORY))).toEqual(digest(built));
  });
});

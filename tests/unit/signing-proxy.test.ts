import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/precis/errors.ts';
import { apiAddress, signedFetch } from '../../bin/precis/signed-fetch.ts';
import { type SigningProxy, startSigningProxy } from '../../bin/precis/signing-proxy.ts';
import { PrecisClient } from '../../client/client.ts';
import type { Principals } from '../../local/contracts.ts';
import { authenticate } from '../../local/sigv4/authenticate.ts';

const KEY = { accessKeyId: 'DESK', secretAccessKey: 'secret', sessionToken: 'session' };
const access = { region: async () => 'eu-central-1', credentials: async () => KEY };
const PRINCIPAL = { ...KEY, arn: 'arn:aws:iam::000000000000:user/desk', allows: () => true };
const principals: Principals = {
  find: (accessKeyId) => (accessKeyId === KEY.accessKeyId ? PRINCIPAL : undefined),
};

interface Received {
  method: string;
  target: string;
  body: string;
  headers: IncomingMessage['headers'];
  /** Who signed it, by the local runtime's own check of signatures; why not, else. */
  signer: string;
}

let received: Received[];
let answer: (response: ServerResponse) => void;
let upstream: ReturnType<typeof createServer>;
let api: URL;
let proxy: SigningProxy;

beforeEach(async () => {
  received = [];
  answer = (response) => response.end('{}');
  upstream = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: target = '', headers } = request;
    const body = Buffer.concat(chunks);
    const signer = await authenticate(
      { method, target, headers, body, service: 'execute-api', region: 'eu-central-1' },
      principals,
      { now: Date.now, after: () => () => undefined },
    ).then(
      ({ principal }) => principal.accessKeyId,
      (error) => String(error),
    );
    received.push({ method, target, body: body.toString(), headers, signer });
    answer(response);
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  api = apiAddress(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  proxy = await startSigningProxy(api, access, 0);
});
afterEach(async () => {
  await proxy.close();
  upstream.close();
  upstream.closeAllConnections();
});

/** A request with headers and a target that fetch does not let through. */
function raw(headers: Record<string, string>, target = '/v1/briefs'): Promise<number | undefined> {
  const { hostname, port } = new URL(proxy.url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path: target, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

describe('precis open', () => {
  it.each([
    ['/'],
    ['/v1/briefs?q=%22heavy+weapons%22&party=x&party=y&cursor=a%2Bb'],
    ['/v1/briefs?q=caf%C3%A9!()*%27&empty&__proto__=x'],
    ['/b/a%20b%2Fc'],
  ])('signs a request for %s with the credentials of the caller', async (path) => {
    // Act
    await fetch(`${proxy.url}${path}`, {
      headers: { accept: 'application/json', 'if-match': '"y"', 'if-none-match': '"x"' },
    });

    // Assess
    expect(received).toMatchObject([
      {
        signer: 'DESK',
        method: 'GET',
        headers: { accept: 'application/json', 'if-match': '"y"', 'if-none-match': '"x"' },
      },
    ]);
    const parameters = (target: string) => [...new URL(target, api).searchParams];
    expect(parameters(received[0]?.target ?? '')).toEqual(parameters(path));
    expect(new URL(received[0]?.target ?? '', api).pathname).toBe(new URL(path, api).pathname);
  });

  it('passes on a body, and signs it', async () => {
    const body = JSON.stringify({ filename: 'naïve.txt' });
    await fetch(`${proxy.url}/v1/uploads`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(received).toMatchObject([
      { signer: 'DESK', method: 'POST', body, headers: { 'content-type': 'application/json' } },
    ]);
  });

  it('tells the API nothing else of the browser', async () => {
    await raw({
      cookie: 'a=1',
      authorization: 'Bearer x',
      referer: 'http://127.0.0.1/',
      'x-forwarded-for': '10.0.0.1',
    });
    expect(Object.keys(received[0]?.headers ?? {}).sort()).toEqual([
      'authorization',
      'connection',
      'host',
      'x-amz-content-sha256',
      'x-amz-date',
      'x-amz-security-token',
    ]);
    expect(received[0]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
  });

  it('gives back status, headers and bytes as they are, but for those of the connection', async () => {
    // Prepare
    answer = (response) => {
      response.writeHead(410, {
        'content-type': 'application/problem+json',
        etag: '"1"',
        connection: 'x-own',
        'x-own': '1',
      });
      response.end('{"status":410}');
    };

    // Act
    const response = await fetch(`${proxy.url}/v1/briefs/x`);

    // Assess
    expect([response.status, await response.text()]).toEqual([410, '{"status":410}']);
    const names = [...response.headers.keys()].filter((name) => name !== 'keep-alive' && name !== 'connection');
    expect(names.sort()).toEqual(['content-type', 'date', 'etag', 'transfer-encoding']);
  });

  it('gives back an answer while it is still coming', async () => {
    // Prepare
    let finish = (): void => undefined;
    answer = (response) => {
      response.write('first');
      finish = () => response.end(' and last');
    };

    // Act
    const response = await fetch(`${proxy.url}/v1/briefs`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    finish();
    const last = await reader?.read();

    // Assess
    expect([first?.value, last?.value].map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual([
      'first',
      ' and last',
    ]);
  });

  it('refuses another host and a page of another origin, whose requests it would sign', async () => {
    const { host, port } = new URL(proxy.url);
    expect(await raw({ host: `evil.example:${port}` })).toBe(403);
    expect(await raw({ host, origin: 'https://evil.example' })).toBe(403);
    expect(await raw({ host, origin: 'null' })).toBe(403);
    expect(received).toEqual([]);
    expect(await raw({ host, origin: proxy.url })).toBe(200);
  });

  it('refuses what a page elsewhere loads as a part of itself, and lets people follow a link', async () => {
    const from = (site: string, mode: string, dest: string) =>
      raw({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest });
    expect(await from('cross-site', 'no-cors', 'image')).toBe(403);
    expect(await from('cross-site', 'no-cors', 'script')).toBe(403);
    expect(await from('cross-site', 'navigate', 'iframe')).toBe(403);
    // Another port of this machine is another origin, too.
    expect(await from('same-site', 'no-cors', 'image')).toBe(403);
    expect(received).toEqual([]);
    expect(await from('cross-site', 'navigate', 'document')).toBe(200);
    expect(await from('same-origin', 'cors', 'empty')).toBe(200);
    expect(await from('none', 'navigate', 'document')).toBe(200);
  });

  it.each(['//evil.example/v1/briefs', '/\\evil.example/', '/..//evil.example'])(
    'asks its own API alone, whatever the path: %s',
    async (target) => {
      expect(await raw({}, target)).toBe(200);
      expect(received[0]?.headers.host).toBe(api.host);
      expect(received[0]?.signer).toBe('DESK');
    },
  );

  it('refuses the form of a request that names a host', async () => {
    const { host, hostname, port } = new URL(proxy.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).toEqual([]);
  });

  it('refuses a body that the API would', async () => {
    const response = await fetch(`${proxy.url}/v1/uploads`, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(received).toEqual([]);
  });

  it('says so when the API is not there', async () => {
    upstream.close();
    upstream.closeAllConnections();
    const response = await fetch(`${proxy.url}/v1/briefs`);
    expect(response.status).toBe(502);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(proxy.url).port);
    await expect(startSigningProxy(api, access, port)).rejects.toThrow(UsageError);
  });
});

describe('Signed requests of the client', () => {
  it('are signed for the service and the query', async () => {
    // Prepare
    answer = (response) => response.end('{"items":[]}');
    const client = new PrecisClient(signedFetch(api, access));

    // Act
    const page = await client.listBriefs({ source: '"The Plata" +1', limit: 5 });

    // Assess
    expect(page).toEqual({ items: [] });
    expect(received).toMatchObject([{ signer: 'DESK', target: '/v1/briefs?source=%22The%20Plata%22%20%2B1&limit=5' }]);
  });

  it('carry their body', async () => {
    answer = (response) => response.end('{"uploadId":"x"}');
    await new PrecisClient(signedFetch(api, access)).requestUpload('a.txt');
    expect(received).toMatchObject([{ signer: 'DESK', method: 'POST', body: '{"filename":"a.txt"}' }]);
  });
});

describe('The address of the API', () => {
  it.each(['api.example.org', 'ftp://api.example.org', 'https://', 'javascript:alert(1)'])('is not %j', (text) => {
    expect(() => apiAddress(text)).toThrow(UsageError);
  });

  it.each(['http://api.example.org', 'http://127.0.0.1.example.org', 'http://127.0.0.1@api.example.org'])(
    'is not %s, which would be asked in clear text',
    (text) => {
      expect(() => apiAddress(text)).toThrow('without TLS');
    },
  );

  it.each(['https://api.example.org', 'http://127.0.0.1:4311', 'http://localhost:4311'])('is %s', (text) => {
    expect(apiAddress(text).origin).toBe(text);
  });
});

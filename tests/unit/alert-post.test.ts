import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { post } from '../../functions/alerts/post.ts';

/** A receiver that answers each request by the next status; the last one for all that follow. */
async function receiver(...statuses: number[]): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    const status = statuses[Math.min(requests.length, statuses.length) - 1];
    response.writeHead(status ?? 500, { location: '/elsewhere' }).end('not read');
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((listening) => server.once('listening', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, requests };
}

const send = (url: string) => {
  const tries: string[] = [];
  const headersOf = () => {
    tries.push(String(tries.length + 1));
    return { 'x-try': tries.at(-1) ?? '' };
  };
  return post(url, '{}', headersOf, [1, 1]);
};

describe('A post', () => {
  it('arrives with any status of success', async () => {
    const { url, requests } = await receiver(204);

    expect(await send(url)).toMatchObject({ delivery: 'sent', code: 'HTTP 204' });
    expect(requests.map(({ method, headers }) => [method, headers['content-type']])).toEqual([
      ['POST', 'application/json'],
    ]);
  });

  it('is tried again where that may help, each time with headers of its own', async () => {
    const { url, requests } = await receiver(503, 200);

    expect(await send(url)).toMatchObject({ delivery: 'sent' });
    expect(requests.map(({ headers }) => headers['x-try'])).toEqual(['1', '2']);
  });

  it.each([
    [302, 'failed'],
    [404, 'failed'],
    [410, 'refused'],
  ])('that is answered with %d is %s at once, and goes nowhere else', async (status, delivery) => {
    const { url, requests } = await receiver(status, 200);

    expect(await send(url)).toMatchObject({ delivery, code: `HTTP ${status}` });
    expect(requests).toHaveLength(1);
  });

  it('that nobody takes fails, and says why in a word', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));

    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ delivery: 'failed', code: 'ECONNREFUSED' });
  });
});

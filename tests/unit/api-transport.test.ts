import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearerFetch, plainFetch } from '../../bin/precis/api-transport.ts';
import { PipelineError } from '../../bin/precis/errors.ts';
import { PrecisClient } from '../../client/client.ts';

let received: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[];
let server: ReturnType<typeof createServer>;
let api: URL;

beforeEach(async () => {
  received = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ url: request.url, headers: request.headers, body });
    response.end('{"items":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe('Requests of the command line', () => {
  it('carry a token where there is one', async () => {
    await new PrecisClient(bearerFetch(api, 'prc_x')).listBriefs({ party: 'norway' });
    await new PrecisClient(plainFetch(api)).requestUpload('a.txt');
    expect(received).toMatchObject([
      { url: '/v1/briefs?party=norway', headers: { authorization: 'Bearer prc_x', accept: 'application/json' } },
      { url: '/v1/uploads', body: '{"filename":"a.txt"}' },
    ]);
    expect(received[1]?.headers).not.toHaveProperty('authorization');
  });

  it('say so when nobody answers', async () => {
    server.close();
    server.closeAllConnections();
    await expect(new PrecisClient(plainFetch(api)).listBriefs()).rejects.toThrow(PipelineError);
  });
});

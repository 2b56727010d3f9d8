import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RuntimeApi } from '../../local/lambda/runtime-api.ts';

const ARN = 'arn:aws:lambda:eu-central-1:000000000000:function:f';

let api: RuntimeApi;
let base: string;
let told: unknown[][];

beforeEach(async () => {
  told = [];
  api = new RuntimeApi({
    ready: () => told.push(['ready']),
    initFailed: (error) => told.push(['initFailed', error]),
    answered: (id, payload) => told.push(['answered', id, payload]),
    failed: (id, error) => told.push(['failed', id, error]),
  });
  base = `http://${await api.listen()}/2018-06-01/runtime`;
});

afterEach(() => api.close());

const deliver = (requestId: string) =>
  api.deliver({ requestId, event: '{"a":1}', functionArn: ARN, traceId: 'Root=1-a-b', deadline: 1_772_616_000_000 });
const post = (path: string, body: string, headers = {}) => fetch(`${base}${path}`, { method: 'POST', body, headers });

describe('Runtime API', () => {
  it('hands out an event with its headers, whether it or the question comes first, and takes the answer', async () => {
    deliver('one');
    const first = await fetch(`${base}/invocation/next`);
    const answered = await post('/invocation/one/response', '{"b":2}');
    const asking = fetch(`${base}/invocation/next`);
    deliver('two');
    const second = await asking;
    await post('/invocation/two/error', '{"errorType":"E"}');

    expect(await first.text()).toBe('{"a":1}');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'lambda-runtime-aws-request-id': 'one',
      'lambda-runtime-deadline-ms': '1772616000000',
      'lambda-runtime-invoked-function-arn': ARN,
      'lambda-runtime-trace-id': 'Root=1-a-b',
    });
    expect([answered.status, await answered.json()]).toEqual([202, { status: 'OK' }]);
    expect(second.headers.get('lambda-runtime-aws-request-id')).toBe('two');
    expect(told).toEqual([
      ['ready'],
      ['answered', 'one', '{"b":2}'],
      ['ready'],
      ['failed', 'two', '{"errorType":"E"}'],
    ]);
  });

  it('takes an error of the initialization', async () => {
    expect((await post('/init/error', '{"errorType":"I"}')).status).toBe(202);
    expect(told).toEqual([['initFailed', '{"errorType":"I"}']]);
  });

  it('takes an answer once, and only to the event that was handed out', async () => {
    deliver('one');
    await fetch(`${base}/invocation/next`);

    expect((await post('/invocation/other/response', '1')).status).toBe(400);
    expect((await post('/invocation/one/response', '1')).status).toBe(202);
    expect((await post('/invocation/one/response', '2')).status).toBe(400);
    expect(told.slice(1)).toEqual([['answered', 'one', '1']]);
  });

  it('gives a page in a browser nothing', async () => {
    deliver('one');

    const taken = await fetch(`${base}/invocation/next`, { headers: { 'sec-fetch-site': 'cross-site' } });
    const answered = await post('/invocation/one/response', '1', { origin: 'https://news.example' });

    expect([taken.status, answered.status]).toEqual([403, 403]);
    expect(told).toEqual([]);
  });
});

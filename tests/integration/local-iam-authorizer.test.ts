import { describe, expect, it } from 'vitest';
import { READER, readAndWrite, type SignedOptions, signedHeaders, startApi, told } from './local-http-service.ts';
import { OWNER } from './local-principals.ts';

const FORBIDDEN = { status: 403, body: { message: 'Forbidden' }, challenge: null };

/** Signs and sends one request. */
async function send(address: string, options: SignedOptions = {}, changes: RequestInit = {}): Promise<Response> {
  const { method = 'GET', body } = options;
  const headers = { ...(await signedHeaders(address, options)), ...(changes.headers as Record<string, string>) };
  return fetch(address, { method, ...(body === undefined ? {} : { body }), ...changes, headers });
}

describe('HTTP API with AWS_IAM: a signed request', () => {
  it('is its signer’s, who must be allowed to call just that', async () => {
    const { url, events } = await startApi(readAndWrite('AWS_IAM'));

    const read = await send(`${url}/v1/briefs/a%20b?party=x%2Fy&q=caf%C3%A9`, { key: READER });
    const written = await send(`${url}/v1/uploads`, { key: READER, method: 'POST', body: '{}' });

    expect(read.status).toBe(200);
    expect(await told(written)).toEqual(FORBIDDEN);
    expect(events.map(({ requestContext }) => requestContext.authorizer)).toEqual([
      {
        iam: {
          accessKey: READER.accessKeyId,
          accountId: '000000000000',
          callerId: expect.stringMatching(/^AIDA[0-9A-F]{17}$/),
          cognitoIdentity: null,
          principalOrgId: '',
          userArn: READER.arn,
          userId: expect.stringMatching(/^AIDA[0-9A-F]{17}$/),
        },
      },
    ]);
  });

  it('may write where its signer may', async () => {
    const { url, events } = await startApi(readAndWrite('AWS_IAM'));

    const written = await send(`${url}/v1/uploads`, { key: OWNER, method: 'POST', body: '{"filename":"ü.txt"}' });

    expect(written.status).toBe(200);
    expect(events[0]?.requestContext.authorizer).toMatchObject({ iam: { userArn: OWNER.arn, userId: '000000000000' } });
  });

  it.each<[string, SignedOptions, RequestInit]>([
    ['by another secret', { key: { ...READER, secretAccessKey: 'guessed' } }, {}],
    ['by an unknown key', { key: { accessKeyId: 'AKIDSTRANGER', secretAccessKey: 'x' } }, {}],
    ['sixteen minutes ago', { at: new Date(Date.now() - 16 * 60_000) }, {}],
    ['for another body', { method: 'POST', body: '{"filename":"a"}' }, { body: '{"filename":"b"}' }],
    ['for another method', { method: 'GET' }, { method: 'POST' }],
    ['and changed in a header that counts', {}, { headers: { 'x-amz-date': '20260101T000000Z' } }],
  ])('is refused if signed %s', async (_, options, changes) => {
    const { url, events } = await startApi([
      ...readAndWrite('AWS_IAM'),
      ...readAndWrite('AWS_IAM').map((route) => ({ ...route, key: 'ANY /v1/any' })),
    ]);

    const answer = await send(`${url}/v1/any`, options, changes);

    expect(await told(answer)).toEqual(FORBIDDEN);
    expect(events).toEqual([]);
  });

  it.each(['Bearer abc', 'Basic dXNlcjpwYXNz', 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 Credential=x'])(
    'is refused with the header %j, which is no signature',
    async (authorization) => {
      const { url, events } = await startApi(readAndWrite('AWS_IAM'));

      expect(await told(await fetch(`${url}/v1/briefs/a`, { headers: { authorization } }))).toEqual(FORBIDDEN);
      expect(events).toEqual([]);
    },
  );
});

describe('HTTP API with AWS_IAM: a request that nobody signed', () => {
  it('is the owner’s on this machine, and nobody’s where signatures are required', async () => {
    const open = await startApi(readAndWrite('AWS_IAM'));
    const signed = await startApi(readAndWrite('AWS_IAM'), { requireSignatures: true });

    expect((await fetch(`${open.url}/v1/briefs/a`)).status).toBe(200);
    expect(await told(await fetch(`${signed.url}/v1/briefs/a`))).toEqual(FORBIDDEN);
    expect((await send(`${signed.url}/v1/briefs/a`, { key: READER })).status).toBe(200);
    expect(open.events[0]?.requestContext.authorizer).toMatchObject({ iam: { accessKey: OWNER.accessKeyId } });
    expect(signed.events[0]?.requestContext.authorizer).toMatchObject({ iam: { accessKey: READER.accessKeyId } });
  });
});

import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost } from '@aws-sdk/s3-presigned-post';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyStatement } from '../../local/template/plan.ts';
import { HAS_CHROMIUM, launchChromium, openPage } from './local-chromium.ts';
import { rawRequest } from './local-raw-request.ts';
import { bucketSpec, type StartedS3, startBuckets } from './local-s3-service.ts';

const KEY = 'in/2026-05-04/01HX/Grüße (1).txt';
/** What the api function may do. */
const MAY_PUT: PolicyStatement = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::inbox/in/*' };
const OWN_PAGES = {
  origins: ['http://127.0.0.1:*', 'http://localhost:*'],
  methods: ['POST'],
  headers: ['*'],
  exposedHeaders: ['etag'],
  maxAgeSeconds: 3600,
};

const start = () => startBuckets([bucketSpec('inbox', { cors: [OWN_PAGES] })], { statements: [MAY_PUT] });

/** What the api function hands to a page: leave to upload one file under one key. */
function ticket({ role }: StartedS3, Key = KEY, most = 1000): Promise<PresignedPost> {
  return createPresignedPost(role, {
    Bucket: 'inbox',
    Key,
    Conditions: [['content-length-range', 1, most]],
    Fields: { 'x-amz-meta-by': 'reader' },
    Expires: 900,
  });
}

/** Uploads as a page does. */
function upload({ url, fields }: PresignedPost, file: string, changes: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([file], { type: 'text/plain' }), 'news.txt');
  return fetch(url, { method: 'POST', body: form });
}

describe('S3: an upload that a function signed for a page', () => {
  it('is stored under the key that was signed', async () => {
    const started = await start();

    const answer = await upload(await ticket(started), 'The ferries sail again.');

    expect(answer.status).toBe(204);
    const got = await started.client.send(new GetObjectCommand({ Bucket: 'inbox', Key: KEY }));
    expect(await got.Body?.transformToString()).toBe('The ferries sail again.');
    expect([got.ContentType, got.Metadata]).toEqual(['text/plain', { by: 'reader' }]);
  });

  it('is refused under another key, too large, empty, or where the function may not put', async () => {
    const started = await start();
    const small = await ticket(started, KEY, 5);

    const answers = await Promise.all([
      upload(await ticket(started), 'text', { key: 'in/other.txt' }),
      upload(small, 'too large'),
      upload(small, ''),
      upload(await ticket(started, 'elsewhere/a.txt'), 'text'),
    ]);

    const codes = answers.map(async (answer) => /<Code>(\w+)</.exec(await answer.text())?.[1]);
    expect(await Promise.all(codes)).toEqual(['AccessDenied', 'EntityTooLarge', 'EntityTooSmall', 'AccessDenied']);
  });

  it.each<[string, boolean]>([
    ['http://127.0.0.1:4311', true],
    ['http://localhost:59999', true],
    ['http://127.0.0.1', false],
    ['https://127.0.0.1:4311', false],
    ['http://evil.example:4311', false],
    ['null', false],
  ])('lets a page of %s read the answer: %s', async (origin, isAllowed) => {
    const { s3 } = await start();

    const preflight = await rawRequest(
      `${s3.url}/inbox`,
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      'OPTIONS',
    );
    const sent = await rawRequest(`${s3.url}/inbox`, { origin }, 'POST');

    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual(
      isAllowed ? [200, origin] : [403, undefined],
    );
    expect(sent.headers['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
  });
});

describe.skipIf(!HAS_CHROMIUM)('S3: an upload from a real browser (skipped where there is no chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** Sends the form by XMLHttpRequest, with progress; runs in the page. */
  const SEND = `({ url, fields }) => new Promise((resolve) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['Sent by a browser.'], { type: 'text/plain' }), 'news.txt');
    const request = new XMLHttpRequest();
    let progress = 0;
    request.upload.onprogress = () => { progress += 1; };
    request.onload = () => resolve({ status: request.status, etag: request.getResponseHeader('etag'), progressed: progress > 0 });
    request.onerror = () => resolve({ status: 0, etag: null, progressed: progress > 0 });
    request.open('POST', url);
    request.send(form);
  })`;
  const send = (page: Page, post: PresignedPost) => page.evaluate(`(${SEND})(${JSON.stringify(post)})`);

  it('goes through, with its progress and its answer readable', async () => {
    const started = await start();
    const { page } = await openPage(browser);

    const answer = await send(page, await ticket(started));

    expect(answer).toEqual({ status: 204, etag: expect.stringMatching(/^"[0-9a-f]{32}"$/), progressed: true });
    const got = await started.client.send(new GetObjectCommand({ Bucket: 'inbox', Key: KEY }));
    expect(await got.Body?.transformToString()).toBe('Sent by a browser.');
  });

  it('is not for a page whose origin the bucket does not name', async () => {
    const started = await startBuckets(
      [bucketSpec('inbox', { cors: [{ ...OWN_PAGES, origins: ['https://desk.example'] }] })],
      {
        statements: [MAY_PUT],
      },
    );
    const { page } = await openPage(browser);

    expect(await send(page, await ticket(started))).toMatchObject({ status: 0, etag: null });
  });
});

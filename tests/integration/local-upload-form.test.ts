import { GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { presignUpload } from '../../functions/runtime/upload-form.ts';
import { testClock } from '../../local/clock.ts';
import type { PolicyStatement } from '../../local/template/plan.ts';
import { bucketSpec, startBuckets } from './local-s3-service.ts';

const KEY = 'in/2026-05-04/01HX/news.txt';
/** What the api function may do. */
const MAY_PUT: PolicyStatement = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::inbox/in/*' };

/** The form that the api function signs, and what becomes of a file that is posted by it. */
async function signedForm() {
  const signatureClock = testClock(Date.now());
  const { role, client } = await startBuckets([bucketSpec('inbox')], { statements: [MAY_PUT], signatureClock });
  const { url, fields } = await presignUpload(role, { bucket: 'inbox', key: KEY, maxBytes: 5, seconds: 900 });
  const post = async (file: string, changes: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
    form.append('file', new Blob([file]), 'news.txt');
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    return `${answer.status} ${/<Code>(\w+)</.exec(await answer.text())?.[1] ?? ''}`.trim();
  };
  return { post, client, signatureClock };
}

describe('The form by which a page uploads', () => {
  it('puts one file under its key', async () => {
    const { post, client } = await signedForm();
    expect(await post('12345')).toBe('201');
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: KEY }));
    expect(await Body?.transformToString()).toBe('12345');
  });

  it.each([
    ['another key', { key: 'in/2026-05-04/01HX/other.txt' }],
    ['a key that the file names', { key: `\${filename}` }],
    ['a type of content', { 'content-type': 'text/html' }],
    ['an encoding', { 'content-encoding': 'gzip' }],
    ['an owner of its own', { acl: 'public-read' }],
    ['something to remember with it', { 'x-amz-meta-by': 'x' }],
    ['a page to go on to', { success_action_redirect: 'https://evil.example/' }],
    ['another answer', { success_action_status: '200' }],
  ])('takes no file with %s', async (_, changes) => {
    const { post, client } = await signedForm();
    expect(await post('12345', changes)).toBe('403 AccessDenied');
    await expect(client.send(new GetObjectCommand({ Bucket: 'inbox', Key: KEY }))).rejects.toThrow();
  });

  it('takes no file over its limit, and no empty one', async () => {
    const { post } = await signedForm();
    expect([await post('123456'), await post('')]).toEqual(['400 EntityTooLarge', '400 EntityTooSmall']);
  });

  it('takes none when its time is over', async () => {
    const { post, signatureClock } = await signedForm();
    signatureClock.advance(901_000);
    expect(await post('12345')).toBe('403 AccessDenied');
  });
});

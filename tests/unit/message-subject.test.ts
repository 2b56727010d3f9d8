import { describe, expect, it } from 'vitest';
import { uploadIdOf } from '../../functions/core/identity.ts';
import { subjectOf } from '../../operations/message-subject.ts';

const REVISION = `0055AED6DCD90281E5${'0'.repeat(46)}`;
const ID = 'a'.repeat(32);

/** A notification as S3 sends it. */
const told = (bucket: string, key: string) =>
  JSON.stringify({
    Records: [
      {
        eventName: 'ObjectCreated:Put',
        eventTime: '2026-03-02T06:00:00.000Z',
        s3: { bucket: { name: bucket }, object: { key, sequencer: '0055AED6DCD90281E5' } },
      },
    ],
  });

describe('What a message is about', () => {
  it('is a file of the inbox, by its name as it is', () => {
    const uploadId = uploadIdOf('inbox', 'in/a b.txt');

    expect(subjectOf(told('inbox', 'in/a+b.txt'), 'staged')).toEqual({
      kind: 'created',
      bucket: 'inbox',
      key: 'in/a b.txt',
      uploadId,
      articleId: null,
      traceId: `${uploadId}.${REVISION}`,
    });
  });

  it.each([
    [`articles/${ID}/${REVISION}.000001.json`, { articleId: ID, uploadId: null, traceId: `${ID}.${REVISION}` }],
    [`uploads/${ID}/${REVISION}.000001.json`, { articleId: null, uploadId: ID, traceId: `${ID}.${REVISION}` }],
    ['articles/other.json', { articleId: null, uploadId: null, traceId: null }],
  ])('is what is staged under %s', (key, ids) => {
    expect(subjectOf(told('staged', key), 'staged')).toEqual({ kind: 'created', bucket: 'staged', key, ...ids });
  });

  it.each(['hello', '{}', '{"precis":1}', told('inbox', '%E0%A4%A'), '{"Event":"s3:TestEvent"}'])(
    'is nothing of %s',
    (body) => {
      expect(subjectOf(body, 'staged')).toBeUndefined();
    },
  );
});

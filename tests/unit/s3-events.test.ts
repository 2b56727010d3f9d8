import { describe, expect, it } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { readObjectEvents } from '../../functions/runtime/s3-events.ts';

const record = (eventName: string, key: string) => ({
  eventName,
  eventTime: '2026-03-04T05:06:07.000Z',
  s3: { bucket: { name: 'inbox' }, object: { key, size: 12, versionId: 'v1', sequencer: '0055AED6DCD90281E5' } },
});

describe('S3 event notifications', () => {
  it('give bucket, decoded key, version, sequencer and time', () => {
    const body = JSON.stringify({ Records: [record('ObjectCreated:Put', 'in/Caf%C3%A9+notes%2B1.txt')] });
    expect(readObjectEvents(body)).toEqual([
      {
        kind: 'created',
        bucket: 'inbox',
        key: 'in/Café notes+1.txt',
        versionId: 'v1',
        sequencer: '0055AED6DCD90281E5',
        size: 12,
        time: '2026-03-04T05:06:07.000Z',
      },
    ]);
  });

  it.each([
    ['ObjectCreated:CompleteMultipartUpload', 'created'],
    ['ObjectRemoved:DeleteMarkerCreated', 'delete-marker'],
    ['ObjectRemoved:Delete', 'version-deleted'],
  ])('read %s as %s', (eventName, kind) => {
    expect(readObjectEvents(JSON.stringify({ Records: [record(eventName, 'in/a')] }))).toMatchObject([{ kind }]);
  });

  it('give nothing for the test event and for events that Precis does not act on', () => {
    expect(readObjectEvents(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'inbox' }))).toEqual(
      [],
    );
    const expired = { Records: [record('LifecycleExpiration:DeleteMarkerCreated', 'in/a')] };
    expect(readObjectEvents(JSON.stringify(expired))).toEqual([]);
  });

  it.each(['', 'no json', '{}', '{"Records":[{}]}', '[]', 'null'])('refuse %j', (body) => {
    expect(() => readObjectEvents(body)).toThrow(CorruptDataError);
  });
});

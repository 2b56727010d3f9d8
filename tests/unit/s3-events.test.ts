import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { revisionOf } from '../../functions/core/identity.ts';
import { readObjectEvents, type StageRequest, writeStageRequest } from '../../functions/runtime/s3-events.ts';

const record = (eventName: string, key: string) => ({
  eventName,
  eventTime: '2026-03-04T05:06:07.000Z',
  s3: { bucket: { name: 'inbox' }, object: { key, size: 12, versionId: 'v1', sequencer: '0055AED6DCD90281E5' } },
});

describe('S3 event notifications', () => {
  it('give bucket, decoded key, version, revision and time', () => {
    const body = JSON.stringify({ Records: [record('ObjectCreated:Put', 'in/Caf%C3%A9+notes%2B1.txt')] });
    expect(readObjectEvents(body)).toEqual([
      {
        kind: 'created',
        bucket: 'inbox',
        key: 'in/Café notes+1.txt',
        versionId: 'v1',
        revision: revisionOf('0055AED6DCD90281E5'),
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

  it.each([
    '',
    'no json',
    '{}',
    '{"Records":[{}]}',
    '[]',
    'null',
    `{"Records":[${JSON.stringify(record('ObjectCreated:Put', 'in/%E0%A4%A'))}]}`,
  ])('refuse %j', (body) => {
    expect(() => readObjectEvents(body)).toThrow(CorruptDataError);
  });
});

describe('Stage requests', () => {
  const request: StageRequest = {
    kind: 'created',
    bucket: 'inbox',
    key: 'in/talks.txt',
    versionId: null,
    revision: revisionOf('0A'),
    time: '2026-03-04T05:06:07.000Z',
  };
  const text = fc.string({ unit: 'binary', minLength: 1 });
  const anyRequest: fc.Arbitrary<StageRequest> = fc.record({
    kind: fc.constantFrom('created' as const, 'delete-marker' as const),
    bucket: text,
    key: text,
    versionId: fc.option(text),
    revision: fc.stringMatching(/^[0-9A-F]{64}$/),
    time: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }).map((at) => at.toISOString()),
  });

  it('read back as they were written, in characters that SQS takes', () => {
    fc.assert(
      fc.property(anyRequest, (written) => {
        const body = writeStageRequest(written);
        expect(body).toMatch(/^[ -~]+$/);
        expect(readObjectEvents(body)).toEqual([{ ...written, size: undefined, requested: true }]);
      }),
    );
  });

  it.each([
    ['another form', { precis: 2 }],
    ['a kind that nobody may ask for', { kind: 'version-deleted' }],
    ['a short revision', { revision: '0A' }],
    ['a revision in small digits', { revision: revisionOf('0A').toLowerCase() }],
    ['a revision that goes on', { revision: `${revisionOf('0A')}0` }],
    ['no revision', { revision: undefined }],
    ['no key', { key: '' }],
    ['a version without a name', { versionId: '' }],
    ['a time that is none', { time: 'yesterday' }],
    ['a time without its zone', { time: '2026-03-04T05:06:07' }],
    ["S3's records as well", { Records: [record('ObjectCreated:Put', 'in/a')] }],
  ])('are refused with %s', (_, change) => {
    const body = JSON.stringify({ precis: 1, ...request, ...change });
    expect(() => readObjectEvents(body)).toThrow(CorruptDataError);
  });

  it('are refused where any field is of another type', () => {
    const fields = ['precis', 'kind', 'bucket', 'key', 'versionId', 'revision', 'time'];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.oneof(fc.double(), fc.boolean(), fc.array(text)), (field, value) => {
        fc.pre(field !== 'precis' || value !== 1);
        const body = JSON.stringify({ precis: 1, ...request, [field]: value });
        // What JSON cannot say (NaN) is null there, which a version may be.
        fc.pre(!body.includes('"versionId":null') || field !== 'versionId');
        expect(() => readObjectEvents(body)).toThrow(CorruptDataError);
      }),
    );
  });
});

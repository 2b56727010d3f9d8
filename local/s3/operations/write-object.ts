import { answerEmpty } from '../answer.ts';
import { readBody } from '../body/request-body.ts';
import { writeCondition } from '../conditions.ts';
import { checksumHeaders, quoted, readObjectHeaders, versionHeaders } from '../object-headers.ts';
import { type BucketOperation, onObject, originOf } from '../operation.ts';

export const PUT_OBJECT: BucketOperation = {
  name: 'PutObject',
  level: 'object',
  method: 'PUT',
  required: [],
  optional: [],
  permission: onObject('PutObject'),
  async run(request, { bucket, store }, response) {
    const described = readObjectHeaders(request.headers);
    const precondition = writeCondition(request.key, request.headers);
    // Fails early what must fail; it is checked once more when the object is stored.
    precondition(bucket.index.current(request.key));
    const staged = await store.stage();
    try {
      const { size, md5, checksum } = await readBody(request, staged.write);
      await staged.finish();
      const record = await bucket.put(
        request.key,
        { file: staged.file, size, etag: md5, checksum: { ...checksum, type: 'FULL_OBJECT' }, ...described },
        'ObjectCreated:Put',
        originOf(request),
        precondition,
      );
      answerEmpty(response, 200, {
        etag: quoted(record.etag),
        'x-amz-server-side-encryption': 'AES256',
        ...checksumHeaders(record),
        ...versionHeaders(record, bucket.versioning === 'Enabled'),
      });
    } finally {
      await staged.discard();
    }
  },
};

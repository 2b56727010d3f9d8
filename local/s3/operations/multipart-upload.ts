import { answerEmpty, answerXml } from '../answer.ts';
import { algorithmNamed, checksumHeader } from '../body/checksums.ts';
import { readBody } from '../body/request-body.ts';
import { quoted, readObjectHeaders } from '../object-headers.ts';
import { type BucketOperation, onBucket, onObject } from '../operation.ts';
import { invalidArgument, invalidRequest, noSuchUpload } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { Bucket } from '../store/bucket.ts';
import type { MultipartUpload } from '../store/multipart-uploads.ts';
import { compareUtf8 } from '../utf8-order.ts';
import { group, text, timestamp, xmlDocument } from '../xml.ts';
import { keyEncoding, mostOf } from './list-parameters.ts';

/** Parts are numbered from 1 to this (Amazon S3 multipart upload limits). */
const LAST_PART = 10_000;

export const CREATE_MULTIPART_UPLOAD: BucketOperation = {
  name: 'CreateMultipartUpload',
  level: 'object',
  method: 'POST',
  required: ['uploads'],
  optional: [],
  permission: onObject('PutObject'),
  async run(request, { bucket, clock }, response) {
    const checksum = readChecksum(request);
    const upload = await bucket.uploads.create({
      key: request.key,
      initiated: clock.now(),
      checksum,
      ...readObjectHeaders(request.headers),
    });
    const document = xmlDocument(
      'InitiateMultipartUploadResult',
      text('Bucket', bucket.spec.name),
      text('Key', request.key),
      text('UploadId', upload.id),
    );
    answerXml(response, document, 200, {
      'x-amz-server-side-encryption': 'AES256',
      ...(checksum.asked && {
        'x-amz-checksum-algorithm': checksum.algorithm,
        'x-amz-checksum-type': checksum.type,
      }),
    });
  },
};

export const UPLOAD_PART: BucketOperation = {
  name: 'UploadPart',
  level: 'object',
  method: 'PUT',
  required: ['uploadId', 'partNumber'],
  optional: [],
  permission: onObject('PutObject'),
  async run(request, { bucket, store, clock }, response) {
    const upload = uploadOf(request, bucket);
    const number = Number(request.query.get('partNumber'));
    if (!(Number.isInteger(number) && number >= 1 && number <= LAST_PART)) {
      throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
    }
    const staged = await store.stage();
    try {
      const { algorithm } = upload.checksum;
      const { size, md5, checksum } = await readBody(request, staged.write, algorithm);
      if (checksum.algorithm !== algorithm && upload.checksum.asked) {
        throw invalidRequest(
          `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${checksum.algorithm.toLowerCase()}`,
        );
      }
      await staged.finish();
      const part = { number, size, etag: md5, checksum, lastModified: clock.now() };
      if (!(await bucket.uploads.putPart(upload, part, staged.file))) throw noSuchUpload(upload.id);
      answerEmpty(response, 200, {
        etag: quoted(md5),
        'x-amz-server-side-encryption': 'AES256',
        [checksumHeader(checksum.algorithm)]: checksum.value,
      });
    } finally {
      await staged.discard();
    }
  },
};

export const ABORT_MULTIPART_UPLOAD: BucketOperation = {
  name: 'AbortMultipartUpload',
  level: 'object',
  method: 'DELETE',
  required: ['uploadId'],
  optional: [],
  permission: onObject('AbortMultipartUpload'),
  async run(request, { bucket }, response) {
    const { id } = uploadOf(request, bucket);
    await bucket.uploads.exclusively(id, () => bucket.uploads.remove(uploadOf(request, bucket)));
    answerEmpty(response, 204);
  },
};

export const LIST_PARTS: BucketOperation = {
  name: 'ListParts',
  level: 'object',
  method: 'GET',
  required: ['uploadId'],
  optional: ['max-parts', 'part-number-marker', 'encoding-type'],
  permission: onObject('ListMultipartUploadParts'),
  run(request, { bucket, account }, response) {
    const { query } = request;
    const upload = uploadOf(request, bucket);
    const most = mostOf(query, 'max-parts');
    const marker = Number(query.get('part-number-marker') ?? 0);
    if (!Number.isInteger(marker) || marker < 0) throw invalidArgument('part-number-marker must be a whole number.');
    const after = bucket.uploads.parts(upload).filter((part) => part.number > marker);
    const parts = after.slice(0, most);
    const isTruncated = most > 0 && after.length > most;
    const document = xmlDocument(
      'ListPartsResult',
      text('Bucket', bucket.spec.name),
      text('Key', keyEncoding(query)(upload.key)),
      text('UploadId', upload.id),
      group('Initiator', text('ID', account.accountId)),
      group('Owner', text('ID', account.accountId)),
      text('StorageClass', 'STANDARD'),
      text('PartNumberMarker', marker),
      text('NextPartNumberMarker', parts.at(-1)?.number ?? 0),
      text('MaxParts', most),
      text('IsTruncated', isTruncated),
      text('ChecksumAlgorithm', upload.checksum.asked ? upload.checksum.algorithm : undefined),
      text('ChecksumType', upload.checksum.asked ? upload.checksum.type : undefined),
      ...parts.map((part) =>
        group(
          'Part',
          text('PartNumber', part.number),
          timestamp('LastModified', part.lastModified),
          text('ETag', quoted(part.etag)),
          text('Size', part.size),
          text(`Checksum${part.checksum.algorithm}`, part.checksum.value),
        ),
      ),
    );
    answerXml(response, document);
  },
};

export const LIST_MULTIPART_UPLOADS: BucketOperation = {
  name: 'ListMultipartUploads',
  level: 'bucket',
  method: 'GET',
  required: ['uploads'],
  optional: ['prefix', 'max-uploads', 'key-marker', 'upload-id-marker', 'encoding-type'],
  permission: onBucket('ListBucketMultipartUploads'),
  run({ query }, { bucket, account }, response) {
    const encode = keyEncoding(query);
    const most = mostOf(query, 'max-uploads');
    const keyMarker = query.get('key-marker') ?? '';
    const idMarker = query.get('upload-id-marker') ?? '';
    const prefix = query.get('prefix') ?? '';
    const matching = bucket.uploads.all().filter(({ key }) => key.startsWith(prefix));
    const start = keyMarker === '' ? 0 : startAfter(matching, keyMarker, idMarker);
    const uploads = matching.slice(start, start + most);
    const isTruncated = most > 0 && matching.length > start + most;
    const last = isTruncated ? uploads.at(-1) : undefined;
    const document = xmlDocument(
      'ListMultipartUploadsResult',
      text('Bucket', bucket.spec.name),
      text('KeyMarker', encode(keyMarker)),
      text('UploadIdMarker', idMarker),
      text('NextKeyMarker', last && encode(last.key)),
      text('NextUploadIdMarker', last?.id),
      text('Prefix', encode(prefix)),
      text('MaxUploads', most),
      text('IsTruncated', isTruncated),
      ...uploads.map((upload) =>
        group(
          'Upload',
          text('Key', encode(upload.key)),
          text('UploadId', upload.id),
          group('Initiator', text('ID', account.accountId)),
          group('Owner', text('ID', account.accountId)),
          text('StorageClass', 'STANDARD'),
          timestamp('Initiated', upload.initiated),
        ),
      ),
      text('EncodingType', query.get('encoding-type') ?? undefined),
    );
    answerXml(response, document);
  },
};

/** @throws S3Error if the upload does not exist, or is of another key. */
function uploadOf({ query, key }: S3Request, bucket: Bucket): MultipartUpload {
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(id, key);
  if (!upload) throw noSuchUpload(id);
  return upload;
}

/** Which checksum an upload is to have (Amazon S3 User Guide, "Checksum types for multipart uploads"). */
function readChecksum({ headers }: S3Request): MultipartUpload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  const type = headers['x-amz-checksum-type'];
  if (name === undefined) {
    if (type !== undefined) {
      throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
    }
    return { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', asked: false };
  }
  const algorithm = algorithmNamed(String(name));
  if (!algorithm)
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (type === undefined) return { algorithm, type: usual, asked: true };
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE')
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  const isImpossible = type === 'COMPOSITE' ? algorithm === 'CRC64NVME' : algorithm.startsWith('SHA');
  if (isImpossible) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type, asked: true };
}

function startAfter(uploads: readonly MultipartUpload[], key: string, id: string): number {
  const marker = uploads.findIndex((upload) => upload.key === key && upload.id === id);
  if (marker >= 0) return marker + 1;
  // All uploads of the marker's key are before it, or none is there any more.
  const next = uploads.findIndex((upload) => compareUtf8(upload.key, key) > 0);
  return next < 0 ? uploads.length : next;
}

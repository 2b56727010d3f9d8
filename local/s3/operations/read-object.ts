import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { deniedMessage } from '../../iam/principals.ts';
import { answerEmpty } from '../answer.ts';
import { readRange } from '../byte-range.ts';
import { isNotModified, rangeHolds } from '../conditions.ts';
import { checkHeaderValue, checksumHeaders, objectHeaders } from '../object-headers.ts';
import { type BucketOperation, bucketArn, onObject, type Permission } from '../operation.ts';
import { accessDenied, noSuchKey, noSuchVersion, S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';

/** The query parameters that set headers of the answer (Amazon S3 API Reference, GetObject). */
const OVERRIDES: Record<string, string> = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
};

const OPTIONAL = ['versionId', ...Object.keys(OVERRIDES)];

export const GET_OBJECT: BucketOperation = {
  name: 'GetObject',
  level: 'object',
  method: 'GET',
  required: [],
  optional: OPTIONAL,
  permission,
  run: (request, { bucket }, response) => give(request, bucket, response, true),
};

export const HEAD_OBJECT: BucketOperation = {
  name: 'HeadObject',
  level: 'object',
  method: 'HEAD',
  required: [],
  optional: OPTIONAL,
  permission,
  run: (request, { bucket }, response) => give(request, bucket, response, false),
};

function permission(request: S3Request): Permission {
  return onObject(request.query.has('versionId') ? 'GetObjectVersion' : 'GetObject')(request);
}

async function give(request: S3Request, bucket: Bucket, response: ServerResponse, withBody: boolean): Promise<void> {
  const record = found(request, bucket);
  const headers = objectHeaders(record, bucket.versioning !== undefined);
  if (isNotModified(record, request.headers)) {
    answerEmpty(response, 304, headers);
    return;
  }
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = request.query.get(parameter);
    if (value === null) continue;
    checkHeaderValue(parameter, value);
    headers[header] = value;
  }
  const range = rangeHolds(record, request.headers['if-range'])
    ? readRange(request.headers.range, record.size)
    : undefined;
  const { first, last } = range ?? { first: 0, last: record.size - 1 };
  if (range) headers['content-range'] = `bytes ${first}-${last}/${record.size}`;
  // The checksum is that of the whole: a reader of a range would take it for the range's.
  else if (request.headers['x-amz-checksum-mode'] === 'ENABLED') Object.assign(headers, checksumHeaders(record));
  headers['content-length'] = String(last - first + 1);

  if (!withBody || record.size === 0) {
    response.writeHead(range ? 206 : 200, headers);
    response.end();
    return;
  }
  // Opened before the answer begins: deleted meanwhile, the object is still given whole.
  const handle = await open(bucket.bytesOf(record)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw noSuchKey(record.key);
    throw error;
  });
  response.writeHead(range ? 206 : 200, headers);
  await pipeline(handle.createReadStream({ start: first, end: last }), response);
}

function found(request: S3Request, bucket: Bucket): ObjectRecord {
  const { key, query, authentication } = request;
  const versionId = query.get('versionId');
  if (versionId === '') throw new S3Error(400, 'InvalidArgument', 'Version id cannot be the empty string');
  const record = versionId === null ? bucket.index.newest(key) : bucket.index.version(key, versionId);
  if (record && !record.deleteMarker) return record;
  // Who may not list the bucket does not learn what is not in it (Amazon S3 API Reference, GetObject, "Permissions").
  const mayLearn = authentication.principal.allows('s3:ListBucket', bucketArn(bucket.spec.name));
  if (!mayLearn) {
    throw accessDenied(deniedMessage(authentication.principal, 's3:ListBucket', bucketArn(bucket.spec.name)));
  }
  if (record) {
    const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': record.versionId };
    if (versionId === null) throw noSuchKey(key, marker);
    throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      headers: {
        ...marker,
        allow: 'DELETE',
        'last-modified': new Date(record.lastModified).toUTCString(),
      },
      details: { Method: request.method, ResourceType: 'DeleteMarker' },
    });
  }
  throw versionId === null ? noSuchKey(key) : noSuchVersion(key, versionId);
}

import type { IncomingHttpHeaders } from 'node:http';
import type { S3Operation } from './operation.ts';
import {
  GET_BUCKET_LOCATION,
  GET_BUCKET_VERSIONING,
  HEAD_BUCKET,
  LIST_BUCKETS,
} from './operations/bucket-operations.ts';
import { COMPLETE_MULTIPART_UPLOAD } from './operations/complete-multipart-upload.ts';
import { DELETE_OBJECT, DELETE_OBJECTS } from './operations/delete-objects.ts';
import { LIST_OBJECTS, LIST_OBJECTS_V2 } from './operations/list-objects.ts';
import { LIST_OBJECT_VERSIONS } from './operations/list-versions.ts';
import {
  ABORT_MULTIPART_UPLOAD,
  CREATE_MULTIPART_UPLOAD,
  LIST_MULTIPART_UPLOADS,
  LIST_PARTS,
  UPLOAD_PART,
} from './operations/multipart-upload.ts';
import { GET_OBJECT, HEAD_OBJECT } from './operations/read-object.ts';
import { PUT_OBJECT } from './operations/write-object.ts';
import { notImplemented } from './s3-error.ts';
import { isQueryHeader, isSignatureParameter, type S3Target } from './s3-request.ts';

const OPERATIONS: readonly S3Operation[] = [
  LIST_BUCKETS,
  HEAD_BUCKET,
  GET_BUCKET_LOCATION,
  GET_BUCKET_VERSIONING,
  LIST_OBJECTS_V2,
  LIST_OBJECT_VERSIONS,
  LIST_MULTIPART_UPLOADS,
  LIST_OBJECTS,
  DELETE_OBJECTS,
  CREATE_MULTIPART_UPLOAD,
  UPLOAD_PART,
  COMPLETE_MULTIPART_UPLOAD,
  ABORT_MULTIPART_UPLOAD,
  LIST_PARTS,
  GET_OBJECT,
  HEAD_OBJECT,
  PUT_OBJECT,
  DELETE_OBJECT,
];

/** The headers of Amazon S3's own that are understood, or change nothing here. Others would ask for what nobody does. */
const KNOWN_HEADERS = new Set([
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-trailer',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-mp-object-size',
  'x-amz-expected-bucket-owner',
]);

/** Headers that are understood in some of their values: those that are the default anyway. */
const KNOWN_VALUES: Record<string, readonly string[]> = {
  'x-amz-acl': ['private', 'bucket-owner-full-control'],
  'x-amz-storage-class': ['STANDARD'],
  'x-amz-server-side-encryption': ['AES256'],
  'x-amz-bypass-governance-retention': ['false'],
};

/**
 * @returns the operation that a request asks for.
 * @throws S3Error `NotImplemented` for an operation, a parameter or a header that has no local model.
 */
export function operationOf(method: string, target: S3Target, headers: IncomingHttpHeaders): S3Operation {
  const level = target.bucket === '' ? 'service' : target.key === '' ? 'bucket' : 'object';
  const parameters = [...target.query.keys()].filter(
    (name) => name !== 'x-id' && !isSignatureParameter(name) && !isQueryHeader(name),
  );
  const operation = OPERATIONS.find(
    (candidate) =>
      candidate.level === level &&
      candidate.method === method &&
      candidate.required.every((name) => parameters.includes(name)) &&
      parameters.every((name) => candidate.required.includes(name) || candidate.optional.includes(name)),
  );
  if (!operation) {
    const asked = parameters.length === 0 ? '' : ` with ${parameters.join(', ')}`;
    throw notImplemented(`${method} on the level of ${level}${asked}`);
  }
  for (const [name, value] of Object.entries(headers)) checkHeader(name, String(value));
  return operation;
}

function checkHeader(name: string, value: string): void {
  if (!name.startsWith('x-amz-') || KNOWN_HEADERS.has(name)) return;
  if (name.startsWith('x-amz-meta-') || name.startsWith('x-amz-checksum-')) return;
  if (KNOWN_VALUES[name]?.includes(value)) return;
  throw notImplemented(`The header ${name}`);
}

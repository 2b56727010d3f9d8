import { answerXml } from '../answer.ts';
import { type ListQuery, listPage, markerPosition, type Position } from '../listing.ts';
import { quoted } from '../object-headers.ts';
import { type BucketContext, type BucketOperation, onBucket } from '../operation.ts';
import { invalidArgument } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { group, text, timestamp, xmlDocument } from '../xml.ts';
import { type Encode, keyEncoding, mostOf } from './list-parameters.ts';

const COMMON = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

export const LIST_OBJECTS_V2: BucketOperation = {
  name: 'ListObjectsV2',
  level: 'bucket',
  method: 'GET',
  required: ['list-type'],
  optional: [...COMMON, 'start-after', 'continuation-token', 'fetch-owner'],
  permission: onBucket('ListBucket'),
  run(request, context, response) {
    const { query } = request;
    if (query.get('list-type') !== '2') throw invalidArgument('list-type must be 2.');
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after');
    const { encode, listing, asked, head } = listed(request, context, (list) =>
      token === null || token === '' ? markerPosition(startAfter ?? '', list) : readToken(token),
    );
    const showOwner = query.get('fetch-owner') === 'true';
    const document = xmlDocument(
      'ListBucketResult',
      ...head,
      text('KeyCount', listing.rows.length + listing.commonPrefixes.length),
      text('IsTruncated', listing.next !== undefined),
      text('ContinuationToken', token ?? undefined),
      text('NextContinuationToken', listing.next && writeToken(listing.next)),
      startAfter === null ? '' : text('StartAfter', encode(startAfter)),
      ...listing.rows.map((record) => contents(record, encode, showOwner ? context.account.accountId : undefined)),
      ...commonPrefixes(listing.commonPrefixes, encode),
      asked.encodingType,
    );
    answerXml(response, document);
  },
};

export const LIST_OBJECTS: BucketOperation = {
  name: 'ListObjects',
  level: 'bucket',
  method: 'GET',
  required: [],
  optional: [...COMMON, 'marker'],
  permission: onBucket('ListBucket'),
  run(request, context, response) {
    const marker = request.query.get('marker') ?? '';
    const { encode, listing, asked, head } = listed(request, context, (list) => markerPosition(marker, list));
    const document = xmlDocument(
      'ListBucketResult',
      ...head,
      text('Marker', encode(marker)),
      text('IsTruncated', listing.next !== undefined),
      // Without a delimiter the next marker is the last key, and not said.
      asked.delimiter !== '' && listing.next ? text('NextMarker', encode(listing.next.key)) : '',
      ...listing.rows.map((record) => contents(record, encode, context.account.accountId)),
      ...commonPrefixes(listing.commonPrefixes, encode),
      asked.encodingType,
    );
    answerXml(response, document);
  },
};

function listed(
  { query }: S3Request,
  { bucket }: BucketContext,
  afterOf: (list: Pick<ListQuery, 'prefix' | 'delimiter'>) => Position | undefined,
) {
  const encode = keyEncoding(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = mostOf(query, 'max-keys');
  const listing = listPage<ObjectRecord>(
    bucket.index.keys,
    { prefix, delimiter, most, after: afterOf({ prefix, delimiter }) },
    (key) => {
      const current = bucket.index.current(key);
      return current ? [current] : [];
    },
    () => '',
  );
  const head = [
    text('Name', bucket.spec.name),
    text('Prefix', encode(prefix)),
    text('MaxKeys', most),
    delimiter === '' ? '' : text('Delimiter', encode(delimiter)),
  ];
  const encodingType = text('EncodingType', query.get('encoding-type') ?? undefined);
  return { encode, listing, head, asked: { delimiter, encodingType } };
}

function contents(record: ObjectRecord, encode: Encode, owner: string | undefined): string {
  return group(
    'Contents',
    text('Key', encode(record.key)),
    timestamp('LastModified', record.lastModified),
    text('ETag', quoted(record.etag)),
    text('ChecksumAlgorithm', record.checksum?.algorithm),
    text('ChecksumType', record.checksum?.type),
    text('Size', record.size),
    owner === undefined ? '' : group('Owner', text('ID', owner)),
    text('StorageClass', 'STANDARD'),
  );
}

export function commonPrefixes(prefixes: readonly string[], encode: Encode): string[] {
  return prefixes.map((prefix) => group('CommonPrefixes', text('Prefix', encode(prefix))));
}

function writeToken(position: Position): string {
  return Buffer.from(JSON.stringify([position.isPrefix ? 'prefix' : 'key', position.key])).toString('base64url');
}

/** @throws S3Error for a token that is none of ours. */
function readToken(token: string): Position {
  try {
    const [kind, key]: unknown[] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof key === 'string' && (kind === 'key' || kind === 'prefix')) return { key, isPrefix: kind === 'prefix' };
  } catch {
    // Answered below like a token of the wrong shape.
  }
  throw invalidArgument('The continuation token provided is incorrect');
}

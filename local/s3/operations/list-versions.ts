import { answerXml } from '../answer.ts';
import { listPage, markerPosition } from '../listing.ts';
import { quoted } from '../object-headers.ts';
import { type BucketOperation, onBucket } from '../operation.ts';
import { invalidArgument } from '../s3-error.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { group, text, timestamp, xmlDocument } from '../xml.ts';
import { commonPrefixes } from './list-objects.ts';
import { type Encode, keyEncoding, mostOf } from './list-parameters.ts';

export const LIST_OBJECT_VERSIONS: BucketOperation = {
  name: 'ListObjectVersions',
  level: 'bucket',
  method: 'GET',
  required: ['versions'],
  optional: ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'key-marker', 'version-id-marker'],
  permission: onBucket('ListBucketVersions'),
  run({ query }, { bucket, account }, response) {
    const encode = keyEncoding(query);
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const most = mostOf(query, 'max-keys');
    const keyMarker = query.get('key-marker') ?? '';
    const versionMarker = query.get('version-id-marker') ?? '';
    if (versionMarker !== '' && keyMarker === '') {
      throw invalidArgument('A version-id marker cannot be specified without a key marker.');
    }
    const after =
      versionMarker === '' ? markerPosition(keyMarker, { prefix, delimiter }) : { key: keyMarker, row: versionMarker };
    const listing = listPage<ObjectRecord>(
      bucket.index.keys,
      { prefix, delimiter, most, after },
      (key) => bucket.index.versions(key),
      ({ versionId }) => versionId,
    );
    const document = xmlDocument(
      'ListVersionsResult',
      text('Name', bucket.spec.name),
      text('Prefix', encode(prefix)),
      text('KeyMarker', encode(keyMarker)),
      text('VersionIdMarker', versionMarker),
      text('NextKeyMarker', listing.next && encode(listing.next.key)),
      text('NextVersionIdMarker', listing.next?.row),
      text('MaxKeys', most),
      delimiter === '' ? '' : text('Delimiter', encode(delimiter)),
      text('IsTruncated', listing.next !== undefined),
      ...listing.rows.map((record) =>
        version(record, bucket.index.newest(record.key) === record, encode, account.accountId),
      ),
      ...commonPrefixes(listing.commonPrefixes, encode),
      text('EncodingType', query.get('encoding-type') ?? undefined),
    );
    answerXml(response, document);
  },
};

function version(record: ObjectRecord, isLatest: boolean, encode: Encode, owner: string): string {
  const common = [
    text('Key', encode(record.key)),
    text('VersionId', record.versionId),
    text('IsLatest', isLatest),
    timestamp('LastModified', record.lastModified),
  ];
  if (record.deleteMarker) return group('DeleteMarker', ...common, group('Owner', text('ID', owner)));
  return group(
    'Version',
    ...common,
    text('ETag', quoted(record.etag)),
    text('ChecksumAlgorithm', record.checksum?.algorithm),
    text('ChecksumType', record.checksum?.type),
    text('Size', record.size),
    group('Owner', text('ID', owner)),
    text('StorageClass', 'STANDARD'),
  );
}

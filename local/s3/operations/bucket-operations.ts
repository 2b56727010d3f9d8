import { answerEmpty, answerXml } from '../answer.ts';
import { type BucketOperation, onBucket, type ServiceOperation } from '../operation.ts';
import { group, text, xmlDocument } from '../xml.ts';

export const LIST_BUCKETS: ServiceOperation = {
  name: 'ListBuckets',
  level: 'service',
  method: 'GET',
  required: [],
  optional: [],
  permission: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),
  run(_, { store, account }, response) {
    const buckets = store
      .buckets()
      .map((bucket) =>
        group(
          'Bucket',
          text('Name', bucket.spec.name),
          text('CreationDate', new Date(bucket.createdAt).toISOString()),
          text('BucketRegion', account.region),
        ),
      );
    answerXml(
      response,
      xmlDocument(
        'ListAllMyBucketsResult',
        group('Owner', text('ID', account.accountId)),
        group('Buckets', ...buckets),
      ),
    );
  },
};

export const HEAD_BUCKET: BucketOperation = {
  name: 'HeadBucket',
  level: 'bucket',
  method: 'HEAD',
  required: [],
  optional: [],
  permission: onBucket('ListBucket'),
  run: (_, { account }, response) => answerEmpty(response, 200, { 'x-amz-bucket-region': account.region }),
};

export const GET_BUCKET_LOCATION: BucketOperation = {
  name: 'GetBucketLocation',
  level: 'bucket',
  method: 'GET',
  required: ['location'],
  optional: [],
  permission: onBucket('GetBucketLocation'),
  run(_, { account }, response) {
    // The first region has no name here (Amazon S3 API Reference, GetBucketLocation).
    answerXml(response, xmlDocument('LocationConstraint', account.region === 'us-east-1' ? '' : account.region));
  },
};

export const GET_BUCKET_VERSIONING: BucketOperation = {
  name: 'GetBucketVersioning',
  level: 'bucket',
  method: 'GET',
  required: ['versioning'],
  optional: [],
  permission: onBucket('GetBucketVersioning'),
  run: (_, { bucket }, response) =>
    answerXml(response, xmlDocument('VersioningConfiguration', text('Status', bucket.versioning))),
};

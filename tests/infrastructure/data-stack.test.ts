import { describe, expect, it } from 'vitest';
import { resource, resourcesOf, synthesized, target } from './synthesized.ts';

const dev = synthesized('dev');
const prod = synthesized('prod');

/** Renaming one of them would delete what it holds: these names may only change with a plan to move the data. */
const STATEFUL = [
  ['AWS::S3::Bucket', 'AccessLogsBucketCD784A59'],
  ['AWS::S3::Bucket', 'InboxBucket1EDE8E4F'],
  ['AWS::S3::Bucket', 'StagedBucket385DB7B0'],
  ['AWS::SQS::Queue', 'ParseDeadLetters9D640B3C'],
  ['AWS::SQS::Queue', 'ParseQueue5B123F48'],
  ['AWS::SQS::Queue', 'BriefDeadLetters51E7DB7F'],
  ['AWS::SQS::Queue', 'BriefQueue74FE504E'],
  ['AWS::DynamoDB::GlobalTable', 'TableCD117FA1'],
];

describe('What is stored', () => {
  it.each([['dev', dev] as const, ['prod', prod] as const])('has the same logical ids in %s', (_, { data }) => {
    const types = ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::DynamoDB::GlobalTable'];
    expect(types.flatMap((type) => resourcesOf(data, type).map(([id]) => [type, id]))).toEqual(STATEFUL);
  });

  it('has no physical names, so that stages stand side by side', () => {
    for (const [type, id] of STATEFUL) {
      const properties = resource(dev.data, String(type), String(id)).Properties;
      expect(Object.keys(properties).filter((key) => /^(Bucket|Queue|Table)Name$/.test(key))).toEqual([]);
    }
  });

  it('outlives the stack in prod, which is protected, and goes with it in dev', () => {
    const policies = ({ data }: typeof dev) =>
      ['AWS::S3::Bucket', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
        resourcesOf(data, type).map(([, { DeletionPolicy }]) => DeletionPolicy),
      );
    expect(policies(prod)).toEqual(['Retain', 'Retain', 'Retain', 'Retain']);
    expect(policies(dev)).toEqual(['Delete', 'Delete', 'Delete', 'Delete']);
    expect([prod.stacks.data.terminationProtection, prod.stacks.app.terminationProtection]).toEqual([true, true]);
    expect([dev.stacks.data.terminationProtection, dev.stacks.app.terminationProtection]).toEqual([false, false]);
  });
});

describe('Protection from deletion', () => {
  it('is of the stacks, the table and the people, whether their data is kept or not', () => {
    const protectedIn = ({ data, stacks }: typeof dev) => {
      const { Replicas } = resource(data, 'AWS::DynamoDB::GlobalTable', 'Table').Properties;
      const [replica] = Replicas as { DeletionProtectionEnabled: boolean }[];
      const { DeletionProtection } = resource(data, 'AWS::Cognito::UserPool', 'Users').Properties;
      const { terminationProtection } = stacks.data;
      return [
        terminationProtection,
        stacks.app.terminationProtection,
        replica?.DeletionProtectionEnabled,
        DeletionProtection,
      ];
    };
    const auth = { mode: 'users', domainPrefix: 'precis-example' };
    const lifted = synthesized('prod', { auth, deletionProtection: false });
    expect(protectedIn(synthesized('dev', { auth, deletionProtection: true }))).toEqual([true, true, true, 'ACTIVE']);
    expect(protectedIn(lifted)).toEqual([false, false, false, 'INACTIVE']);
    expect(resource(lifted.data, 'AWS::DynamoDB::GlobalTable', 'Table').DeletionPolicy).toBe('Retain');
  });
});

describe('Buckets', () => {
  it('are closed to the public, encrypted, and refuse requests without TLS 1.2', () => {
    const buckets = resourcesOf(dev.data, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const [id, { Properties }] of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties['BucketEncryption']).toBeDefined();
      const policy = resourcesOf(dev.data, 'AWS::S3::BucketPolicy').find(
        ([, { Properties: of }]) => target(of['Bucket'], []) === id,
      );
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
      expect(JSON.stringify(policy)).toContain('{"NumericLessThan":{"s3:TlsVersion":1.2}}');
    }
  });

  it('tell the parse queue of uploads and of removals by a person, and of nothing that expires', () => {
    const inbox = resource(dev.data, 'AWS::S3::Bucket', 'Inbox');
    const filter = { S3Key: { Rules: [{ Name: 'prefix', Value: 'in/' }] } };
    const Queue = { 'Fn::GetAtt': ['ParseQueue5B123F48', 'Arn'] };
    expect(inbox.Properties['NotificationConfiguration']).toEqual({
      QueueConfigurations: [
        { Event: 's3:ObjectCreated:*', Filter: filter, Queue },
        { Event: 's3:ObjectRemoved:Delete', Filter: filter, Queue },
        { Event: 's3:ObjectRemoved:DeleteMarkerCreated', Filter: filter, Queue },
      ],
    });
    expect(inbox.DependsOn).toContain('ParseQueuePolicy80BA60BF');
  });

  it('tell the brief queue of staged articles, manifests and lexicons', () => {
    const staged = resource(dev.data, 'AWS::S3::Bucket', 'Staged');
    const under = (prefix: string) => ({
      Event: 's3:ObjectCreated:*',
      Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: prefix }] } },
      Queue: { 'Fn::GetAtt': ['BriefQueue74FE504E', 'Arn'] },
    });
    expect(staged.Properties['NotificationConfiguration']).toEqual({
      QueueConfigurations: [under('articles/'), under('uploads/'), under('lexicon/')],
    });
    expect(staged.DependsOn).toContain('BriefQueuePolicyEBCF8E3B');
  });

  it('keep versions of what is uploaded, and log access to it', () => {
    const inbox = resource(dev.data, 'AWS::S3::Bucket', 'Inbox').Properties;
    const staged = resource(dev.data, 'AWS::S3::Bucket', 'Staged').Properties;
    expect(inbox['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    const log = { Ref: 'AccessLogsBucketCD784A59' };
    expect(inbox['LoggingConfiguration']).toEqual({ DestinationBucketName: log, LogFilePrefix: 'inbox/' });
    expect(staged['LoggingConfiguration']).toEqual({ DestinationBucketName: log, LogFilePrefix: 'staged/' });
  });

  it('expire what is stored after the retention, and old versions after theirs', () => {
    const rules = ({ data }: typeof dev, prefix: string) =>
      resource(data, 'AWS::S3::Bucket', prefix).Properties['LifecycleConfiguration'];
    const clear = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' };
    const expire = { ExpirationInDays: 30, Status: 'Enabled' };
    const old = (days: number) => ({
      NoncurrentVersionExpiration: { NoncurrentDays: days },
      ExpiredObjectDeleteMarker: true,
      Status: 'Enabled',
    });
    expect(rules(dev, 'Inbox')).toMatchObject({ Rules: [clear, expire, old(30)] });
    // The desk's own words stay.
    const expiring = ['articles/', 'uploads/'].map((Prefix) => ({ ...expire, Prefix }));
    expect(rules(dev, 'Staged')).toMatchObject({ Rules: [clear, ...expiring] });
    expect(rules(prod, 'Inbox')).toMatchObject({ Rules: [clear, old(90)] });
    expect(rules(prod, 'Staged')).toMatchObject({ Rules: [clear] });
  });
});

describe('Queues', () => {
  it('each have a dead-letter queue that keeps messages for 14 days, twice as long', () => {
    const queues = resourcesOf(dev.data, 'AWS::SQS::Queue');
    const sources = queues.filter(([, { Properties }]) => 'RedrivePolicy' in Properties);
    expect(sources.map(([id]) => id)).toEqual(['ParseQueue5B123F48', 'BriefQueue74FE504E']);
    for (const [id, { Properties }] of sources) {
      const deadLetters = id.startsWith('Parse') ? 'ParseDeadLetters9D640B3C' : 'BriefDeadLetters51E7DB7F';
      expect(Properties).toMatchObject({
        MessageRetentionPeriod: 604_800,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 5 },
        SqsManagedSseEnabled: true,
      });
      expect(resource(dev.data, 'AWS::SQS::Queue', deadLetters).Properties).toMatchObject({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    }
  });

  it('refuse requests without TLS; two take messages from the buckets of this account, and from nobody else', () => {
    const policies = resourcesOf(dev.data, 'AWS::SQS::QueuePolicy');
    const allowing = policies.filter(([, policy]) => JSON.stringify(policy).includes('"Allow"'));
    expect(policies).toHaveLength(4);
    expect(allowing.map(([id]) => id)).toEqual(['ParseQueuePolicy80BA60BF', 'BriefQueuePolicyEBCF8E3B']);
    for (const [, policy] of policies) {
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
    for (const [, policy] of allowing) {
      expect(policy.Properties['PolicyDocument']).toMatchObject({
        Statement: [
          { Effect: 'Deny' },
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      });
    }
  });

  it('hide a message six times as long as its function may run', () => {
    const { data } = synthesized('dev', { brief: { memoryMegabytes: 1024, timeoutSeconds: 100, maxConcurrency: 2 } });
    const visibility = (prefix: string) => resource(data, 'AWS::SQS::Queue', prefix).Properties['VisibilityTimeout'];
    expect([visibility('ParseQueue'), visibility('BriefQueue')]).toEqual([360, 600]);
  });
});

describe('The table', () => {
  it('is paid by request, can be restored to any second, and lets items expire', () => {
    expect(resource(prod.data, 'AWS::DynamoDB::GlobalTable', 'Table').Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      ],
    });
  });
});

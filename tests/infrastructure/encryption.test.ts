import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEY } from './account.ts';
import { AUTH, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const auth = AUTH.token;
const events = 'own';
const own = synthesized('dev', { auth, events, kms: 'own' });
const existing = synthesized('dev', { auth, events, kms: KEY });
const none = synthesized('dev', { auth, events });
type Stacks = typeof own;

/** What encrypts each resource that can be told a key, by its logical id without the hash; `–` for AWS's own. */
function encryption({ data, app }: Stacks): Record<string, string> {
  const of = (type: string, key: (properties: Record<string, unknown>) => unknown) =>
    [data, app]
      .flatMap((template) => resourcesOf(template, type))
      .map(([id, { Properties }]): [string, string] => [
        id.replace(/[0-9A-F]{8}$/, ''),
        key(Properties) === undefined ? '–' : target(key(Properties), [data, app]),
      ]);
  return Object.fromEntries([
    ...of('AWS::S3::Bucket', ({ BucketEncryption: encrypted }) => {
      const [rule] = (encrypted as { ServerSideEncryptionConfiguration: Rule[] }).ServerSideEncryptionConfiguration;
      const { SSEAlgorithm, KMSMasterKeyID } = rule?.ServerSideEncryptionByDefault ?? {};
      return SSEAlgorithm === 'AES256' ? undefined : KMSMasterKeyID;
    }),
    ...of('AWS::SQS::Queue', ({ KmsMasterKeyId }) => KmsMasterKeyId),
    ...of('AWS::DynamoDB::GlobalTable', ({ Replicas }) => {
      const [replica] = Replicas as { SSESpecification?: { KMSMasterKeyId: unknown } }[];
      return replica?.SSESpecification?.KMSMasterKeyId;
    }),
    ...of('AWS::SNS::Topic', ({ KmsMasterKeyId }) => KmsMasterKeyId),
    ...of('AWS::Events::EventBus', ({ KmsKeyIdentifier }) => KmsKeyIdentifier),
    ...of('AWS::Logs::LogGroup', ({ KmsKeyId }) => KmsKeyId),
  ]);
}

interface Rule {
  BucketKeyEnabled?: boolean;
  ServerSideEncryptionByDefault: { SSEAlgorithm: string; KMSMasterKeyID?: unknown };
}

/** Where data can lie, but for the bucket of access logs. */
const PLACES = [
  'EmptiedBucketsEmptierLogs',
  'InboxBucket',
  'StagedBucket',
  'ParseDeadLetters',
  'ParseQueue',
  'BriefDeadLetters',
  'BriefQueue',
  'Table',
  'AlarmsTopic',
  'Events',
  'ParseLogs',
  'BriefLogs',
  'ApiLogs',
  'HttpAccessLog',
  'TokensAuthorizerLogs',
];
/** Only where the data goes with the stack. */
const OF_DEV = 'EmptiedBucketsEmptierLogs';
const everywhere = (key: string, ...more: string[]) => ({
  ...Object.fromEntries([...PLACES, ...more].map((place) => [place, key])),
  AccessLogsBucket: '–',
});

interface Statement {
  Sid?: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

const statementsOf = (policy: unknown): Statement[] => (policy as { Statement: Statement[] }).Statement;

/** What a role may do with the key: through which service, and which actions. */
function usesOfKey({ app, data }: Stacks, role: string): [string, string[]][] {
  const { PolicyDocument } = resource(app, 'AWS::IAM::Policy', role).Properties;
  return statementsOf(PolicyDocument)
    .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
    .map(({ Action, Resource, Condition }) => {
      expect(target(Resource, [data, app])).toMatch(/^Key[0-9A-F]{8}\.Arn$|^arn:aws:kms:/);
      const via = target(Condition?.['StringEquals']?.['kms:ViaService'], [data, app]);
      return [via, [Action].flat()];
    });
}

describe('Without a key of the settings', () => {
  it("everything is encrypted by keys of AWS's own, which cost nothing", () => {
    expect(encryption(none)).toEqual(everywhere('–', OF_DEV));
    const templates = JSON.stringify([none.data.toJSON(), none.app.toJSON()]);
    expect(templates).not.toMatch(/kms:|AWS::KMS/);
    expect(templates.match(/"SqsManagedSseEnabled":true/g)).toHaveLength(4);
    expect(templates.match(/"SSEAlgorithm":"AES256"/g)).toHaveLength(3);
  });
});

describe('A key of the stage', () => {
  it('encrypts all but the access logs of buckets, which S3 writes under its own key alone', () => {
    expect(encryption(own)).toEqual(everywhere('Key961B73FD.Arn', OF_DEV));
  });

  it('is asked by S3 for the key of a bucket, and not of each object', () => {
    for (const name of ['Inbox', 'Staged']) {
      const encrypted = resource(own.data, 'AWS::S3::Bucket', name).Properties['BucketEncryption'];
      expect(encrypted).toMatchObject({ ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] });
    }
  });

  it('rotates, goes with the stack in dev, and outlives it where the data does', () => {
    const kept = synthesized('prod', { kms: 'own' }).data;
    const keyOf = (data: typeof kept) => resource(data, 'AWS::KMS::Key', 'Key');
    expect(keyOf(own.data).Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 7 });
    expect([keyOf(own.data).DeletionPolicy, keyOf(kept).DeletionPolicy]).toEqual(['Delete', 'Retain']);
  });

  it('is named in the outputs', () => {
    expect(target(own.data.toJSON().Outputs.KeyArn.Value, [])).toBe('Key961B73FD.Arn');
  });

  it('is used by each role through the services that it needs alone', () => {
    const table = ['kms:Decrypt', 'kms:DescribeKey'];
    const writing = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
    const via = (service: string) => `${service}.AWS::Region.amazonaws.com`;
    expect(usesOfKey(own, 'ParseRole')).toEqual([
      [via('sqs'), ['kms:Decrypt']],
      [via('s3'), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ]);
    expect(usesOfKey(own, 'BriefRole')).toEqual([
      [via('sqs'), ['kms:Decrypt']],
      [via('s3'), ['kms:Decrypt']],
      [via('dynamodb'), [...table, ...writing]],
    ]);
    expect(usesOfKey(own, 'ApiRole')).toEqual([
      [via('dynamodb'), [...table, ...writing]],
      [via('s3'), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ]);
    expect(usesOfKey(own, 'TokensAuthorizerRole')).toEqual([]);
  });

  it('lets the account and four services of AWS use it, those for this account alone, by actions written out', () => {
    // Act
    const statements = statementsOf(resource(own.data, 'AWS::KMS::Key', 'Key').Properties['KeyPolicy']);

    // Assess
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const principals = statements.map((statement) => (statement as unknown as { Principal: object }).Principal);
    expect(principals.map((principal) => target(Object.values(principal)[0], []))).toEqual([
      ...Array(3).fill('arn:AWS::Partition:iam::AWS::AccountId:root'),
      's3.amazonaws.com',
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
      'logs.AWS::Region.amazonaws.com',
    ]);
    const account = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(statements.slice(2, 6).map(({ Action, Condition }) => [Action, Condition])).toEqual([
      ['kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
      [['kms:Decrypt', 'kms:GenerateDataKey'], account],
      [['kms:Decrypt', 'kms:GenerateDataKey'], account],
      [['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], account],
    ]);
    const logs = statements[6]?.Condition?.['ArnLike']?.['kms:EncryptionContext:aws:logs:arn'];
    expect(target(logs, [])).toBe('arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:*');
    // Whoever makes the key must be able to change its policy, or KMS refuses it (API Reference, CreateKey).
    expect(actions).toContain('kms:PutKeyPolicy');
  });
});

describe('An existing key', () => {
  it('encrypts the same, and is used in the same way', () => {
    expect(encryption(existing)).toEqual(everywhere(KEY));
    expect(resourcesOf(existing.data, 'AWS::KMS::Key')).toEqual([]);
    for (const role of ['ParseRole', 'BriefRole', 'ApiRole']) {
      expect(usesOfKey(existing, role)).toEqual(usesOfKey(own, role));
    }
  });

  it('has to hold, as docs/deploying.md says it, what the policy of an own key does beside its administration', () => {
    // Prepare
    const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
    const [, written = ''] = /```json\n(\[[\s\S]*?\])\n```/.exec(page) ?? [];

    // Act
    const [administration, ...others] = statementsOf(
      resource(own.data, 'AWS::KMS::Key', 'Key').Properties['KeyPolicy'],
    );

    // Assess
    expect(administration?.Sid).toBe('AdministeredByIamPolicies');
    expect(JSON.parse(written)).toEqual(plain(others));
  });
});

/** A part of a template with references as the page writes them. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value || 'Fn::Join' in value) {
    const names = { 'AWS::Partition': 'aws', 'AWS::Region': 'REGION', 'AWS::AccountId': 'ACCOUNT' };
    return Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), target(value, []));
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

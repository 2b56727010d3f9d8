import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './posture.ts';
import { AUTH, synthesized } from './synthesized.ts';

const { data, app } = synthesized('prod', { auth: AUTH.users, origins: ['https://desk.example.org'] });

interface Raw {
  DeletionPolicy?: string;
  Properties: Record<string, unknown>;
}
/** A resource of either template, to be changed in place. */
type Find = (prefix: string) => Raw;

/** What is found in both templates after a change to one of them. */
function faultsAfter(change: (find: Find) => void): string[] {
  const [dataJson, appJson] = [data, app].map((template) => structuredClone(template.toJSON()));
  const resources: [string, Raw][] = [dataJson, appJson].flatMap((json) => Object.entries(json?.['Resources']));
  change((prefix) => {
    const found = resources.find(([id]) => id.startsWith(prefix));
    if (!found) throw new Error(`No resource begins ${prefix}.`);
    return found[1];
  });
  return faultsOf({ data: Template.fromJSON(dataJson ?? {}), app: Template.fromJSON(appJson ?? {}), retain: true });
}

const statements = ({ Properties }: Raw) =>
  (Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] }).Statement;
const replaceLast = (resource: Raw, replaced: Record<string, unknown>) =>
  Object.assign(statements(resource).at(-1) ?? {}, replaced);

describe('The posture of both stacks', () => {
  it('has no fault as it is', () => {
    expect(faultsAfter(() => {})).toEqual([]);
  });

  it.each<[string, (find: Find) => void, RegExp]>([
    [
      'an action by a wildcard',
      (find) => replaceLast(find('ParseRoleDefault'), { Action: 's3:Get*' }),
      /allows s3:Get\*/,
    ],
    ['every resource', (find) => replaceLast(find('BriefRoleDefault'), { Resource: '*' }), /reaches \*/],
    [
      'a whole bucket',
      (find) => replaceLast(find('ApiRoleDefault'), { Resource: 'arn:aws:s3:::inbox/*' }),
      /reaches arn:aws:s3:::inbox\/\*/,
    ],
    [
      'any route below an id',
      (find) =>
        replaceLast(find('ApiRoleDefault'), {
          Resource: 'arn:aws:execute-api:eu-west-1:1:api/$default/*/v1/briefs/*/notes',
        }),
      /reaches arn:aws:execute-api:/,
    ],
    [
      'all but some actions',
      (find) => replaceLast(find('ApiRoleDefault'), { NotAction: 's3:GetObject' }),
      /says NotAction/,
    ],
    [
      "a policy of AWS's",
      (find) =>
        Object.assign(find('ParseRole').Properties, {
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        }),
      /ParseRole\w+: has policies that are not its own/,
    ],
    [
      'a role that others may take',
      (find) => {
        const trust = find('ApiRole').Properties['AssumeRolePolicyDocument'] as { Statement: object[] };
        trust.Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } });
      },
      /ApiRole\w+: trusts others than Lambda/,
    ],
    [
      'a role for two',
      (find) => Object.assign(find('ApiFunction').Properties, { Role: find('BriefFunction').Properties['Role'] }),
      /(?=.*ApiFunction\w+: shares its role)(?=.*ApiRole\w+: is the role of no function)/s,
    ],
    [
      'a function that anybody may call',
      (find) => Object.assign(find('HttpGETv1briefsApiPermission').Properties, { Principal: '*' }),
      /lets others call a function/,
    ],
    [
      'a queue that anybody may send to',
      (find) => replaceLast(find('ParseQueuePolicy'), { Principal: { AWS: '*' } }),
      /lets in \{"AWS":"\*"\}/,
    ],
    [
      'a queue that buckets of any account may send to',
      (find) => replaceLast(find('ParseQueuePolicy'), { Condition: {} }),
      /lets in a service for any account/,
    ],
    [
      'a queue over plain HTTP',
      (find) => statements(find('BriefQueuePolicy')).shift(),
      /BriefQueue\w+: takes plain HTTP/,
    ],
    [
      'a topic over plain HTTP',
      (find) => statements(find('AlarmsTopicPolicy')).shift(),
      /AlarmsTopic\w+: takes plain HTTP/,
    ],
    ['a bucket over plain HTTP', (find) => statements(find('InboxBucketPolicy')).shift(), /takes plain HTTP/],
    ['a bucket over old TLS', (find) => statements(find('InboxBucketPolicy')).splice(1, 1), /takes TLS below 1.2/],
    ['a file beside the inbox', (find) => statements(find('InboxBucketPolicy')).pop(), /takes objects anywhere/],
    [
      'a refusal with an exception',
      (find) =>
        Object.assign(statements(find('StagedBucketPolicy'))[0] ?? {}, { Principal: { AWS: 'arn:aws:iam::1:root' } }),
      /StagedBucket\w+: takes plain HTTP/,
    ],
    [
      'a bucket open to the public',
      (find) => delete find('InboxBucket').Properties['PublicAccessBlockConfiguration'],
      /Block/,
    ],
    ['a bucket with ACLs', (find) => delete find('InboxBucket').Properties['OwnershipControls'], /heeds ACLs/],
    ['a bucket in clear', (find) => delete find('StagedBucket').Properties['BucketEncryption'], /names no encryption/],
    [
      'a bucket without a log',
      (find) => delete find('StagedBucket').Properties['LoggingConfiguration'],
      /has no access log/,
    ],
    [
      'an inbox without versions',
      (find) => delete find('InboxBucket').Properties['VersioningConfiguration'],
      /no versions/,
    ],
    [
      'a queue in clear',
      (find) => delete find('BriefDeadLetters').Properties['SqsManagedSseEnabled'],
      /is not encrypted/,
    ],
    ['lines that are kept for ever', (find) => delete find('ApiLogs').Properties['RetentionInDays'], /for ever/],
    [
      'data that goes with its stack',
      (find) => Object.assign(find('Table'), { DeletionPolicy: 'Delete' }),
      /goes with/,
    ],
    [
      'people who can be deleted',
      (find) => delete find('UsersPool').Properties['DeletionProtection'],
      /can be deleted/,
    ],
  ])('shows %s', (_, change, fault) => {
    expect(faultsAfter(change).join('\n')).toMatch(fault);
  });
});

import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { grantsOf } from './grants.ts';
import { AUTH, type Resource, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const { data } = synthesized('dev');
const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');

const all = (...templates: Template[]) =>
  templates.flatMap((template) => Object.entries(template.toJSON().Resources as Record<string, Resource>));

/** The resources that stay when their stack is deleted. */
const kept = (...templates: Template[]) =>
  all(...templates).filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete');

/** All that a resource refers to or waits for, as logical ids. */
function needs({ Properties, DependsOn = [] }: Resource): Set<string> {
  const text = JSON.stringify(Properties);
  const referred = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id = '']) => id);
  return new Set([...DependsOn, ...referred]);
}

/** Whether CloudFormation deletes one resource before another: it goes the ways of dependencies backwards. */
function goesBefore(first: string, second: string): boolean {
  const resources = new Map(all(data));
  const reached = new Set<string>();
  const follow = (id: string): void => {
    const found = resources.get(id);
    if (found === undefined || reached.has(id)) return;
    reached.add(id);
    for (const next of needs(found)) follow(next);
  };
  follow(first);
  return first !== second && reached.has(second);
}

describe('A stage whose data is not retained', () => {
  it.each(Object.keys(AUTH) as (keyof typeof AUTH)[])('leaves nothing behind with %s', (mode) => {
    const stage = synthesized('dev', { auth: AUTH[mode], kms: 'own', events: 'own' });
    expect(kept(stage.data, stage.app)).toEqual([]);
  });

  it('has every bucket emptied before it goes, by a function that may still do so', () => {
    const [emptied = ''] = resourcesOf(data, 'Custom::EmptiedBuckets').map(([id]) => id);
    const buckets = resourcesOf(data, 'AWS::S3::Bucket').map(([id]) => id);
    const emptier = resource(data, 'AWS::Lambda::Function', 'EmptiedBuckets');
    const { Variables } = emptier.Properties['Environment'] as { Variables: Record<string, unknown> };

    expect(target(Variables['EMPTIED_BUCKETS'], []).split(',').sort()).toEqual(buckets.sort());
    for (const id of buckets) expect(goesBefore(emptied, id), id).toBe(true);
    for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']) {
      for (const [id] of resourcesOf(data, type)) expect(goesBefore(emptied, id), id).toBe(true);
    }
  });

  it('is sent no more access logs once the buckets are emptied', () => {
    const [emptied = ''] = resourcesOf(data, 'Custom::EmptiedBuckets').map(([id]) => id);
    const delivering = resourcesOf(data, 'AWS::S3::BucketPolicy').filter(([, policy]) =>
      JSON.stringify(policy).includes('logging.s3.amazonaws.com'),
    );
    expect(delivering).toHaveLength(1);
    for (const [id] of delivering) expect(goesBefore(id, emptied)).toBe(true);
  });

  it('lets the function delete in these buckets and see its own stack, and do nothing else', () => {
    const allowed = grantsOf(resource(data, 'AWS::IAM::Policy', 'EmptiedBuckets'), []);
    const buckets = resourcesOf(data, 'AWS::S3::Bucket').map(([id]) => id);
    const [logGroup] = resourcesOf(data, 'AWS::Logs::LogGroup').map(([id]) => id);
    expect(allowed.sort()).toEqual(
      [
        'cloudformation:DescribeStacks AWS::StackId',
        `logs:CreateLogStream ${logGroup}.Arn`,
        `logs:PutLogEvents ${logGroup}.Arn`,
        ...buckets.map((id) => `s3:ListBucketVersions ${id}.Arn`),
        ...[
          'AccessLogs/inbox',
          'AccessLogs/staged',
          'Inbox/in',
          'Staged/articles',
          'Staged/uploads',
          'Staged/lexicon',
        ].flatMap((place) => {
          const [name = '', prefix] = place.split('/');
          const objects = `${buckets.find((id) => id.startsWith(name))}.Arn/${prefix}/*`;
          return [`s3:DeleteObject ${objects}`, `s3:DeleteObjectVersion ${objects}`];
        }),
      ].sort(),
    );
  });
});

describe('A stage whose data is retained', () => {
  const prod = synthesized('prod', { auth: AUTH.users, kms: 'own', events: 'own' });

  it('has nothing that could empty a bucket', () => {
    const { data: stored, app: running } = synthesized('dev', { retainData: true });
    for (const template of [prod.data, prod.app, stored, running]) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(/Custom::|s3:DeleteObjectVersion/);
    }
  });

  it('keeps what docs/deploying.md says, with the policies of its buckets', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `(AWS::\w+::\w+)` \|/gm)].map(([, name, type]) => `${name} ${type}`);
    const stays = kept(prod.data, prod.app).map(([id, { Type }]) => [id, Type] as const);
    const policies = stays.filter(([, type]) => type === 'AWS::S3::BucketPolicy');
    const others = stays.filter(([, type]) => type !== 'AWS::S3::BucketPolicy');
    expect(others.map(([id, type]) => `${id.replace(/(?:Bucket|Pool)?[0-9A-F]{8}$/, '')} ${type}`).sort()).toEqual(
      rows.sort(),
    );
    expect(policies).toHaveLength(3);
  });
});

describe('Logs', () => {
  const templates = (['iam', 'token', 'users'] as const).map((mode) => synthesized('dev', { auth: AUTH[mode] }));

  it('of each function and of the API go to a group of the stack, which is kept for as long as the stage says', () => {
    for (const { data: stored, app: running } of templates) {
      const groups = [stored, running].flatMap((template) => resourcesOf(template, 'AWS::Logs::LogGroup'));
      const functions = [stored, running].flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'));
      const writtenTo = functions.map(([, { Properties }]) => {
        const { LogGroup } = (Properties['LoggingConfig'] ?? {}) as { LogGroup?: unknown };
        return target(LogGroup, []);
      });
      const stages = resourcesOf(running, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) => {
        const { DestinationArn } = Properties['AccessLogSettings'] as { DestinationArn: unknown };
        return target(DestinationArn, []).replace(/\.Arn$/, '');
      });
      expect([...writtenTo, ...stages].sort()).toEqual(groups.map(([id]) => id).sort());
      for (const [, { Properties }] of groups) expect(Properties['RetentionInDays']).toBe(14);
    }
  });

  it('are in no group that a function could make by itself', () => {
    for (const { data: stored, app: running } of templates) {
      const text = JSON.stringify([stored.toJSON(), running.toJSON()]);
      expect(text).not.toContain('logs:CreateLogGroup');
      expect(text).not.toContain('AWSLambdaBasicExecutionRole');
    }
  });
});

import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../lib/config.ts';
import { POLICY } from './account.ts';
import { grantsOf } from './grants.ts';
import { AUTH, makeApp, NOTICES, resourcesOf, synthesized } from './synthesized.ts';

describe('A permissions boundary', () => {
  it('is on every role of both stacks, whoever makes it', () => {
    // Prepare
    const settings = { ...stageConfig('dev').settings, auth: AUTH.token, ...NOTICES, permissionsBoundary: POLICY };
    const { stacks } = makeApp(stageConfig('dev', { dev: settings }));
    new Role(stacks.data, 'Stray', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

    // Act
    const templates = [stacks.data, stacks.app].map((stack) => Template.fromStack(stack));

    // Assess
    const roles = templates.flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'));
    expect(roles.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'EmptiedBucketsEmptierRole',
      'Stray',
      'ParseRole',
      'BriefRole',
      'ApiRole',
      'TokensAuthorizerRole',
      'DigestRole',
      'DigestScheduleRole',
      'AlertsRole',
      'AlertsScheduleRole',
    ]);
    expect(roles.map(([, { Properties }]) => Properties['PermissionsBoundary'])).toEqual(roles.map(() => POLICY));
  });

  it('has to allow what docs/deploying.md lists, which is all that the roles may do', () => {
    // Prepare
    const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
    const [, section = ''] = page.split('### A permissions boundary');
    const [paragraphs = ''] = section.split('\n#', 1);

    // Act
    const { app, data } = synthesized('dev', { auth: AUTH.token, kms: 'own', events: 'own', ...NOTICES });

    // Assess
    const policies = [app, data].flatMap((template) => resourcesOf(template, 'AWS::IAM::Policy'));
    const grants = policies.flatMap(([, policy]) => grantsOf(policy, [app, data]));
    const actions = grants.map((grant) => grant.split(' ')[0]);
    const listed = [...paragraphs.matchAll(/`([a-z0-9]+:\w+)`/g)].map(([, action]) => action);
    expect([...new Set(actions)].sort()).toEqual(listed.toSorted());
  });

  it('is on none by default', () => {
    const roles = resourcesOf(synthesized('prod').app, 'AWS::IAM::Role');
    expect(roles.flatMap(([, { Properties }]) => Properties['PermissionsBoundary'] ?? [])).toEqual([]);
  });
});

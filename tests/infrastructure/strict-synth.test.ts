import { Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stageConfig } from '../../lib/config.ts';
import { DOMAIN, GOV, KEY, ZONE } from './account.ts';
import { AUTH, makeApp } from './synthesized.ts';

describe('The app', () => {
  beforeEach(() => {
    vi.stubEnv('CDK_VALIDATION', 'true');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['prod', 'iam', 'all of it in GovCloud', GOV],
    ['prod', 'users', 'an existing key and a domain', { kms: KEY, domain: { ...DOMAIN, hostedZone: ZONE } }],
    ['dev', 'public', 'no more', {}],
    ['dev', 'users', 'no more', {}],
    ['dev', 'jwt', 'no more', {}],
    ['dev', 'token', 'a key of its own', { kms: 'own', serveArticleText: false }],
  ] as const)(
    'passes the rules of CloudFormation and of cdk-nag in %s with %s and %s, every exception acknowledged',
    (stage, mode, _, account) => {
      // Prepare
      const replaced = { auth: AUTH[mode], origins: ['https://desk.example.org'], ...account };
      const { app } = makeApp(stageConfig(stage, { [stage]: { ...stageConfig(stage).settings, ...replaced } }));
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

      // Act
      const assembly = app.synth();

      // Assess
      const names = assembly.stacks.map(({ stackName }) => stackName);
      expect(names).toEqual([`Precis-${stage}-Data`, `Precis-${stage}-App`]);
    },
  );

  it('is refused when one resource breaks a rule of CloudFormation and of cdk-nag', () => {
    // Prepare
    const { app, stacks } = makeApp(stageConfig('dev'));
    new CfnQueue(stacks.data, 'Stray', { visibilityTimeout: 50_000 });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

    // Act
    const act = () => app.synth();

    // Assess
    expect(act).toThrow(/AwsSolutions-SQS3/);
    expect(act).toThrow(/VisibilityTimeout/);
  });
});

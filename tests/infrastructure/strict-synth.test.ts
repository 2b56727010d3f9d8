import { type App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type StageSettingsInput, stageConfig } from '../../lib/config.ts';
import { DOMAIN, GOV, KEY, ZONE } from './account.ts';
import { acknowledgementsIn, countByRule, RecordingChecks, strayAcknowledgements } from './nag-findings.ts';
import { type Deployed, faultsOf, routesByGuard } from './posture.ts';
import { AUTH, makeApp, NOTICES } from './synthesized.ts';

const origins = ['https://desk.example.org'];

interface Variant {
  name: string;
  stage: 'dev' | 'prod';
  settings: { [Name in keyof StageSettingsInput]?: unknown };
  /**
   * The exceptions that it needs, by rule of cdk-nag: IAM5 = a wildcard behind a prefix, APIG4 = an open route,
   * SQS3 = a dead-letter queue that is none of a queue, COG2 and
   * COG8 = a second factor that is optional, and a plan of Cognito that is not paid for. A new one is written here too.
   */
  acknowledged: Record<string, number>;
  /** Its routes, by what stands before them. */
  routes: Record<string, number>;
}

const VARIANTS: Variant[] = [
  {
    name: 'prod with iam in GovCloud',
    stage: 'prod',
    settings: { origins, ...GOV },
    acknowledged: { 'AwsSolutions-IAM5': 15 },
    routes: { AWS_IAM: 56 },
  },
  {
    name: 'prod with users and a second factor, an existing key and a domain',
    stage: 'prod',
    settings: {
      auth: { ...AUTH.users, secondFactor: 'required' },
      origins,
      kms: KEY,
      domain: { ...DOMAIN, hostedZone: ZONE },
    },
    acknowledged: { 'AwsSolutions-IAM5': 8, 'AwsSolutions-APIG4': 12, 'AwsSolutions-COG8': 1 },
    routes: { JWT: 44, NONE: 12 },
  },
  {
    name: 'dev with public',
    stage: 'dev',
    settings: { auth: AUTH.public },
    acknowledged: { 'AwsSolutions-IAM5': 21, 'AwsSolutions-APIG4': 52 },
    routes: { AWS_IAM: 4, NONE: 52 },
  },
  {
    name: 'dev with users',
    stage: 'dev',
    settings: { auth: AUTH.users, origins },
    acknowledged: { 'AwsSolutions-IAM5': 14, 'AwsSolutions-APIG4': 12, 'AwsSolutions-COG2': 1, 'AwsSolutions-COG8': 1 },
    routes: { JWT: 44, NONE: 12 },
  },
  {
    name: 'dev with jwt and a bus of events',
    stage: 'dev',
    settings: { auth: AUTH.jwt, origins, events: 'own' },
    acknowledged: { 'AwsSolutions-IAM5': 14, 'AwsSolutions-APIG4': 12 },
    routes: { JWT: 44, NONE: 12 },
  },
  {
    name: 'dev with token, a key and a bus of its own, no text served, a digest and alerts',
    stage: 'dev',
    settings: { auth: AUTH.token, origins, kms: 'own', events: 'own', serveArticleText: false, ...NOTICES },
    acknowledged: { 'AwsSolutions-IAM5': 13, 'AwsSolutions-APIG4': 12, 'AwsSolutions-SQS3': 2 },
    routes: { CUSTOM: 44, NONE: 12 },
  },
];

function strictApp({ stage, settings }: Pick<Variant, 'stage' | 'settings'>) {
  const config = stageConfig(stage, { [stage]: { ...stageConfig(stage).settings, ...settings } });
  const { app, stacks } = makeApp(config);
  const checks = new RecordingChecks(app);
  Validations.of(app).addPlugins(checks);
  return { app, stacks, checks, config };
}

describe('The rules of CloudFormation and of cdk-nag', () => {
  beforeAll(() => {
    vi.stubEnv('CDK_VALIDATION', 'true');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  // A synthesis takes longer than all that is asked of it.
  describe.each(VARIANTS)('over $name', (variant) => {
    let app: App;
    let findings: RecordingChecks['findings'];
    let deployed: Deployed;
    beforeAll(() => {
      const strict = strictApp(variant);
      const stacks = strict.app.synth().stacks.map(({ template }) => Template.fromJSON(template as object));
      const [data, ofApp] = stacks as [Template, Template];
      ({ app } = strict);
      ({ findings } = strict.checks);
      deployed = { data, app: ofApp, retain: strict.config.settings.retainData };
    });

    it('find nothing but so many exceptions, each with its reason, none for nothing', () => {
      const acknowledged = acknowledgementsIn(app);
      expect(countByRule(acknowledged)).toEqual(variant.acknowledged);
      expect(strayAcknowledgements(app, findings)).toEqual([]);
      expect(acknowledged.filter(({ reason }) => !/^[A-Z].{30,}\.$/.test(reason))).toEqual([]);
    });

    it('are joined by those of the design: least privilege, TLS, encryption, retention', () => {
      expect(faultsOf(deployed)).toEqual([]);
    });

    it('leave so many routes open', () => {
      expect(routesByGuard(deployed.app)).toEqual(variant.routes);
    });
  });

  it('refuse an app in which one resource breaks one of each, and tell of an exception for nothing', () => {
    // Prepare
    const { app, stacks, checks } = strictApp({ stage: 'dev', settings: {} });
    new CfnQueue(stacks.data, 'Stray', { visibilityTimeout: 50_000 });
    const spare = { id: 'AwsSolutions-DDB3', reason: 'There is nothing to acknowledge.' };
    Validations.of(stacks.data.table).acknowledge(spare);

    // Act
    const act = () => app.synth();

    // Assess
    expect(act).toThrow(/AwsSolutions-SQS3/);
    expect(act).toThrow(/VisibilityTimeout/);
    expect(strayAcknowledgements(app, checks.findings)).toEqual([{ path: 'Precis-dev-Data/Table', ...spare }]);
  });
});

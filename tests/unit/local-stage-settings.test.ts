import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../lib/config.ts';
import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { rolePrincipal } from '../../local/iam/principals.ts';
import { accountOf } from '../../local/runtime/local-account.ts';
import { readPlan } from '../../local/template/read-plan.ts';
import { DOMAIN, GOV, KEY, POLICY, ZONE } from '../infrastructure/account.ts';
import { AUTH, makeApp } from '../infrastructure/synthesized.ts';

/** What the local runtime reads of a stage with some settings replaced, as it does when it starts. */
async function planOf(stage: 'dev' | 'prod', replaced: object) {
  const { app } = makeApp(stageConfig(stage, { [stage]: { ...stageConfig(stage).settings, ...replaced } }));
  const stacks = await readAssembly(app.synth().directory);
  const account = accountOf(stacks);
  const plan = readPlan(stacks, account, { sqsUrl: 'http://127.0.0.1:2', apiUrl: 'http://127.0.0.1:1' });
  const may = (role: string, action: string, resource: string) => {
    const { arn, statements } = plan.roles.find(({ logicalId }) => logicalId.startsWith(role)) ?? {
      arn: '',
      statements: [],
    };
    return rolePrincipal({ accessKeyId: 'a', secretAccessKey: 's', arn }, statements, account).allows(action, resource);
  };
  return { plan, account, may };
}

describe('The local runtime', () => {
  it('starts a stage with a key, a boundary, a domain with its records, shards and no article text', async () => {
    // Act
    const { plan, account, may } = await planOf('dev', {
      auth: AUTH.token,
      kms: KEY,
      permissionsBoundary: POLICY,
      domain: { ...DOMAIN, hostedZone: ZONE },
      shards: 4,
      serveArticleText: false,
      alarmEmail: 'desk@example.org',
    });

    // Assess
    expect(account).toEqual({ accountId: '000000000000', region: 'eu-central-1' });
    expect(plan.outputs['ApiUrl']).toBe(`https://${DOMAIN.name}`);
    const environmentOf = (name: string) =>
      plan.functions.find(({ logicalId }) => logicalId.startsWith(name))?.environment;
    expect(environmentOf('Brief')).toMatchObject({ LIST_SHARDS: '4' });
    expect(environmentOf('ApiFunction')).toMatchObject({ SERVE_ARTICLE_TEXT: 'false' });
    const [staged] = plan.buckets.filter(({ logicalId }) => logicalId.startsWith('Staged'));
    expect(may('ApiRole', 's3:GetObject', `arn:aws:s3:::${staged?.name}/articles/x`)).toBe(false);
    expect(may('BriefRole', 's3:GetObject', `arn:aws:s3:::${staged?.name}/articles/x`)).toBe(true);
    expect(may('BriefRole', 'kms:Decrypt', KEY)).toBe(false);
  });

  it('starts a stage that is fixed to an account in GovCloud, with its names and its own key', async () => {
    // Act
    const { plan, account, may } = await planOf('prod', { ...GOV, auth: AUTH.token });

    // Assess
    expect(account).toEqual({ accountId: '123456789012', region: 'us-gov-west-1' });
    expect(plan.outputs['KeyArn']).toMatch(/^arn:aws-us-gov:kms:us-gov-west-1:123456789012:key\//);
    const parameter = 'arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/precis/prod/tokens';
    expect(may('TokensAuthorizerRole', 'ssm:GetParameter', parameter)).toBe(true);
    const [parseQueue] = plan.queues.filter(({ logicalId }) => logicalId.startsWith('ParseQueue'));
    expect(may('ParseRole', 'sqs:ReceiveMessage', parseQueue?.arn ?? '')).toBe(true);
    expect(plan.passive.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['AWS::KMS::Key', 'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping']),
    );
  });
});

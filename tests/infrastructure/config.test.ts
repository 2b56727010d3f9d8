import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { refuseUnknownContext, stageConfig } from '../../lib/config.ts';
import { dev } from '../../lib/stages/dev.ts';

function refusal(act: () => unknown): ConfigurationError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('Settings of a stage', () => {
  it('are those of dev, read by IAM, unless another stage is named', () => {
    // Act
    const { stage, settings } = stageConfig();

    // Assess
    expect(stage).toBe('dev');
    expect(settings).toMatchObject({ auth: { mode: 'iam' }, retainData: false, retentionDays: 30 });
  });

  it('keep the data of prod, for ever', () => {
    // Act
    const { settings } = stageConfig('prod');

    // Assess
    expect(settings).toMatchObject({ auth: { mode: 'iam' }, origins: [], retainData: true });
    expect(settings.retentionDays).toBeUndefined();
  });

  it.each(['staging', 'constructor', '', 7])('are an error for the stage %j, which names those there are', (stage) => {
    // Act
    const error = refusal(() => stageConfig(stage));

    // Assess
    expect(error.message).toBe(`There is no stage ${JSON.stringify(stage)}.`);
    expect(error.file).toBe('lib/config.ts');
    expect(error.remedy).toContain('Name one of dev, prod');
  });

  it.each([
    ['an unknown one', { ...dev, retensionDays: 30 }, 'There is no setting retensionDays. Did you mean retentionDays?'],
    ['an unknown one within another', { ...dev, api: { ...dev.api, shards: 2 } }, 'There is no setting api.shards.'],
    ['one of another kind', { ...dev, retainData: 'yes' }, 'The setting retainData is wrong: Invalid input'],
    ['more shards than lists are read from', { ...dev, shards: 65 }, 'The setting shards is wrong'],
    ['one out of its range', { ...dev, api: { memoryMegabytes: 512, timeoutSeconds: 60 } }, 'api.timeoutSeconds'],
    [
      'a mode of authorisation that there is not',
      { ...dev, auth: 'none' },
      'The setting auth.mode is wrong: it must be iam or public, or have the mode users, jwt or token.',
    ],
    [
      'a log retention that CloudWatch lacks',
      { ...dev, logRetentionDays: 31 },
      'The setting logRetentionDays is wrong',
    ],
    [
      'a concurrency that Lambda refuses',
      { ...dev, brief: { ...dev.brief, maxConcurrency: 1 } },
      'brief.maxConcurrency',
    ],
    [
      'memory that an article of the largest size exceeds',
      { ...dev, brief: { ...dev.brief, memoryMegabytes: 256 } },
      'The setting brief.memoryMegabytes is wrong',
    ],
    [
      'memory that a batch of the largest files exceeds',
      { ...dev, limits: { ...dev.limits, objectBytes: 100_000_000 } },
      'The setting parse.memoryMegabytes is wrong: ten files of limits.objectBytes at once need 3150.',
    ],
    ['an address that is none', { ...dev, alarmEmail: 'desk' }, 'The setting alarmEmail is wrong'],
  ])('are an error with %s, which names file and setting', (_, settings, message) => {
    // Act
    const error = refusal(() => stageConfig('dev', { dev: settings }));

    // Assess
    expect(error.message).toContain(message);
    expect(error.file).toBe('lib/stages/dev.ts');
    expect(error.remedy).toContain('lib/config.ts');
  });

  const jwt = { mode: 'jwt', issuer: 'https://login.example.org', audience: ['precis'], clientId: 'reader' };
  it.each([
    ['a mode without what it needs', { auth: 'users' }, 'The setting auth.domainPrefix is missing.'],
    ['a setting of another mode', { auth: { mode: 'token', issuer: 'x' } }, 'There is no setting auth.issuer.'],
    [
      'a prefix that Cognito refuses',
      { auth: { mode: 'users', domainPrefix: 'my-aws-desk' } },
      'must not hold the words aws',
    ],
    [
      'an issuer without TLS',
      { auth: { ...jwt, issuer: 'http://login.example.org' } },
      'The setting auth.issuer is wrong',
    ],
    ['an issuer that is no address', { auth: { ...jwt, issuer: 'login' } }, 'The setting auth.issuer is wrong'],
    ['an audience of nobody', { auth: { ...jwt, audience: [] } }, 'The setting auth.audience is wrong'],
    [
      'one scope for both',
      { auth: { ...jwt, scopes: { read: 'briefs', write: 'briefs' } } },
      'The setting auth.scopes.write is wrong: it is the same as scopes.read',
    ],
    [
      'an origin of tokens that is no exact one',
      { auth: { ...jwt, tokenOrigin: 'http://127.0.0.1:*' } },
      'The setting auth.tokenOrigin is wrong',
    ],
    ['a scope with a space', { auth: { ...jwt, scopes: { read: 'a b', write: 'c' } } }, 'auth.scopes.read'],
    ['a parameter that AWS keeps', { auth: { mode: 'token', parameter: '/aws/tokens' } }, 'must not begin with /aws'],
    ['a parameter that is no path', { auth: { mode: 'token', parameter: 'tokens' } }, 'auth.parameter'],
    ['every origin', { origins: ['*'] }, 'The setting origins.0 is wrong: it must be an exact origin'],
    ['an origin with a path', { origins: ['https://desk.example.org/'] }, 'The setting origins.0 is wrong'],
    ['an origin with a wildcard in its name', { origins: ['https://*.example.org'] }, 'The setting origins.0 is wrong'],
    ['an origin without TLS', { origins: ['http://desk.example.org'] }, 'The setting origins.0 is wrong'],
    ['an origin that is none', { origins: ['null'] }, 'The setting origins.0 is wrong'],
    [
      'an origin twice',
      { origins: ['https://desk.example.org', 'https://desk.example.org'] },
      'The setting origins is wrong: it names an origin twice',
    ],
    [
      'a page to which Cognito leads nobody back',
      { auth: { mode: 'users', domainPrefix: 'desk' }, origins: ['http://127.0.0.1:8080'] },
      'Cognito takes http://localhost:PORT',
    ],
  ])('of authorisation are an error with %s', (_, replaced, message) => {
    // Act
    const error = refusal(() => stageConfig('dev', { dev: { ...dev, ...replaced } }));

    // Assess
    expect(error.message).toContain(message);
    expect(error.file).toBe('lib/stages/dev.ts');
    expect(error.remedy).toContain('lib/config.ts');
  });

  it.each([
    ['its short form', 'public', { mode: 'public' }],
    ['its long form', { mode: 'iam' }, { mode: 'iam' }],
    ['scopes by default', jwt, { ...jwt, scopes: { read: 'precis/read', write: 'precis/write' } }],
    [
      'an issuer on this machine',
      { ...jwt, issuer: 'http://127.0.0.1:8080/pool', scopes: { read: 'r', write: 'w' } },
      { ...jwt, issuer: 'http://127.0.0.1:8080/pool', scopes: { read: 'r', write: 'w' } },
    ],
  ])('of authorisation may be written in %s', (_, auth, expected) => {
    expect(stageConfig('dev', { dev: { ...dev, auth } }).settings.auth).toEqual(expected);
  });

  it.each(['qa_1', 'my stage', 'ünï', '-x', 'x'.repeat(41)])(
    'are an error for a stage named %j, which CloudFormation would refuse in the name of a stack',
    (stage) => {
      // Act
      const error = refusal(() => stageConfig(stage, { [stage]: dev }));

      // Assess
      expect(error.message).toBe(`A stage cannot be named ${JSON.stringify(stage)}.`);
      expect(error.remedy).toContain('letters, digits and hyphens');
    },
  );

  it.each(['stgae', 'auth', 'retentionDays'])('are an error where the command line sets %s, not the stage', (name) => {
    // Act
    const error = refusal(() => refuseUnknownContext(['stage', name]));

    // Assess
    expect(error.message).toContain(`-c does not choose "${name}"`);
    expect(error.remedy).toContain('-c stage=NAME');
  });

  it('leave alone what CDK puts into the context by itself', () => {
    const names = [
      'stage',
      'aws:cdk:bundling-stacks',
      '@aws-cdk/core:x',
      'acknowledged-issue-numbers',
      'vpc-provider:a',
    ];
    expect(() => refuseUnknownContext(names)).not.toThrow();
  });

  it('are an error where what expires would be kept for ever as an old version', () => {
    // Prepare
    const { noncurrentVersionDays: _, ...rest } = dev;

    // Act
    const error = refusal(() => stageConfig('dev', { dev: rest }));

    // Assess
    expect(error.message).toContain('The setting noncurrentVersionDays is wrong: without it');
  });

  it('are an error where one is missing', () => {
    // Prepare
    const { throttle: _, ...rest } = dev;

    // Act
    const error = refusal(() => stageConfig('dev', { dev: rest }));

    // Assess
    expect(error.message).toBe('The setting throttle is missing.');
  });
});

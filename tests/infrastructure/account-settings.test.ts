import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { stageConfig } from '../../lib/config.ts';
import { dev } from '../../lib/stages/dev.ts';
import { ACCOUNT, CERTIFICATE, DOMAIN, KEY, POLICY } from './account.ts';

/** What is said of settings that are wrong, with the file that they stand in. */
function refusal(replaced: object): string {
  try {
    stageConfig('dev', { dev: { ...dev, ...replaced } });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.remedy).toContain('lib/config.ts');
    return `${error.file}: ${error.message}`;
  }
  throw new Error('Nothing was thrown.');
}

const environment = { account: ACCOUNT, region: 'eu-central-1' };

describe('Settings of an account', () => {
  it('may name a key, a domain, a boundary and the place that all of them are of', () => {
    const replaced = { environment, kms: KEY, permissionsBoundary: POLICY, domain: DOMAIN };
    expect(stageConfig('dev', { dev: { ...dev, ...replaced } }).settings).toMatchObject(replaced);
  });

  it.each(['arn:aws:iam::aws:policy/PowerUserAccess', 'arn:aws:iam::123456789012:policy/desk/boundary'])(
    'may name the boundary %s',
    (permissionsBoundary) => {
      expect(stageConfig('dev', { dev: { ...dev, environment, permissionsBoundary } }).settings).toMatchObject({
        permissionsBoundary,
      });
    },
  );

  it.each<[string, object, string]>([
    ['an account that is none', { environment: { account: '123', region: 'eu-central-1' } }, 'environment.account'],
    ['a region that is none', { environment: { account: ACCOUNT, region: 'Frankfurt' } }, 'environment.region'],
    [
      'a region of a partition that is not tested',
      { environment: { account: ACCOUNT, region: 'cn-north-1' } },
      'environment.region is wrong: it must be a region of aws or aws-us-gov',
    ],
    ['an account alone', { environment: { account: ACCOUNT } }, 'The setting environment.region is missing.'],
    ['an alias for a key', { kms: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/desk` }, 'and not of an alias'],
    ['a key that is none', { kms: 'mine' }, 'The setting kms is wrong: it must be own, or the ARN of a key'],
    ['a key of another service', { kms: CERTIFICATE }, 'The setting kms is wrong'],
    [
      'a boundary that is no policy',
      { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:role/boundary` },
      'The setting permissionsBoundary is wrong: it must be the ARN of a managed policy',
    ],
    ['a boundary by its name', { permissionsBoundary: 'boundary' }, 'The setting permissionsBoundary is wrong'],
    [
      'a domain without a certificate',
      { domain: { name: 'briefs.example.org' } },
      'The setting domain.certificateArn is missing.',
    ],
    ['a domain by its address', { domain: { ...DOMAIN, name: 'https://briefs.example.org' } }, 'domain.name is wrong'],
    ['a domain for all names', { domain: { ...DOMAIN, name: '*.example.org' } }, 'domain.name is wrong'],
    ['a domain of one label', { domain: { ...DOMAIN, name: 'briefs' } }, 'domain.name is wrong'],
    ['a certificate that is none', { domain: { ...DOMAIN, certificateArn: KEY } }, 'domain.certificateArn is wrong'],
    [
      'a zone without its id',
      { domain: { ...DOMAIN, hostedZone: { name: 'example.org' } } },
      'The setting domain.hostedZone.id is missing.',
    ],
    [
      'a zone that lacks the domain',
      { domain: { ...DOMAIN, hostedZone: { id: 'Z1', name: 'ample.org' } } },
      'The setting domain.hostedZone.name is wrong: the name of the domain is not in this zone',
    ],
    [
      'a misspelt one within the domain',
      { domain: { ...DOMAIN, certifcateArn: CERTIFICATE } },
      'There is no setting domain.certifcateArn. Did you mean domain.certificateArn?',
    ],
  ])('are an error with %s', (_, replaced, message) => {
    expect(refusal(replaced)).toContain(message);
    expect(refusal(replaced)).toMatch(/^lib\/stages\/dev\.ts: /);
  });

  const elsewhere = (arn: string, from: string, to: string) => arn.replace(from, to);
  it.each<[string, object, string]>([
    [
      'a key of another region',
      { environment, kms: elsewhere(KEY, 'eu-central-1', 'us-east-1') },
      'The setting kms is wrong: it is of the region us-east-1, but environment is of eu-central-1.',
    ],
    [
      'a key of another partition',
      { environment, kms: elsewhere(KEY, 'arn:aws:', 'arn:aws-us-gov:') },
      'The setting kms is wrong: it is of the partition aws-us-gov, but environment is of aws.',
    ],
    [
      'a key of another account',
      { environment, kms: elsewhere(KEY, ACCOUNT, '210987654321') },
      'The setting kms is wrong: it is of the account 210987654321, but environment is of 123456789012.',
    ],
    [
      'a certificate as CloudFront needs it',
      { environment, domain: { ...DOMAIN, certificateArn: elsewhere(CERTIFICATE, 'eu-central-1', 'us-east-1') } },
      'domain.certificateArn is wrong: it is of the region us-east-1',
    ],
    [
      'a boundary of another account',
      { environment, permissionsBoundary: elsewhere(POLICY, ACCOUNT, '210987654321') },
      'permissionsBoundary is wrong: it is of the account 210987654321',
    ],
    [
      'a key and a certificate of two regions, wherever the stage is',
      { kms: KEY, domain: { ...DOMAIN, certificateArn: elsewhere(CERTIFICATE, 'eu-central-1', 'us-east-1') } },
      'domain.certificateArn is wrong: it is of the region us-east-1, but kms is of eu-central-1.',
    ],
    [
      'a key and a boundary of two partitions, wherever the stage is',
      { kms: KEY, permissionsBoundary: 'arn:aws-us-gov:iam::aws:policy/PowerUserAccess' },
      'permissionsBoundary is wrong: it is of the partition aws-us-gov, but kms is of aws.',
    ],
  ])('contradict each other with %s', (_, replaced, message) => {
    expect(refusal(replaced)).toContain(message);
  });
});

describe('A misspelt setting', () => {
  it.each([
    ['retainDta', 'retainData'],
    ['alarmsEmail', 'alarmEmail'],
    ['permissionBoundary', 'permissionsBoundary'],
    ['KMS', 'kms'],
    ['serveArticletext', 'serveArticleText'],
  ])('as %s is answered with %s', (written, meant) => {
    expect(refusal({ [written]: true })).toContain(`There is no setting ${written}. Did you mean ${meant}?`);
  });

  it('is looked for among those of its own place', () => {
    const parse = { ...dev.parse, maxConcurency: 5 };
    expect(refusal({ parse })).toContain('no setting parse.maxConcurency. Did you mean parse.maxConcurrency?');
    const auth = { mode: 'users', domainPrefix: 'desk', secondfactor: 'required' };
    expect(refusal({ auth })).toContain('no setting auth.secondfactor. Did you mean auth.secondFactor?');
  });

  it('is answered with nothing where none is like it', () => {
    expect(refusal({ vpc: 'vpc-1' })).toBe('lib/stages/dev.ts: There is no setting vpc.');
  });
});

import { describe, expect, it } from 'vitest';
import { GOV } from './account.ts';
import { AUTH, resource, synthesized, target } from './synthesized.ts';

type Stacks = ReturnType<typeof synthesized>;
const textOf = ({ data, app }: Stacks) => JSON.stringify([data.toJSON(), app.toJSON()]);
/** Each beginning of an ARN that a text spells out, once. */
const partitionsIn = (text: string) => [...new Set(text.match(/arn:aws[a-z-]*:/g))];

describe('The partition of a stage', () => {
  it.each(['users', 'token'] as const)('is that of the deployment with %s: no ARN spells one out', (mode) => {
    const text = textOf(synthesized('prod', { auth: AUTH[mode], kms: 'own' }));
    expect(partitionsIn(text)).toEqual([]);
    expect(text.includes('{"Ref":"AWS::Partition"}')).toBe(true);
  });

  const people = synthesized('prod', { ...GOV, auth: AUTH.users });
  it.each([
    ['iam', synthesized('prod', GOV)],
    ['users', people],
  ])('is that of the region which is fixed, with %s', (_, gov) => {
    const text = textOf(gov);
    expect(partitionsIn(text)).toEqual(['arn:aws-us-gov:']);
    expect(text.includes('AWS::Partition')).toBe(false);
    const services = [...new Set(text.match(/"[a-z0-9.-]+\.amazonaws\.com"/g))].sort();
    expect(services).toEqual(
      expect.arrayContaining(['"lambda.amazonaws.com"', '"logs.us-gov-west-1.amazonaws.com"', '"s3.amazonaws.com"']),
    );
    const places = [gov.stacks.data, gov.stacks.app].map(({ account, region }) => ({ account, region }));
    expect(places).toEqual([GOV.environment, GOV.environment]);
  });

  it('decides where people sign in: in GovCloud, Cognito has its pages elsewhere', () => {
    const { data, app } = people;
    const { Environment } = resource(app, 'AWS::Lambda::Function', 'Api').Properties;
    const { AUTH_TOKEN_ORIGIN } = (Environment as { Variables: Record<string, unknown> }).Variables;
    const urls = [AUTH_TOKEN_ORIGIN, data.toJSON().Outputs.LoginUrl.Value].map((url) => target(url, [data, app]));
    for (const url of urls) expect(url).toMatch(/^https:\/\/\w+\.auth-fips\.us-gov-west-1\.amazoncognito\.com$/);
  });
});

/** An account's things as settings name them. */
export const ACCOUNT = '123456789012';
export const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const POLICY = `arn:aws:iam::${ACCOUNT}:policy/desk-boundary`;
export const CERTIFICATE = `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/12345678-1234-1234-1234-123456789012`;
export const DOMAIN = { name: 'briefs.example.org', certificateArn: CERTIFICATE };
export const ZONE = { id: 'Z0123456789ABC', name: 'example.org' };

/** All of it in a region of AWS GovCloud (US). */
export const GOV = {
  environment: { account: ACCOUNT, region: 'us-gov-west-1' },
  kms: 'own',
  permissionsBoundary: POLICY.replace('arn:aws:', 'arn:aws-us-gov:'),
  domain: {
    ...DOMAIN,
    certificateArn: CERTIFICATE.replace('arn:aws:', 'arn:aws-us-gov:').replace('eu-central-1', 'us-gov-west-1'),
  },
};

import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { signInOf } from '../../functions/runtime/sign-in.ts';

const POOL = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12';
const USERS = {
  AUTH_MODE: 'users',
  AUTH_ISSUER: POOL,
  AUTH_CLIENT_ID: 'reader',
  AUTH_USER_POOL_ID: 'eu-central-1_Ab12',
  AUTH_TOKEN_ORIGIN: 'https://desk.auth.eu-central-1.amazoncognito.com',
  AUTH_SCOPES: 'openid precis/read precis/write',
};

describe('signInOf', () => {
  it.each(['iam', 'token', 'public'] as const)('asks no issuer in the mode %s', (mode) => {
    expect(signInOf({ AUTH_MODE: mode })).toEqual({ config: { mode }, origins: [] });
  });

  it('leads to the pool of the stack, whose tokens come from its domain', () => {
    expect(signInOf(USERS)).toEqual({
      config: {
        mode: 'users',
        issuer: POOL,
        discoveryUrl: `${POOL}/.well-known/openid-configuration`,
        clientId: 'reader',
        scopes: ['precis/read', 'precis/write'],
      },
      origins: ['https://cognito-idp.eu-central-1.amazonaws.com', 'https://desk.auth.eu-central-1.amazoncognito.com'],
    });
  });

  it('finds the pool at the address of the service that the environment names', () => {
    const { config, origins } = signInOf({
      ...USERS,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:4316',
    });
    expect(config.issuer).toBe(POOL);
    expect(config.discoveryUrl).toBe('http://127.0.0.1:4316/eu-central-1_Ab12/.well-known/openid-configuration');
    expect(origins).toEqual(['http://127.0.0.1:4316']);
  });

  it('leads to an issuer of the desk’s own', () => {
    const { config, origins } = signInOf({
      AUTH_MODE: 'jwt',
      AUTH_ISSUER: 'https://login.example.org/desk/',
      AUTH_CLIENT_ID: 'reader',
      AUTH_SCOPES: 'openid briefs.read',
    });
    expect(config).toMatchObject({
      discoveryUrl: 'https://login.example.org/desk/.well-known/openid-configuration',
      scopes: ['briefs.read'],
    });
    expect(origins).toEqual(['https://login.example.org']);
  });

  it.each([{}, { AUTH_MODE: 'open' }, { ...USERS, AUTH_ISSUER: '' }, { ...USERS, AUTH_CLIENT_ID: undefined }])(
    'refuses %j',
    (environment) => {
      expect(() => signInOf(environment)).toThrow(ConfigurationError);
    },
  );
});

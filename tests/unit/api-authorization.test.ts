import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authorization, authorizationOf, requireScope, scopesOf } from '../../functions/api/authorization.ts';
import { ProblemError, problemOf } from '../../functions/api/problem.ts';
import { ConfigurationError } from '../../functions/core/errors.ts';

const SCOPES = { read: 'precis/read', write: 'precis/write' };
const USERS: Authorization = { mode: 'users', scopes: SCOPES };
const JWT: Authorization = { mode: 'jwt', scopes: { read: 'briefs.read', write: 'briefs.write' } };
const EVERY: Authorization[] = [{ mode: 'iam' }, { mode: 'public' }, { mode: 'token' }, USERS, JWT];

const withClaims = (claims: unknown) => ({ authorizer: { jwt: { claims, scopes: ['precis/read', 'precis/write'] } } });
const scopes = (context: { authorizer?: unknown }, authorization: Authorization) => [
  ...scopesOf(context, authorization),
];
const BOTH_SCOPES = 'openid precis/read precis/write';

describe('The scopes of a caller', () => {
  it('who signs are both: the gateway has asked IAM, route by route', () => {
    const signed = { authorizer: { iam: { userArn: 'arn:aws:iam::000000000000:user/desk' } } };
    expect(scopes(signed, { mode: 'iam' })).toEqual(['read', 'write']);
    expect(scopes(signed, { mode: 'public' })).toEqual(['read', 'write']);
  });

  it('who is not known are none, but to read where that is public', () => {
    expect(EVERY.map((authorization) => scopes({}, authorization))).toEqual([[], ['read'], [], [], []]);
  });

  it.each([
    ['a reader', { scope: 'read', name: 'desk' }, ['read']],
    ['a writer', { scope: 'write', name: 'desk' }, ['read', 'write']],
    ['a scope of another name', { scope: 'admin' }, []],
    ['a list', { scope: ['write'] }, []],
    ['nothing', null, []],
  ])('with a token of %s are those of the token', (_, lambda, expected) => {
    expect(scopes({ authorizer: { lambda } }, { mode: 'token' })).toEqual(expected);
  });

  it.each([
    ['of no group', { scope: BOTH_SCOPES }, ['read']],
    ['of the group', { scope: BOTH_SCOPES, 'cognito:groups': '[writers]' }, ['read', 'write']],
    ['of several groups', { scope: BOTH_SCOPES, 'cognito:groups': '[editors writers]' }, ['read', 'write']],
    [
      'of a group that only sounds alike',
      { scope: BOTH_SCOPES, 'cognito:groups': '[ghostwriters writers2]' },
      ['read'],
    ],
    ['whose token was not asked to write', { scope: 'precis/read', 'cognito:groups': '[writers]' }, ['read']],
    ['whose token was asked to write alone', { scope: 'precis/write' }, ['read']],
    ['whose token is for something else', { scope: 'openid', 'cognito:groups': '[writers]' }, []],
    ['whose group is no list', { scope: BOTH_SCOPES, 'cognito:groups': 'writers' }, ['read']],
    ['whose group is half a list', { scope: BOTH_SCOPES, 'cognito:groups': '[writers' }, ['read']],
    ['who calls a claim of his own so', { scope: BOTH_SCOPES, groups: '[writers]' }, ['read']],
  ])('who signed in, %s, are those of the token as far as the group goes', (_, claims, expected) => {
    expect(scopes(withClaims(claims), USERS)).toEqual(expected);
  });

  it.each([
    ['scope', { scope: 'openid briefs.write' }, ['read', 'write']],
    ['scp as words', { scp: 'briefs.read' }, ['read']],
    ['scp as a list', { scp: '[briefs.read briefs.write]' }, ['read', 'write']],
    ['a scope that only begins alike', { scope: 'briefs.read.own briefs.writeX' }, []],
    ['the scopes of the stack', { scope: BOTH_SCOPES }, []],
    ['a group, which means nothing here', { scope: 'briefs.read', 'cognito:groups': '[writers]' }, ['read']],
    ['a list that is none', { scope: ['briefs.write'] }, []],
  ])('with a token of another issuer are those of %s', (_, claims, expected) => {
    expect(scopes(withClaims(claims), JWT)).toEqual(expected);
  });

  it('are told by the authorizer of the mode alone', () => {
    const all = {
      iam: { userArn: 'arn:aws:iam::000000000000:user/desk' },
      lambda: { scope: 'write' },
      jwt: { claims: { scope: 'briefs.write precis/write', 'cognito:groups': '[writers]' } },
    };
    const without = (name: keyof typeof all) => ({ authorizer: { ...all, [name]: undefined } });
    expect(scopes(without('iam'), { mode: 'iam' })).toEqual([]);
    expect(scopes(without('lambda'), { mode: 'token' })).toEqual([]);
    expect(scopes(without('jwt'), USERS)).toEqual([]);
    expect(scopes(without('jwt'), JWT)).toEqual([]);
  });

  it('are never to write, nor an exception, whatever nonsense stands where the authorizer should', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...EVERY), (anything, authorization) => {
        const { mode } = authorization;
        const place = mode === 'token' ? { lambda: anything } : { jwt: { claims: anything } };
        for (const authorizer of [anything, place]) {
          expect(scopesOf({ authorizer }, authorization).has('write')).toBe(false);
        }
      }),
    );
  });

  it('are not found on what all objects have', () => {
    const inherited = Object.create({ scope: BOTH_SCOPES, 'cognito:groups': '[writers]' });
    expect(scopes(withClaims(inherited), USERS)).toEqual([]);
  });
});

describe('What a route asks for', () => {
  const refusal = (held: ('read' | 'write')[], access: 'read' | 'write' | 'shell') => {
    try {
      requireScope(new Set(held), access);
      return undefined;
    } catch (error) {
      if (error instanceof ProblemError) return problemOf(error, '/v1/uploads');
      throw error;
    }
  };

  it('is granted to whoever has it, and the page to everybody', () => {
    expect([refusal(['read'], 'read'), refusal(['read', 'write'], 'write'), refusal([], 'shell')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is otherwise a problem that says what is missing', () => {
    expect(refusal(['read'], 'write')).toEqual({
      type: 'urn:precis:problem:forbidden',
      title: 'You may not do this',
      status: 403,
      detail: 'You may read, but not write.',
      instance: '/v1/uploads',
    });
    expect(refusal([], 'read')).toMatchObject({ status: 403, detail: 'You are known, but may not read.' });
  });
});

describe('The mode in the environment', () => {
  it('is read with the names of the scopes where tokens have them', () => {
    const names = { AUTH_READ_SCOPE: 'precis/read', AUTH_WRITE_SCOPE: 'precis/write' };
    expect(authorizationOf({ AUTH_MODE: 'iam' })).toEqual({ mode: 'iam' });
    expect(authorizationOf({ AUTH_MODE: 'users', ...names })).toEqual(USERS);
  });

  it.each([
    {},
    { AUTH_MODE: '' },
    { AUTH_MODE: 'none' },
    { AUTH_MODE: 'jwt', AUTH_READ_SCOPE: 'r' },
    { AUTH_MODE: 'users', AUTH_READ_SCOPE: 'r', AUTH_WRITE_SCOPE: '' },
  ])('is never taken for granted: %j', (environment) => {
    expect(() => authorizationOf(environment)).toThrow(ConfigurationError);
  });
});

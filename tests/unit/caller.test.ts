import { describe, expect, it } from 'vitest';
import { callerOf } from '../../functions/api/caller.ts';

const jwt = (claims: unknown) => ({ authorizer: { jwt: { claims } } });

describe('Function: callerOf', () => {
  it.each<[string, unknown, string]>([
    [
      'an IAM identity by its ARN',
      { iam: { userArn: 'arn:aws:iam::1:user/a', userId: 'AIDA' } },
      'arn:aws:iam::1:user/a',
    ],
    ['one without an ARN by its id', { iam: { userArn: null, userId: 'AIDA' } }, 'AIDA'],
    ['a token by its name', { lambda: { scope: 'write', name: 'import' } }, 'token import'],
    ['a token without one', { lambda: { scope: 'write' } }, 'token'],
    ['nobody', undefined, 'public'],
    ['nonsense', { iam: 7, jwt: 'a', lambda: [] }, 'public'],
  ])('names %s', (_, authorizer, name) => {
    expect(callerOf({ authorizer })).toBe(name);
  });

  it('names a person as plainly as their token allows', () => {
    const claims = { sub: '1', username: 'lind', email: 'a.lind@desk.example' };
    expect(callerOf(jwt(claims))).toBe('a.lind@desk.example');
    expect(callerOf(jwt({ ...claims, email: '' }))).toBe('lind');
    expect(callerOf(jwt({ ...claims, email_verified: 'true' }))).toBe('a.lind@desk.example');
    expect(callerOf(jwt({ ...claims, email_verified: 'false' }))).toBe('lind');
    expect(callerOf(jwt({ ...claims, email_verified: false }))).toBe('lind');
    expect(callerOf(jwt({ sub: '1' }))).toBe('1');
    expect(callerOf(jwt(Object.create(claims)))).toBe('public');
  });

  it('leaves one line of at most 200 characters, whatever a provider lets people call themselves', () => {
    expect(callerOf(jwt({ email: 'a\r\n2026-03-05 \u202elind\u2028 \ud800' }))).toBe('a 2026-03-05 lind');
    expect(callerOf(jwt({ email: '😀'.repeat(300) }))).toBe('😀'.repeat(200));
  });
});

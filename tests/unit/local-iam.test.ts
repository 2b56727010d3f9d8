import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../local/iam/policies.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { matchesWildcard } from '../../local/iam/wildcard.ts';
import type { PolicyStatement } from '../../local/template/plan.ts';

const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };

function allows(statements: PolicyStatement[], action: string, resource: string): boolean {
  return readPolicies(statements, 'role/test', ACCOUNT)(action, resource);
}

describe('matchesWildcard', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'acb', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*/in/*', 'arn:aws:s3:::b/x/in/y', true],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get', 's3:GetObject', false],
    ['a.c', 'abc', false],
    ['[a]', '[a]', true],
    ['**a', 'bba', true],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  it('stays fast on a pattern that an expression would choke on', () => {
    expect(matchesWildcard(`${'*a'.repeat(40)}b`, 'a'.repeat(2000))).toBe(false);
  });
});

describe('readPolicies', () => {
  const read: PolicyStatement = {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:List*'],
    Resource: 'arn:aws:s3:::b/in/*',
  };

  it('denies what nothing allows', () => {
    expect(allows([], 's3:GetObject', 'arn:aws:s3:::b/in/a')).toBe(false);
    expect(allows([read], 's3:PutObject', 'arn:aws:s3:::b/in/a')).toBe(false);
    expect(allows([read], 's3:GetObject', 'arn:aws:s3:::b/out/a')).toBe(false);
  });

  it('allows by action, whatever its case, and by resource', () => {
    expect(allows([read], 's3:getobject', 'arn:aws:s3:::b/in/a')).toBe(true);
    expect(allows([read], 's3:ListParts', 'arn:aws:s3:::b/in/')).toBe(true);
    expect(allows([read], 's3:GetObject', 'arn:aws:s3:::b/IN/a')).toBe(false);
  });

  it('lets a Deny win over every Allow', () => {
    const deny: PolicyStatement = { Effect: 'Deny', Action: '*', Resource: '*/secret' };

    expect(allows([read, deny], 's3:GetObject', 'arn:aws:s3:::b/in/secret')).toBe(false);
    expect(allows([deny, read], 's3:GetObject', 'arn:aws:s3:::b/in/open')).toBe(true);
  });

  it('reads what is excepted', () => {
    const except: PolicyStatement = { Effect: 'Allow', NotAction: 's3:Delete*', NotResource: ['*/secret'] };

    expect(allows([except], 's3:GetObject', 'arn:aws:s3:::b/a')).toBe(true);
    expect(allows([except], 's3:DeleteObject', 'arn:aws:s3:::b/a')).toBe(false);
    expect(allows([except], 's3:GetObject', 'arn:aws:s3:::b/secret')).toBe(false);
  });

  it('holds a request to the partitions that a condition names, and refuses one whose partitions are not known', () => {
    const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';
    const notes: PolicyStatement = {
      Effect: 'Allow',
      Action: 'dynamodb:PutItem',
      Resource: table,
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['NOTES#*', 'WATCHES'] } },
    };
    const mayPut = (...partitions: string[]): boolean =>
      readPolicies([notes], 'role/test', ACCOUNT)('dynamodb:PutItem', table, { 'dynamodb:leadingkeys': partitions });

    expect(mayPut('NOTES#1', 'WATCHES')).toBe(true);
    expect(mayPut('BRIEF#1')).toBe(false);
    expect(mayPut('NOTES#1', 'BRIEF#1')).toBe(false);
    expect(mayPut('WATCHES#1')).toBe(false);
    expect(allows([notes], 'dynamodb:PutItem', table)).toBe(false);
  });

  it('heeds the sender of an e-mail', () => {
    const identity = 'arn:aws:ses:eu-central-1:000000000000:identity/desk.example';
    const sending: PolicyStatement = {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: identity,
      Condition: { StringEquals: { 'ses:FromAddress': 'precis@desk.example' } },
    };
    const maySend = (from: string): boolean =>
      readPolicies([sending], 'role/test', ACCOUNT)('ses:SendEmail', identity, { 'ses:fromaddress': [from] });

    expect(maySend('precis@desk.example')).toBe(true);
    expect(maySend('boss@desk.example')).toBe(false);
    expect(allows([sending], 'ses:SendEmail', identity)).toBe(false);
  });

  it('knows the conditions that are the same for every request', () => {
    const inAccount = (account: string | string[]): PolicyStatement => ({
      ...read,
      Condition: { StringEquals: { 'aws:ResourceAccount': account } },
    });

    expect(allows([inAccount('000000000000')], 's3:GetObject', 'arn:aws:s3:::b/in/a')).toBe(true);
    expect(allows([inAccount(['1', '000000000000'])], 's3:GetObject', 'arn:aws:s3:::b/in/a')).toBe(true);
    expect(allows([inAccount('111111111111')], 's3:GetObject', 'arn:aws:s3:::b/in/a')).toBe(false);
  });

  it.each([
    [{ ...read, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, 'IpAddress on aws:SourceIp'],
    [{ ...read, Condition: { StringEquals: { 's3:prefix': 'in/' } } }, 'StringEquals on s3:prefix'],
    [{ Effect: 'Allow', Resource: '*' }, 'either Action or NotAction'],
    [{ Effect: 'Allow', Action: '*', Resource: '*', NotResource: 'x' }, 'either Resource or NotResource'],
    [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::$' + '{aws:username}/*' }, 'policy variable'],
  ] satisfies [PolicyStatement, string][])(
    'does not start with a statement that it does not understand: %j',
    (statement, message) => {
      expect(() => readPolicies([statement], 'role/test', ACCOUNT)).toThrow(message);
    },
  );
});

describe('principals', () => {
  it('are found by their keys', () => {
    const owner = ownerPrincipal({ accessKeyId: 'O', secretAccessKey: 's', arn: 'arn:owner' });
    const role = rolePrincipal({ accessKeyId: 'R', secretAccessKey: 's', arn: 'arn:role' }, [], ACCOUNT);
    const principals = principalsOf([owner, role]);

    expect(principals.find('O')?.allows('dynamodb:DeleteTable', '*')).toBe(true);
    expect(principals.find('R')?.allows('dynamodb:DeleteTable', '*')).toBe(false);
    expect(principals.find('o')).toBeUndefined();
  });
});

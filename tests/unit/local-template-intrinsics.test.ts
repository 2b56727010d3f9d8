// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub.
import { describe, expect, it } from 'vitest';
import { type References, Resolver } from '../../local/template/intrinsics.ts';
import { type Json, readTemplate } from '../../local/template/template.ts';
import { TemplateError } from '../../local/template/template-error.ts';

const references: References = {
  pseudo: new Map([
    ['AWS::Region', 'eu-central-1'],
    ['AWS::AccountId', '000000000000'],
  ]),
  ref: (id) => `ref-of-${id}`,
  attribute: (id, name) => `${name}-of-${id}`,
  exported: (name) => `exported-${name}`,
  output: (stack, name) => `${name}-of-stack-${stack}`,
};

const template = readTemplate({
  Resources: {},
  Parameters: {
    Size: { Type: 'String', Default: 'small' },
    Needed: { Type: 'String' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
  },
  Mappings: { Sizes: { small: { memory: 128 }, large: { memory: 512 } } },
  Conditions: {
    IsSmall: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
    IsLarge: { 'Fn::Not': [{ Condition: 'IsSmall' }] },
    IsBoth: { 'Fn::And': [{ Condition: 'IsSmall' }, { Condition: 'IsLarge' }] },
    IsEither: { 'Fn::Or': [{ Condition: 'IsSmall' }, { Condition: 'IsLarge' }] },
  },
});
const resolver = new Resolver(template, references);
const resolve = (value: Json) => resolver.resolve(value);

describe('Template: intrinsic functions', () => {
  it.each<[string, Json, Json]>([
    ['plain values', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
    ['Ref of a resource', { Ref: 'Queue' }, 'ref-of-Queue'],
    ['Ref of a parameter', { Ref: 'Size' }, 'small'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn-of-Queue'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Queue.Dead.Letters' }, 'Dead.Letters-of-Queue'],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'B' }, 1]] }, 'a/ref-of-B/1'],
    ['Join of a split', { 'Fn::Join': ['-', { 'Fn::Split': [':', 'a:b:c'] }] }, 'a-b-c'],
    ['Select', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Select by a text', { 'Fn::Select': ['0', ['x', 'y']] }, 'x'],
    [
      'Sub',
      { 'Fn::Sub': '${AWS::Region}/${Queue}/${Queue.Arn}/${!Kept}' },
      'eu-central-1/ref-of-Queue/Arn-of-Queue/${Kept}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${Name}-${Size}', { Name: { Ref: 'X' } }] }, 'ref-of-X-small'],
    ['If', { 'Fn::If': ['IsSmall', 's', 'l'] }, 's'],
    ['If of the other branch', { 'Fn::If': ['IsLarge', { Ref: 'AWS::Nothing' }, 'l'] }, 'l'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'memory'] }, 128],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'Data-${Size}' } }, 'exported-Data-small'],
    [
      'GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Arn', Region: { Ref: 'AWS::Region' } } },
      'Arn-of-stack-Data',
    ],
  ])('resolves %s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('drops properties and members that are AWS::NoValue', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] })).toEqual({ b: [1] });
    expect(resolve({ 'Fn::If': ['IsSmall', { Ref: 'AWS::NoValue' }, 'x'] })).toBeUndefined();
  });

  it('decides conditions', () => {
    expect(['IsSmall', 'IsLarge', 'IsBoth', 'IsEither'].map((name) => resolver.holds(name))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(resolver.holds(undefined)).toBe(true);
  });

  it.each<[string, Json, string]>([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1] }, 'Fn::Cidr has no local model'],
    ['an unknown pseudo parameter', { Ref: 'AWS::NotificationARNs' }, 'AWS::NotificationARNs has no local model'],
    ['a parameter without a value', { Ref: 'Needed' }, 'The parameter Needed has no value'],
    [
      'a parameter that is looked up in AWS',
      { Ref: 'BootstrapVersion' },
      'The parameter BootstrapVersion has no value',
    ],
    ['a member that is not there', { 'Fn::Select': [3, ['a']] }, 'there is no member 3'],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'huge', 'memory'] }, 'no mapping Sizes.huge.memory'],
    ['an object in a text', { 'Fn::Join': ['', [{ a: 1 }]] }, 'Fn::Join: a text or a number is expected'],
    ['an unknown condition', { 'Fn::If': ['Never', 1, 2] }, 'The condition Never is not in the template'],
    [
      'a stack in another region',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Arn', Region: 'us-east-1' } },
      'another region',
    ],
    [
      'a stack of another account',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Arn', RoleArn: 'arn:aws:iam::1:role/x' } },
      'RoleArn has no local model',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => resolve(value)).toThrow(TemplateError);
    expect(() => resolve(value)).toThrow(message);
  });

  it('refuses sections of a template that it does not know', () => {
    expect(() => readTemplate({ Resources: {}, Transform: 'AWS::Serverless-2016-10-31' })).toThrow(
      'The section Transform of the template has no local model.',
    );
  });
});

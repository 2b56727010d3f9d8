import { describe, expect, it } from 'vitest';
import { grantsOf } from './grants.ts';
import { resource, synthesized } from './synthesized.ts';

const { app, data } = synthesized('dev');

/** What a role may do, as `action resource`, without its log group. */
function allowed(prefix: string, template = app, stored = data): string[] {
  return grantsOf(resource(template, 'AWS::IAM::Policy', prefix), [template, stored])
    .filter((line) => !line.startsWith('logs:'))
    .sort();
}

describe('Permissions', () => {
  it('of parse: read versions in the inbox, write staged objects, take from its queue', () => {
    expect(allowed('ParseRole')).toEqual([
      's3:GetObjectVersion InboxBucket1EDE8E4F.Arn/in/*',
      's3:ListBucket InboxBucket1EDE8E4F.Arn',
      's3:PutObject StagedBucket385DB7B0.Arn/articles/*',
      's3:PutObject StagedBucket385DB7B0.Arn/uploads/*',
      'sqs:DeleteMessage ParseQueue5B123F48.Arn',
      'sqs:GetQueueAttributes ParseQueue5B123F48.Arn',
      'sqs:ReceiveMessage ParseQueue5B123F48.Arn',
    ]);
  });

  it('of brief: read staged objects, delete those of a purged file, read and write the table, take from its queue', () => {
    expect(allowed('BriefRole')).toEqual([
      'dynamodb:BatchGetItem TableCD117FA1.Arn',
      'dynamodb:BatchWriteItem TableCD117FA1.Arn',
      'dynamodb:GetItem TableCD117FA1.Arn',
      'dynamodb:PutItem TableCD117FA1.Arn',
      'dynamodb:Query TableCD117FA1.Arn',
      'dynamodb:UpdateItem TableCD117FA1.Arn',
      's3:DeleteObject StagedBucket385DB7B0.Arn/articles/*',
      's3:DeleteObject StagedBucket385DB7B0.Arn/uploads/*',
      's3:GetObject StagedBucket385DB7B0.Arn/articles/*',
      's3:GetObject StagedBucket385DB7B0.Arn/uploads/*',
      's3:ListBucket StagedBucket385DB7B0.Arn',
      'sqs:DeleteMessage BriefQueue74FE504E.Arn',
      'sqs:GetQueueAttributes BriefQueue74FE504E.Arn',
      'sqs:ReceiveMessage BriefQueue74FE504E.Arn',
    ]);
  });

  it('of api: read, put into the inbox what it gives leave to upload, and write notes and watches', () => {
    expect(allowed('ApiRole')).toEqual([
      'dynamodb:BatchGetItem TableCD117FA1.Arn',
      'dynamodb:DeleteItem TableCD117FA1.Arn',
      'dynamodb:GetItem TableCD117FA1.Arn',
      'dynamodb:PutItem TableCD117FA1.Arn',
      'dynamodb:Query TableCD117FA1.Arn',
      's3:GetObject InboxBucket1EDE8E4F.Arn/in/*',
      's3:GetObject StagedBucket385DB7B0.Arn/articles/*',
      's3:ListBucket InboxBucket1EDE8E4F.Arn',
      's3:ListBucket StagedBucket385DB7B0.Arn',
      's3:PutObject InboxBucket1EDE8E4F.Arn/in/*',
    ]);
  });

  it('of api to write the table: the partitions of notes and watches alone', () => {
    const { PolicyDocument } = resource(app, 'AWS::IAM::Policy', 'ApiRole').Properties;
    const { Statement } = PolicyDocument as { Statement: { Action: string | string[]; Condition?: object }[] };
    const writing = Statement.filter(({ Action }) => /dynamodb:(?!Get|BatchGet|Query)/.test([Action].flat().join()));
    expect(writing).toMatchObject([
      {
        Action: ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['NOTES#*', 'NOTED', 'WATCHES'] } },
      },
    ]);
  });

  it('of api where no article is served: none to read staged articles', () => {
    const { app: quiet, data: of } = synthesized('dev', { serveArticleText: false });
    expect(allowed('ApiRole', quiet, of).filter((line) => line.includes('Staged'))).toEqual([]);
    const { Environment } = resource(quiet, 'AWS::Lambda::Function', 'Api').Properties;
    expect(Environment).toMatchObject({ Variables: { SERVE_ARTICLE_TEXT: 'false' } });
    expect(Environment).not.toHaveProperty('Variables.STAGED_BUCKET');
  });

  it('of the authorizer: read the one parameter of the tokens', () => {
    const { app: ofTokens } = synthesized('dev', { auth: { mode: 'token', parameter: '/desk/tokens' } });
    expect(allowed('TokensAuthorizerRole', ofTokens)).toEqual([
      'ssm:GetParameter arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/desk/tokens',
    ]);
  });
});

import { createHash } from 'node:crypto';
import { partitionOf } from '../../functions/core/partition.ts';
import type { LocalAccount } from '../contracts.ts';
import { regionalArn } from '../regional-arn.ts';
import type { Json } from './template.ts';

/** Longest names (Service Quotas of S3, SQS, Lambda, DynamoDB, IAM and Cognito). */
const NAMED_TYPES: Record<string, { property: string; longest: number; lowerCase?: true }> = {
  'AWS::S3::Bucket': { property: 'BucketName', longest: 63, lowerCase: true },
  'AWS::SQS::Queue': { property: 'QueueName', longest: 80 },
  'AWS::DynamoDB::Table': { property: 'TableName', longest: 255 },
  'AWS::DynamoDB::GlobalTable': { property: 'TableName', longest: 255 },
  'AWS::Lambda::Function': { property: 'FunctionName', longest: 64 },
  'AWS::Events::EventBus': { property: 'Name', longest: 256 },
  'AWS::Events::Rule': { property: 'Name', longest: 64 },
  'AWS::Scheduler::Schedule': { property: 'Name', longest: 64 },
  'AWS::IAM::Role': { property: 'RoleName', longest: 64 },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', longest: 128 },
  'AWS::Cognito::UserPool': { property: 'UserPoolName', longest: 128 },
  'AWS::Cognito::UserPoolClient': { property: 'ClientName', longest: 128 },
  'AWS::Cognito::UserPoolDomain': { property: 'Domain', longest: 63, lowerCase: true },
  'AWS::Cognito::UserPoolGroup': { property: 'GroupName', longest: 128 },
  'AWS::Cognito::UserPoolResourceServer': { property: 'Identifier', longest: 256 },
  'AWS::ApiGatewayV2::DomainName': { property: 'DomainName', longest: 253, lowerCase: true },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', longest: 512 },
  'AWS::SNS::Topic': { property: 'TopicName', longest: 256 },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', longest: 255 },
  'AWS::CloudWatch::Dashboard': { property: 'DashboardName', longest: 255 },
};

/** The property that names a resource of a type; undefined where such a resource has no name of its own. */
export function nameProperty(type: string): string | undefined {
  return NAMED_TYPES[type]?.property;
}

/**
 * The name that a resource has on this machine when its template gives none: the same at every start, so that what was
 * stored is found again. Longer than AWS allows, it is cut and made unique by a hash.
 */
export function generatedName(type: string, stack: string, logicalId: string): string {
  const { longest = 255, lowerCase } = NAMED_TYPES[type] ?? {};
  const name = lowerCase ? `${stack}-${logicalId}`.toLowerCase() : `${stack}-${logicalId}`;
  if (name.length <= longest) return name;
  const mark = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - 9)}-${mark}`;
}

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface Addresses {
  ref: Json;
  attributes: Record<string, Json>;
}

/** Addresses that depend on where this machine listens. */
export interface Endpoints {
  sqsUrl: string;
  apiUrl: string;
}

/**
 * What `Ref` and `Fn::GetAtt` give for a resource (AWS CloudFormation Template Reference, "Return values" of each type).
 * @returns undefined for a type without a model.
 */
export function addressesOf(
  type: string,
  name: string,
  logicalId: string,
  account: LocalAccount,
  endpoints: Endpoints,
): Addresses | undefined {
  const { accountId, region } = account;
  const arn = (service: string, resource: string) => regionalArn(service, resource, account);
  const partition = partitionOf(region);
  switch (type) {
    case 'AWS::S3::Bucket':
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        },
      };
    case 'AWS::SQS::Queue': {
      const url = `${endpoints.sqsUrl}/${accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
    }
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
    case 'AWS::Lambda::Function':
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    case 'AWS::IAM::Role':
      return { ref: name, attributes: { Arn: `arn:${partition}:iam::${accountId}:role/${name}` } };
    case 'AWS::IAM::ManagedPolicy': {
      const policyArn = `arn:${partition}:iam::${accountId}:policy/${name}`;
      return { ref: policyArn, attributes: { PolicyArn: policyArn } };
    }
    case 'AWS::Cognito::UserPool': {
      const id = userPoolId(name, logicalId, region);
      const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
      return {
        ref: id,
        attributes: {
          Arn: arn('cognito-idp', `userpool/${id}`),
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
          UserPoolId: id,
        },
      };
    }
    case 'AWS::Cognito::UserPoolClient': {
      const id = identifier(`${name}/${logicalId}`, 26);
      return { ref: id, attributes: { ClientId: id, Name: name } };
    }
    case 'AWS::Cognito::UserPoolDomain':
    case 'AWS::Cognito::UserPoolGroup':
    case 'AWS::Cognito::UserPoolResourceServer':
      return { ref: name, attributes: {} };
    case 'AWS::KMS::Key':
      return { ref: logicalId, attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId } };
    case 'AWS::Events::EventBus':
      return { ref: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
    case 'AWS::Events::Rule':
      // On another bus than the default one, both would name the bus as well; nothing here asks for them.
      return { ref: name, attributes: {} };
    case 'AWS::Scheduler::Schedule':
      return { ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
    case 'AWS::Logs::LogGroup':
      return { ref: name, attributes: { Arn: `${arn('logs', `log-group:${name}`)}:*` } };
    case 'AWS::SNS::Topic':
      return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
    case 'AWS::CloudWatch::Alarm':
      return { ref: name, attributes: { Arn: arn('cloudwatch', `alarm:${name}`) } };
    case 'AWS::CloudWatch::Dashboard':
      return { ref: name, attributes: {} };
    case 'AWS::ApiGatewayV2::Api':
      return { ref: logicalId, attributes: { ApiId: logicalId, ApiEndpoint: endpoints.apiUrl } };
    case 'AWS::ApiGatewayV2::DomainName':
      return {
        ref: name,
        attributes: {
          RegionalDomainName: `d-${identifier(name, 10)}.execute-api.${region}.amazonaws.com`,
          RegionalHostedZoneId: `Z${identifier(region, 13).toUpperCase()}`,
        },
      };
    case 'AWS::ApiGatewayV2::Authorizer':
      return { ref: logicalId, attributes: { AuthorizerId: logicalId } };
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Route':
      return { ref: logicalId, attributes: {} };
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: '$default', attributes: {} };
    default:
      return undefined;
  }
}

/** The id of a user pool, of the form that Cognito gives it: `<region>_<9 letters and digits>`. */
function userPoolId(name: string, logicalId: string, region: string): string {
  return `${region}_${identifier(`${name}/${logicalId}`, 9)}`;
}

/** Letters and digits that are the same at every start. */
function identifier(source: string, length: number): string {
  const hash = createHash('sha256').update(source).digest('hex');
  return BigInt(`0x${hash}`).toString(36).slice(0, length);
}

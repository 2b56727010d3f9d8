import { ArnFormat, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** What administrators of the key may do, all actions on one symmetric key of KMS that are no use of it. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** What encrypting a table asks of whoever makes it (Amazon DynamoDB Developer Guide, "DynamoDB encryption at rest"). */
const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * Who may do what with a key that encrypts a stage. In a key's policy the resource `*` is the key itself.
 *
 *     the account   gives rights by its own IAM policies, as it does for every key
 *     S3            encrypts the events that it sends to a queue (SQS Developer Guide, "Key management")
 *     CloudWatch    encrypts the alarms that it publishes to a topic (SNS Developer Guide, "Key management")
 *     Logs          encrypts log groups of this account and region (CloudWatch Logs User Guide, "Encrypt log data")
 *
 * S3, SQS, SNS and DynamoDB use the key for a caller with the caller's own rights, which the functions' roles hold.
 */
export function keyPolicy(stack: Stack): iam.PolicyDocument {
  const { region, account } = stack;
  const resources = ['*'];
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': account } };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: 'AdministeredByIamPolicies',
        principals: [new iam.AccountRootPrincipal()],
        actions: ADMINISTRATION,
        resources,
      }),
      new iam.PolicyStatement({
        sid: 'UsedByIamPolicies',
        principals: [new iam.AccountRootPrincipal()],
        actions: USE,
        resources,
      }),
      new iam.PolicyStatement({
        sid: 'LentToServicesByIamPolicies',
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:CreateGrant'],
        resources,
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
      new iam.PolicyStatement({
        sid: 'BucketsNotifyQueues',
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources,
        conditions: ofThisAccount,
      }),
      new iam.PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources,
        conditions: ofThisAccount,
      }),
      new iam.PolicyStatement({
        sid: 'LogGroups',
        principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: USE,
        resources,
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
              service: 'logs',
              resource: 'log-group',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    ],
  });
}

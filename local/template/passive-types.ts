/**
 * The resource types that do nothing on this machine, each with the reason that the start prints. A type that is neither
 * here nor modelled stops the start.
 */
export const PASSIVE_TYPES: ReadonlyMap<string, string> = new Map([
  ['AWS::CDK::Metadata', 'statistics of CDK'],
  ['Custom::EmptiedBuckets', 'no stack is deleted here; deleting the state deletes what is stored'],
  ['AWS::ApiGatewayV2::DomainName', 'the API is reached on this machine alone'],
  ['AWS::ApiGatewayV2::ApiMapping', 'the API is reached on this machine alone'],
  ['AWS::Route53::RecordSet', 'the API is reached on this machine alone'],
  ['AWS::Lambda::Permission', 'resource policies are not enforced: the API and the queues may call their functions'],
  ['AWS::S3::BucketPolicy', 'resource policies are not enforced; every request is on loopback'],
  ['AWS::SQS::QueuePolicy', 'resource policies are not enforced; S3 may send to the queues it notifies'],
  ['AWS::Events::EventBusPolicy', 'resource policies are not enforced; nobody else is on this machine'],
  ['AWS::KMS::Key', 'nothing is encrypted at rest but by this machine'],
  ['AWS::KMS::Alias', 'nothing is encrypted at rest but by this machine'],
  ['AWS::Logs::LogGroup', 'logs are files, one a function'],
  ['AWS::Logs::MetricFilter', 'there are no metrics; they stay in the logs as lines'],
  ['AWS::Logs::QueryDefinition', 'there is no log query service'],
  ['AWS::CloudWatch::Alarm', 'there are no metrics to watch'],
  ['AWS::CloudWatch::CompositeAlarm', 'there are no metrics to watch'],
  ['AWS::CloudWatch::Dashboard', 'there are no metrics to show'],
  ['AWS::SNS::Topic', 'only alarms publish to it'],
  ['AWS::SNS::TopicPolicy', 'only alarms publish to the topic'],
  ['AWS::SNS::Subscription', 'only alarms publish to the topic'],
  ['AWS::Budgets::Budget', 'nothing is billed'],
  ['AWS::Cognito::ManagedLoginBranding', 'the login page is plain'],
  ['AWS::Cognito::UserPoolUICustomizationAttachment', 'the login page is plain'],
]);

import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE } from '../../functions/runtime/stage-metrics.ts';
import type { PrivateBucket } from './private-bucket.ts';
import type { StageQueue } from './stage-queue.ts';

/** Messages that one invocation takes; above 10, Lambda would have to wait for a batch to fill. */
const BATCH_SIZE = 10;

/** What a function may do with the table, by the names of the API. */
const TABLE_ACTIONS = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
} as const;

/**
 * What DynamoDB does with the table's key for whoever reads or writes the table, with the rights of the caller (Developer
 * Guide, "DynamoDB encryption at rest").
 */
const TABLE_KEY_ACTIONS = {
  read: ['kms:Decrypt', 'kms:DescribeKey'],
  write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
} as const;

export interface StageFunctionProps {
  description: string;
  /** The directory of its bundle, whose `index.mjs` exports `handler`. */
  code: string;
  /** The name under which its log lines and metrics are found. */
  service: string;
  memoryMegabytes: number;
  timeoutSeconds: number;
  logRetentionDays: logs.RetentionDays;
  /** Encrypts its log; undefined for a key of CloudWatch Logs. */
  key: kms.IKey | undefined;
}

/**
 * One function with its own role and log group. A method for each thing it may do gives the permission and tells the
 * function the name of what it may use, so that neither can be there without the other.
 */
export class StageFunction extends Construct {
  readonly function: lambda.Function;
  readonly timeout: Duration;
  readonly memoryMegabytes: number;
  readonly service: string;
  readonly logGroup: logs.LogGroup;
  readonly #role: iam.Role;

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeoutSeconds);
    this.memoryMegabytes = props.memoryMegabytes;
    this.service = props.service;
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key ? { encryptionKey: props.key } : {}),
    });
    this.#role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${props.service} may do`,
    });
    this.logGroup.grantWrite(this.#role);
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(props.code),
      handler: 'index.handler',
      role: this.#role,
      memorySize: props.memoryMegabytes,
      timeout: this.timeout,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.service,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
  }

  /** Tells the function a setting that is no permission. */
  configure(variable: string, value: string): void {
    this.function.addEnvironment(variable, value);
  }

  /**
   * Lets it read objects under prefixes. It may list the bucket as well: without that, S3 answers 403 for an object that
   * is not there (API Reference, GetObject).
   * @param versions whether it reads versions by their ids, and nothing else: no other permission is needed for that
   * (API Reference, GetObject).
   * @param variable the environment variable that holds the bucket's name.
   */
  readObjects(
    source: PrivateBucket,
    { prefixes, versions = false, variable }: { prefixes: string[]; versions?: boolean; variable: string },
  ): void {
    this.#allowObjects([versions ? 's3:GetObjectVersion' : 's3:GetObject'], source, prefixes);
    this.#allow(['s3:ListBucket'], [source.bucket.bucketArn]);
    this.#useKey(source.key, ['kms:Decrypt'], 's3');
    this.configure(variable, source.bucket.bucketName);
  }

  /** Lets it put objects under prefixes. */
  putObjects(target: PrivateBucket, { prefixes, variable }: { prefixes: string[]; variable: string }): void {
    this.#allowObjects(['s3:PutObject'], target, prefixes);
    this.#useKey(target.key, ['kms:GenerateDataKey'], 's3');
    this.configure(variable, target.bucket.bucketName);
  }

  /** Lets it delete objects under prefixes. In a bucket with versions this would put delete markers. */
  deleteObjects(target: PrivateBucket, { prefixes }: { prefixes: string[] }): void {
    this.#allowObjects(['s3:DeleteObject'], target, prefixes);
  }

  /** Lets it delete all that a bucket holds under its prefixes, every version. */
  emptyBucket(target: PrivateBucket): void {
    this.#allow(['s3:ListBucketVersions'], [target.bucket.bucketArn]);
    this.#allowObjects(['s3:DeleteObject', 's3:DeleteObjectVersion'], target, target.prefixes);
  }

  /** Lets it read the status of its own stack. */
  seeOwnStack(): void {
    this.#allow(['cloudformation:DescribeStacks'], [Aws.STACK_ID]);
  }

  /** Lets it read the table, or read and write it; its name is in `TABLE_NAME`. `key` is the table's. */
  useTable(
    table: dynamodb.TableV2,
    { access, key }: { access: 'read' | 'read-write'; key: kms.IKey | undefined },
  ): void {
    const of = ({ read, write }: Record<'read' | 'write', readonly string[]>) =>
      access === 'read-write' ? [...read, ...write] : [...read];
    this.#allow(of(TABLE_ACTIONS), [table.tableArn]);
    this.#useKey(key, of(TABLE_KEY_ACTIONS), 'dynamodb');
    this.configure('TABLE_NAME', table.tableName);
  }

  /**
   * Lets it put and delete single items of some partitions of the table, and no others (Developer Guide, "Using IAM policy
   * conditions for fine-grained access control"). Every request of these actions names its partition.
   * @param partitions their keys, with `*` for any characters.
   * @param deletes whether it may delete them as well; it may unless this is false.
   * @param key the table's.
   */
  writeItems(
    table: dynamodb.TableV2,
    {
      partitions,
      deletes = true,
      key,
    }: { partitions: readonly string[]; deletes?: boolean; key: kms.IKey | undefined },
  ): void {
    this.#role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:PutItem', ...(deletes ? ['dynamodb:DeleteItem'] : [])],
        resources: [table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      }),
    );
    this.#useKey(key, [...TABLE_KEY_ACTIONS.write], 'dynamodb');
  }

  /** Lets it put events on one bus, whose ARN is in `EVENT_BUS_NAME`, as the source in `EVENT_SOURCE`. */
  putEvents(bus: Pick<events.IEventBus, 'eventBusArn'>, source: string): void {
    this.#allow(['events:PutEvents'], [bus.eventBusArn]);
    this.configure('EVENT_BUS_NAME', bus.eventBusArn);
    this.configure('EVENT_SOURCE', source);
  }

  /**
   * Lets it send e-mail from one address, which is in `MAIL_FROM`. SES asks for the permission on the identity that is
   * verified: the address, or its domain (Amazon SES Developer Guide, "Identity and access management").
   */
  sendMail(from: string): void {
    const identities = [from, from.slice(from.lastIndexOf('@') + 1).toLowerCase()];
    this.#role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: identities.map((resourceName) =>
          Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName }),
        ),
        conditions: { StringEquals: { 'ses:FromAddress': from } },
      }),
    );
    this.configure('MAIL_FROM', from);
  }

  /** Lets it read one parameter, a secret one too: its key admits whoever may read it (KMS, `alias/aws/ssm`). */
  readParameter(arn: string, { name, variable }: { name: string; variable: string }): void {
    this.#allow(['ssm:GetParameter'], [arn]);
    this.configure(variable, name);
  }

  /**
   * Feeds it from a queue. Messages are answered one by one: one that fails does not bring the others back. Lambda takes
   * them as the function's role, with no more than these permissions (AWS managed policies for Lambda,
   * AWSLambdaSQSQueueExecutionRole).
   */
  consume({ queue, key }: StageQueue, { maxConcurrency }: { maxConcurrency: number }): void {
    this.#allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]);
    this.#useKey(key, ['kms:Decrypt'], 'sqs');
    new lambda.EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: Duration.seconds(0),
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }

  /** Lets a service use a key for it, and nobody directly: what the key protects is reached through the service alone. */
  #useKey(key: kms.IKey | undefined, actions: string[], service: 's3' | 'sqs' | 'dynamodb'): void {
    if (key === undefined) return;
    const via = `${service}.${Stack.of(this).region}.amazonaws.com`;
    this.#role.addToPolicy(
      new iam.PolicyStatement({
        actions,
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': via } },
      }),
    );
  }

  #allow(actions: string[], resources: string[]): void {
    this.#role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  }

  #allowObjects(actions: string[], owner: PrivateBucket, prefixes: readonly string[]): void {
    this.#allow(
      actions,
      prefixes.map((prefix) => owner.bucket.arnForObjects(`${prefix}*`)),
    );
    this.#acceptPrefixes(owner, prefixes);
  }

  /**
   * Says why the wildcard behind a prefix stays. cdk-nag names a finding by the ARN as the template has it, and a
   * reference to another stack gets that form only when the app is prepared: just before its constructs are validated.
   */
  #acceptPrefixes({ bucket }: PrivateBucket, prefixes: readonly string[]): void {
    this.node.addValidation({
      validate: () => {
        const arn = Stack.of(this).resolve(bucket.bucketArn);
        const own: unknown = arn['Fn::GetAtt'];
        const named = Array.isArray(own) ? `<${own.join('.')}>` : JSON.stringify(arn);
        Validations.of(this.#role).acknowledge(
          ...prefixes.map((prefix) => ({
            id: `AwsSolutions-IAM5[Resource::${named}/${prefix}*]`,
            reason: 'The objects of one prefix: their keys are made from events, so none is known beforehand.',
          })),
        );
        return [];
      },
    });
  }
}

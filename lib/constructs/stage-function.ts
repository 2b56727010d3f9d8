import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
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

export interface StageFunctionProps {
  description: string;
  /** The directory of its bundle, whose `index.mjs` exports `handler`. */
  code: string;
  /** The name under which its log lines and metrics are found. */
  service: string;
  memoryMegabytes: number;
  timeoutSeconds: number;
  logRetentionDays: logs.RetentionDays;
}

/**
 * One function with its own role and log group. A method for each thing it may do gives the permission and tells the
 * function the name of what it may use, so that neither can be there without the other.
 */
export class StageFunction extends Construct {
  readonly function: lambda.Function;
  readonly timeout: Duration;
  readonly service: string;
  readonly logGroup: logs.LogGroup;
  readonly #role: iam.Role;

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeoutSeconds);
    this.service = props.service;
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
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
   * @param versions whether it may also read a version by its id.
   * @param variable the environment variable that holds the bucket's name.
   */
  readObjects(
    source: PrivateBucket,
    { prefixes, versions = false, variable }: { prefixes: string[]; versions?: boolean; variable: string },
  ): void {
    this.#allowObjects(['s3:GetObject', ...(versions ? ['s3:GetObjectVersion'] : [])], source, prefixes);
    this.#allow(['s3:ListBucket'], [source.bucket.bucketArn]);
    this.configure(variable, source.bucket.bucketName);
  }

  /** Lets it put objects under prefixes. */
  putObjects(target: PrivateBucket, { prefixes, variable }: { prefixes: string[]; variable: string }): void {
    this.#allowObjects(['s3:PutObject'], target, prefixes);
    this.configure(variable, target.bucket.bucketName);
  }

  /** Lets it delete objects under prefixes. In a bucket with versions this would put delete markers. */
  deleteObjects(target: PrivateBucket, { prefixes }: { prefixes: string[] }): void {
    this.#allowObjects(['s3:DeleteObject'], target, prefixes);
  }

  /** Lets it read the table, or read and write it; its name is in `TABLE_NAME`. */
  useTable(table: dynamodb.TableV2, access: 'read' | 'read-write'): void {
    const { read, write } = TABLE_ACTIONS;
    this.#allow([...read, ...(access === 'read-write' ? write : [])], [table.tableArn]);
    this.configure('TABLE_NAME', table.tableName);
  }

  /** Lets it put events on one bus, whose ARN is in `EVENT_BUS_NAME`, as the source in `EVENT_SOURCE`. */
  putEvents(bus: Pick<events.IEventBus, 'eventBusArn'>, source: string): void {
    this.#allow(['events:PutEvents'], [bus.eventBusArn]);
    this.configure('EVENT_BUS_NAME', bus.eventBusArn);
    this.configure('EVENT_SOURCE', source);
  }

  /** Lets it read one parameter, a secret one too: its key admits whoever may read it (KMS, `alias/aws/ssm`). */
  readParameter(arn: string, { name, variable }: { name: string; variable: string }): void {
    this.#allow(['ssm:GetParameter'], [arn]);
    this.configure(variable, name);
  }

  /** Feeds it from a queue. Messages are answered one by one: one that fails does not bring the others back. */
  consume({ queue }: StageQueue, { maxConcurrency }: { maxConcurrency: number }): void {
    this.#allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      [queue.queueArn],
    );
    new lambda.EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: Duration.seconds(0),
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }

  #allow(actions: string[], resources: string[]): void {
    this.#role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  }

  #allowObjects(actions: string[], owner: PrivateBucket, prefixes: string[]): void {
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
  #acceptPrefixes({ bucket }: PrivateBucket, prefixes: string[]): void {
    this.node.addValidation({
      validate: () => {
        const arn = JSON.stringify(Stack.of(this).resolve(bucket.bucketArn));
        Validations.of(this.#role).acknowledge(
          ...prefixes.map((prefix) => ({
            id: `AwsSolutions-IAM5[Resource::${arn}/${prefix}*]`,
            reason: 'The objects of one prefix: their keys are made from events, so none is known beforehand.',
          })),
        );
        return [];
      },
    });
  }
}

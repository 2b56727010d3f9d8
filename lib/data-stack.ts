import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { ARTICLES_PREFIX, INBOX_PREFIX, UPLOADS_PREFIX } from '../functions/core/manifest.ts';
import { PARTITION_KEY, SORT_KEY, TIME_TO_LIVE } from '../functions/core/store/table.ts';
import { exactOrigins } from './auth-settings.ts';
import type { StageConfig } from './config.ts';
import { DeskUsers } from './constructs/desk-users.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { StageQueue } from './constructs/stage-queue.ts';
import { type Events, eventSource } from './events-setting.ts';

/** Days that access logs are kept. */
const ACCESS_LOG_DAYS = 90;

/** What the stack needs of a bus, its own or another. */
type EventBus = Pick<events.IEventBus, 'eventBusArn'>;

/**
 * All that is stored. Queues stand beside the buckets that notify them: in another stack, each would wait for the other.
 *
 *     inbox in/… ──▶ parse queue (+ dead letters)      table
 *     staged articles/…, uploads/… ──▶ brief queue (+ dead letters)      people, where they sign in
 *
 * A bus of its own for changes stands here, as the rules of subscribers hang on it.
 */
export class DataStack extends Stack {
  readonly inbox: PrivateBucket;
  readonly staged: PrivateBucket;
  readonly parseQueue: StageQueue;
  readonly briefQueue: StageQueue;
  readonly table: dynamodb.TableV2;
  /** Where `auth` is `users`. */
  readonly users: DeskUsers | undefined;
  /** Where changes are announced; undefined for nowhere. */
  readonly eventBus: EventBus | undefined;

  constructor(scope: Construct, id: string, { stage, settings }: StageConfig) {
    super(scope, id, {
      description: `Precis (${stage}): articles, queues and briefs`,
      terminationProtection: settings.retainData,
      tags: { application: 'precis', stage },
    });
    const retain = settings.retainData;

    const accessLogs = new PrivateBucket(this, 'AccessLogs', { retain, expirationDays: ACCESS_LOG_DAYS });
    this.inbox = new PrivateBucket(this, 'Inbox', {
      retain,
      accessLogs,
      versions: { noncurrentDays: settings.noncurrentVersionDays },
      expirationDays: settings.retentionDays,
      uploadOrigins: settings.origins,
    });
    this.staged = new PrivateBucket(this, 'Staged', { retain, accessLogs, expirationDays: settings.retentionDays });

    this.parseQueue = new StageQueue(this, 'Parse', {
      consumerTimeout: Duration.seconds(settings.parse.timeoutSeconds),
    });
    this.briefQueue = new StageQueue(this, 'Brief', {
      consumerTimeout: Duration.seconds(settings.brief.timeoutSeconds),
    });
    // What lifecycle rules expire is no removal by a person: those events are left out on purpose.
    this.inbox.notify(this.parseQueue, {
      events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete', 's3:ObjectRemoved:DeleteMarkerCreated'],
      prefixes: [INBOX_PREFIX],
    });
    this.staged.notify(this.briefQueue, {
      events: ['s3:ObjectCreated:*'],
      prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX],
    });

    this.table = new dynamodb.TableV2(this, 'Table', {
      partitionKey: { name: PARTITION_KEY, type: dynamodb.AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: TIME_TO_LIVE,
      deletionProtection: retain,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const { auth } = settings;
    this.users =
      auth.mode === 'users'
        ? new DeskUsers(this, 'Users', {
            domainPrefix: auth.domainPrefix,
            secondFactor: auth.secondFactor,
            retain,
            page: exactOrigins(settings.origins)[0],
          })
        : undefined;

    this.eventBus = this.#findEventBus(stage, settings.events);

    new CfnOutput(this, 'InboxBucketName', {
      value: this.inbox.bucket.bucketName,
      description: `Put articles here, under ${INBOX_PREFIX}`,
    });
    new CfnOutput(this, 'StagedBucketName', { value: this.staged.bucket.bucketName });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'ParseQueueUrl', { value: this.parseQueue.queue.queueUrl });
    new CfnOutput(this, 'ParseDeadLetterQueueUrl', { value: this.parseQueue.deadLetters.queueUrl });
    new CfnOutput(this, 'BriefQueueUrl', { value: this.briefQueue.queue.queueUrl });
    new CfnOutput(this, 'BriefDeadLetterQueueUrl', { value: this.briefQueue.deadLetters.queueUrl });
    if (settings.retentionDays !== undefined) {
      new CfnOutput(this, 'RetentionDays', { value: String(settings.retentionDays) });
    }
    if (this.eventBus) {
      new CfnOutput(this, 'EventBusArn', {
        value: this.eventBus.eventBusArn,
        description: `Rules on it are told what changes, by the source ${eventSource(stage)}`,
      });
    }
    if (this.users) {
      new CfnOutput(this, 'UserPoolId', { value: this.users.pool.userPoolId });
      new CfnOutput(this, 'LoginUrl', {
        value: this.users.domain.baseUrl(),
        description: 'Where people sign in; the page at ApiUrl leads there',
      });
    }
  }
  #findEventBus(stage: string, setting: Events): EventBus | undefined {
    switch (setting.mode) {
      case 'none':
        return undefined;
      case 'own':
        return new events.EventBus(this, 'Events', {
          eventBusName: `precis-${stage}`,
          description: `Precis (${stage}): what changes in briefs`,
        });
      case 'existing':
        return events.EventBus.fromEventBusArn(this, 'Events', setting.busArn);
    }
  }
}

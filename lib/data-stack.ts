import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ARTICLES_PREFIX, INBOX_PREFIX, LEXICON_PREFIX, UPLOADS_PREFIX } from '../functions/core/manifest.ts';
import { PARTITION_KEY, SORT_KEY, TIME_TO_LIVE } from '../functions/core/store/table.ts';
import { domainOrigin, OWN_KEY } from './account-settings.ts';
import { exactOrigins } from './auth-settings.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig, StageSettings } from './config.ts';
import { DeskUsers } from './constructs/desk-users.ts';
import { EmptiedBuckets } from './constructs/emptied-buckets.ts';
import { keyPolicy } from './constructs/key-policy.ts';
import { accessLogPrefix, PrivateBucket } from './constructs/private-bucket.ts';
import { StageQueue } from './constructs/stage-queue.ts';
import { type Events, eventSource } from './events-setting.ts';
import { stackProperties } from './stack-properties.ts';

/** Days that access logs are kept. */
const ACCESS_LOG_DAYS = 90;

/** What the stack needs of a bus, its own or another. */
type EventBus = Pick<events.IEventBus, 'eventBusArn'>;

export interface DataStackProps extends StageConfig {
  bundles: Pick<FunctionBundles, 'emptier'>;
}

/** The shortest that KMS waits before it deletes a key (API Reference, ScheduleKeyDeletion); meanwhile it costs nothing. */
const KEY_DELETION_DAYS = 7;

/**
 * All that is stored. Queues stand beside the buckets that notify them: in another stack, each would wait for the other.
 *
 *     inbox in/… ──▶ parse queue (+ dead letters)      table
 *     staged articles/…, uploads/…, lexicon/… ──▶ brief queue (+ dead letters)      people, where they sign in
 *
 * A bus of its own for changes stands here, as the rules of subscribers hang on it.
 */
export class DataStack extends Stack {
  /** What encrypts all of it; undefined for AWS's own keys. */
  readonly key: kms.IKey | undefined;
  readonly inbox: PrivateBucket;
  readonly staged: PrivateBucket;
  readonly parseQueue: StageQueue;
  readonly briefQueue: StageQueue;
  readonly table: dynamodb.TableV2;
  /** Where `auth` is `users`. */
  readonly users: DeskUsers | undefined;
  /** Where changes are announced; undefined for nowhere. */
  readonly eventBus: EventBus | undefined;

  constructor(scope: Construct, id: string, { stage, settings, bundles }: DataStackProps) {
    super(scope, id, {
      description: `Precis (${stage}): articles, queues and briefs`,
      ...stackProperties({ stage, settings }),
    });
    const { retainData: retain, deletionProtection } = settings;
    const key = keyOf(this, settings);
    this.key = key;
    // The address that API Gateway gives is not known here.
    const page = domainOrigin(settings.domain);

    const accessLogs = new PrivateBucket(this, 'AccessLogs', {
      retain,
      prefixes: ['Inbox', 'Staged'].map(accessLogPrefix),
      expirationDays: ACCESS_LOG_DAYS,
    });
    this.inbox = new PrivateBucket(this, 'Inbox', {
      retain,
      prefixes: [INBOX_PREFIX],
      key,
      accessLogs,
      versions: { noncurrentDays: settings.noncurrentVersionDays },
      expirationDays: settings.retentionDays,
      uploadOrigins: [...new Set([...(page ? [page] : []), ...settings.origins])],
    });
    this.staged = new PrivateBucket(this, 'Staged', {
      retain,
      prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX, LEXICON_PREFIX],
      expiringPrefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX],
      key,
      accessLogs,
      expirationDays: settings.retentionDays,
    });

    if (!retain) {
      new EmptiedBuckets(this, 'EmptiedBuckets', {
        key,
        buckets: [this.inbox, this.staged, accessLogs],
        accessLogs,
        code: bundles.emptier,
        service: `precis-${stage}-emptier`,
        logRetentionDays: settings.logRetentionDays,
      });
    }

    this.parseQueue = new StageQueue(this, 'Parse', {
      key,
      consumerTimeout: Duration.seconds(settings.parse.timeoutSeconds),
    });
    this.briefQueue = new StageQueue(this, 'Brief', {
      key,
      consumerTimeout: Duration.seconds(settings.brief.timeoutSeconds),
    });
    // What lifecycle rules expire is no removal by a person: those events are left out on purpose.
    this.inbox.notify(this.parseQueue, {
      events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete', 's3:ObjectRemoved:DeleteMarkerCreated'],
      prefixes: [INBOX_PREFIX],
    });
    this.staged.notify(this.briefQueue, {
      events: ['s3:ObjectCreated:*'],
      prefixes: [ARTICLES_PREFIX, UPLOADS_PREFIX, LEXICON_PREFIX],
    });

    this.table = new dynamodb.TableV2(this, 'Table', {
      partitionKey: { name: PARTITION_KEY, type: dynamodb.AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: TIME_TO_LIVE,
      deletionProtection,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    if (key) encryptTable(this.table, key);

    const { auth } = settings;
    this.users =
      auth.mode === 'users'
        ? new DeskUsers(this, 'Users', {
            domainPrefix: auth.domainPrefix,
            secondFactor: auth.secondFactor,
            retain,
            deletionProtection,
            page: page ?? exactOrigins(settings.origins)[0],
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
    if (key) {
      new CfnOutput(this, 'KeyArn', { value: key.keyArn, description: 'Whoever reads the data needs it as well' });
    }
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
        value: this.users.signInOrigin,
        description: 'Where people sign in; the page at ApiUrl leads there',
      });
    }
  }

  #findEventBus(stage: string, setting: Events): EventBus | undefined {
    switch (setting.mode) {
      case 'none':
        return undefined;
      case 'own':
        return this.#ownEventBus(stage);
      case 'existing':
        return events.EventBus.fromEventBusArn(this, 'Events', setting.busArn);
    }
  }

  #ownEventBus(stage: string): EventBus {
    const bus = new events.EventBus(this, 'Events', {
      eventBusName: `precis-${stage}`,
      description: `Precis (${stage}): what changes in briefs`,
    });
    const resource = bus.node.defaultChild;
    if (!(resource instanceof events.CfnEventBus)) throw new TypeError('An event bus has no resource of its own.');
    // Not by CDK's own property, which adds to the key's policy what stands in it.
    if (this.key) resource.kmsKeyIdentifier = this.key.keyArn;
    return bus;
  }
}

/** The key that the settings ask for. An existing one has a policy of its own: `docs/deploying.md` says what it must hold. */
function keyOf(stack: Stack, { kms: setting, retainData }: StageSettings): kms.IKey | undefined {
  if (setting === undefined) return undefined;
  if (setting !== OWN_KEY) return kms.Key.fromKeyArn(stack, 'Key', setting);
  return new kms.Key(stack, 'Key', {
    description: `Encrypts what ${stack.stackName} stores and what is logged of it`,
    policy: keyPolicy(stack),
    enableKeyRotation: true,
    pendingWindow: Duration.days(KEY_DELETION_DAYS),
    removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/** CDK's own way asks for the region, which a stage need not fix. */
function encryptTable(table: dynamodb.TableV2, { keyArn }: kms.IKey): void {
  const resource = table.node.defaultChild;
  if (!(resource instanceof dynamodb.CfnGlobalTable)) throw new TypeError('A table has no resource of its own.');
  resource.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
  resource.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: keyArn });
}

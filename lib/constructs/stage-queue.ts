import { Aws, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** AWS Lambda Developer Guide, "Configuring a queue for use with Lambda": at least six times the function's time-out. */
const VISIBILITY_PER_TIMEOUT = 6;
/** A message that failed this often waits in the dead-letter queue. */
const MAX_RECEIVES = 5;
/** The longest that SQS keeps a message, so that an outage can be found and repaired before anything is lost. */
const DEAD_LETTER_DAYS = 14;
const QUEUE_DAYS = 7;

export interface StageQueueProps {
  /** The time-out of the function that takes messages from it. */
  consumerTimeout: Duration;
  /** Encrypts its messages; undefined for a key of SQS. */
  key: kms.IKey | undefined;
}

/** The queue in front of one stage, with its dead-letter queue. */
export class StageQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly key: kms.IKey | undefined;
  /** How long a message may take to end well or as a dead letter. */
  readonly longestDelivery: Duration;

  constructor(scope: Construct, id: string, { consumerTimeout, key }: StageQueueProps) {
    super(scope, id);
    this.key = key;
    const common = {
      enforceSSL: true,
      ...(key
        ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    };
    const visibilityTimeout = Duration.seconds(consumerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT);
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      ...common,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...common,
      retentionPeriod: Duration.days(QUEUE_DAYS),
      visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.longestDelivery = Duration.seconds(visibilityTimeout.toSeconds() * MAX_RECEIVES);
  }

  /**
   * Lets the buckets of this account send. The ARN of the one bucket would make the bucket and the policy wait for each
   * other.
   */
  allowBuckets(): void {
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'BucketsOfThisAccount',
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

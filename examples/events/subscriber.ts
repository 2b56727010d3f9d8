import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface SubscriberProps {
  /** The name of the bus: `precis-<stage>`, or what the output `EventBusArn` ends in. */
  busName: string;
  /** Which events; `detail` as in docs/events.md. */
  pattern: events.EventPattern;
}

/**
 * A queue that is told of changes: for a stack of your own, in the same account and Region. What cannot be delivered, and
 * what is received five times in vain, waits in the dead-letter queue.
 */
export class Subscriber extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, { busName, pattern }: SubscriberProps) {
    super(scope, id);
    const common = { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true };
    const deadLetters = new sqs.Queue(this, 'DeadLetters', { ...common, retentionPeriod: Duration.days(14) });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...common,
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    new events.Rule(this, 'Rule', {
      eventBus: events.EventBus.fromEventBusName(this, 'Bus', busName),
      eventPattern: pattern,
      targets: [new targets.SqsQueue(this.queue, { deadLetterQueue: deadLetters })],
    });
  }
}

import type { DynamoDbFault, Ending, EventsFault, S3Fault } from './faults.ts';

/**
 * How often what goes wrong under a seed. `docs/local.md` has the same table, which a test compares.
 */
export const RATES = {
  /** Of the invocations of a function that a queue feeds. */
  invocation: 0.1,
  /** Of the requests that such a function sends to S3, DynamoDB and EventBridge. */
  consumerRequest: 0.08,
  /** Of those of the owner (the command line, the watched folder), of other functions, and of receiving from queues. */
  otherRequest: 0.02,
  /** Of the batches and queries of DynamoDB that are answered in part, by whomever. */
  partial: 0.15,
  /** Of the messages that S3 sends, how many come once more, later. */
  duplicate: 0.2,
  /** … how many come late. */
  delay: 0.1,
  /** Of the messages received for the first time, how many can be received again while somebody has them in hand. */
  redelivery: 0.05,
} as const;

/**
 * A message that was received more often than this is spared: its invocation and the requests of that are left alone. With
 * five receives to the dead-letter queue, two are left for it to be handled in peace.
 */
export const LAST_FAILED_RECEIVE = 3;

/** How invocations end that end badly, by weight. */
export const ENDING_WEIGHTS: Readonly<Record<Ending | 'answer-lost', number>> = {
  kill: 40,
  'time-out': 25,
  'out-of-memory': 15,
  'answer-lost': 20,
};

/** A broken connection, before the request is done or after. */
export type BrokenConnection = 'request-lost' | 'answer-lost';

/** How requests fail, by service and weight. */
export const REQUEST_WEIGHTS: {
  readonly s3: Readonly<Record<Exclude<S3Fault, 'RequestTimeout'> | BrokenConnection, number>>;
  readonly dynamodb: Readonly<Record<DynamoDbFault | BrokenConnection, number>>;
  readonly sqs: Readonly<Record<'RequestThrottled' | 'InternalFailure', number>>;
  readonly events: Readonly<Record<EventsFault | BrokenConnection, number>>;
} = {
  s3: { SlowDown: 45, InternalError: 25, 'request-lost': 10, 'answer-lost': 20 },
  dynamodb: {
    ProvisionedThroughputExceededException: 25,
    ThrottlingException: 20,
    InternalServerError: 20,
    'request-lost': 10,
    'answer-lost': 25,
  },
  sqs: { RequestThrottled: 70, InternalFailure: 30 },
  events: { ThrottlingException: 45, InternalFailure: 25, 'request-lost': 10, 'answer-lost': 20 },
};

/** The longest that S3's messages are late, in seconds. */
export const LONGEST_DELAY = 300;
/** After how many seconds at most a message comes again that somebody has in hand. */
export const LONGEST_IN_HAND = 60;
/** The requests of one message, roughly: an invocation ends at its n-th one, n from 1 to ten times as many as messages. */
export const REQUESTS_PER_MESSAGE = 10;

import type { ChaosMessage } from './chaos-message.ts';

/** What each service can answer instead of doing a request, by the prefix of its actions. */
export const ERROR_CODES = {
  s3: ['SlowDown', 'InternalError', 'RequestTimeout'],
  sqs: ['RequestThrottled', 'InternalFailure', 'ServiceUnavailable'],
  events: ['ThrottlingException', 'InternalFailure'],
  dynamodb: ['ProvisionedThroughputExceededException', 'ThrottlingException', 'InternalServerError'],
} as const;

export type ChaosService = keyof typeof ERROR_CODES;
export type S3Fault = (typeof ERROR_CODES)['s3'][number];
export type SqsFault = (typeof ERROR_CODES)['sqs'][number];
export type EventsFault = (typeof ERROR_CODES)['events'][number];
export type DynamoDbFault = (typeof ERROR_CODES)['dynamodb'][number];

/** How the process of a function ends in the middle of an invocation. */
export type Ending = 'kill' | 'time-out' | 'out-of-memory';
export const ENDINGS: readonly Ending[] = ['kill', 'time-out', 'out-of-memory'];

/** What goes wrong with a request to a service. */
export type RequestFault =
  /** It is answered with an error instead of being done. */
  | { kind: 'refused'; code: string }
  /** The connection breaks before it is done, or after. */
  | { kind: 'unanswered'; done: boolean }
  /** So many items of it are done at most; a batch comes back with the rest, a query with the place to go on from. */
  | { kind: 'partial'; items: number }
  /** The function that sent it ends before it is done, or after. */
  | { kind: 'ended'; how: Ending; done: boolean };

/** What goes wrong with an invocation. */
export type InvocationFault =
  /** It ends at its `request`-th request to a service (from 1), before that is done or after; with none, or fewer, as it answers. */
  | { kind: 'ended'; how: Ending; request?: number | undefined; done: boolean }
  /** It does all that it should, and whoever invoked it is told that it failed. */
  | { kind: 'answer-lost' };

/** A request that a service is about to do: its sender is known, and may. */
export interface RequestPoint {
  /** As `s3:PutObject`. */
  action: string;
  /** The full ARN. */
  resource: string;
  /** The ARN of whoever signed it. */
  caller: string;
  /** The header `x-amzn-trace-id`, by which the AWS SDK tells the invocation that it is part of. */
  traceId: string | undefined;
  /** Which items it is about, where the resource does not say it. */
  items?: ItemsOfRequest | undefined;
}

export interface ItemsOfRequest {
  /** Their keys as text, only ever hashed. */
  identity: string;
  /** How many there are at most; undefined where that is not known, as of a query without a limit. */
  count: number | undefined;
}

/** An invocation that is about to begin. */
export interface InvocationPoint {
  functionName: string;
  /** Of the batch; none where no queue feeds the function. */
  messages: readonly ChaosMessage[];
}

/** One place where faults come from. What it leaves undefined goes well, as far as it is concerned. */
export interface FaultSource {
  /** In the log: `rule`, `poison`, `seed`. */
  readonly name: string;
  /** @param invocation that the request is part of. */
  request?(point: RequestPoint, invocation: InvocationPoint | undefined): RequestFault | undefined;
  invocation?(point: InvocationPoint): InvocationFault | undefined;
  /** @returns the delays in seconds of each copy of a message that S3 sends; `[0]` is one, at once. */
  sending?(message: ChaosMessage): readonly number[] | undefined;
  /** @returns after how many seconds a message that is received now can be received again, although somebody has it in hand. */
  receiving?(message: ChaosMessage): number | undefined;
  /** @returns a number by which messages that wait are put in order, the lowest first. */
  rank?(message: ChaosMessage): number;
}

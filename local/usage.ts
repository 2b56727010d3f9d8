/**
 * What AWS would bill of what the runtime does, told as it happens to whoever asks for it (`onUsage`): requests by service and
 * operation, the units of the table, and what the functions took. What time brings about by itself (storage, empty receives)
 * is for whoever counts to add.
 */
export type Usage = S3Usage | SqsUsage | DynamoDbUsage | LambdaUsage;

export interface S3Usage {
  readonly service: 's3';
  /** As the Amazon S3 API Reference names it. */
  readonly operation: string;
  /** The ARN of who sent the request. */
  readonly caller: string;
}

export interface SqsUsage {
  readonly service: 'sqs';
  /** As the Amazon SQS API Reference names it. */
  readonly operation: string;
  /** The ARN of who sent the request, or the service itself. */
  readonly caller: string;
  /** The messages sent, received or deleted. */
  readonly messages: number;
}

export interface DynamoDbUsage {
  readonly service: 'dynamodb';
  /** As the Amazon DynamoDB API Reference names it. */
  readonly operation: string;
  /** The ARN of who sent the request. */
  readonly caller: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** One invocation of a function. */
export interface LambdaUsage {
  readonly service: 'lambda';
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly durationMs: number;
  /** Processor time of the process, all of its threads, in steps of 10 ms; undefined where the system does not tell. */
  readonly cpuMs: number | undefined;
  /** Of the initialization before it, where it is the sandbox's first. */
  readonly init: { readonly durationMs: number; readonly cpuMs: number | undefined } | undefined;
}

export type OnUsage = (usage: Usage) => void;

/** What AWS allows an account that has asked for nothing, and what it cannot raise; each with where AWS says so. */
export const QUOTAS = {
  /** Amazon DynamoDB Developer Guide, "On-demand capacity mode", initial throughput of a new table: write units a second. */
  newTableWriteUnits: 4_000,
  /** Amazon DynamoDB Developer Guide, "Quotas", read/write throughput of an on-demand table: write units a second. Can be raised. */
  tableWriteUnits: 40_000,
  /** Amazon DynamoDB Developer Guide, "Designing partition keys": write units a second of one partition. Fixed. */
  partitionWriteUnits: 1_000,
  /** Amazon S3 User Guide, "Optimizing Amazon S3 performance": PUT requests a second of one partitioned prefix, at least. */
  prefixPuts: 3_500,
  /** Amazon SQS Developer Guide, "Standard queue quotas": messages in flight, about. Can be raised. */
  messagesInFlight: 120_000,
  /** AWS Lambda Developer Guide, "Lambda quotas": concurrent executions of a region; new accounts have fewer. Can be raised. */
  concurrentExecutions: 1_000,
  /** AWS Lambda Developer Guide, "Configuring maximum concurrency for Amazon SQS event sources": its range. */
  leastMaxConcurrency: 2,
  mostMaxConcurrency: 1_000,
} as const;

/** AWS Lambda Developer Guide, "Configure Lambda function memory": with so much, a function has one processor. */
export const MEGABYTES_OF_ONE_PROCESSOR = 1_769;

/** The part of a processor that a function has by its memory; more than one is of no use to an article. */
export function processorsOf(memoryMegabytes: number): number {
  return Math.min(1, memoryMegabytes / MEGABYTES_OF_ONE_PROCESSOR);
}

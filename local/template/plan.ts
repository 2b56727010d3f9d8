/** What a synthesized app asks of this machine: the template's resources, resolved and in our words. */
export interface Plan {
  buckets: BucketPlan[];
  queues: QueuePlan[];
  tables: TablePlan[];
  functions: FunctionPlan[];
  eventSources: EventSourcePlan[];
  apis: ApiPlan[];
  roles: RolePlan[];
  /** Resolved outputs of all stacks, by output name. */
  outputs: Record<string, string>;
  /** The resource types that do nothing here, each once, with the reason. */
  passive: { type: string; reason: string }[];
}

/** The address of the resource in its template, for messages and for state that outlives a rename of the file. */
export interface Addressed {
  stack: string;
  logicalId: string;
}

export interface BucketPlan extends Addressed {
  name: string;
  versioned: boolean;
  notifications: BucketNotification[];
  cors: BucketCorsRule[];
}

export interface BucketNotification {
  queueArn: string;
  /** As `s3:ObjectCreated:*`. */
  event: string;
  prefix: string | undefined;
  suffix: string | undefined;
}

export interface BucketCorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  exposedHeaders: string[];
  maxAgeSeconds: number | undefined;
}

export interface QueuePlan extends Addressed {
  name: string;
  arn: string;
  visibilityTimeoutSeconds: number;
  retentionSeconds: number;
  delaySeconds: number;
  receiveWaitSeconds: number;
  maximumMessageBytes: number;
  redrive: { deadLetterQueueArn: string; maxReceiveCount: number } | undefined;
}

export interface TablePlan extends Addressed {
  name: string;
  arn: string;
  attributes: { name: string; type: string }[];
  key: TableKey;
  indexes: { name: string; key: TableKey; projection: string; projected: string[] }[];
}

export interface TableKey {
  partition: string;
  sort: string | undefined;
}

export interface FunctionPlan extends Addressed {
  name: string;
  arn: string;
  /** `<module>.<export>`, the module's path being relative to the code directory. */
  handler: string;
  /** As `nodejs24.x`. */
  runtime: string;
  memoryMegabytes: number;
  timeoutSeconds: number;
  environment: Record<string, string>;
  /** The asset's directory, absolute. */
  codeDirectory: string;
  roleArn: string;
  /** The function's own concurrency limit; undefined where it has none. */
  reservedConcurrency: number | undefined;
}

export interface EventSourcePlan extends Addressed {
  queueArn: string;
  functionName: string;
  batchSize: number;
  windowSeconds: number;
  maximumConcurrency: number | undefined;
  /** Whether the function tells which messages of a batch failed. */
  reportsFailures: boolean;
}

export interface ApiPlan extends Addressed {
  id: string;
  routes: RoutePlan[];
}

export interface RoutePlan {
  /** As `GET /v1/briefs/{id}` or `$default`. */
  key: string;
  functionName: string;
  authorization: 'NONE' | 'AWS_IAM';
  timeoutMs: number;
}

export interface RolePlan extends Addressed {
  arn: string;
  /** The statements of its identity policies, as IAM has them. */
  statements: PolicyStatement[];
}

/** One statement of an identity policy (IAM User Guide, "IAM JSON policy elements"). */
export interface PolicyStatement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

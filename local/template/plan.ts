import type { Json } from './template.ts';

/** What a synthesized app asks of this machine: the template's resources, resolved and in our words. */
export interface Plan {
  buckets: BucketPlan[];
  queues: QueuePlan[];
  tables: TablePlan[];
  functions: FunctionPlan[];
  eventSources: EventSourcePlan[];
  apis: ApiPlan[];
  roles: RolePlan[];
  /** The managed policies that hang on no role: for people, who attach them. */
  policies: PolicyPlan[];
  userPools: UserPoolPlan[];
  eventBuses: EventBusPlan[];
  eventRules: EventRulePlan[];
  schedules: SchedulePlan[];
  stacks: StackPlan[];
  /** Resolved outputs of all stacks, by output name. */
  outputs: Record<string, string>;
  /** The resource types that do nothing here, each once, with the reason. */
  passive: { type: string; reason: string }[];
}

/** A stack, and its resolved outputs by output name. */
export interface StackPlan {
  name: string;
  outputs: Record<string, string>;
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
  /** The name of the log group that its log is in. */
  logGroup: string;
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
  /** Undefined where no page of another origin may use the API. */
  cors: ApiCors | undefined;
}

/** What pages of other origins may do (API Gateway Developer Guide, "Configure CORS for HTTP APIs"). */
export interface ApiCors {
  origins: string[];
  methods: string[];
  headers: string[];
  exposedHeaders: string[];
  maxAgeSeconds: number | undefined;
  credentials: boolean;
}

export interface RoutePlan {
  /** As `GET /v1/briefs/{id}` or `$default`. */
  key: string;
  functionName: string;
  authorization: 'NONE' | 'AWS_IAM' | JwtAuthorization | FunctionAuthorization;
  timeoutMs: number;
}

/** A caller shows a token of an issuer. */
export interface JwtAuthorization {
  type: 'JWT';
  authorizerId: string;
  /** Where the token is. */
  source: IdentitySource;
  issuer: string;
  audiences: string[];
  /** Of which the token must have one; empty for any token. */
  scopes: string[];
}

/** A function decides, from what the identity sources hold. */
export interface FunctionAuthorization {
  type: 'CUSTOM';
  authorizerId: string;
  functionName: string;
  sources: IdentitySource[];
  /** How long a decision holds for the same values of the sources; 0 for one request. */
  ttlSeconds: number;
}

/** A part of the request that says who calls. */
export type IdentitySource = { from: 'header' | 'query'; name: string } | { from: 'routeKey' };

export interface RolePlan extends Addressed {
  arn: string;
  /** The statements of its identity policies, as IAM has them. */
  statements: PolicyStatement[];
}

export interface PolicyPlan extends Addressed {
  name: string;
  arn: string;
  statements: PolicyStatement[];
}

/** A directory of users that sign in by e-mail, and whom its tokens are for. */
export interface UserPoolPlan extends Addressed {
  id: string;
  arn: string;
  /** The `iss` of its tokens. */
  issuer: string;
  /** Whether the pool has a login page: only one with a domain has. */
  hasLogin: boolean;
  groups: string[];
  clients: UserPoolClientPlan[];
}

export interface EventBusPlan extends Addressed {
  name: string;
  arn: string;
}

/** Which events of a bus go to which queues. */
export interface EventRulePlan extends Addressed {
  name: string;
  /** The name or ARN of its bus; undefined for the account's default one. */
  bus: string | undefined;
  pattern: Json;
  queueArns: string[];
}

/** When a function is invoked by itself. */
export interface SchedulePlan extends Addressed {
  name: string;
  /** As `rate(5 minutes)` or `cron(45 6 ? * MON *)`. */
  expression: string;
  timeZone: string;
  functionName: string;
  /** As whom it invokes. */
  roleArn: string;
  /** The event, as JSON. */
  input: string;
  deadLetterQueueArn: string | undefined;
}

export interface UserPoolClientPlan {
  id: string;
  callbackUrls: string[];
  logoutUrls: string[];
  /** Which a sign-in may ask for. */
  scopes: string[];
  accessSeconds: number;
  idSeconds: number;
  refreshSeconds: number;
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

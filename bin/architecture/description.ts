/** Where a box of the drawing stands: columns from the left, rows from the top. */
interface Place {
  column: number;
  row: number;
  /** How many columns it takes; 1 where it is absent. */
  columns?: number;
}

export interface Box {
  name: string;
  /** What it is, in AWS's terms. */
  kind: string;
  /** What it holds or does, in a few words. */
  detail?: string;
  place: Place;
  /** The stack that it is part of; absent for who is outside. */
  stack?: 'data' | 'app';
  /** The resource of the template, by its type and the beginning of its logical id. */
  resource?: { type: string; id: string };
  /** Whether only some settings make it. */
  bySetting?: boolean;
}

export interface Arrow {
  from: BoxId;
  to: BoxId;
  /** What happens there, as a part of a sentence. */
  says: string;
  /** Whether it is a function's commit point, which triggers what follows. */
  commits?: boolean;
  /** Whether it is beside the way of a file. */
  aside?: boolean;
}

type Boxes = Readonly<Record<string, Box>>;

export const TITLE = 'Precis: the way of a file';

export const BOXES = {
  accessLogs: {
    name: 'Access logs',
    kind: 'S3 bucket',
    place: { column: 2, row: 1 },
    stack: 'data',
    resource: { type: 'AWS::S3::Bucket', id: 'AccessLogs' },
  },
  parseDeadLetters: {
    name: 'Dead letters',
    kind: 'SQS, of parse',
    place: { column: 3, row: 1 },
    stack: 'data',
    resource: { type: 'AWS::SQS::Queue', id: 'ParseDeadLetters' },
  },
  briefDeadLetters: {
    name: 'Dead letters',
    kind: 'SQS, of brief',
    place: { column: 6, row: 1 },
    stack: 'data',
    resource: { type: 'AWS::SQS::Queue', id: 'BriefDeadLetters' },
  },
  files: { name: 'Files', kind: 'from anywhere', place: { column: 1, row: 2 } },
  inbox: {
    name: 'Inbox',
    kind: 'S3 bucket',
    detail: 'files, all versions',
    place: { column: 2, row: 2 },
    stack: 'data',
    resource: { type: 'AWS::S3::Bucket', id: 'Inbox' },
  },
  parseQueue: {
    name: 'Parse queue',
    kind: 'SQS queue',
    detail: 'changed files',
    place: { column: 3, row: 2 },
    stack: 'data',
    resource: { type: 'AWS::SQS::Queue', id: 'ParseQueue' },
  },
  parse: {
    name: 'parse',
    kind: 'Lambda function',
    detail: 'bytes to articles',
    place: { column: 4, row: 2 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Parse' },
  },
  staged: {
    name: 'Staged',
    kind: 'S3 bucket',
    detail: 'articles, manifests',
    place: { column: 5, row: 2 },
    stack: 'data',
    resource: { type: 'AWS::S3::Bucket', id: 'Staged' },
  },
  briefQueue: {
    name: 'Brief queue',
    kind: 'SQS queue',
    detail: 'staged objects',
    place: { column: 6, row: 2 },
    stack: 'data',
    resource: { type: 'AWS::SQS::Queue', id: 'BriefQueue' },
  },
  brief: {
    name: 'brief',
    kind: 'Lambda function',
    detail: 'analyzer, gate',
    place: { column: 6, row: 3 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Brief' },
  },
  table: {
    name: 'Briefs',
    kind: 'DynamoDB table',
    detail: 'briefs, lists',
    place: { column: 5, row: 3 },
    stack: 'data',
    resource: { type: 'AWS::DynamoDB::GlobalTable', id: 'Table' },
  },
  api: {
    name: 'api',
    kind: 'Lambda function',
    detail: 'renders',
    place: { column: 4, row: 3 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Api' },
  },
  http: {
    name: 'HTTP API',
    kind: 'API Gateway',
    detail: 'who may do what',
    place: { column: 3, row: 3 },
    stack: 'app',
    resource: { type: 'AWS::ApiGatewayV2::Api', id: 'Http' },
  },
  readers: { name: 'Readers', kind: 'the page, the command line, programs', place: { column: 1, row: 3, columns: 2 } },
  users: {
    name: 'Users',
    kind: 'Cognito user pool',
    place: { column: 2, row: 4 },
    stack: 'data',
    resource: { type: 'AWS::Cognito::UserPool', id: 'Users' },
    bySetting: true,
  },
  authorizer: {
    name: 'authorizer',
    kind: 'Lambda function',
    place: { column: 3, row: 4 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Tokens' },
    bySetting: true,
  },
  alerts: {
    name: 'alerts',
    kind: 'Lambda, scheduled',
    place: { column: 4, row: 4 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Alerts' },
    bySetting: true,
  },
  digest: {
    name: 'digest',
    kind: 'Lambda, scheduled',
    place: { column: 5, row: 4 },
    stack: 'app',
    resource: { type: 'AWS::Lambda::Function', id: 'Digest' },
    bySetting: true,
  },
  events: {
    name: 'Change feed',
    kind: 'EventBridge bus',
    place: { column: 6, row: 4 },
    stack: 'data',
    resource: { type: 'AWS::Events::EventBus', id: 'Events' },
    bySetting: true,
  },
  emptier: {
    name: 'emptier',
    kind: 'Lambda function',
    place: { column: 2, row: 5 },
    stack: 'data',
    resource: { type: 'AWS::Lambda::Function', id: 'EmptiedBuckets' },
    bySetting: true,
  },
  alarms: {
    name: 'Alarms',
    kind: 'SNS topic',
    place: { column: 3, row: 5 },
    stack: 'app',
    resource: { type: 'AWS::SNS::Topic', id: 'Alarms' },
  },
  alertsDeadLetters: {
    name: 'Dead letters',
    kind: 'SQS, of alerts',
    place: { column: 4, row: 5 },
    stack: 'app',
    resource: { type: 'AWS::SQS::Queue', id: 'AlertsScheduleDeadLetters' },
    bySetting: true,
  },
  digestDeadLetters: {
    name: 'Dead letters',
    kind: 'SQS, of digest',
    place: { column: 5, row: 5 },
    stack: 'app',
    resource: { type: 'AWS::SQS::Queue', id: 'DigestScheduleDeadLetters' },
    bySetting: true,
  },
} as const satisfies Boxes;

export type BoxId = keyof typeof BOXES;

/** In the order in which they happen. */
export const ARROWS: readonly Arrow[] = [
  { from: 'files', to: 'inbox', says: 'Files are put into the inbox' },
  { from: 'inbox', to: 'parseQueue', says: 'whose events go to the parse queue' },
  { from: 'parseQueue', to: 'parse', says: 'which parse takes batches from' },
  { from: 'parse', to: 'staged', says: 'to put articles and manifests into the staged bucket', commits: true },
  { from: 'staged', to: 'briefQueue', says: 'whose events go to the brief queue' },
  { from: 'briefQueue', to: 'brief', says: 'which brief takes batches from' },
  { from: 'brief', to: 'table', says: 'to put briefs into the table', commits: true },
  { from: 'table', to: 'api', says: 'which api reads' },
  { from: 'staged', to: 'api', says: 'with the text of an article', aside: true },
  { from: 'api', to: 'http', says: 'to answer the HTTP API' },
  { from: 'http', to: 'readers', says: 'that readers call' },
  { from: 'inbox', to: 'accessLogs', says: 'Both buckets log who asks', aside: true },
  { from: 'parseQueue', to: 'parseDeadLetters', says: 'a message that fails five times is a dead letter', aside: true },
  { from: 'briefQueue', to: 'briefDeadLetters', says: 'of either stage', aside: true },
  { from: 'brief', to: 'events', says: 'brief announces changes on a bus', aside: true },
  {
    from: 'table',
    to: 'digest',
    says: 'digest and alerts read the table at their times and send what changed',
    aside: true,
  },
  { from: 'table', to: 'alerts', says: 'by e-mail and webhooks', aside: true },
  {
    from: 'digest',
    to: 'digestDeadLetters',
    says: 'a time at which either could not be invoked is a dead letter',
    aside: true,
  },
  { from: 'alerts', to: 'alertsDeadLetters', says: 'with an alarm', aside: true },
  { from: 'authorizer', to: 'http', says: 'an authorizer lets tokens in', aside: true },
  { from: 'users', to: 'readers', says: 'people sign in with a pool', aside: true },
];

/** What the drawing says of boxes that no arrow leads to. */
export const REMARKS = [
  'Alarms publish to a topic',
  'the emptier empties the buckets of a stage whose data is not retained when its stack is deleted',
] as const;

import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf, target } from './synthesized.ts';

/** Both templates of a stage, and what the stage promises of its data. */
export interface Deployed {
  data: Template;
  app: Template;
  /** Whether what is stored outlives the stacks. */
  retain: boolean;
}

interface Statement {
  Effect: string;
  Principal?: unknown;
  Action?: string | string[];
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

interface Deployable {
  id: string;
  properties: Record<string, unknown>;
  /** What becomes of it when it leaves the template, and when it is replaced. */
  fate: (string | undefined)[];
}

/** The templates as one, with references written as a person reads them. */
interface View {
  read(value: unknown): string;
  ofType(type: string): Deployable[];
}

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const field = (value: unknown, name: string) => (value as Record<string, unknown> | undefined)?.[name];
const statementsOf = (document: unknown) => field(document, 'Statement') as Statement[];

/** The objects of a bucket or the calls of an API under a prefix that is written out: `ARN/articles/*`, `ARN/GET/*`. */
const UNDER_A_PREFIX = /^[^*?]+\/[A-Za-z0-9_.-]+\/\*$/;
// One route that writes, whose id may be any: `ARN/POST/v1/briefs/*/notes`.
const ANY_ID_OF_A_ROUTE = /^arn:[^*?]+:execute-api:[^*?]+\/\$default\/[A-Z]+\/v1\/[a-z]+\/\*\/[a-z]+$/;
const WILDCARD = /[*?]/;
/** Elements by which a statement says all but what it names. */
const INVERTED = ['NotAction', 'NotResource', 'NotPrincipal'];
const WITHOUT_TLS = { Bool: { 'aws:SecureTransport': 'false' } };
const WITH_OLD_TLS = { NumericLessThan: { 's3:TlsVersion': 1.2 } };

/**
 * What a stage's templates leave open that the design closes, one line a fault, each beginning with a logical id. The
 * rules are those of the design; AWS's own are "Security best practices" of the S3, SQS and IAM user guides.
 */
export function faultsOf({ data, app, retain }: Deployed): string[] {
  const templates = [data, app];
  const view: View = {
    read: (value) => target(value, templates),
    ofType: (type) =>
      templates
        .flatMap((template) => resourcesOf(template, type))
        .map(([id, { Properties = {}, ...resource }]) => ({
          id,
          properties: Properties,
          fate: [
            resource.DeletionPolicy,
            (resource as Resource & { UpdateReplacePolicy?: string }).UpdateReplacePolicy,
          ],
        })),
  };
  const faults = [permissions, trust, ownership, callers, resourcePolicies, buckets, queues, topics, logGroups];
  return [...faults, ...(retain ? [retained] : [])].flatMap((faultsIn) => faultsIn(view));
}

/** How many routes of the API stand behind each kind of authorizer; a route that says nothing is open. */
export function routesByGuard(app: Template): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, { Properties }] of resourcesOf(app, 'AWS::ApiGatewayV2::Route')) {
    const guard = String(Properties['AuthorizationType'] ?? 'NONE');
    counts[guard] = (counts[guard] ?? 0) + 1;
  }
  return counts;
}

/** What roles, and the policies for callers, may do: actions by name, on resources by name or under a prefix. */
function permissions({ ofType, read }: View): string[] {
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap(ofType);
  const inline = ofType('AWS::IAM::Role').flatMap(({ id, properties }) =>
    list(properties['Policies']).map((policy) => ({ id, properties: policy as Record<string, unknown> })),
  );
  return [...attached, ...inline].flatMap(({ id, properties }) =>
    statementsOf(properties['PolicyDocument']).flatMap((statement) => {
      const wide = list(statement.Resource)
        .map(read)
        .filter((on) => WILDCARD.test(on) && !UNDER_A_PREFIX.test(on) && !ANY_ID_OF_A_ROUTE.test(on));
      return [
        ...unlimited(id, statement),
        ...(list(statement.Resource).length === 0 ? [`${id}: names no resource`] : []),
        ...wide.map((resource) => `${id}: reaches ${resource}`),
      ];
    }),
  );
}

/** What no statement that allows may say, whoever it is for. */
function unlimited(id: string, statement: Statement): string[] {
  const actions = list(statement.Action);
  return [
    ...INVERTED.filter((element) => element in statement).map((element) => `${id}: says ${element}`),
    ...(actions.length === 0 ? [`${id}: names no action`] : []),
    ...actions.filter((action) => WILDCARD.test(String(action))).map((action) => `${id}: allows ${action}`),
  ];
}

/** Roles have their own policies alone, and are Lambda's, or of schedules of this account. */
function trust({ ofType, read }: View): string[] {
  const of = (service: string) => [['Allow', 'sts:AssumeRole', { Service: `${service}.amazonaws.com` }]];
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  const scheduling = schedulesRoles({ ofType, read });
  return ofType('AWS::IAM::Role').flatMap(({ id, properties }) => {
    const trusted = statementsOf(properties['AssumeRolePolicyDocument']);
    return [
      ...('ManagedPolicyArns' in properties ? [`${id}: has policies that are not its own`] : []),
      ...(same(
        trusted.map(({ Effect, Action, Principal }) => [Effect, Action, Principal]),
        of(scheduling.includes(id) ? 'scheduler' : 'lambda'),
      )
        ? []
        : [`${id}: trusts others than ${scheduling.includes(id) ? 'schedules' : 'Lambda'}`]),
      ...(scheduling.includes(id) && !trusted.every(({ Condition }) => same(Condition, ofThisAccount))
        ? [`${id}: trusts schedules of any account`]
        : []),
    ];
  });
}

/** The roles by which schedules invoke functions. */
function schedulesRoles({ ofType, read }: Pick<View, 'ofType' | 'read'>): string[] {
  const roles = ofType('AWS::Scheduler::Schedule').map(({ properties }) =>
    read(field(properties['Target'], 'RoleArn')),
  );
  return roles.map((role) => role.replace(/\.Arn$/, ''));
}

/** Each function is alone with its role and its log group, and no role is there for nobody. */
function ownership(view: View): string[] {
  const { ofType, read } = view;
  const scheduling = schedulesRoles(view);
  const functions = ofType('AWS::Lambda::Function');
  const shared = (what: string, of: (properties: Record<string, unknown>) => unknown) => {
    const owned = functions.map(({ properties }) => read(of(properties)));
    return functions
      .filter((_, index) => owned.filter((each) => each === owned[index]).length > 1)
      .map(({ id }) => `${id}: shares its ${what}`);
  };
  const spare = ofType('AWS::IAM::Role').filter(
    ({ id }) =>
      !scheduling.includes(id) && !functions.some(({ properties }) => read(properties['Role']) === `${id}.Arn`),
  );
  return [
    ...shared('role', (properties) => properties['Role']),
    ...shared('log group', (properties) => field(properties['LoggingConfig'], 'LogGroup')),
    ...spare.map(({ id }) => `${id}: is the role of no function`),
  ];
}

/** Functions are called by the API, by their queue, and by nobody else. */
function callers({ ofType }: View): string[] {
  return [
    ...ofType('AWS::Lambda::Url').map(({ id }) => `${id}: opens a function to the network`),
    ...ofType('AWS::Lambda::Permission')
      .filter(({ properties: { Principal, SourceArn } }) => Principal !== 'apigateway.amazonaws.com' || !SourceArn)
      .map(({ id }) => `${id}: lets others call a function`),
  ];
}

/** By their own policies, resources let in services alone, and those for this account (the confused deputy). */
function resourcePolicies({ ofType }: View): string[] {
  return ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']
    .flatMap(ofType)
    .flatMap(({ id, properties }) =>
      statementsOf(properties['PolicyDocument'])
        .filter(({ Effect }) => Effect !== 'Deny')
        .flatMap((statement) => {
          const keys = Object.values(statement.Condition ?? {}).flatMap((tests) => Object.keys(tests));
          return [
            ...unlimited(id, statement),
            ...(typeof field(statement.Principal, 'Service') === 'string'
              ? []
              : [`${id}: lets in ${JSON.stringify(statement.Principal)}`]),
            ...(keys.includes('aws:SourceAccount') ? [] : [`${id}: lets in a service for any account`]),
          ];
        }),
    );
}

/** Whether a policy of a resource refuses everybody everything under a condition. */
function refuses({ ofType, read }: View, policy: { type: string; of: string }, id: string, denied: Statement): boolean {
  return ofType(policy.type)
    .filter(({ properties }) => list(properties[policy.of]).map(read).includes(id))
    .flatMap(({ properties }) => statementsOf(properties['PolicyDocument']))
    .some(
      ({ Effect, Action, Principal, Condition }) =>
        Effect === 'Deny' &&
        same(Action, denied.Action) &&
        (Principal === '*' || same(Principal, { AWS: '*' })) &&
        same(Condition, denied.Condition),
    );
}

function buckets(view: View): string[] {
  const all = view.ofType('AWS::S3::Bucket');
  const logs = all.map(({ properties }) =>
    view.read(field(properties['LoggingConfiguration'], 'DestinationBucketName')),
  );
  const closed = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const deny = (id: string, Condition: typeof WITHOUT_TLS | typeof WITH_OLD_TLS) =>
    refuses(view, { type: 'AWS::S3::BucketPolicy', of: 'Bucket' }, id, { Effect: 'Deny', Action: 's3:*', Condition });
  return all.flatMap(({ id, properties }) => {
    const isOpen = closed.filter((way) => field(properties['PublicAccessBlockConfiguration'], way) !== true);
    const checks: [boolean, string][] = [
      [JSON.stringify(properties['OwnershipControls'] ?? '').includes('BucketOwnerEnforced'), 'heeds ACLs'],
      [properties['BucketEncryption'] !== undefined, 'names no encryption'],
      [deny(id, WITHOUT_TLS), 'takes plain HTTP'],
      [deny(id, WITH_OLD_TLS), 'takes TLS below 1.2'],
      [refusesElsewhere(view, id), 'takes objects anywhere'],
      [properties['LoggingConfiguration'] !== undefined || logs.includes(id), 'has no access log'],
      [
        !id.startsWith('Inbox') || field(properties['VersioningConfiguration'], 'Status') === 'Enabled',
        'has no versions',
      ],
    ];
    return [
      ...isOpen.map((way) => `${id}: does not ${way}`),
      ...checks.filter(([holds]) => !holds).map(([, text]) => `${id}: ${text}`),
    ];
  });
}

/** Whether a bucket refuses everybody to put an object that is not under a prefix that is written out. */
function refusesElsewhere({ ofType, read }: View, bucket: string): boolean {
  return ofType('AWS::S3::BucketPolicy')
    .filter(({ properties }) => read(properties['Bucket']) === bucket)
    .flatMap(({ properties }) => statementsOf(properties['PolicyDocument']))
    .some(({ Effect, Action, Principal, NotResource, Condition }) => {
      const spared = list(NotResource).map(read);
      return (
        Effect === 'Deny' &&
        Action === 's3:PutObject' &&
        same(Principal, { AWS: '*' }) &&
        Condition === undefined &&
        spared.length > 0 &&
        spared.every((objects) => UNDER_A_PREFIX.test(objects))
      );
    });
}

function queues(view: View): string[] {
  const policy = { type: 'AWS::SQS::QueuePolicy', of: 'Queues' };
  return view
    .ofType('AWS::SQS::Queue')
    .flatMap(({ id, properties }) => [
      ...(properties['SqsManagedSseEnabled'] === true || properties['KmsMasterKeyId']
        ? []
        : [`${id}: is not encrypted`]),
      ...(refuses(view, policy, id, { Effect: 'Deny', Action: 'sqs:*', Condition: WITHOUT_TLS })
        ? []
        : [`${id}: takes plain HTTP`]),
    ]);
}

function topics(view: View): string[] {
  const policy = { type: 'AWS::SNS::TopicPolicy', of: 'Topics' };
  return view
    .ofType('AWS::SNS::Topic')
    .filter(({ id }) => !refuses(view, policy, id, { Effect: 'Deny', Action: 'sns:Publish', Condition: WITHOUT_TLS }))
    .map(({ id }) => `${id}: takes plain HTTP`);
}

function logGroups({ ofType }: View): string[] {
  return ofType('AWS::Logs::LogGroup')
    .filter(({ properties }) => properties['RetentionInDays'] === undefined)
    .map(({ id }) => `${id}: keeps its lines for ever`);
}

/** What holds what cannot be made again stays when its stack goes. */
function retained({ ofType }: View): string[] {
  const stores = ['AWS::S3::Bucket', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool'].flatMap(ofType);
  const deletable = [
    ...ofType('AWS::DynamoDB::GlobalTable').filter(({ properties }) =>
      list(properties['Replicas']).some((replica) => field(replica, 'DeletionProtectionEnabled') !== true),
    ),
    ...ofType('AWS::Cognito::UserPool').filter(({ properties }) => properties['DeletionProtection'] !== 'ACTIVE'),
  ];
  return [
    ...stores.filter(({ fate }) => !same(fate, ['Retain', 'Retain'])).map(({ id }) => `${id}: goes with its stack`),
    ...deletable.map(({ id }) => `${id}: can be deleted`),
  ];
}

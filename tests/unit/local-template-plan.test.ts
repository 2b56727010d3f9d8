// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of Fn::Sub.
import { describe, expect, it } from 'vitest';
import type { Stack } from '../../local/template/app-template.ts';
import { readPlan } from '../../local/template/read-plan.ts';
import { type Json, type JsonObject, readTemplate } from '../../local/template/template.ts';
import { TemplateError } from '../../local/template/template-error.ts';

const account = { accountId: '000000000000', region: 'eu-central-1' };
const endpoints = { sqsUrl: 'http://127.0.0.1:2', apiUrl: 'http://127.0.0.1:1' };

const resource = (Type: string, Properties: JsonObject = {}, rest: JsonObject = {}): JsonObject => ({
  Type,
  Properties,
  ...rest,
});
const arnOf = (id: string): JsonObject => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A small app of two stacks, which is right in all its parts. */
function resourcesOf(): { data: Record<string, JsonObject>; app: Record<string, JsonObject> } {
  return {
    data: {
      Inbox: resource('AWS::S3::Bucket', {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: { of: 'no effect' },
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: arnOf('Queue'),
              Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'in/' }] } },
            },
          ],
        },
      }),
      DeadLetters: resource('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 }),
      Queue: resource('AWS::SQS::Queue', {
        QueueName: { 'Fn::Join': ['-', ['precis', { Ref: 'AWS::Region' }]] },
        VisibilityTimeout: 180,
        RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetters'), maxReceiveCount: 5 },
      }),
      Table: resource('AWS::DynamoDB::GlobalTable', {
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    },
    app: {
      Role: resource('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {},
        ManagedPolicyArns: [
          { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
        ],
        Policies: [
          {
            PolicyName: 'inline',
            PolicyDocument: { Statement: { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' } },
          },
        ],
      }),
      Policy: resource('AWS::IAM::Policy', {
        PolicyName: 'more',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['dynamodb:GetItem'],
              Resource: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'TableArn' } },
              Condition: { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
      }),
      Logs: resource('AWS::Logs::LogGroup', { RetentionInDays: 30 }),
      Function: resource('AWS::Lambda::Function', {
        Code: { S3Bucket: 'assets', S3Key: 'c0de.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: arnOf('Role'),
        MemorySize: 512,
        Timeout: 30,
        Environment: { Variables: { TABLE: { 'Fn::ImportValue': 'table-name' }, LIMIT: 3 } },
        LoggingConfig: { LogGroup: { Ref: 'Logs' } },
      }),
      Source: resource('AWS::Lambda::EventSourceMapping', {
        BatchSize: 10,
        EventSourceArn: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'QueueArn' } },
        FunctionName: { Ref: 'Function' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumBatchingWindowInSeconds: 0,
        ScalingConfig: { MaximumConcurrency: 4 },
      }),
      Api: resource('AWS::ApiGatewayV2::Api', { Name: 'Api', ProtocolType: 'HTTP' }),
      Stage: resource('AWS::ApiGatewayV2::Stage', { ApiId: { Ref: 'Api' }, AutoDeploy: true, StageName: '$default' }),
      Integration: resource('AWS::ApiGatewayV2::Integration', {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('Function'),
        PayloadFormatVersion: '2.0',
      }),
      Route: resource('AWS::ApiGatewayV2::Route', {
        ApiId: { Ref: 'Api' },
        AuthorizationType: 'AWS_IAM',
        RouteKey: 'GET /v1/briefs/{id}',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      }),
      Permission: resource('AWS::Lambda::Permission', { SourceArn: arnOf('Unknown') }),
    },
  };
}

const OUTPUTS = {
  data: {
    TableArn: { Value: arnOf('Table') },
    QueueArn: { Value: arnOf('Queue') },
    TableName: { Value: { Ref: 'Table' }, Export: { Name: 'table-name' } },
    InboxBucketName: { Value: { Ref: 'Inbox' } },
  } as JsonObject,
  app: { ApiUrl: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } } as JsonObject,
};

function stacksOf({ data, app } = resourcesOf(), outputs = OUTPUTS): Stack[] {
  const assets = new Map([['c0de', '/assembly/asset.c0de']]);
  const template = (Resources: JsonObject, Outputs: Json) => readTemplate({ Resources, Outputs });
  return [
    { name: 'App', template: template(app, outputs.app), assets },
    { name: 'Data', template: template(data, outputs.data), assets: new Map() },
  ];
}

/** Reads the small app after a change of one resource's properties. */
function readChanged(stack: 'data' | 'app', id: string, properties: JsonObject) {
  const resources = resourcesOf();
  const entry = resources[stack][id];
  const before = entry?.['Properties'];
  resources[stack][id] = { ...entry, Properties: { ...(typeof before === 'object' ? before : {}), ...properties } };
  return readPlan(stacksOf(resources), account, endpoints);
}

describe('Template: the plan of an app', () => {
  const plan = readPlan(stacksOf(), account, endpoints);

  it('reads what is stored', () => {
    expect(plan.buckets).toEqual([
      {
        stack: 'Data',
        logicalId: 'Inbox',
        name: 'data-inbox',
        versioned: true,
        notifications: [
          {
            queueArn: 'arn:aws:sqs:eu-central-1:000000000000:precis-eu-central-1',
            event: 's3:ObjectCreated:*',
            prefix: 'in/',
            suffix: undefined,
          },
        ],
        cors: [],
      },
    ]);
    expect(plan.tables).toMatchObject([{ name: 'Data-Table', key: { partition: 'pk', sort: 'sk' }, indexes: [] }]);
  });

  it('reads queues, with the defaults of SQS where the template says nothing', () => {
    expect(plan.queues).toMatchObject([
      { name: 'Data-DeadLetters', retentionSeconds: 1_209_600, visibilityTimeoutSeconds: 30, redrive: undefined },
      {
        name: 'precis-eu-central-1',
        retentionSeconds: 345_600,
        visibilityTimeoutSeconds: 180,
        redrive: {
          deadLetterQueueArn: 'arn:aws:sqs:eu-central-1:000000000000:Data-DeadLetters',
          maxReceiveCount: 5,
        },
      },
    ]);
  });

  it('reads event buses, and the rules that are on', () => {
    const resources = resourcesOf();
    const pattern = { source: ['precis.dev'], detail: { words: [{ numeric: ['>', 9] }] } };
    const Targets = [{ Id: 'desk', Arn: arnOf('Queue'), DeadLetterConfig: { Arn: arnOf('DeadLetters') } }];
    resources.data['Bus'] = resource('AWS::Events::EventBus', { Name: 'precis-dev', Description: 'of no effect' });
    resources.data['Rule'] = resource('AWS::Events::Rule', {
      EventBusName: { Ref: 'Bus' },
      EventPattern: pattern,
      State: 'ENABLED',
      Targets,
    });
    resources.data['Off'] = resource('AWS::Events::Rule', { EventPattern: pattern, State: 'DISABLED', Targets });

    const { eventBuses, eventRules } = readPlan(stacksOf(resources), account, endpoints);

    expect(eventBuses).toEqual([
      {
        stack: 'Data',
        logicalId: 'Bus',
        name: 'precis-dev',
        arn: 'arn:aws:events:eu-central-1:000000000000:event-bus/precis-dev',
      },
    ]);
    expect(eventRules).toEqual([
      {
        stack: 'Data',
        logicalId: 'Rule',
        name: 'Data-Rule',
        bus: 'precis-dev',
        pattern,
        queueArns: ['arn:aws:sqs:eu-central-1:000000000000:precis-eu-central-1'],
      },
    ]);
  });

  it('reads schedules that invoke a function, and that are on', () => {
    const resources = resourcesOf();
    const schedule = {
      ScheduleExpression: 'cron(45 6 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/London',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arnOf('Function'),
        RoleArn: arnOf('Role'),
        Input: '{}',
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      },
    };
    resources.app['Morning'] = resource('AWS::Scheduler::Schedule', schedule);
    resources.app['Off'] = resource('AWS::Scheduler::Schedule', { ...schedule, State: 'DISABLED' });

    const { schedules, functions, roles } = readPlan(stacksOf(resources), account, endpoints);

    expect(schedules).toEqual([
      {
        stack: 'App',
        logicalId: 'Morning',
        name: 'App-Morning',
        expression: 'cron(45 6 ? * MON *)',
        timeZone: 'Europe/London',
        functionName: functions.find(({ logicalId }) => logicalId === 'Function')?.name,
        roleArn: roles.find(({ logicalId }) => logicalId === 'Role')?.arn,
        input: '{}',
        deadLetterQueueArn: undefined,
      },
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['with a window', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'FlexibleTimeWindow has no local model but OFF'],
    [
      'that invokes nothing of the app',
      { Target: { Arn: 'arn:aws:lambda:eu-central-1:0:function:none', RoleArn: 'r' } },
      'The schedule Morning joins nothing of this app.',
    ],
    ['that ends', { EndDate: '2027-01-01T00:00:00Z' }, 'Morning.EndDate has no local model'],
  ])('takes no schedule %s', (_, changed, message) => {
    const resources = resourcesOf();
    resources.app['Morning'] = resource('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf('Function'), RoleArn: arnOf('Role') },
      ...changed,
    });

    expect(() => readPlan(stacksOf(resources), account, endpoints)).toThrow(message);
  });

  it('reads functions with what they may do, across stacks', () => {
    expect(plan.functions).toEqual([
      {
        stack: 'App',
        logicalId: 'Function',
        name: 'App-Function',
        arn: 'arn:aws:lambda:eu-central-1:000000000000:function:App-Function',
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        memoryMegabytes: 512,
        timeoutSeconds: 30,
        environment: { TABLE: 'Data-Table', LIMIT: '3' },
        codeDirectory: '/assembly/asset.c0de',
        roleArn: 'arn:aws:iam::000000000000:role/App-Role',
        reservedConcurrency: undefined,
        logGroup: 'App-Logs',
      },
    ]);
    expect(plan.roles).toMatchObject([
      {
        arn: 'arn:aws:iam::000000000000:role/App-Role',
        statements: [
          { Effect: 'Deny', Action: ['s3:DeleteObject'], Resource: ['*'] },
          {
            Effect: 'Allow',
            Action: ['dynamodb:GetItem'],
            Resource: ['arn:aws:dynamodb:eu-central-1:000000000000:table/Data-Table'],
            Condition: { StringEquals: { 's3:ResourceAccount': ['000000000000'] } },
          },
        ],
      },
    ]);
  });

  it('reads event sources, routes and outputs', () => {
    expect(plan.eventSources).toMatchObject([
      {
        queueArn: 'arn:aws:sqs:eu-central-1:000000000000:precis-eu-central-1',
        functionName: 'App-Function',
        batchSize: 10,
        windowSeconds: 0,
        maximumConcurrency: 4,
        reportsFailures: true,
      },
    ]);
    expect(plan.apis).toMatchObject([
      {
        id: 'Api',
        routes: [
          { key: 'GET /v1/briefs/{id}', functionName: 'App-Function', authorization: 'AWS_IAM', timeoutMs: 30_000 },
        ],
      },
    ]);
    expect(plan.outputs).toMatchObject({ ApiUrl: 'http://127.0.0.1:1', InboxBucketName: 'data-inbox' });
    expect(plan.stacks.map(({ name, outputs }) => [name, Object.keys(outputs)])).toEqual([
      ['App', expect.arrayContaining(['ApiUrl'])],
      ['Data', expect.arrayContaining(['InboxBucketName'])],
    ]);
  });

  it('lists what does nothing here, with the reason, and resolves nothing in it', () => {
    expect(plan.passive.map(({ type }) => type)).toEqual(['AWS::Lambda::Permission', 'AWS::Logs::LogGroup']);
    expect(plan.passive.every(({ reason }) => reason.length > 10)).toBe(true);
  });

  it('leaves out what a condition leaves out, and event sources that are not enabled', () => {
    const resources = resourcesOf();
    resources.data['Extra'] = resource('AWS::SQS::Queue', {}, { Condition: 'Never' });
    const [app, data] = stacksOf(resources);
    const conditions = new Map<string, Json>([['Never', { 'Fn::Equals': ['a', 'b'] }]]);
    const withCondition = data && { ...data, template: { ...data.template, conditions } };

    expect(
      readPlan(
        [app, withCondition].filter((stack) => stack !== undefined),
        account,
        endpoints,
      ).queues,
    ).toHaveLength(2);
    expect(readChanged('app', 'Source', { Enabled: false }).eventSources).toEqual([]);
  });

  it('gives long names in full length or cut, and the same at every start', () => {
    const id = 'Inbox'.repeat(20);
    const resources = resourcesOf();
    resources.data[id] = resource('AWS::S3::Bucket');
    const names = [1, 2].map(() => readPlan(stacksOf(resources), account, endpoints).buckets[1]?.name);

    expect(names[0]).toMatch(/^data-(inbox)+(i|in|inb|inbo)?-[0-9a-f]{8}$/);
    expect(names[0]).toHaveLength(63);
    expect(names[1]).toBe(names[0]);
  });
});

describe('Template: what has no local model stops the start with its name', () => {
  it.each<[string, 'data' | 'app', string, JsonObject, string]>([
    ['a property', 'data', 'Queue', { FifoQueue: true }, 'AWS::SQS::Queue Queue.FifoQueue has no local model.'],
    [
      'a property within a property',
      'data',
      'Inbox',
      { NotificationConfiguration: { EventBridgeConfiguration: {} } },
      'AWS::S3::Bucket Inbox.NotificationConfiguration.EventBridgeConfiguration has no local model.',
    ],
    ['a stream', 'data', 'Table', { StreamSpecification: {} }, 'Table.StreamSpecification has no local model'],
    ['a layer', 'app', 'Function', { Layers: ['arn'] }, 'Function.Layers has no local model'],
    [
      'another runtime',
      'app',
      'Function',
      { Runtime: 'python3.13' },
      'Function.Runtime (python3.13) has no local model',
    ],
    ['code that is no asset', 'app', 'Function', { Code: { S3Key: 'other.zip', S3Bucket: 'b' } }, 'no directory asset'],
    ['a filter', 'app', 'Source', { FilterCriteria: {} }, 'Source.FilterCriteria has no local model'],
    [
      'a stream as a source',
      'app',
      'Source',
      { EventSourceArn: 'arn:aws:dynamodb:eu-central-1:0:table/t/stream/1' },
      'Source.EventSourceArn is not a queue',
    ],
    [
      'another way in',
      'app',
      'Route',
      { AuthorizationType: 'KEY' },
      'Route.AuthorizationType (KEY) has no local model',
    ],
    ['a WebSocket API', 'app', 'Api', { ProtocolType: 'WEBSOCKET' }, 'Api.ProtocolType (WEBSOCKET) has no local model'],
    ['a named stage', 'app', 'Stage', { StageName: 'v1' }, 'Stage.StageName (v1) has no local model'],
    [
      'payload format 1.0',
      'app',
      'Integration',
      { PayloadFormatVersion: '1.0' },
      'Integration.PayloadFormatVersion (1.0) has no local model',
    ],
    [
      'a managed policy',
      'app',
      'Role',
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      'Role.ManagedPolicyArns (AdministratorAccess) has no local model',
    ],
    [
      'an attribute',
      'app',
      'Function',
      { Environment: { Variables: { X: { 'Fn::GetAtt': ['Function', 'SnapStartResponse'] } } } },
      'AWS::Lambda::Function.SnapStartResponse (Function) has no local model',
    ],
    [
      'a value of the wrong type',
      'data',
      'Queue',
      { VisibilityTimeout: 'soon' },
      'Queue.VisibilityTimeout is not a number',
    ],
  ])('%s', (_, stack, id, properties, message) => {
    expect(() => readChanged(stack, id, properties)).toThrow(TemplateError);
    expect(() => readChanged(stack, id, properties)).toThrow(message);
  });

  it.each<[string, JsonObject, string]>([
    ['a rule by the clock', { ScheduleExpression: 'rate(1 hour)' }, 'Rule.ScheduleExpression has no local model'],
    [
      'a target that is no queue',
      { Targets: [{ Id: 'a', Arn: arnOf('Table') }] },
      'Rule.Targets[0].Arn is not that of a queue, and has no local model',
    ],
    [
      'an event that is made into another',
      { Targets: [{ Id: 'a', Arn: arnOf('Queue'), InputPath: '$.detail' }] },
      'Rule.Targets[0].InputPath has no local model',
    ],
    [
      'a queue that is nowhere',
      { Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:eu-central-1:000000000000:none' }] },
      'The event rule Rule leads to a queue that is not in this app.',
    ],
  ])('%s', (_, changed, message) => {
    const resources = resourcesOf();
    const rule = { EventPattern: { source: ['precis.dev'] }, Targets: [{ Id: 'a', Arn: arnOf('Queue') }], ...changed };
    resources.data['Rule'] = resource('AWS::Events::Rule', rule);

    expect(() => readPlan(stacksOf(resources), account, endpoints)).toThrow(message);
  });

  it('a resource type', () => {
    const resources = resourcesOf();
    resources.app['Cache'] = resource('AWS::ElastiCache::ServerlessCache');

    expect(() => readPlan(stacksOf(resources), account, endpoints)).toThrow(
      'The resource type AWS::ElastiCache::ServerlessCache (Cache) has no local model.',
    );
  });
});

describe('Template: what AWS would refuse, too', () => {
  it.each<[string, 'data' | 'app', string, JsonObject, string]>([
    [
      'a queue that hides messages for less than its function takes',
      'data',
      'Queue',
      { VisibilityTimeout: 29 },
      'The queue Queue hides a message for 29 s, less than the time-out of Function (30 s).',
    ],
    [
      'a dead-letter queue that is nowhere',
      'data',
      'Queue',
      { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:none', maxReceiveCount: 2 } },
      'The dead-letter queue of Queue is not in this app.',
    ],
    [
      'a role that is nowhere',
      'app',
      'Function',
      { Role: 'arn:aws:iam::0:role/none' },
      'role of the function Function',
    ],
    [
      'a route to a function that is nowhere',
      'app',
      'Integration',
      { IntegrationUri: 'arn:aws:lambda:eu-central-1:0:function:none' },
      'The route GET /v1/briefs/{id} leads to no function of this app.',
    ],
  ])('%s', (_, stack, id, properties, message) => {
    expect(() => readChanged(stack, id, properties)).toThrow(message);
  });

  it('outputs that depend on themselves or on no stack', () => {
    const loop = (Value: Json) => ({ ...OUTPUTS, app: { ...OUTPUTS.app, Loop: { Value } } });
    const self = { 'Fn::GetStackOutput': { StackName: 'App', OutputName: 'Loop' } };
    const none = { 'Fn::GetStackOutput': { StackName: 'Elsewhere', OutputName: 'Loop' } };

    expect(() => readPlan(stacksOf(undefined, loop(self)), account, endpoints)).toThrow('App.Loop depends on itself');
    expect(() => readPlan(stacksOf(undefined, loop(none)), account, endpoints)).toThrow('Elsewhere has no output Loop');
  });
});

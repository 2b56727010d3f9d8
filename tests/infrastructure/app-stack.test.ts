import { describe, expect, it } from 'vitest';
import { ARTICLE_COST_TITLE } from '../../lib/constructs/article-cost.ts';
import { resource, resourcesOf, synthesized, target } from './synthesized.ts';

const { app, data } = synthesized('dev');
const at = (value: unknown) => target(value, [app, data]);

function environment(prefix: string): Record<string, string> {
  const { Variables } = resource(app, 'AWS::Lambda::Function', prefix).Properties['Environment'] as {
    Variables: Record<string, unknown>;
  };
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, at(value)]));
}

describe('Functions', () => {
  it('run on Node 24 on arm64, log JSON to a group of their own, and have a role of their own', () => {
    const functions = resourcesOf(app, 'AWS::Lambda::Function');
    const roles = functions.map(([, { Properties }]) => at(Properties['Role']));
    const groups = functions.map(([, { Properties }]) =>
      at((Properties['LoggingConfig'] as { LogGroup: unknown }).LogGroup),
    );
    expect(functions.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'ParseFunction',
      'BriefFunction',
      'ApiFunction',
    ]);
    expect(new Set(roles).size).toBe(3);
    expect(new Set(groups).size).toBe(3);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
    for (const [, { Properties }] of resourcesOf(app, 'AWS::Logs::LogGroup')) {
      expect(Properties['RetentionInDays']).toBe(14);
    }
  });

  it('have the memory and time that the stage gives them', () => {
    const size = (prefix: string) => {
      const { MemorySize, Timeout } = resource(app, 'AWS::Lambda::Function', prefix).Properties;
      return [MemorySize, Timeout];
    };
    expect([size('Parse'), size('Brief'), size('Api')]).toEqual([
      [1024, 60],
      [1024, 60],
      [512, 10],
    ]);
  });

  it('are told what they need and no more', () => {
    const common = (name: string) => ({
      NODE_OPTIONS: '--enable-source-maps',
      POWERTOOLS_METRICS_NAMESPACE: 'Precis',
      POWERTOOLS_SERVICE_NAME: `precis-dev-${name}`,
    });
    expect(environment('Parse')).toEqual({
      ...common('parse'),
      INBOX_BUCKET: 'InboxBucket1EDE8E4F',
      STAGED_BUCKET: 'StagedBucket385DB7B0',
      PRECIS_LIMITS:
        '{"objectBytes":25000000,"textCharacters":1000000,"parts":2000,"heapMegabytes":512,"processMegabytes":921,"deadlineMs":15000}',
    });
    expect(environment('Brief')).toEqual({
      ...common('brief'),
      STAGED_BUCKET: 'StagedBucket385DB7B0',
      TABLE_NAME: 'TableCD117FA1',
      RETENTION_DAYS: '30',
      LIST_SHARDS: '1',
      PRECIS_LIMITS: '{"heapMegabytes":512,"processMegabytes":921,"deadlineMs":15000}',
    });
    expect(environment('Api')).toEqual({
      ...common('api'),
      TABLE_NAME: 'TableCD117FA1',
      STAGED_BUCKET: 'StagedBucket385DB7B0',
      SERVE_ARTICLE_TEXT: 'true',
      INBOX_BUCKET: 'InboxBucket1EDE8E4F',
      RETENTION_DAYS: '30',
      OVERDUE_AFTER_MS: '1800000',
      MAX_UPLOAD_BYTES: '25000000',
      AUTH_MODE: 'iam',
    });
  });

  it('tell the one that stores briefs how long replaced versions are kept, where they expire sooner', () => {
    const { app: quick } = synthesized('dev', { versionRetentionDays: 7 });
    const told = ['Parse', 'Brief', 'Api'].map((name) => {
      const { Environment } = resource(quick, 'AWS::Lambda::Function', name).Properties;
      return (Environment as { Variables: Record<string, string> }).Variables['VERSION_RETENTION_DAYS'];
    });
    expect(told).toEqual([undefined, '7', undefined]);
  });

  it('are told of no retention where there is none', () => {
    const prod = synthesized('prod').app;
    for (const name of ['Brief', 'Api']) {
      const { Variables } = resource(prod, 'AWS::Lambda::Function', name).Properties['Environment'] as {
        Variables: object;
      };
      expect(Variables).not.toHaveProperty('RETENTION_DAYS');
    }
  });

  it('answer the messages of a batch of ten one by one', () => {
    const sources = resourcesOf(app, 'AWS::Lambda::EventSourceMapping');
    expect(sources.map(([, { Properties }]) => at(Properties['EventSourceArn']))).toEqual([
      'ParseQueue5B123F48.Arn',
      'BriefQueue74FE504E.Arn',
    ]);
    for (const [, { Properties }] of sources) {
      expect(Properties).toMatchObject({
        BatchSize: 10,
        MaximumBatchingWindowInSeconds: 0,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 5 },
      });
    }
  });
});

describe('The stacks', () => {
  it('need no custom resource but the one that empties buckets which go: what stands in the template is all there is', () => {
    const prod = synthesized('prod');
    const customIn = (...templates: (typeof app)[]) =>
      templates
        .flatMap((template) => Object.values(template.toJSON().Resources as Record<string, { Type: string }>))
        .map(({ Type }) => Type)
        .filter((type) => type.startsWith('Custom::') || type.startsWith('AWS::CloudFormation::'));
    expect(customIn(data, app)).toEqual(['Custom::EmptiedBuckets']);
    expect(customIn(prod.data, prod.app)).toEqual([]);
  });

  it('say where everything is', () => {
    const outputs = (template: typeof app) =>
      Object.keys(template.toJSON().Outputs).filter((name) => !name.startsWith('PublishOutput'));
    expect(outputs(data)).toEqual([
      'InboxBucketName',
      'StagedBucketName',
      'TableName',
      'ParseQueueUrl',
      'ParseDeadLetterQueueUrl',
      'BriefQueueUrl',
      'BriefDeadLetterQueueUrl',
      'RetentionDays',
    ]);
    expect(outputs(app)).toEqual([
      'ReaderPolicyArn',
      'WriterPolicyArn',
      'ApiUrl',
      'ParseLogGroupName',
      'BriefLogGroupName',
      'AlarmTopicArn',
      'Version',
      'ParserGeneration',
      'AnalyzerGeneration',
    ]);
    const named = ({ Value }: { Value: unknown }) => target(Value, [app, data]);
    const logGroups = ['Parse', 'Brief'].map((name) => resource(app, 'AWS::Lambda::Function', name).Properties);
    expect(['ParseLogGroupName', 'BriefLogGroupName'].map((name) => named(app.toJSON().Outputs[name]))).toEqual(
      logGroups.map(({ LoggingConfig }) => target((LoggingConfig as { LogGroup: unknown }).LogGroup, [app, data])),
    );
  });
});

describe('The dashboard', () => {
  it('shows the way of the data in its order', () => {
    const body = target(resource(app, 'AWS::CloudWatch::Dashboard', 'Overview').Properties['DashboardBody'], [
      app,
      data,
    ]);
    const { widgets } = JSON.parse(body) as { widgets: { properties: { title: string } }[] };
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      'Files and articles',
      'Refused',
      'From the inbox to the brief (ms)',
      'Oldest message (s)',
      'Dead letters and failed deliveries',
      'Done before, overtaken, removed',
      'Duration, p99 (ms)',
      'Errors and throttles',
      'Requests',
      ARTICLE_COST_TITLE,
    ]);
  });
});

describe('The API', () => {
  it('is throttled, and logs routes but neither paths nor queries', () => {
    const { Properties } = resource(app, 'AWS::ApiGatewayV2::Stage', 'Http');
    expect(Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
    const { Format } = Properties['AccessLogSettings'] as { Format: string };
    expect(JSON.parse(Format)).toMatchObject({ route: '$context.routeKey', status: '$context.status' });
    expect(Format).not.toMatch(/path|query|requestOverride/i);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REJECTION_CODES } from '../../functions/core/errors.ts';
import {
  METRICS_NAMESPACE,
  NOTICE_METRICS,
  SERVICE_DIMENSION,
  STAGE_METRICS,
} from '../../functions/runtime/stage-metrics.ts';
import { PRICES } from '../../lib/prices.ts';
import { AUTH, NOTICES, type Resource, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const { app, data } = synthesized('dev', { alarmEmail: 'desk@example.org' });
const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm');

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: unknown }[];
}

/** The metrics that an alarm watches, its own or those of its expression. */
function metricsOf({ Properties }: Resource): Metric[] {
  const queries = Properties['Metrics'] as { MetricStat?: { Metric: Metric } }[] | undefined;
  if (queries === undefined) return [Properties as unknown as Metric];
  return queries.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
}

const nameOf = (id: string): string => id.replace(/^Alarms|[0-9A-F]{8}$/g, '');
const named = alarms.map(([id, alarm]) => [nameOf(id), alarm] as const);

/** AWS's metrics as its documentation has them, by namespace: of which resource, named how, and which we may watch. */
const AWS_METRICS: Readonly<Record<string, { type: string; dimension: string; attribute: string; names: string[] }>> = {
  // Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
  'AWS/SQS': {
    type: 'AWS::SQS::Queue',
    dimension: 'QueueName',
    attribute: '.QueueName',
    names: [
      'ApproximateNumberOfMessagesVisible',
      'ApproximateAgeOfOldestMessage',
      'NumberOfMessagesSent',
      'NumberOfEmptyReceives',
    ],
  },
  // AWS Lambda Developer Guide, "Types of metrics for Lambda functions".
  'AWS/Lambda': {
    type: 'AWS::Lambda::Function',
    dimension: 'FunctionName',
    attribute: '',
    names: ['Errors', 'Throttles', 'Duration', 'Invocations'],
  },
  // Amazon DynamoDB Developer Guide, "DynamoDB metrics and dimensions".
  'AWS/DynamoDB': {
    type: 'AWS::DynamoDB::GlobalTable',
    dimension: 'TableName',
    attribute: '',
    names: ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits', 'ReadThrottleEvents', 'WriteThrottleEvents'],
  },
  // Amazon CloudWatch Logs User Guide, "Monitoring with CloudWatch metrics".
  'AWS/Logs': { type: 'AWS::Logs::LogGroup', dimension: 'LogGroupName', attribute: '', names: ['IncomingBytes'] },
  // Amazon SNS Developer Guide, "Monitoring Amazon SNS topics using CloudWatch".
  'AWS/SNS': {
    type: 'AWS::SNS::Topic',
    dimension: 'TopicName',
    attribute: '.TopicName',
    names: ['NumberOfNotificationsFailed'],
  },
  // Amazon API Gateway Developer Guide, "Monitor CloudWatch metrics for HTTP APIs".
  'AWS/ApiGateway': {
    type: 'AWS::ApiGatewayV2::Api',
    dimension: 'ApiId',
    attribute: '',
    names: ['Count', '4xx', '5xx'],
  },
};

/** What is wrong with a metric that is watched: a name that nobody writes, or a resource that is not of the stack. */
function faultOf({ Namespace, MetricName, Dimensions }: Metric): string | undefined {
  const [first, ...others] = Dimensions;
  const what = `${Namespace} ${MetricName} ${JSON.stringify(Dimensions)}`;
  if (first === undefined || others.length > 0) return `${what} has other dimensions`;
  const value = target(first.Value, [data, app]);
  if (Namespace === METRICS_NAMESPACE) {
    const stage = Object.entries(STAGE_METRICS).find(([name]) => value === `precis-dev-${name}`);
    const isWritten = first.Name === SERVICE_DIMENSION && stage?.[1].some((name) => name === MetricName);
    return isWritten ? undefined : `${what} is written by no function`;
  }
  const known = AWS_METRICS[Namespace];
  if (known === undefined || first.Name !== known.dimension || !known.names.includes(MetricName)) {
    return `${what} is no metric of AWS`;
  }
  const [id = ''] = known.attribute === '' ? [value] : [value.slice(0, -known.attribute.length)];
  const resources = [data, app].flatMap((template) =>
    resourcesOf(template, known.type).map(([logicalId]) => logicalId),
  );
  return value === `${id}${known.attribute}` && resources.includes(id) ? undefined : `${what} is of no resource`;
}

/** A metric as a dashboard writes it: namespace, name, pairs of dimensions, and how it is drawn. */
function shownMetric([Namespace, MetricName, ...rest]: unknown[]): Metric {
  const pairs = rest.filter((part) => typeof part === 'string');
  return {
    Namespace: String(Namespace),
    MetricName: String(MetricName),
    Dimensions: [{ Name: String(pairs[0]), Value: pairs[1] }],
  };
}

describe('Alarms', () => {
  it('watch every queue, every function, the API, the table, the flow between, and their own delivery', () => {
    expect(named.map(([name]) => name)).toEqual([
      'ParseDeadLetters',
      'ParseOldestMessage',
      'BriefDeadLetters',
      'BriefOldestMessage',
      'ParseErrors',
      'ParseThrottles',
      'ParseNearTimeout',
      'BriefErrors',
      'BriefThrottles',
      'BriefNearTimeout',
      'ApiErrors',
      'ApiThrottles',
      'ApiNearTimeout',
      'ApiServerErrors',
      'TableThrottles',
      'BriefsStopped',
      'RejectionsRising',
      'Undelivered',
    ]);
  });

  it.each(named)('%s tells the topic', (_, alarm) => {
    expect(alarm.Properties['AlarmActions']).toEqual([{ Ref: 'AlarmsTopic3A2DFEBA' }]);
    expect(alarm.Properties['OKActions']).toEqual([{ Ref: 'AlarmsTopic3A2DFEBA' }]);
  });

  it.each(named)('%s watches metrics that are there', (_, alarm) => {
    const watched = metricsOf(alarm);
    expect(watched.length).toBeGreaterThan(0);
    expect(watched.map((metric) => faultOf(metric))).toEqual(watched.map(() => undefined));
  });

  it('are raised by the first dead letter', () => {
    const deadLetters = named.filter(([name]) => name.endsWith('DeadLetters'));
    expect(deadLetters).toHaveLength(2);
    for (const [, { Properties }] of deadLetters) {
      expect(Properties).toMatchObject({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        EvaluationPeriods: 1,
      });
    }
  });

  it('are raised when the slowest invocations come near the time-out', () => {
    const thresholds = named
      .filter(([name]) => name.endsWith('NearTimeout'))
      .map(([, { Properties }]) => [Properties['ExtendedStatistic'], Properties['Threshold']]);
    expect(thresholds).toEqual([
      ['p99', 48_000],
      ['p99', 48_000],
      ['p99', 8_000],
    ]);
  });

  it('are raised when articles are parsed and none is briefed or refused, by metrics of this stage alone', () => {
    const stopped = named.find(([name]) => name === 'BriefsStopped');
    const metrics = stopped ? metricsOf(stopped[1]) : [];
    expect(metrics.map(({ Namespace, MetricName, Dimensions }) => [Namespace, MetricName, Dimensions])).toEqual([
      ['Precis', 'Parsed', [{ Name: 'service', Value: 'precis-dev-parse' }]],
      ['Precis', 'Briefed', [{ Name: 'service', Value: 'precis-dev-brief' }]],
      ['Precis', 'Rejected', [{ Name: 'service', Value: 'precis-dev-brief' }]],
      ['Precis', 'Stale', [{ Name: 'service', Value: 'precis-dev-brief' }]],
    ]);
  });

  it('go to one topic, which lets CloudWatch publish and mails the desk', () => {
    expect(resourcesOf(app, 'AWS::SNS::Topic')).toHaveLength(1);
    const policies = resourcesOf(app, 'AWS::SNS::TopicPolicy');
    expect(JSON.stringify(policies)).toContain('{"Service":"cloudwatch.amazonaws.com"}');
    expect(JSON.stringify(policies)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    const subscriptions = resourcesOf(app, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
    expect(subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'desk@example.org' }]);
  });
});

interface Widget {
  properties: { title: string; metrics: unknown[][] };
}

function widgets(): Widget[] {
  const { Properties } = resource(app, 'AWS::CloudWatch::Dashboard', 'Overview');
  return JSON.parse(target(Properties['DashboardBody'], [data, app])).widgets;
}

/** A line of a widget that is reckoned from others, or undefined. */
function expressionOf([first]: unknown[]): { expression: string; label: string } | undefined {
  return typeof first === 'object' ? (first as { expression: string; label: string }) : undefined;
}

describe('The dashboard', () => {
  const shown = widgets()
    .flatMap(({ properties }) => properties.metrics)
    .filter((line) => expressionOf(line) === undefined);

  it('shows metrics that are there', () => {
    const metrics = shown.map(shownMetric);

    expect(metrics.length).toBeGreaterThan(20);
    expect(metrics.flatMap((metric) => faultOf(metric) ?? [])).toEqual([]);
    // What each stage writes is on the page: `Rejected` by its reason is for queries.
    const ours = metrics.filter(({ Namespace }) => Namespace === METRICS_NAMESPACE);
    const names = ours.map(({ MetricName, Dimensions }) => `${Dimensions[0]?.Value} ${MetricName}`);
    const all = Object.entries(STAGE_METRICS).flatMap(([stage, list]) =>
      list.map((name) => `precis-dev-${stage} ${name}`),
    );
    expect([...new Set(names)].sort()).toEqual(all.sort());
  });

  it('shows no more metrics than a page may that is free', () => {
    const distinct = new Set(
      shown.map((line) => {
        const { stat } = line.at(-1) as { stat?: string };
        return JSON.stringify([...line.slice(0, -1), stat]);
      }),
    );
    expect(distinct.size).toBeLessThanOrEqual(50);
  });
});

describe('The cost of articles', () => {
  const widget = widgets().find(({ properties }) => properties.title.startsWith('USD per million articles'));
  const lines = widget?.properties.metrics ?? [];
  const expressions = lines.flatMap((line) => expressionOf(line) ?? []);
  /** The id of each metric in expressions, by its name and what it is of. */
  const ids = new Map(
    lines
      .filter((line) => expressionOf(line) === undefined)
      .map((line) => [(line.at(-1) as { id: string }).id, `${line[1]} ${target(line[3], [data, app])}`]),
  );

  /** What came in an hour, by the name of the metric and the beginning of what it is of. */
  const HOUR: Record<string, number> = {
    'Briefed precis-dev-brief': 1000,
    'NumberOfMessagesSent ParseQueue': 1000,
    'NumberOfMessagesSent BriefQueue': 1010,
    'NumberOfEmptyReceives ParseQueue': 900,
    'NumberOfEmptyReceives BriefQueue': 800,
    'Invocations ParseFunction': 200,
    'Invocations BriefFunction': 250,
    'Duration ParseFunction': 40_000,
    'Duration BriefFunction': 90_000,
    'ConsumedWriteCapacityUnits Table': 12_000,
    'ConsumedReadCapacityUnits Table': 5_000,
    'IncomingBytes ParseLogs': 2 ** 20,
    'IncomingBytes BriefLogs': 2 ** 21,
  };

  /** What an expression comes to, each id as it was in that hour; with `missing`, as if nothing had been measured. */
  function evaluate(expression: string, missing: string[] = []): number {
    const values = [...ids].map(([id, name]) => {
      const [, value] = Object.entries(HOUR).find(([key]) => name.startsWith(key)) ?? [];
      if (value === undefined) throw new Error(`Nothing is known of ${name}.`);
      return [id, missing.some((key) => name.startsWith(key)) ? Number.NaN : value] as const;
    });
    const FILL = (value: number, otherwise: number) => (Number.isNaN(value) ? otherwise : value);
    const names = values.map(([id]) => id);
    return new Function('FILL', ...names, `return ${expression}`)(FILL, ...values.map(([, value]) => value));
  }

  const { s3, sqs, lambda, dynamodb, cloudwatch } = PRICES;
  const MILLION_PER_BRIEFED = 1_000_000 / 1000;
  const EXPECTED = {
    S3: 2010 * (s3.usdPerPutRequest + s3.usdPerGetRequest),
    SQS: (2010 + 1700 + 2 * 450) * sqs.usdPerRequest,
    Lambda: 450 * lambda.usdPerRequest + 130 * lambda.usdPerArm64GbSecond,
    DynamoDB: 12_000 * dynamodb.usdPerWriteRequestUnit + 5_000 * dynamodb.usdPerReadRequestUnit,
    logs: (3 / 1024) * cloudwatch.usdPerLogGb,
  };

  it.each(Object.entries(EXPECTED))('for %s is what was counted times its price', (label, usd) => {
    const { expression = '' } = expressions.find((each) => each.label === label) ?? {};
    expect(evaluate(expression) / (usd * MILLION_PER_BRIEFED)).toBeCloseTo(1, 4);
  });

  it('for all is the sum of its parts, also in an hour in which some of them were not measured', () => {
    const [all, ...parts] = expressions.map(({ expression }) => expression);
    for (const missing of [[], ['NumberOfEmptyReceives ParseQueue', 'ConsumedReadCapacityUnits']]) {
      const sum = parts.map((expression) => evaluate(expression, missing)).reduce((a, b) => a + b, 0);
      expect(evaluate(String(all), missing)).toBeCloseTo(sum, 9);
    }
    expect(expressions.map(({ label }) => label)).toEqual(['all', ...Object.keys(EXPECTED)]);
  });

  it('says of when and where its prices are, and that storage is not in them', () => {
    expect(widget?.properties.title).toContain(PRICES.asOf);
    expect(widget?.properties.title).toContain(PRICES.region);
    expect(widget?.properties.title).toContain('without storage');
  });

  it('names in its expressions nothing that is not there, and no number by an exponent', () => {
    for (const { expression } of expressions) {
      const words = expression.match(/[A-Za-z_]\w*/g) ?? [];
      expect(words.filter((word) => word !== 'FILL' && !ids.has(word))).toEqual([]);
      expect(expression).not.toMatch(/\de[-+]?\d/i);
    }
  });
});

describe('docs/operations.md', () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  /** The sections of the page, by their anchor. */
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0]?.toLowerCase(), section]),
  );
  // The alarms of every setting: with tokens, a function more, and with a digest and alerts two.
  const everywhere = [
    alarms,
    resourcesOf(synthesized('dev', { auth: AUTH.token, ...NOTICES }).app, 'AWS::CloudWatch::Alarm'),
  ].flat();
  const byName = new Map(everywhere.map(([id, alarm]) => [nameOf(id), alarm]));

  it.each([...byName])('says what to do about %s where the alarm says that it does', (name, { Properties }) => {
    const [, file, anchor] = /(\S+)#(\w+)$/.exec(String(Properties['AlarmDescription'])) ?? [];
    expect(file).toBe('docs/operations.md');
    expect(sections.get(anchor)).toContain(`\`${name}\``);
    expect(sections.get(anchor)).toContain('**Do:**');
  });

  it('explains no alarm that is not there, in no section without one', () => {
    const explained = [...sections.values()].flatMap((section) => {
      const names = [...(section.split('\n')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
      return names.length > 0 ? names : [`none in ${section.slice(0, 20)}`];
    });
    expect(explained.sort()).toEqual([...byName.keys()].sort());
  });

  it('tells every metric that the functions write, and every reason', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const told = (stage: string) =>
      rows.filter((row) => row.split('|')[2]?.trim().split(', ').includes(stage)).map((row) => row.split('`')[1]);
    for (const [stage, names] of Object.entries(STAGE_METRICS)) expect(told(stage).sort()).toEqual([...names].sort());
    for (const [notice, names] of Object.entries(NOTICE_METRICS))
      expect(told(notice).sort()).toEqual([...names].sort());
    for (const code of REJECTION_CODES) expect(page).toContain(`\`${code}\``);
  });
});

describe('Saved queries', () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const queries = resourcesOf(app, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);

  it('are the three that docs/operations.md names, on the logs of the pipeline', () => {
    expect(queries.map(({ Name }) => String(Name).replace('Precis-dev-App/', ''))).toEqual([
      'Follow one file',
      'Failures',
      'Refusals by reason',
    ]);
    for (const { Name, LogGroupNames } of queries) {
      expect(page).toContain(`*${String(Name).split('/')[1]}*`);
      expect((LogGroupNames as unknown[]).map((name) => target(name, [app]))).toEqual(
        ['ParseLogs', 'BriefLogs', 'ApiLogs'].map((prefix) => expect.stringMatching(`^${prefix}`)),
      );
    }
  });

  it('ask for fields that a line has', () => {
    const documented = new Set(
      [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []),
    );
    const asked = queries.flatMap(({ QueryString }) => {
      const text = String(QueryString);
      const listed = /^fields (.+)$/m.exec(text)?.[1]?.split(', ') ?? [];
      const filtered = [...text.matchAll(/filter (\w+)/g)].map(([, name = '']) => name);
      return [...listed.filter((name) => name !== '@timestamp'), ...filtered];
    });
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !documented.has(name))).toEqual([]);
  });

  it('follow a file as docs/operations.md shows it', () => {
    const [first] = queries;
    const lines = String(first?.['QueryString']).split('\n');
    for (const line of lines) expect(page).toContain(line);
  });
});

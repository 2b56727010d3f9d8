import { describe, expect, it } from 'vitest';
import { type Resource, resourcesOf, synthesized, target } from './synthesized.ts';

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

const named = alarms.map(([id, alarm]) => [id.replace(/^Alarms|[0-9A-F]{8}$/g, ''), alarm] as const);

describe('Alarms', () => {
  it('watch every queue, every function, the API and the flow between', () => {
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
      'BriefsStopped',
    ]);
  });

  it.each(named)('%s watches something that is there, tells the topic, and says what to do', (_, alarm) => {
    // Prepare
    const own = new Set([data, app].flatMap((template) => Object.keys(template.toJSON().Resources)));
    const services = ['precis-dev-parse', 'precis-dev-brief'];

    // Act
    const watched = metricsOf(alarm).flatMap(({ Dimensions }) =>
      Dimensions.map(({ Value }) => target(Value, [data, app]).replace(/\.QueueName$/, '')),
    );

    // Assess
    expect(watched.length).toBeGreaterThan(0);
    expect(watched.filter((name) => !own.has(name) && !services.includes(name))).toEqual([]);
    expect(alarm.Properties['AlarmActions']).toEqual([{ Ref: 'AlarmsTopic3A2DFEBA' }]);
    expect(String(alarm.Properties['AlarmDescription']).length).toBeGreaterThan(60);
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

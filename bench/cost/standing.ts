import { BYTES_PER_GB, PRICES } from '../../lib/prices.ts';
import type { Stack } from '../../local/template/app-template.ts';
import { isObject, type JsonObject } from '../../local/template/template.ts';
import type { Measurement } from './measure.ts';

/** What of the template costs by the month, whatever is done with it. */
export interface StandingResources {
  /** Event sources of queues. */
  readonly pollers: number;
  /** Metrics that alarms look at: an alarm is billed by each. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** Keys of our own. */
  readonly keys: number;
}

/** What costs by the month, in US dollars. */
export interface StandingBill {
  /** Without a single article, beside alarms and dashboard. */
  readonly idle: number;
  readonly alarms: number;
  readonly dashboards: number;
  /** In a month in which articles come in every hour: metrics are billed by the hour in which they are written. */
  readonly metrics: number;
  /** To keep a million articles. */
  readonly kept: { readonly buckets: number; readonly table: number; readonly recovery: number };
}

/** Hours of a month as AWS reckons: 730. */
const SECONDS_A_MONTH = 730 * 3600;
/**
 * With a maximum concurrency, an event source of a queue receives with five pollers at least (AWS Lambda Developer Guide,
 * "Configuring scaling behavior for SQS event source mappings": without it, they could be two), by long polls, whose longest
 * is 20 s (Amazon SQS API Reference, ReceiveMessage). How long Lambda's are, it does not say.
 */
const POLLERS = 5;
const LONG_POLL_SECONDS = 20;
const MILLION = 1e6;

function metricsOf(properties: JsonObject): number {
  const { Metrics: metrics } = properties;
  if (!Array.isArray(metrics)) return 1;
  return metrics.filter((metric) => isObject(metric) && metric['MetricStat'] !== undefined).length;
}

export function standingResources(stacks: readonly Stack[]): StandingResources {
  const resources = stacks.flatMap(({ template }) => [...template.resources.values()]);
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    pollers: of('AWS::Lambda::EventSourceMapping').length,
    alarmMetrics: of('AWS::CloudWatch::Alarm').reduce((sum, { properties }) => sum + metricsOf(properties), 0),
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    keys: of('AWS::KMS::Key').length,
  };
}

export function standingBill({ standing, metrics, stored }: Measurement): StandingBill {
  const { sqs, cloudwatch, kms, s3, dynamodb } = PRICES;
  const receives = (standing.pollers * POLLERS * SECONDS_A_MONTH) / LONG_POLL_SECONDS;
  const gigabytes = (bytes: number): number => ((bytes / stored.articles) * MILLION) / BYTES_PER_GB;
  return {
    idle: receives * sqs.usdPerRequest + standing.keys * kms.usdPerKeyMonth,
    alarms: standing.alarmMetrics * cloudwatch.usdPerAlarmMonth,
    dashboards: standing.dashboards * cloudwatch.usdPerDashboardMonth,
    metrics: metrics * cloudwatch.usdPerMetricMonth,
    kept: {
      buckets: gigabytes(stored.inbox + stored.staged) * s3.usdPerGbMonth,
      table: gigabytes(stored.table) * dynamodb.usdPerGbMonth,
      recovery: gigabytes(stored.table) * dynamodb.usdPerRecoveryGbMonth,
    },
  };
}

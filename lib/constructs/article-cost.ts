import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { BYTES_PER_GB, PRICES } from '../prices.ts';
import type { StageFunction } from './stage-function.ts';
import { stageMetric } from './stage-metric.ts';
import type { StageQueue } from './stage-queue.ts';
import { tableMetric } from './table-metrics.ts';

/** In how many articles' cost it is told: that of one would be shown as zero. */
const ARTICLES = 1_000_000;
/** The event source receives a batch with one request and deletes what of it is done with another. */
const QUEUE_REQUESTS_PER_BATCH = 2;

export interface ArticleCostProps {
  parse: StageFunction;
  brief: StageFunction;
  parseQueue: StageQueue;
  briefQueue: StageQueue;
  table: dynamodb.TableV2;
  period: Duration;
}

/** What the lines are called together: the prices are of a day and a region, and not all is in it. */
export const ARTICLE_COST_TITLE = `USD per million articles (${PRICES.region} list prices of ${PRICES.asOf}, without storage)`;

/**
 * What a million briefs cost at the rate of each period, by service, from metrics that AWS keeps without a charge. It is
 * reckoned by requests where AWS counts none: each message that S3 sends stands for an object that was put and is read.
 * In the table's part are the reads of the API as well: the table does not tell who asks.
 */
export function articleCost(props: ArticleCostProps): cloudwatch.IMetric[] {
  const { period } = props;
  const briefed = stageMetric('brief', props.brief, { name: 'Briefed', period });
  const perArticles = (label: string, sum: string, metrics: Record<string, cloudwatch.IMetric>) =>
    new cloudwatch.MathExpression({
      expression: `(${sum}) / briefed`,
      usingMetrics: { briefed, ...metrics },
      label,
      period,
    });
  const parts = [storage(props), queues(props), functions(props), table(props), logs(props)];
  return [
    perArticles(
      'all',
      parts.map(({ sum }) => sum).join(' + '),
      Object.assign({}, ...parts.map((part) => part.metrics)),
    ),
    ...parts.map(({ label, sum, metrics }) => perArticles(label, sum, metrics)),
  ];
}

/** The cost of one service in a period, times `ARTICLES`, and the metrics by which its expression names them. */
interface Part {
  readonly label: string;
  readonly sum: string;
  readonly metrics: Readonly<Record<string, cloudwatch.IMetric>>;
}

/** A price as an expression has it, which knows no exponents. */
function price(usd: number): string {
  return (usd * ARTICLES).toFixed(9).replace(/\.?0+$/, '');
}

/** The sum of metrics by their names; what has not happened in a period has no value there. */
function sumOf(...names: string[]): string {
  return names.map((name) => `FILL(${name}, 0)`).join(' + ');
}

function sentMetrics({ parseQueue, briefQueue, period }: ArticleCostProps) {
  return {
    uploads: parseQueue.queue.metricNumberOfMessagesSent({ period }),
    staged: briefQueue.queue.metricNumberOfMessagesSent({ period }),
  };
}

function runMetrics({ parse, brief, period }: ArticleCostProps) {
  return {
    parseruns: parse.function.metricInvocations({ period }),
    briefruns: brief.function.metricInvocations({ period }),
  };
}

function storage(props: ArticleCostProps): Part {
  const { usdPerPutRequest, usdPerGetRequest } = PRICES.s3;
  return {
    label: 'S3',
    sum: `${price(usdPerPutRequest + usdPerGetRequest)} * (${sumOf('uploads', 'staged')})`,
    metrics: sentMetrics(props),
  };
}

function queues(props: ArticleCostProps): Part {
  const { parseQueue, briefQueue, period } = props;
  const once = sumOf('uploads', 'staged', 'parseempty', 'briefempty');
  return {
    label: 'SQS',
    sum: `${price(PRICES.sqs.usdPerRequest)} * (${once} + ${QUEUE_REQUESTS_PER_BATCH} * (${sumOf('parseruns', 'briefruns')}))`,
    metrics: {
      ...sentMetrics(props),
      ...runMetrics(props),
      parseempty: parseQueue.queue.metricNumberOfEmptyReceives({ period }),
      briefempty: briefQueue.queue.metricNumberOfEmptyReceives({ period }),
    },
  };
}

function functions(props: ArticleCostProps): Part {
  const { parse, brief, period } = props;
  const { usdPerRequest, usdPerArm64GbSecond } = PRICES.lambda;
  const perMillisecond = ({ memoryMegabytes }: StageFunction) =>
    price((usdPerArm64GbSecond * memoryMegabytes) / 1024 / 1000);
  return {
    label: 'Lambda',
    sum: [
      `${price(usdPerRequest)} * (${sumOf('parseruns', 'briefruns')})`,
      `${perMillisecond(parse)} * ${sumOf('parsems')}`,
      `${perMillisecond(brief)} * ${sumOf('briefms')}`,
    ].join(' + '),
    metrics: {
      ...runMetrics(props),
      parsems: parse.function.metricDuration({ period, statistic: 'Sum' }),
      briefms: brief.function.metricDuration({ period, statistic: 'Sum' }),
    },
  };
}

function table(props: ArticleCostProps): Part {
  const { usdPerReadRequestUnit, usdPerWriteRequestUnit } = PRICES.dynamodb;
  const consumed = (metricName: string) => tableMetric(props.table, metricName, props.period);
  return {
    label: 'DynamoDB',
    sum: `${price(usdPerWriteRequestUnit)} * ${sumOf('written')} + ${price(usdPerReadRequestUnit)} * ${sumOf('read')}`,
    metrics: { written: consumed('ConsumedWriteCapacityUnits'), read: consumed('ConsumedReadCapacityUnits') },
  };
}

function logs({ parse, brief, period }: ArticleCostProps): Part {
  const incoming = ({ logGroup: { logGroupName } }: StageFunction) =>
    new cloudwatch.Metric({
      namespace: 'AWS/Logs',
      metricName: 'IncomingBytes',
      dimensionsMap: { LogGroupName: logGroupName },
      statistic: 'Sum',
      period,
    });
  return {
    label: 'logs',
    sum: `${price(PRICES.cloudwatch.usdPerLogGb / BYTES_PER_GB)} * (${sumOf('parselog', 'brieflog')})`,
    metrics: { parselog: incoming(parse), brieflog: incoming(brief) },
  };
}

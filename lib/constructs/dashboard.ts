import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { NoticeMetric, StageMetric } from '../../functions/runtime/stage-metrics.ts';
import { ARTICLE_COST_TITLE, articleCost } from './article-cost.ts';
import type { StageFunction } from './stage-function.ts';
import { noticeMetric, stageMetric } from './stage-metric.ts';
import type { StageQueue } from './stage-queue.ts';
import { tableThrottles } from './table-metrics.ts';

const PERIOD = Duration.minutes(5);
/** Of costs: what an article causes is not all in the period in which it is briefed. */
const COST_PERIOD = Duration.hours(1);

export interface DashboardProps {
  parse: StageFunction;
  brief: StageFunction;
  api: StageFunction;
  /** Where the settings have it, as `alerts`. */
  digest: StageFunction | undefined;
  alerts: StageFunction | undefined;
  parseQueue: StageQueue;
  briefQueue: StageQueue;
  table: dynamodb.TableV2;
  http: HttpApi;
}

/**
 * One page on the way of the data, in its order: what comes in, what waits, how long it takes, what is read, what it costs.
 * It shows 50 metrics at most, beyond which AWS charges for the page (Amazon CloudWatch pricing, free tier).
 */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { parse, brief, api, digest, alerts, parseQueue, briefQueue, table, http }: DashboardProps,
  ) {
    super(scope, id);
    const sent = sentMetrics({ digest, alerts });
    const functions: [string, StageFunction][] = [
      ['parse', parse],
      ['brief', brief],
      ['api', api],
    ];
    const queues: [string, StageQueue][] = [
      ['parse', parseQueue],
      ['brief', briefQueue],
    ];
    const ofParse = (name: StageMetric<'parse'>, label: string, statistic = 'Sum') =>
      stageMetric('parse', parse, { name, label, statistic, period: PERIOD });
    const ofBrief = (name: StageMetric<'brief'>, label: string, statistic = 'Sum') =>
      stageMetric('brief', brief, { name, label, statistic, period: PERIOD });

    new cloudwatch.Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [
          graph('Files and articles', [
            ofParse('Parsed', 'files parsed'),
            ofParse('Articles', 'articles in them'),
            ofBrief('Briefed', 'briefed'),
            ofBrief('Duplicate', 'copies among them'),
            ofBrief('Degraded', 'read for names alone'),
          ]),
          graph('Refused', [
            ofParse('Rejected', 'files'),
            ofParse('RejectedEntries', 'entries of files'),
            ofBrief('Rejected', 'articles'),
          ]),
          graph('From the inbox to the brief (ms)', [
            ofBrief('Lag', 'half of them', 'p50'),
            ofBrief('Lag', 'slowest hundredth', 'p99'),
            ofParse('StageLag', 'parse alone', 'p99'),
            ofBrief('StageLag', 'brief alone', 'p99'),
          ]),
        ],
        [
          graph(
            'Oldest message (s)',
            queues.map(([label, { queue }]) =>
              queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum', label }),
            ),
          ),
          graph('Dead letters and failed deliveries', [
            ...queues.map(([label, { deadLetters }]) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({
                period: PERIOD,
                statistic: 'Maximum',
                label: `${label}: dead letters`,
              }),
            ),
            ofParse('Failed', 'parse: failed'),
            ofBrief('Failed', 'brief: failed'),
          ]),
          graph('Done before, overtaken, removed', [
            ofParse('Repeated', 'parse: again'),
            ofBrief('Repeated', 'brief: again'),
            ofBrief('Stale', 'overtaken'),
            ofParse('Removed', 'deleted in the inbox'),
            ofBrief('Removed', 'removed'),
          ]),
        ],
        [
          graph(
            'Duration, p99 (ms)',
            functions.map(([label, { function: target }]) =>
              target.metricDuration({ period: PERIOD, statistic: 'p99', label }),
            ),
          ),
          graph('Errors and throttles', [
            ...functions.flatMap(([label, { function: target }]) => [
              target.metricErrors({ period: PERIOD, label: `${label}: errors` }),
              // There is an alarm on them, and no room for them where something is sent by itself.
              ...(sent.length === 0 ? [target.metricThrottles({ period: PERIOD, label: `${label}: throttles` })] : []),
            ]),
            tableThrottles(table, PERIOD),
          ]),
          graph('Requests', [
            http.metricCount({ period: PERIOD, statistic: 'Sum', label: 'all' }),
            http.metricClientError({ period: PERIOD, statistic: 'Sum', label: '4xx' }),
            http.metricServerError({ period: PERIOD, statistic: 'Sum', label: '5xx' }),
          ]),
        ],
        ...(sent.length > 0 ? [[graph('Digest and alerts', sent)]] : []),
        [
          new cloudwatch.GraphWidget({
            title: ARTICLE_COST_TITLE,
            left: articleCost({ parse, brief, parseQueue, briefQueue, table, period: COST_PERIOD }),
            width: 24,
            height: 6,
            leftYAxis: { min: 0 },
          }),
        ],
      ],
    });
  }
}

/** What was sent by itself, and what was not, of those that the settings have. */
function sentMetrics({ digest, alerts }: Pick<DashboardProps, 'digest' | 'alerts'>): cloudwatch.IMetric[] {
  const ofAlerts = (target: StageFunction, name: NoticeMetric<'alerts'>, label: string) =>
    noticeMetric('alerts', target, { name, label, period: PERIOD });
  return [
    ...(digest ? [noticeMetric('digest', digest, { name: 'Sent', label: 'digests', period: PERIOD })] : []),
    ...(alerts
      ? [
          ofAlerts(alerts, 'Sent', 'alerts'),
          ofAlerts(alerts, 'Unsent', 'alerts to be tried again'),
          ofAlerts(alerts, 'GivenUp', 'alerts given up'),
        ]
      : []),
  ];
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
}

import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE, type StageFunction } from './stage-function.ts';
import type { StageQueue } from './stage-queue.ts';

const PERIOD = Duration.minutes(5);

export interface DashboardProps {
  parse: StageFunction;
  brief: StageFunction;
  api: StageFunction;
  parseQueue: StageQueue;
  briefQueue: StageQueue;
  http: HttpApi;
}

/** One page on the way of the data, in its order: what comes in, what waits, how long it takes, what is read. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { parse, brief, api, parseQueue, briefQueue, http }: DashboardProps) {
    super(scope, id);
    const functions: [string, StageFunction][] = [
      ['parse', parse],
      ['brief', brief],
      ['api', api],
    ];
    const queues: [string, StageQueue][] = [
      ['parse', parseQueue],
      ['brief', briefQueue],
    ];
    const count = (metricName: string, { service }: StageFunction, label: string) =>
      new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName,
        dimensionsMap: { service },
        statistic: 'Sum',
        period: PERIOD,
        label,
      });

    new cloudwatch.Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [
          graph('Articles', [
            count('Parsed', parse, 'parsed'),
            count('Briefed', brief, 'briefed'),
            count('Rejected', parse, 'rejected in parse'),
            count('Rejected', brief, 'rejected in brief'),
          ]),
          graph(
            'Oldest message (s)',
            queues.map(([label, { queue }]) =>
              queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum', label }),
            ),
          ),
          graph(
            'Dead letters',
            queues.map(([label, { deadLetters }]) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum', label }),
            ),
          ),
        ],
        [
          graph(
            'Duration, p99 (ms)',
            functions.map(([label, { function: target }]) =>
              target.metricDuration({ period: PERIOD, statistic: 'p99', label }),
            ),
          ),
          graph(
            'Errors and throttles',
            functions.flatMap(([label, { function: target }]) => [
              target.metricErrors({ period: PERIOD, label: `${label}: errors` }),
              target.metricThrottles({ period: PERIOD, label: `${label}: throttles` }),
            ]),
          ),
          graph('Requests', [
            http.metricCount({ period: PERIOD, statistic: 'Sum', label: 'all' }),
            http.metricClientError({ period: PERIOD, statistic: 'Sum', label: '4xx' }),
            http.metricServerError({ period: PERIOD, statistic: 'Sum', label: '5xx' }),
          ]),
        ],
      ],
    });
  }
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
}

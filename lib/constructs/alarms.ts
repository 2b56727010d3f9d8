import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE, type StageFunction } from './stage-function.ts';
import type { StageQueue } from './stage-queue.ts';

const FIVE_MINUTES = Duration.minutes(5);
/** A message is in work for one visibility time-out at most, so this old means that it has failed or waits in a queue. */
const OLDEST_MESSAGE = Duration.minutes(15);
/** The part of a function's time-out that its slowest hundredth of invocations may take. */
const NEAR_TIMEOUT = 0.8;
/** The part of requests that may fail by our fault. */
const SERVER_ERRORS = 0.01;

interface Watch {
  metric: cloudwatch.IMetric;
  /** The alarm is raised above it. */
  above: number;
  /** What it means and what to do: it is the text of the mail. */
  description: string;
  /** How many of the last periods must be above; one of one unless given. */
  periods?: { of: number; above: number };
}

/** The alarms of one stage and the one topic that they publish to. Missing data is no alarm: nothing is done at night. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { email }: { email: string | undefined }) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { displayName: 'Precis alarms', enforceSSL: true });
    // A topic with a policy of its own has lost the default one, by which alarms of the account may publish.
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
  }

  /** Dead letters, and messages that wait too long. */
  watchQueue(id: string, { queue, deadLetters }: StageQueue): void {
    this.#watch(`${id}DeadLetters`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      above: 0,
      description: `A message of the ${id} queue failed at every attempt: a bug or an outage. Read the function's log by the message's id, repair, then move the dead letters back to their queue.`,
    });
    this.#watch(`${id}OldestMessage`, {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      above: OLDEST_MESSAGE.toSeconds(),
      description: `A message has waited in the ${id} queue for more than ${OLDEST_MESSAGE.toMinutes()} minutes: the function fails on it, or more arrives than maxConcurrency lets through.`,
    });
  }

  /** Failed, refused and slow invocations. */
  watchFunction(id: string, { function: target, timeout }: StageFunction): void {
    const nearTimeout = timeout.toMilliseconds() * NEAR_TIMEOUT;
    this.#watch(`${id}Errors`, {
      metric: target.metricErrors({ period: FIVE_MINUTES }),
      above: 0,
      description: `The ${id} function ended on an error, ran out of memory or out of time. Its log names the request.`,
    });
    this.#watch(`${id}Throttles`, {
      metric: target.metricThrottles({ period: FIVE_MINUTES }),
      above: 0,
      periods: { of: 3, above: 2 },
      description: `Lambda refuses to run the ${id} function: the account's concurrency is used up. Lower maxConcurrency or raise the quota.`,
    });
    this.#watch(`${id}NearTimeout`, {
      metric: target.metricDuration({ period: FIVE_MINUTES, statistic: 'p99' }),
      above: nearTimeout,
      periods: { of: 3, above: 2 },
      description: `The slowest invocations of the ${id} function take more than ${nearTimeout / 1000} s of its ${timeout.toSeconds()} s. Raise its memory or its time-out.`,
    });
  }

  /** Requests that fail by our fault. */
  watchApi(id: string, api: HttpApi): void {
    this.#watch(`${id}ServerErrors`, {
      metric: api.metricServerError({ period: FIVE_MINUTES, statistic: 'Average' }),
      above: SERVER_ERRORS,
      periods: { of: 3, above: 2 },
      description:
        'More than 1 % of the requests end with a status of 500 or more. The log of the Api function has the reasons.',
    });
  }

  /**
   * Articles that come out of parse while nothing comes out of brief. Two periods in a row, as an article may be parsed
   * at the end of one and briefed in the next.
   */
  watchFlow(parse: StageFunction, brief: StageFunction): void {
    const count = (metricName: string, { service }: StageFunction) =>
      new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName,
        dimensionsMap: { service },
        statistic: 'Sum',
        period: Duration.minutes(15),
      });
    this.#watch('BriefsStopped', {
      metric: new cloudwatch.MathExpression({
        expression: 'IF(FILL(parsed, 0) > 0 AND FILL(briefed, 0) + FILL(rejected, 0) == 0, 1, 0)',
        usingMetrics: {
          parsed: count('Parsed', parse),
          briefed: count('Briefed', brief),
          rejected: count('Rejected', brief),
        },
        label: 'parsed but not briefed',
        period: Duration.minutes(15),
      }),
      above: 0,
      periods: { of: 2, above: 2 },
      description:
        'Articles are parsed, but none was briefed or refused for half an hour. Look at the Brief queue and the log of the Brief function.',
    });
  }

  #watch(id: string, { metric, above, description, periods = { of: 1, above: 1 } }: Watch): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      metric,
      threshold: above,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.above,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: description,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

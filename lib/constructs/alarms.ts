import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OLDEST_MESSAGE_SECONDS } from '../../functions/core/message-age.ts';
import type { StageFunction } from './stage-function.ts';
import { noticeMetric, stageMetric } from './stage-metric.ts';
import type { StageQueue } from './stage-queue.ts';
import { tableThrottles } from './table-metrics.ts';

const FIVE_MINUTES = Duration.minutes(5);
const OLDEST_MESSAGE = Duration.seconds(OLDEST_MESSAGE_SECONDS);
/** The part of a function's time-out that its slowest hundredth of invocations may take. */
const NEAR_TIMEOUT = 0.8;
/** The part of requests that may fail by our fault. */
const SERVER_ERRORS = 0.01;
/** So many refusals an hour, and such a part of all that came, are no longer a bad file now and then. */
const REFUSALS = { count: 20, part: 0.2 };
/** Where each alarm is explained, by kind. */
const RUNBOOK = 'docs/operations.md';

interface Watch {
  metric: cloudwatch.IMetric;
  /** The alarm is raised above it. */
  above: number;
  /** What it means: it is the text of the mail. */
  description: string;
  /** The section of the runbook. */
  section: string;
  /** How many of the last periods must be above; one of one unless given. */
  periods?: { of: number; above: number };
}

export interface AlarmsProps {
  /** Who is told; must confirm the subscription once. */
  email: string | undefined;
  /** Encrypts what the topic holds until it is delivered. */
  key: kms.IKey | undefined;
}

/** The alarms of one stage and the one topic that they publish to. Missing data is no alarm: nothing is done at night. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { email, key }: AlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: 'Precis alarms',
      enforceSSL: true,
      ...(key ? { masterKey: key } : {}),
    });
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
      section: 'DeadLetters',
      description: `A message of the ${id} queue failed at every attempt: a bug or an outage. \`precis dead\` says which file and why.`,
    });
    this.#watch(`${id}OldestMessage`, {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      above: OLDEST_MESSAGE.toSeconds(),
      section: 'OldestMessage',
      description: `A message has waited in the ${id} queue for more than ${OLDEST_MESSAGE.toMinutes()} minutes: the function fails on it, or more arrives than maxConcurrency lets through.`,
    });
  }

  /** Times at which a function was not invoked that was due. */
  watchSchedule(id: string, deadLetters: sqs.IQueue): void {
    this.#watch(`${id}NotInvoked`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      above: 0,
      section: 'NotInvoked',
      description: `The schedule could not invoke the ${id} function: it lacks the permission, or Lambda refused for too long.`,
    });
  }

  /** Alerts that nobody took. */
  watchAlerts(alerts: StageFunction): void {
    this.#watch('AlertsGivenUp', {
      metric: noticeMetric('alerts', alerts, { name: 'GivenUp', period: FIVE_MINUTES }),
      above: 0,
      section: 'AlertsGivenUp',
      description:
        'An alert was given up: no try to deliver it succeeded for a day, or its receiver wants no more of it.',
    });
  }

  /** Failed, refused and slow invocations. */
  watchFunction(id: string, { function: target, timeout }: StageFunction): void {
    const nearTimeout = timeout.toMilliseconds() * NEAR_TIMEOUT;
    this.#watch(`${id}Errors`, {
      metric: target.metricErrors({ period: FIVE_MINUTES }),
      above: 0,
      section: 'Errors',
      description: `The ${id} function ended on an error, ran out of memory or out of time.`,
    });
    this.#watch(`${id}Throttles`, {
      metric: target.metricThrottles({ period: FIVE_MINUTES }),
      above: 0,
      periods: { of: 3, above: 2 },
      section: 'Throttles',
      description: `Lambda refuses to run the ${id} function: the account's concurrency is used up.`,
    });
    this.#watch(`${id}NearTimeout`, {
      metric: target.metricDuration({ period: FIVE_MINUTES, statistic: 'p99' }),
      above: nearTimeout,
      periods: { of: 3, above: 2 },
      section: 'NearTimeout',
      description: `The slowest invocations of the ${id} function take more than ${nearTimeout / 1000} s of its ${timeout.toSeconds()} s.`,
    });
  }

  /** Requests that fail by our fault. */
  watchApi(id: string, api: HttpApi): void {
    this.#watch(`${id}ServerErrors`, {
      metric: api.metricServerError({ period: FIVE_MINUTES, statistic: 'Average' }),
      above: SERVER_ERRORS,
      periods: { of: 3, above: 2 },
      section: 'ServerErrors',
      description: 'More than 1 % of the requests end with a status of 500 or more.',
    });
  }

  /** Requests that the table refuses for their rate. The SDK repeats them, so one now and then harms nobody. */
  watchTable(id: string, table: dynamodb.TableV2): void {
    this.#watch(`${id}Throttles`, {
      metric: tableThrottles(table, FIVE_MINUTES),
      above: 0,
      periods: { of: 3, above: 2 },
      section: 'TableThrottles',
      description:
        'DynamoDB refuses requests for their rate: one partition is too hot, or the account has reached a quota.',
    });
  }

  /** Mails and calls by which nobody was reached. This alarm itself may be among them: `precis doctor` sees it. */
  watchDeliveries(): void {
    this.#watch('Undelivered', {
      metric: this.topic.metricNumberOfNotificationsFailed({ period: FIVE_MINUTES, statistic: 'Sum' }),
      above: 0,
      section: 'Undelivered',
      description: 'What alarms publish did not reach a subscriber.',
    });
  }

  /** What goes wrong between the stages, or in a stage that thinks it does well. */
  watchFlow(parse: StageFunction, brief: StageFunction): void {
    this.#watchStandstill(parse, brief);
    this.#watchRefusals(parse, brief);
  }

  /**
   * Articles that come out of parse while nothing comes out of brief. Two periods in a row, as an article may be parsed
   * at the end of one and briefed in the next.
   */
  #watchStandstill(parse: StageFunction, brief: StageFunction): void {
    const period = Duration.minutes(15);
    this.#watch('BriefsStopped', {
      metric: new cloudwatch.MathExpression({
        expression: 'IF(FILL(parsed, 0) > 0 AND FILL(briefed, 0) + FILL(rejected, 0) + FILL(stale, 0) == 0, 1, 0)',
        usingMetrics: {
          parsed: stageMetric('parse', parse, { name: 'Parsed', period }),
          briefed: stageMetric('brief', brief, { name: 'Briefed', period }),
          rejected: stageMetric('brief', brief, { name: 'Rejected', period }),
          stale: stageMetric('brief', brief, { name: 'Stale', period }),
        },
        label: 'parsed but not briefed',
        period,
      }),
      above: 0,
      periods: { of: 2, above: 2 },
      section: 'BriefsStopped',
      description: 'Articles are parsed, but none was briefed, refused or overtaken for half an hour.',
    });
  }

  /** Files and articles refused, of all that came: a fault of the parser looks like bad files and raises nothing else. */
  #watchRefusals(parse: StageFunction, brief: StageFunction): void {
    const period = Duration.hours(1);
    const refused = 'FILL(files, 0) + FILL(entries, 0) + FILL(articles, 0)';
    const all = 'FILL(files, 0) + FILL(entries, 0) + FILL(staged, 0)';
    this.#watch('RejectionsRising', {
      metric: new cloudwatch.MathExpression({
        expression: `IF(${refused} >= ${REFUSALS.count} AND ${refused} > ${REFUSALS.part} * (${all}), 1, 0)`,
        usingMetrics: {
          files: stageMetric('parse', parse, { name: 'Rejected', period }),
          entries: stageMetric('parse', parse, { name: 'RejectedEntries', period }),
          staged: stageMetric('parse', parse, { name: 'Articles', period }),
          articles: stageMetric('brief', brief, { name: 'Rejected', period }),
        },
        label: 'many refused',
        period,
      }),
      above: 0,
      section: 'RejectionsRising',
      description: `In an hour ${REFUSALS.count} files or articles or more were refused, over ${REFUSALS.part * 100} % of all.`,
    });
  }

  #watch(id: string, { metric, above, section, description, periods = { of: 1, above: 1 } }: Watch): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      metric,
      threshold: above,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.above,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${description} What to do: ${RUNBOOK}#${section.toLowerCase()}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

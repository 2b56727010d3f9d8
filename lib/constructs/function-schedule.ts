import { Aws, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageFunction } from './stage-function.ts';

/** The longest that SQS keeps a message, so that an outage can be found and repaired before anything is lost. */
const DEAD_LETTER_DAYS = 14;

export interface FunctionScheduleProps {
  /** What is invoked, with the time that it was due as `scheduledTime`. */
  target: StageFunction;
  description: string;
  /** As EventBridge Scheduler has it: `cron(45 6 ? * MON *)`, `rate(5 minutes)`. */
  expression: string;
  /** Of the IANA database. */
  timeZone: string;
  /** For so long an invocation that Lambda does not take is tried again; then it is a dead letter. A minute at least. */
  retriedFor: Duration;
  /** Encrypts dead letters; undefined for a key of SQS. */
  key: kms.IKey | undefined;
}

/** A schedule that invokes one function, with a role that may do nothing else, and where what it could not invoke waits. */
export class FunctionSchedule extends Construct {
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const { target, description, expression, timeZone, retriedFor, key } = props;
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      ...(key
        ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself: that of a schedule, which names it by its ARN.',
    });
    const role = this.#makeRole(target, key);
    new scheduler.CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        // EventBridge Scheduler User Guide, "Adding context attributes".
        input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumEventAgeInSeconds: retriedFor.toSeconds() },
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      },
    });
  }

  #makeRole(target: StageFunction, key: kms.IKey | undefined): iam.Role {
    const role = new iam.Role(this, 'Role', {
      // Of this account's schedules alone (EventBridge Scheduler User Guide, "Confused deputy prevention").
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: `Invokes the function ${target.service} on its schedule`,
    });
    const allow = (actions: string[], resource: string, conditions = {}) =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource], conditions }));
    allow(['lambda:InvokeFunction'], target.function.functionArn);
    allow(['sqs:SendMessage'], this.deadLetters.queueArn);
    if (key) {
      // What sending to an encrypted queue asks of the sender (SQS Developer Guide, "Key management").
      const via = `sqs.${Stack.of(this).region}.amazonaws.com`;
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn, { StringEquals: { 'kms:ViaService': via } });
    }
    return role;
  }
}

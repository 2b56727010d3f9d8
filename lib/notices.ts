import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alertsPartition } from '../functions/core/store/alert-records.ts';
import { DIGEST_PARTITION } from '../functions/core/store/sent-digest.ts';
import type { FunctionBundles } from './bundling.ts';
import type { StageConfig } from './config.ts';
import type { Alarms } from './constructs/alarms.ts';
import { FunctionSchedule } from './constructs/function-schedule.ts';
import { StageFunction, type StageFunctionProps } from './constructs/stage-function.ts';
import type { DataStack } from './data-stack.ts';
import { type AlertsSetting, alertsSchedule, digestSchedule } from './notice-settings.ts';

/** It reads some hundred briefs for each watch, and compares them. */
const MEMORY_MEGABYTES = 1024;
const DIGEST_SECONDS = 120;
/** A sweep that is not done by then is gone on with by the next one. */
const ALERTS_SECONDS = 60;
/** A digest that could not be begun is worth reading for so long. */
const DIGEST_RETRIED_FOR = Duration.hours(2);
const LEAST_RETRIED_FOR = Duration.minutes(1);

/** What sends something by itself, where a setting asks for it. */
export interface Notices {
  digest: StageFunction | undefined;
  alerts: StageFunction | undefined;
}

export interface NoticesProps extends StageConfig {
  data: DataStack;
  bundles: FunctionBundles;
  /** The address of the API, where the page is that links lead to. */
  address: string;
  /** Watches what is made. */
  alarms: Alarms;
}

/** Makes the functions that the settings `digest` and `alerts` ask for, each with its schedule. */
export function makeNotices(scope: Construct, props: NoticesProps): Notices {
  return { digest: makeDigest(scope, props), alerts: makeAlerts(scope, props) };
}

function makeFunction(
  scope: Construct,
  id: string,
  { stage, settings, data, address }: NoticesProps,
  props: Pick<StageFunctionProps, 'description' | 'code' | 'timeoutSeconds'>,
): StageFunction {
  const { key, table } = data;
  const made = new StageFunction(scope, id, {
    service: `precis-${stage}-${id.toLowerCase()}`,
    memoryMegabytes: MEMORY_MEGABYTES,
    logRetentionDays: settings.logRetentionDays,
    key,
    ...props,
  });
  made.useTable(table, { access: 'read', key });
  if (settings.retentionDays !== undefined) made.configure('RETENTION_DAYS', String(settings.retentionDays));
  made.configure('READER_URL', address);
  made.configure('TIMEOUT_MS', String(props.timeoutSeconds * 1000));
  return made;
}

function makeDigest(scope: Construct, props: NoticesProps): StageFunction | undefined {
  const { settings, data, bundles, alarms } = props;
  const { digest } = settings;
  if (digest === undefined) return undefined;
  const made = makeFunction(scope, 'Digest', props, {
    description: 'Sends what changed, by e-mail',
    code: bundles.digest,
    timeoutSeconds: DIGEST_SECONDS,
  });
  made.writeItems(data.table, { partitions: [DIGEST_PARTITION], deletes: false, key: data.key });
  made.sendMail(digest.from);
  made.configure('DIGEST_TO', digest.to.join(','));
  const schedule = digestSchedule(digest);
  made.configure('DIGEST_TIME_ZONE', schedule.timeZone);
  const { deadLetters } = new FunctionSchedule(scope, 'DigestSchedule', {
    target: made,
    description: `Sends the digest at ${digest.at}`,
    ...schedule,
    retriedFor: DIGEST_RETRIED_FOR,
    key: data.key,
  });
  alarms.watchFunction('Digest', made);
  alarms.watchSchedule('Digest', deadLetters);
  return made;
}

function makeAlerts(scope: Construct, props: NoticesProps): StageFunction | undefined {
  const { settings, data, bundles, alarms } = props;
  const { alerts } = settings;
  if (alerts === undefined) return undefined;
  const made = makeFunction(scope, 'Alerts', props, {
    description: 'Sends alerts of watches',
    code: bundles.alerts,
    timeoutSeconds: ALERTS_SECONDS,
  });
  made.writeItems(data.table, { partitions: [alertsPartition('*')], deletes: false, key: data.key });
  if (alerts.from !== undefined) made.sendMail(alerts.from);
  configureTargets(made, alerts);
  const { deadLetters } = new FunctionSchedule(scope, 'AlertsSchedule', {
    target: made,
    description: 'Looks for what watches are to be told',
    ...alertsSchedule(alerts),
    // The next sweep does what this one did not.
    retriedFor: Duration.minutes(Math.max(LEAST_RETRIED_FOR.toMinutes(), alerts.everyMinutes)),
    key: data.key,
  });
  alarms.watchFunction('Alerts', made);
  alarms.watchSchedule('Alerts', deadLetters);
  alarms.watchAlerts(made);
  return made;
}

/** Tells a function where alerts may go. */
export function configureTargets(target: StageFunction, { hosts, addresses }: AlertsSetting): void {
  target.configure('ALERT_HOSTS', hosts.join(','));
  target.configure('ALERT_ADDRESSES', addresses.join(','));
}

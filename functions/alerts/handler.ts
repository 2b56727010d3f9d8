import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { isAllowedTarget, readAllowedTargets } from '../core/alerts/allowed-targets.ts';
import { TransientError } from '../core/errors.ts';
import { readChangesOn } from '../core/ledger/read-changes.ts';
import { scheduledTimeOf } from '../core/schedule.ts';
import { openAlertRecords, openBriefStore, openNoteStore, openWatchStore } from '../runtime/brief-table.ts';
import { required, requiredWholeNumber } from '../runtime/environment.ts';
import { openMail } from '../runtime/mail.ts';
import { observe } from '../runtime/observability.ts';
import type { NoticeMetric } from '../runtime/stage-metrics.ts';
import { alertSender } from './alert-sender.ts';
import { sweepAlerts } from './sweep.ts';

/** What is kept of the function's time for messages that are on their way: three tries, and the pauses between. */
const TO_DELIVER_MS = 30_000;

const observability = observe();
const metrics = new Metrics();
const sources = { store: openBriefStore(), notes: openNoteStore() };
const watches = openWatchStore();
const records = openAlertRecords();
const allowed = readAllowedTargets(process.env['ALERT_HOSTS'], process.env['ALERT_ADDRESSES']);
const timeoutMs = requiredWholeNumber('TIMEOUT_MS');
const send = alertSender({
  base: required('READER_URL'),
  mail: process.env['MAIL_FROM'] ? openMail(process.env['MAIL_FROM']) : undefined,
  secretOf: async (watchId, url) => (await watches.getWithSecrets(watchId))?.secrets[url],
  onSent: (delivery, fields) => observability.info(delivery === 'sent' ? 'alert' : 'alert not delivered', fields),
  now: Date.now,
});

/** @throws TransientError where nothing is known of some watches: the others are swept, and the alarm is raised. */
async function sweep(event: unknown, context: Context): Promise<void> {
  const count = (name: NoticeMetric<'alerts'>, times: number): void => {
    if (times > 0) metrics.addMetric(name, MetricUnit.Count, times);
  };
  const { sent, unsent, failedWatches } = await sweepAlerts(scheduledTimeOf(event), {
    watches: () => watches.list(),
    records,
    readChanges: (watch, since, until) => readChangesOn(watch, sources, { since, until }, Date.now()),
    send,
    isAllowed: (target) => isAllowedTarget(target, allowed),
    onEnd(record, watchId, reason) {
      observability.info('alert given up', { watchId, alertId: record.messageId, code: reason });
      if (reason !== 'withdrawn') count('GivenUp', 1);
    },
    onFailure: (watchId, error) => observability.failure('a watch is not swept', error, { watchId }),
    onForbidden: (watchId) => observability.info('an alert leads where the settings do not allow', { watchId }),
    onLeft: (watchId) => observability.info('a watch is left to the next sweep', { watchId }),
    hasTime: () => context.getRemainingTimeInMillis() > TO_DELIVER_MS,
    timeoutMs,
    now: Date.now,
  });
  count('Sent', sent);
  count('Unsent', unsent);
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  if (failedWatches > 0) throw new TransientError(`The alerts of ${failedWatches} watches are not known.`);
}

export const handler = middy<unknown, void>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .handler(sweep);

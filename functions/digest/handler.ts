import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { readDigest } from '../core/ledger/read-digest.ts';
import { scheduledTimeOf } from '../core/schedule.ts';
import { openBriefStore, openNoteStore, openSentDigests, openWatchStore } from '../runtime/brief-table.ts';
import { required, requiredWholeNumber } from '../runtime/environment.ts';
import { openMail } from '../runtime/mail.ts';
import { observe } from '../runtime/observability.ts';
import type { NoticeMetric } from '../runtime/stage-metrics.ts';
import { type DigestParts, sendDigest } from './send-digest.ts';

const observability = observe();
const metrics = new Metrics();
const sources = { store: openBriefStore(), notes: openNoteStore(), watches: openWatchStore() };
const mail = openMail(required('MAIL_FROM'));
const to = required('DIGEST_TO').split(',');

const parts: DigestParts = {
  sent: openSentDigests(),
  readDigest: (query) => readDigest(sources, query, Date.now()),
  send: (message) => mail(message, to),
  timeZone: required('DIGEST_TIME_ZONE'),
  base: required('READER_URL'),
  timeoutMs: requiredWholeNumber('TIMEOUT_MS'),
  now: Date.now,
};

/** @throws TransientError where it is not sent: Lambda tries twice more, and the alarm on errors is raised. */
async function send(event: unknown): Promise<void> {
  const scheduledFor = scheduledTimeOf(event);
  try {
    const outcome = await sendDigest(scheduledFor, parts);
    observability.info('digest', { outcome });
    if (outcome !== 'sent') return;
    metrics.addMetric('Sent' satisfies NoticeMetric<'digest'>, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  } catch (error) {
    observability.failure('the digest is not sent', error, {});
    throw error;
  }
}

export const handler = middy<unknown, void>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .handler(send);

import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { uploadIdOf } from '../core/identity.ts';
import { required } from '../runtime/environment.ts';
import { IsolatedWorker } from '../runtime/isolated-worker.ts';
import { readLimits, tooLarge } from '../runtime/limits.ts';
import { observe } from '../runtime/observability.ts';
import { queueHandler } from '../runtime/queue-handler.ts';
import { getBytes, putOnce } from '../runtime/s3-objects.ts';
import { withoutBrokenParts } from './broken-parts.ts';
import type { ParsedFile } from './parse.ts';
import { stage } from './stage.ts';
import type { ParseTask } from './worker.ts';

const observability = observe();
const s3 = new S3Client({});
const inboxBucket = required('INBOX_BUCKET');
const stagedBucket = required('STAGED_BUCKET');
const { file: limits, task } = readLimits(process.env['PRECIS_LIMITS']);
const worker = new IsolatedWorker<ParseTask, ParsedFile>(new URL('./worker.mjs', import.meta.url), {
  ...task,
  stepMs: limits.articleSeconds * 1000,
});

export const handler = queueHandler(observability, inboxBucket, async function parseObject(event, remainingMs) {
  const uploadId = uploadIdOf(event.bucket, event.key);
  const trace = {
    traceId: `${uploadId}.${event.revision}`,
    uploadId,
    bucket: event.bucket,
    key: event.key,
  };
  if (event.kind === 'created')
    observability.info('received', { ...trace, ...(event.size === undefined ? {} : { bytes: event.size }) });
  const { outcome, bytes } = await stage(event, {
    async readVersion({ bucket, key, versionId, size }) {
      if ((size ?? 0) > limits.objectBytes) throw tooLarge(limits.objectBytes);
      return getBytes(s3, { bucket, key, versionId }, limits.objectBytes);
    },
    parse: (bytes, name) => withoutBrokenParts((broken) => worker.run({ bytes, name, limits, broken }, remainingMs)),
    putOnce: async (key, staged) => void (await putOnce(s3, stagedBucket, key, staged)),
  });
  if (outcome.kind === 'rejected') {
    observability.metrics.addMetric('Rejected', MetricUnit.Count, 1);
    observability.info('rejected', { ...trace, bytes, code: outcome.rejection.code, reason: outcome.rejection.reason });
  } else if (outcome.kind === 'parts') {
    observability.metrics.addMetric('Parsed', MetricUnit.Count, outcome.articleIds.length);
    observability.info('parsed', { ...trace, bytes, parts: outcome.articleIds.length });
  } else {
    observability.info('removed', { ...trace, outcome: outcome.kind });
  }
});

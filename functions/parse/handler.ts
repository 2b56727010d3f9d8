import { S3Client } from '@aws-sdk/client-s3';
import { required } from '../runtime/environment.ts';
import { traceOfFile } from '../runtime/event-trace.ts';
import { IsolatedWorker } from '../runtime/isolated-worker.ts';
import { readLimits, tooLarge } from '../runtime/limits.ts';
import { requestedVersion } from '../runtime/object-versions.ts';
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

export const handler = queueHandler(
  observability,
  { stage: 'parse', bucket: inboxBucket, traceOf: traceOfFile },
  async function parseObject(event, { remainingMs, trace, metrics }) {
    if (event.kind === 'created')
      observability.info('received', { ...trace, ...(event.size === undefined ? {} : { bytes: event.size }) });
    const { outcome, bytes, repeated } = await stage(event, {
      async readVersion({ bucket, key, versionId, size }) {
        if ((size ?? 0) > limits.objectBytes) throw tooLarge(limits.objectBytes);
        return getBytes(s3, { bucket, key, versionId: requestedVersion(versionId) }, limits.objectBytes);
      },
      parse: (bytes, name) => withoutBrokenParts((broken) => worker.run({ bytes, name, limits, broken }, remainingMs)),
      putOnce: (key, staged) => putOnce(s3, stagedBucket, key, staged),
    });
    if (repeated) {
      metrics.count('Repeated');
      observability.info('repeated', { ...trace, outcome: outcome.kind });
      return;
    }
    if (!event.requested) metrics.lag('StageLag', event.time, Date.now());
    if (outcome.kind === 'rejected') {
      const { code, reason } = outcome.rejection;
      metrics.rejected(code);
      observability.info('rejected', { ...trace, bytes, code, reason });
    } else if (outcome.kind === 'parts') {
      const { articleIds, refused = [] } = outcome;
      metrics.count('Parsed');
      metrics.count('Articles', articleIds.length);
      metrics.count('RejectedEntries', refused.length);
      observability.info('parsed', { ...trace, bytes, parts: articleIds.length, refused: refused.length });
    } else {
      metrics.count('Removed');
      observability.info('removed', { ...trace, outcome: outcome.kind });
    }
  },
);

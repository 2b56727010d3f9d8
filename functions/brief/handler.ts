import { S3Client } from '@aws-sdk/client-s3';
import type { Article } from '../core/article.ts';
import type { Brief } from '../core/brief.ts';
import type { Erasure } from '../core/store/purge.ts';
import { traceIdOf } from '../core/trace.ts';
import { openBriefStore } from '../runtime/brief-table.ts';
import { required } from '../runtime/environment.ts';
import { openEventBus } from '../runtime/event-bus.ts';
import { traceOfStaged } from '../runtime/event-trace.ts';
import { IsolatedWorker } from '../runtime/isolated-worker.ts';
import { readLimits } from '../runtime/limits.ts';
import { observe } from '../runtime/observability.ts';
import { queueHandler } from '../runtime/queue-handler.ts';
import { eraseStaged, readStaged } from '../runtime/staged-objects.ts';
import { isDegraded, outcomeOf, record, recordMissing } from './record.ts';

const observability = observe();
const s3 = new S3Client({});
const stagedBucket = required('STAGED_BUCKET');
const store = openBriefStore(openEventBus());
const { task } = readLimits(process.env['PRECIS_LIMITS']);
const worker = new IsolatedWorker<Article, Brief>(new URL('./worker.mjs', import.meta.url), task);

export const handler = queueHandler(
  observability,
  { stage: 'brief', bucket: stagedBucket, traceOf: traceOfStaged },
  async function briefObject(event, { remainingMs, trace: eventTrace, metrics }) {
    if (event.kind !== 'created') return;
    const staged = await readStaged(s3, event.bucket, event.key);
    const context = {
      store,
      brief: (article: Article) => worker.run(article, remainingMs),
      eraseStaged: (erasure: Erasure) => eraseStaged(s3, stagedBucket, erasure),
      now: Date.now,
    };
    if (!staged) {
      const wasPurged = await recordMissing(event.key, context);
      metrics.count('Stale');
      observability.info(wasPurged ? 'purged' : 'expired', eventTrace);
      return;
    }
    const recorded = await record(staged, event.key, context);

    const origin = staged.kind === 'article' ? staged.article : staged.manifest;
    const id = staged.kind === 'article' ? staged.article.articleId : staged.manifest.uploadId;
    const outcome = outcomeOf(recorded);
    const trace = {
      traceId: traceIdOf(id, origin.revision),
      uploadId: origin.uploadId,
      ...(staged.kind === 'article' ? { articleId: id } : {}),
      key: staged.kind === 'article' ? staged.article.upload.key : staged.manifest.key,
      outcome,
    };
    const isNew = outcome === 'stored' || outcome === 'recorded';
    if (!isNew) metrics.count(outcome === 'repeated' ? 'Repeated' : 'Stale');
    else if (!event.requested) metrics.lag('StageLag', event.time, Date.now());

    if (recorded.kind === 'manifest') {
      const isRemoval = staged.kind === 'manifest' && !['parts', 'rejected'].includes(staged.manifest.outcome.kind);
      if (isNew && isRemoval) metrics.count('Removed');
      observability.info('recorded', { ...trace, buried: recorded.result.buried });
    } else if (recorded.kind === 'rejected') {
      if (isNew) metrics.rejected(recorded.rejection.code);
      observability.info('rejected', { ...trace, ...recorded.rejection });
    } else {
      const { brief, result } = recorded;
      if (isNew) {
        metrics.count('Briefed');
        if (result.duplicateOf !== undefined) metrics.count('Duplicate');
        if (isDegraded(brief)) metrics.count('Degraded');
        const { receivedAt } = brief.article;
        if (receivedAt !== null && !event.requested) metrics.lag('Lag', receivedAt, Date.now());
      }
      observability.info('briefed', {
        ...trace,
        ...(result.duplicateOf === undefined ? {} : { duplicateOf: result.duplicateOf }),
        parties: brief.parties.length,
        measures: brief.measures.length,
        issues: brief.unresolvedIssues.length,
        risks: brief.risks.length,
      });
    }
  },
);

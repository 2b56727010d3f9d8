import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import type { Article } from '../core/article.ts';
import type { Brief } from '../core/brief.ts';
import type { Erasure } from '../core/store/purge.ts';
import { openBriefStore } from '../runtime/brief-table.ts';
import { required } from '../runtime/environment.ts';
import { IsolatedWorker } from '../runtime/isolated-worker.ts';
import { readLimits } from '../runtime/limits.ts';
import { observe } from '../runtime/observability.ts';
import { queueHandler } from '../runtime/queue-handler.ts';
import { eraseStaged, readStaged } from '../runtime/staged-objects.ts';
import { outcomeOf, record, recordMissing } from './record.ts';

const observability = observe();
const s3 = new S3Client({});
const stagedBucket = required('STAGED_BUCKET');
const store = openBriefStore();
const { task } = readLimits(process.env['PRECIS_LIMITS']);
const worker = new IsolatedWorker<Article, Brief>(new URL('./worker.mjs', import.meta.url), task);

export const handler = queueHandler(observability, stagedBucket, async function briefObject(event, remainingMs) {
  if (event.kind !== 'created') return;
  const staged = await readStaged(s3, event.bucket, event.key);
  const context = {
    store,
    eraseStaged: (erasure: Erasure) => eraseStaged(s3, stagedBucket, erasure),
    now: Date.now,
  };
  if (!staged) {
    const wasPurged = await recordMissing(event.key, context);
    observability.info(wasPurged ? 'purged' : 'expired', { key: event.key });
    return;
  }
  const origin = staged.kind === 'article' ? staged.article : staged.manifest;
  const id = staged.kind === 'article' ? staged.article.articleId : staged.manifest.uploadId;
  const brief = (article: Article) => worker.run(article, remainingMs);
  const recorded = await record(staged, event.key, { ...context, brief });

  const trace = {
    traceId: `${id}.${origin.revision}`,
    uploadId: origin.uploadId,
    key: staged.kind === 'article' ? staged.article.upload.key : staged.manifest.key,
    outcome: outcomeOf(recorded),
  };
  if (recorded.kind === 'manifest' || recorded.result.outcome === 'purged') {
    observability.info('recorded', trace);
  } else if (recorded.kind === 'rejected') {
    observability.metrics.addMetric('Rejected', MetricUnit.Count, 1);
    observability.info('rejected', { ...trace, articleId: id, ...recorded.rejection });
  } else {
    const { parties, measures, unresolvedIssues, risks } = recorded.brief;
    observability.metrics.addMetric('Briefed', MetricUnit.Count, 1);
    observability.info('briefed', {
      ...trace,
      articleId: id,
      ...(recorded.result.duplicateOf === undefined ? {} : { duplicateOf: recorded.result.duplicateOf }),
      parties: parties.length,
      measures: measures.length,
      issues: unresolvedIssues.length,
      risks: risks.length,
    });
  }
});

import { S3Client } from '@aws-sdk/client-s3';
import type { Article } from '../core/article.ts';
import type { Brief } from '../core/brief.ts';
import { OverlayError } from '../core/lexicon/overlay.ts';
import { LEXICON_PREFIX } from '../core/manifest.ts';
import type { Erasure } from '../core/store/purge.ts';
import { traceIdOf } from '../core/trace.ts';
import { openBriefStore, openTable } from '../runtime/brief-table.ts';
import { required } from '../runtime/environment.ts';
import { openEventBus } from '../runtime/event-bus.ts';
import { traceOfStaged } from '../runtime/event-trace.ts';
import { IsolatedWorker } from '../runtime/isolated-worker.ts';
import { readLimits } from '../runtime/limits.ts';
import { type LogFields, observe } from '../runtime/observability.ts';
import { queueHandler } from '../runtime/queue-handler.ts';
import { eraseStaged, readOverlayText, readStaged } from '../runtime/staged-objects.ts';
import { DeskWords } from './desk-words.ts';
import { isDegraded, outcomeOf, record, recordMissing } from './record.ts';
import type { BriefTask } from './task.ts';

const observability = observe();
const s3 = new S3Client({});
const stagedBucket = required('STAGED_BUCKET');
const table = openTable();
const store = openBriefStore(openEventBus());
const words = new DeskWords({ table, read: (key) => readOverlayText(s3, stagedBucket, key) });
const overlayInForce = () => words.current();
const { task } = readLimits(process.env['PRECIS_LIMITS']);
const worker = new IsolatedWorker<BriefTask, Brief>(new URL('./worker.mjs', import.meta.url), task);

/** A bad overlay that somebody put by hand stays without effect: nothing is retried. */
async function applyWords(key: string, trace: LogFields): Promise<void> {
  try {
    observability.info('lexicon', { ...trace, outcome: await words.apply(key) });
  } catch (error) {
    if (!(error instanceof OverlayError)) throw error;
    observability.info('lexicon refused', { ...trace, reason: error.message });
  }
}

export const handler = queueHandler(
  observability,
  { stage: 'brief', bucket: stagedBucket, traceOf: traceOfStaged },
  async function briefObject(event, { remainingMs, trace: eventTrace, metrics, once }) {
    if (event.kind !== 'created') return;
    if (event.key.startsWith(LEXICON_PREFIX)) return applyWords(event.key, eventTrace);
    const staged = await readStaged(s3, event.bucket, event.key);
    const overlay = staged?.kind === 'article' ? await once(overlayInForce) : undefined;
    const context = {
      store,
      brief: (article: Article) => worker.run({ article, overlay }, remainingMs),
      overlay: overlay?.number,
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

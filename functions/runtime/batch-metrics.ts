import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RejectionCode } from '../core/errors.ts';
import { type Lag, REASON_DIMENSION, type Stage, type StageMetric } from './stage-metrics.ts';

/**
 * What one batch of a stage came to. It is added up here and written once, since each written line is paid for (Amazon
 * CloudWatch User Guide, "Embedded metric format"); what did not happen is not written.
 */
export class BatchMetrics<S extends Stage> {
  readonly #counts = new Map<string, number>();
  readonly #rejections = new Map<RejectionCode, number>();
  readonly #lags: { name: Lag; milliseconds: number }[] = [];

  count(name: Exclude<StageMetric<S>, Lag | 'Rejected'>, times = 1): void {
    if (times > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** Counts a file, or an article, that was refused. */
  rejected(code: RejectionCode): void {
    this.#rejections.set(code, (this.#rejections.get(code) ?? 0) + 1);
  }

  /**
   * Notes how long it took since an event of S3.
   * @param since ISO 8601 UTC, by the clock of S3, which may be a little ahead: a lag is never negative.
   * @param now milliseconds since the epoch.
   */
  lag(name: Extract<StageMetric<S>, Lag>, since: string, now: number): void {
    this.#lags.push({ name, milliseconds: Math.max(0, now - Date.parse(since)) });
  }

  /** Writes them in the embedded metric format. */
  publish(metrics: Metrics): void {
    let rejected = 0;
    for (const [code, times] of this.#rejections) {
      rejected += times;
      metrics.singleMetric().addDimension(REASON_DIMENSION, code).addMetric('Rejected', MetricUnit.Count, times);
    }
    if (rejected > 0) this.#counts.set('Rejected', rejected);
    for (const [name, times] of this.#counts) metrics.addMetric(name, MetricUnit.Count, times);
    for (const { name, milliseconds } of this.#lags) metrics.addMetric(name, MetricUnit.Milliseconds, milliseconds);
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

/**
 * The metrics of ours: the one list by which the functions emit them and the infrastructure watches them.
 * `docs/operations.md` says what each means.
 */

export const METRICS_NAMESPACE = 'Precis';

export const STAGE_METRICS = {
  parse: ['Parsed', 'Articles', 'Rejected', 'RejectedEntries', 'Removed', 'Repeated', 'Failed', 'StageLag'],
  brief: ['Briefed', 'Duplicate', 'Degraded', 'Rejected', 'Removed', 'Stale', 'Repeated', 'Failed', 'StageLag', 'Lag'],
} as const;
/** A function that takes its work from a queue. */
export type Stage = keyof typeof STAGE_METRICS;
export type StageMetric<S extends Stage> = (typeof STAGE_METRICS)[S][number];

/** The metrics of what is sent by itself, by the function that writes them. */
export const NOTICE_METRICS = {
  digest: ['Sent'],
  alerts: ['Sent', 'Unsent', 'GivenUp'],
} as const;
/** A function that a schedule invokes. */
export type Notice = keyof typeof NOTICE_METRICS;
export type NoticeMetric<N extends Notice> = (typeof NOTICE_METRICS)[N][number];

/** Times, in milliseconds; all others are counts. */
export const LAGS = ['StageLag', 'Lag'] as const;
export type Lag = (typeof LAGS)[number];

/** The function's name, on every metric. */
export const SERVICE_DIMENSION = 'service';
/** Why, beside the service: `Rejected` is emitted with it as well, once for each code of `REJECTION_CODES`. */
export const REASON_DIMENSION = 'reason';

import { processorsOf } from '../arithmetic/quotas.ts';
import type { Counts, FunctionTime } from './meter.ts';

/**
 * What cannot be measured on this machine. The two waits are what a request takes from within the region until it is answered:
 * AWS names "single-digit milliseconds" for the table, and nothing binding for the buckets.
 */
export const ASSUMED = {
  /** Processor time of Lambda's arm64 for each of this machine. */
  processorRatio: 1,
  bucketWaitMs: 30,
  tableWaitMs: 5,
  /** Requests of one invocation that wait side by side: its messages, or the articles of a bundle, ten at most. */
  sideBySide: 10,
} as const;

/** What Lambda bills for a function's invocations, together. */
export interface ComputeTime {
  readonly invocations: number;
  /** Of the processor. */
  readonly workGbSeconds: number;
  /** Waiting for the services. */
  readonly waitGbSeconds: number;
}

function waitMs(requests: Readonly<Record<string, number>>, invocations: number): number {
  let rounds = 0;
  let articles = 0;
  for (const [name, times] of Object.entries(requests)) {
    if (name.startsWith('s3 ')) rounds += times * ASSUMED.bucketWaitMs;
    if (name.startsWith('dynamodb ')) rounds += times * ASSUMED.tableWaitMs;
    if (name === 's3 GetObject' || name === 's3 PutObject') articles = Math.max(articles, times);
  }
  return rounds / Math.min(ASSUMED.sideBySide, Math.max(1, articles / invocations));
}

/**
 * The time that Lambda would bill: the processor time that was taken here, stretched by the part of a processor that the
 * function's memory gives it, and what it waits for the services.
 */
export function computeTime(
  { memoryMegabytes, cpuMs, invocations }: FunctionTime,
  requests: Readonly<Record<string, number>>,
): ComputeTime {
  const gigabytes = memoryMegabytes / 1024;
  return {
    invocations,
    workGbSeconds: (gigabytes * ((cpuMs * ASSUMED.processorRatio) / processorsOf(memoryMegabytes))) / 1000,
    waitGbSeconds: (gigabytes * waitMs(requests, invocations)) / 1000,
  };
}

/** The same of all functions of a count. */
export function computeTimeOf({ functions, byFunction }: Counts): ComputeTime {
  const times = Object.entries(functions).map(([name, time]) => computeTime(time, byFunction[name] ?? {}));
  const sum = (read: (time: ComputeTime) => number): number => times.reduce((total, time) => total + read(time), 0);
  return {
    invocations: sum(({ invocations }) => invocations),
    workGbSeconds: sum(({ workGbSeconds }) => workGbSeconds),
    waitGbSeconds: sum(({ waitGbSeconds }) => waitGbSeconds),
  };
}

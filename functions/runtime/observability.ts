import { Logger } from '@aws-lambda-powertools/logger';
import { PrecisError } from '../core/errors.ts';
import { withoutQuotations } from '../core/without-quotations.ts';
import { ShortLogFormat } from './log-format.ts';
import type { Stage } from './stage-metrics.ts';

/**
 * What a log line may hold. Article text, quotes, titles, tokens and query strings are not among it.
 */
export interface LogFields {
  /** `uploadId.revision`, then `articleId.revision`: see `traceIdOf`. */
  traceId?: string;
  /** The request's id as the gateway's log and the header `x-trace-id` have it. */
  requestId?: string;
  /** As the API's table of routes has it, without what was asked for: `GET /v1/briefs/{id}`. */
  route?: string;
  status?: number;
  uploadId?: string;
  articleId?: string;
  bucket?: string;
  /** The file in the inbox. */
  key?: string;
  stagedKey?: string;
  messageId?: string;
  /** Which delivery of the message this is, from 1. */
  receiveCount?: number;
  stage?: Stage;
  outcome?: string;
  code?: string;
  reason?: string;
  /** A brief of the same text that came first. */
  duplicateOf?: string;
  parts?: number;
  /** Entries of the file that are no article. */
  refused?: number;
  /** Articles of the file that were taken out of the lists. */
  buried?: number;
  parties?: number;
  measures?: number;
  issues?: number;
  risks?: number;
  bytes?: number;
  watchId?: string;
  /** The id of an alert, as its receiver has it. */
  alertId?: string;
  /** What kind of receiver; never its address. */
  target?: 'webhook' | 'slack' | 'email';
  lines?: number;
}

/** The log of one function; the service's name comes from its environment. */
export interface Observability {
  logger: Logger;
  info(message: string, fields: LogFields): void;
  /** Logs an error's class and place; its message only where it is one of ours, for others may carry article text. */
  failure(message: string, error: unknown, fields: LogFields): void;
}

export function observe(): Observability {
  const logger = new Logger({ logFormatter: new ShortLogFormat() });
  return {
    logger,
    info: (message, { reason, ...fields }) =>
      logger.info(message, { ...fields, ...(reason === undefined ? {} : { reason: withoutQuotations(reason) }) }),
    failure(message, error, fields) {
      // Where it was thrown; the message before the frames stays out, as the rest of a foreign error does.
      const origin = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const stack = origin instanceof Error ? (origin.stack ?? '') : '';
      const frames = stack.split('\n').filter((line) => /^\s+at [^"']{1,300}:\d+:\d+\)?$/.test(line));
      logger.error(message, {
        ...fields,
        errorName: error instanceof Error ? error.name : typeof error,
        errorMessage: error instanceof PrecisError ? withoutQuotations(error.message) : undefined,
        errorAt: frames.slice(0, 8).map((line) => line.trim()),
      });
    },
  };
}

import { systemClock } from '../clock.ts';
import type { LocalService } from '../contracts.ts';
import { type JsonService, respondToCall } from '../json-protocol/answer-call.ts';
import { serveLoopback } from '../loopback-server.ts';
import { ServiceError } from '../service-error.ts';
import { FILTER_LOG_EVENTS, type LogsContext } from './filter-log-events.ts';
import type { LogsOptions } from './specs.ts';

const OPERATIONS = new Map([['FilterLogEvents', FILTER_LOG_EVENTS]]);

/** Above the largest request that can be valid. */
const LARGEST_REQUEST = 16_384;

/**
 * Starts what is asked of local CloudWatch Logs: FilterLogEvents over the JSON protocol 1.1, requests signed and allowed
 * by identity policies. The logs are the files that the functions' sandboxes write.
 */
export async function startLogs(options: LogsOptions): Promise<LocalService> {
  const { account, principals, groups } = options;
  const service: JsonService<LogsContext> = {
    signedFor: 'logs',
    operations: OPERATIONS,
    unknownOperation: (name) =>
      new ServiceError('InvalidAction', `The operation "${name}" of CloudWatch Logs has no local model.`),
    account,
    principals,
    signatureClock: options.signatureClock ?? systemClock(),
    deniedStatus: 400,
    largestRequest: LARGEST_REQUEST,
  };
  return serveLoopback((request, response) => {
    void respondToCall(request, response, service, (principal) => ({ principal, account, groups }));
  }, options.port);
}

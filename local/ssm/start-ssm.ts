import { systemClock } from '../clock.ts';
import type { LocalService } from '../contracts.ts';
import { type JsonService, respondToCall } from '../json-protocol/answer-call.ts';
import { serveLoopback } from '../loopback-server.ts';
import { ServiceError } from '../service-error.ts';
import { PARAMETER_OPERATIONS, type SsmContext } from './parameter-operations.ts';
import { ParameterStore } from './parameter-store.ts';
import type { SsmOptions } from './specs.ts';

const OPERATIONS = new Map(Object.entries(PARAMETER_OPERATIONS));

/** Above the largest request that can be valid. */
const LARGEST_REQUEST = 65_536;

/**
 * Starts a local Parameter Store: single parameters over the JSON protocol 1.1, requests signed and allowed by identity
 * policies, parameters kept in `dir` between starts. Secrets lie there as they are, for their owner's eyes alone.
 * @throws CorruptDataError for parameters that cannot be read.
 */
export async function startSsm(options: SsmOptions): Promise<LocalService> {
  const { account, clock, principals } = options;
  const store = await ParameterStore.open(options.dir);
  const service: JsonService<SsmContext> = {
    signedFor: 'ssm',
    operations: OPERATIONS,
    unknownOperation: (name) =>
      new ServiceError('InvalidAction', `The operation "${name}" of Systems Manager has no local model.`),
    account,
    principals,
    signatureClock: options.signatureClock ?? systemClock(),
    deniedStatus: 400,
    largestRequest: LARGEST_REQUEST,
  };
  const server = await serveLoopback((request, response) => {
    void respondToCall(request, response, service, (principal) => ({ principal, store, account, clock }));
  }, options.port);
  return {
    url: server.url,
    close: () => server.close().then(() => store.close()),
  };
}

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import type { EventsFault } from '../chaos/faults.ts';
import { refusalOf } from '../chaos/refusal.ts';
import { systemClock } from '../clock.ts';
import type { LocalService, Principal } from '../contracts.ts';
import { type JsonService, respondToCall } from '../json-protocol/answer-call.ts';
import type { Permission } from '../json-protocol/operation.ts';
import { serveLoopback } from '../loopback-server.ts';
import { ServiceError } from '../service-error.ts';
import type { JsonObject } from '../template/template.ts';
import { readPattern } from './event-pattern.ts';
import { PUT_EVENTS, type PutEventsContext } from './put-events.ts';
import type { EventBridgeOptions } from './specs.ts';

const OPERATIONS = new Map([['PutEvents', PUT_EVENTS]]);

/** Above the largest request that can be valid: 1 MB, all of it escaped in JSON. */
const LARGEST_REQUEST = 8_000_000;

const FAULT_STATUS: Record<EventsFault, number> = { ThrottlingException: 400, InternalFailure: 500 };

/**
 * Starts a local Amazon EventBridge: PutEvents over the JSON protocol 1.1, requests signed and allowed by identity
 * policies. Events are written down and brought to the queues of the rules that match them, before the answer.
 * @throws ConfigurationError for a rule whose pattern has no local model.
 */
export async function startEventBridge(options: EventBridgeOptions): Promise<LocalService> {
  const { account, chaos, clock, deliver, logFile } = options;
  const rules = options.rules.map((rule) => ({
    ...rule,
    matches: readPattern(rule.pattern, `the pattern of the rule ${rule.name}`),
  }));
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);

  async function publish(busArn: string, event: JsonObject): Promise<void> {
    const text = JSON.stringify(event);
    writeSync(log, `${text}\n`);
    const matching = rules.filter((rule) => rule.busArn === busArn && rule.matches(event));
    await Promise.all(matching.flatMap(({ queueArns }) => queueArns.map((queueArn) => deliver(queueArn, text))));
  }

  const service: JsonService<PutEventsContext> = {
    signedFor: 'events',
    operations: OPERATIONS,
    unknownOperation: (name) =>
      new ServiceError('InvalidAction', `The operation "${name}" of EventBridge has no local model.`),
    account,
    principals: options.principals,
    signatureClock: options.signatureClock ?? systemClock(),
    deniedStatus: 400,
    largestRequest: LARGEST_REQUEST,
  };
  function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const contextOf = (principal: Principal): PutEventsContext => ({ principal, account, clock, publish });
    const disturb = (principal: Principal, permission: Permission) => {
      const code = refusalOf(chaos, request, response, principal, permission);
      if (code === undefined) return;
      throw new ServiceError(code, 'This failure was made on purpose.', FAULT_STATUS[code as EventsFault]);
    };
    return respondToCall(request, response, service, contextOf, disturb);
  }
  const closeLog = () => closeSync(log);
  const server = await serveLoopback((request, response) => void respond(request, response), options.port).catch(
    (error: unknown) => {
      closeLog();
      throw error;
    },
  );
  let closed: Promise<void> | undefined;
  return {
    url: server.url,
    close: () => {
      closed ??= server.close().then(closeLog);
      return closed;
    },
  };
}

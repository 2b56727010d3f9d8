import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { TransientError } from '../core/errors.ts';
import type { Announce, ChangeEvent } from '../core/events.ts';
import { required } from './environment.ts';

/**
 * The most that one request may hold (Amazon EventBridge API Reference, PutEvents). Its limit of 1 MB in all is out of
 * reach: an event holds no more than a card, whose parts are all bounded.
 */
export const ENTRIES_AT_ONCE = 10;

export interface EventBusOptions {
  readonly client: EventBridgeClient;
  /** The name or ARN of the bus. */
  readonly bus: string;
  /** The `source` of every event. */
  readonly source: string;
}

/**
 * The event bus that the stack names in `EVENT_BUS_NAME`, as `EVENT_SOURCE`.
 * @returns undefined where changes are announced to nobody.
 * @throws ConfigurationError if one of the two is missing.
 */
export function openEventBus(): Announce | undefined {
  if (!process.env['EVENT_BUS_NAME']) return undefined;
  const options = { bus: required('EVENT_BUS_NAME'), source: required('EVENT_SOURCE') };
  return announceOn({ ...options, client: new EventBridgeClient({}) });
}

interface Waiting {
  readonly entry: PutEventsRequestEntry;
  readonly settle: (error?: TransientError) => void;
}

/**
 * Puts events on a bus: those that are announced at the same time go together, as many as a request may hold. An event that
 * the bus does not take fails alone, and so does the message that it was announced for: when that is delivered again, the
 * event is announced again.
 */
export function announceOn({ client, bus, source }: EventBusOptions): Announce {
  let waiting: Waiting[] = [];

  async function put(batch: readonly Waiting[]): Promise<void> {
    try {
      const { Entries: results = [] } = await client.send(
        new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }),
      );
      for (const [index, { settle }] of batch.entries()) {
        const { EventId: id, ErrorCode: code } = results[index] ?? {};
        settle(
          id === undefined ? new TransientError(`The event bus took no event: ${code ?? 'no reason'}.`) : undefined,
        );
      }
    } catch (cause) {
      for (const { settle } of batch) settle(new TransientError('Events could not be put on the bus.', { cause }));
    }
  }

  function putAll(): void {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += ENTRIES_AT_ONCE) void put(all.slice(at, at + ENTRIES_AT_ONCE));
  }

  return ({ type, detail }: ChangeEvent) =>
    new Promise((resolve, reject) => {
      const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: JSON.stringify(detail) };
      const settle = (error?: TransientError): void => (error === undefined ? resolve() : reject(error));
      // Others are told of in the same turn: articles of a batch, or burials of a bundle.
      if (waiting.push({ entry, settle }) === 1) setImmediate(putAll);
    });
}

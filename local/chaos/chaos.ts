import { fingerprint } from './chance.ts';
import { type ChaosMessage, chaosMessage, messagesOf, type QueuedMessage } from './chaos-message.ts';
import type { FaultSource, InvocationFault, RequestFault, RequestPoint } from './faults.ts';
import { Ordinals, withoutTimes } from './ordinals.ts';
import { type Poison, poisonFaults } from './poison.ts';
import { type ChaosRule, RuleFaults } from './rules.ts';
import { SeededFaults } from './seeded-faults.ts';
import { Trial } from './trial.ts';

export interface ChaosOptions {
  /** Faults by chance, the same for the same text. */
  seed?: string | undefined;
  rules?: readonly ChaosRule[];
  poison?: readonly Poison[];
  /** More places where faults come from; they decide first. */
  sources?: readonly FaultSource[];
}

/** One fault that was made, as a line of the log has it. It holds no text of an article. */
export interface ChaosEntry {
  /** ISO 8601 UTC, of the machine. */
  time: string;
  /** As `dynamodb:PutItem`, `invoke`, `send`, `receive`. */
  where: string;
  what: string;
  /** The ARN of a resource or queue, or the name of a function, with the key of the object. */
  about: string;
  by: string;
  /** Names the point: the same in another run over the same files. */
  point: string;
}

/** What a service does to a request. */
export type ServiceFault =
  | { kind: 'refused'; code: string }
  /** `cut` is called as the connection is broken: before the request is done, or after. */
  | { kind: 'unanswered'; done: boolean; cut(): void }
  | { kind: 'partial'; items: number };

/** So many of the messages that wait are put in another order: a queue gives the oldest first, more or less. */
const REORDERED = 50;

/**
 * Makes things go wrong on purpose. The services, the queues and the functions ask it at each point where something may;
 * what it answers comes of rules, of poisoned files and of a seed.
 */
export class Chaos {
  readonly #options: ChaosOptions;
  readonly #ordinals = new Ordinals();
  readonly #trials = new Map<string, Trial>();
  readonly #listeners = new Set<(entry: ChaosEntry) => void>();
  #sources: readonly FaultSource[];

  /** @throws ConfigurationError for a rule that asks for what cannot happen there. */
  constructor(options: ChaosOptions) {
    this.#options = options;
    this.#sources = sourcesOf(options);
  }

  /** Puts other rules in the place of those that there are. */
  setRules(rules: readonly ChaosRule[]): void {
    this.#sources = sourcesOf({ ...this.#options, rules });
  }

  /** Nothing goes wrong any more. */
  end(): void {
    this.#sources = [];
  }

  /** Tells each fault that is made from now on. @returns the function that ends it. */
  onFault(listener: (entry: ChaosEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is to happen to a request that a service is about to do. */
  request(point: RequestPoint): ServiceFault | undefined {
    const trial = this.#trials.get(point.traceId ?? '');
    const planned = trial?.nextRequest();
    for (const source of this.#sources) {
      // What was decided, and told, as the invocation began goes before what other requests may meet.
      if (planned && !this.#options.sources?.includes(source)) return this.#serviceFault(planned, trial);
      const fault = source.request?.(point, trial?.point);
      if (!fault) continue;
      const { action, resource, items } = point;
      const identity = withoutTimes(`${point.caller} ${action} ${resource} ${items?.identity ?? ''}`);
      this.#tell(action, nameOf(fault), resource, source, identity);
      return this.#serviceFault(fault, trial);
    }
    return planned && this.#serviceFault(planned, trial);
  }

  /**
   * Begins an invocation.
   * @param event as JSON. @param traceId that its requests carry.
   * @returns what is to happen to it; to be ended.
   */
  invoke(functionName: string, event: string, traceId: string): Trial {
    const messages = messagesOf(event, this.#ordinals);
    const point = { functionName, messages };
    let fault: InvocationFault | undefined;
    for (const source of this.#sources) {
      fault = source.invocation?.(point);
      if (!fault) continue;
      const keys = messages.map(({ key }) => key ?? '?').join(', ');
      const identities = messages.map(({ identity, receives }) => `${identity} ${receives}`).sort();
      this.#tell('invoke', nameOf(fault), `${functionName}: ${keys}`, source, identities.join('\n'));
      break;
    }
    const trial = new Trial(point, fault, () => this.#trials.delete(traceId));
    this.#trials.set(traceId, trial);
    return trial;
  }

  /** @returns the delays, in seconds, of each copy of a message that S3 sends; `[0]` is one, at once. */
  sending(queueArn: string, body: string): readonly number[] {
    const message = chaosMessage({ queueArn, messageId: '', body, receives: 0 }, new Ordinals());
    const numbered = { ...message, identity: `${message.identity} ${this.#ordinals.next(message.identity)}` };
    for (const source of this.#sources) {
      const copies = source.sending?.(numbered);
      if (!copies) continue;
      const what = copies.map((seconds) => `after ${seconds} s`).join(' and ');
      this.#tell('send', copies.length > 1 ? `twice, ${what}` : what, about(numbered), source, numbered.identity);
      return copies;
    }
    return [0];
  }

  /** @returns after how many seconds a message that is received now can be received again; undefined as the queue has it. */
  receiving(message: QueuedMessage): number | undefined {
    const received = chaosMessage(message, this.#ordinals);
    for (const source of this.#sources) {
      const seconds = source.receiving?.(received);
      if (seconds === undefined) continue;
      this.#tell('receive', `again after ${seconds} s`, about(received), source, received.identity);
      return seconds;
    }
    return undefined;
  }

  /** Messages that wait, in the order in which they are to be received: the oldest is never passed over. */
  *ordered<M>(waiting: Iterable<M>, described: (message: M) => QueuedMessage): Iterable<M> {
    const source = this.#sources.find(({ rank }) => rank);
    if (!source) return yield* waiting;
    const [oldest, ...others] = [...waiting];
    if (oldest === undefined) return;
    yield oldest;
    const near = others.slice(0, REORDERED - 1).map((message) => {
      const rank = source.rank?.(chaosMessage(described(message), this.#ordinals)) ?? 0;
      return { message, rank };
    });
    for (const { message } of near.sort((a, b) => a.rank - b.rank)) yield message;
    yield* others.slice(REORDERED - 1);
  }

  #serviceFault(fault: RequestFault, trial: Trial | undefined): ServiceFault {
    if (fault.kind === 'ended') return { kind: 'unanswered', done: fault.done, cut: () => trial?.end(fault.how) };
    return fault.kind === 'unanswered' ? { ...fault, cut: () => undefined } : fault;
  }

  #tell(where: string, what: string, about: string, { name }: FaultSource, identity: string): void {
    const point = fingerprint(where, identity).slice(0, 16);
    const entry = { time: new Date().toISOString(), where, what, about, by: name, point };
    for (const listener of this.#listeners) listener(entry);
  }
}

function sourcesOf({ seed, rules = [], poison = [], sources = [] }: ChaosOptions): FaultSource[] {
  return [
    ...sources,
    new RuleFaults(rules),
    ...poison.map(poisonFaults),
    ...(seed === undefined ? [] : [new SeededFaults(seed)]),
  ];
}

function nameOf(fault: RequestFault | InvocationFault): string {
  switch (fault.kind) {
    case 'refused':
      return fault.code;
    case 'unanswered':
      return fault.done ? 'answer-lost' : 'request-lost';
    case 'partial':
      return `${fault.items} items alone`;
    case 'answer-lost':
      return 'answer-lost';
    default: {
      const side = fault.done ? 'after' : 'before';
      const { request } = fault as { request?: number };
      return request === undefined ? `${fault.how}-${side}` : `${fault.how}-${side} request ${request}`;
    }
  }
}

function about({ queueArn, key }: ChaosMessage): string {
  return key === undefined ? queueArn : `${queueArn}: ${key}`;
}

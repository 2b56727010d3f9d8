import { chance, drawn, logUniform } from './chance.ts';
import type { ChaosMessage } from './chaos-message.ts';
import type {
  ChaosService,
  FaultSource,
  InvocationFault,
  InvocationPoint,
  RequestFault,
  RequestPoint,
} from './faults.ts';
import { Ordinals, withoutTimes } from './ordinals.ts';
import {
  ENDING_WEIGHTS,
  LAST_FAILED_RECEIVE,
  LONGEST_DELAY,
  LONGEST_IN_HAND,
  RATES,
  REQUEST_WEIGHTS,
  REQUESTS_PER_MESSAGE,
} from './rates.ts';

/** What works on items and objects; the making of tables and queues is left alone. */
const DISTURBED: Record<ChaosService, RegExp> = {
  s3: /^s3:/,
  dynamodb: /^dynamodb:(Batch)?(Get|Put|Update|Delete|Write)Item$|^dynamodb:Query$/,
  sqs: /^sqs:ReceiveMessage$/,
  events: /^events:PutEvents$/,
};
const BATCHES = /^dynamodb:(BatchGetItem|BatchWriteItem|Query)$/;
/** What a query without a limit may hold at least, for it to be answered in part. */
const ITEMS_OF_A_QUERY = 20;

/**
 * Faults by a seed. Each decision is a pure function of the seed, the kind of point, and what it is about: the objects of
 * messages and how often those were received, the keys of items and how many such requests there were. The same files, put
 * in the same order, meet the same faults in every run with that seed, as far as their messages come in the same batches.
 */
export class SeededFaults implements FaultSource {
  readonly name = 'seed';
  readonly #seed: string;
  readonly #ordinals = new Ordinals();

  constructor(seed: string) {
    this.#seed = seed;
  }

  request(point: RequestPoint, invocation: InvocationPoint | undefined): RequestFault | undefined {
    const [service = ''] = point.action.split(':');
    if (!isService(service) || !DISTURBED[service].test(point.action)) return undefined;
    if (invocation?.messages.some(isSpared)) return undefined;
    const about = withoutTimes(`${point.caller} ${point.action} ${point.resource} ${point.items?.identity ?? ''}`);
    const draw = (what: string) => chance(this.#seed, 'request', about, nth, what);
    const nth = this.#ordinals.next(about);
    if (draw('fails') < requestRate(point, invocation)) return requestFault(service, draw('how'));
    if (BATCHES.test(point.action) && draw('in part') < RATES.partial) return partial(point, draw('items'));
    return undefined;
  }

  /** Each message of a batch draws a lot; so many lose that of batches of any size the same share does. */
  invocation({ messages }: InvocationPoint): InvocationFault | undefined {
    if (messages.length === 0 || messages.some(isSpared)) return undefined;
    const lots = messages.map((message) => ({ message, lot: this.#ofMessage(message, 'fails') }));
    const lowest = lots.reduce((least, one) => (one.lot < least.lot ? one : least));
    if (lowest.lot >= 1 - (1 - RATES.invocation) ** (1 / messages.length)) return undefined;
    const draw = (what: string) => this.#ofMessage(lowest.message, what);
    const how = drawn(ENDING_WEIGHTS, draw('how'));
    if (how === 'answer-lost') return { kind: 'answer-lost' };
    const request = Math.floor(logUniform(1, REQUESTS_PER_MESSAGE * messages.length, draw('where')));
    return { kind: 'ended', how, request, done: draw('done') < 0.5 };
  }

  sending(message: ChaosMessage): readonly number[] | undefined {
    const seconds = (what: string) => Math.ceil(logUniform(1, LONGEST_DELAY, this.#ofMessage(message, what)));
    const first = this.#ofMessage(message, 'late') < RATES.delay ? seconds('how late') : 0;
    const copies = this.#ofMessage(message, 'twice') < RATES.duplicate ? [first, seconds('when again')] : [first];
    return copies.length > 1 || first > 0 ? copies : undefined;
  }

  receiving(message: ChaosMessage): number | undefined {
    if (message.receives > 1 || this.#ofMessage(message, 'in hand') >= RATES.redelivery) return undefined;
    return Math.ceil(logUniform(1, LONGEST_IN_HAND, this.#ofMessage(message, 'how soon')));
  }

  rank(message: ChaosMessage): number {
    return this.#ofMessage(message, 'rank');
  }

  #ofMessage({ identity, receives }: ChaosMessage, what: string): number {
    return chance(this.#seed, 'message', identity, receives, what);
  }
}

function isSpared({ receives }: ChaosMessage): boolean {
  return receives > LAST_FAILED_RECEIVE;
}

function isService(name: string): name is ChaosService {
  return name in DISTURBED;
}

/** Requests that a browser sends on the strength of a form or URL that a function signed are nobody's to repeat. */
function requestRate({ action, caller }: RequestPoint, invocation: InvocationPoint | undefined): number {
  if (invocation) return invocation.messages.length > 0 ? RATES.consumerRequest : RATES.otherRequest;
  return action.startsWith('sqs:') || caller.endsWith(':root') ? RATES.otherRequest : 0;
}

function requestFault(service: ChaosService, lot: number): RequestFault {
  const how = drawn<string>(REQUEST_WEIGHTS[service], lot);
  if (how === 'request-lost' || how === 'answer-lost') return { kind: 'unanswered', done: how === 'answer-lost' };
  return { kind: 'refused', code: how };
}

/** A part of at least one item: of none, DynamoDB answers an error (API Reference, BatchGetItem). */
function partial({ items }: RequestPoint, lot: number): RequestFault | undefined {
  const count = Math.min(items?.count ?? ITEMS_OF_A_QUERY, ITEMS_OF_A_QUERY);
  return count > 1 ? { kind: 'partial', items: 1 + Math.floor(lot * (count - 1)) } : undefined;
}

import { ConfigurationError } from '../../functions/core/errors.ts';
import type { ChaosMessage } from './chaos-message.ts';
import {
  type ChaosService,
  type DynamoDbFault,
  ENDINGS,
  type Ending,
  ERROR_CODES,
  type EventsFault,
  type FaultSource,
  type InvocationFault,
  type InvocationPoint,
  type RequestFault,
  type RequestPoint,
  type S3Fault,
  type SqsFault,
} from './faults.ts';

interface When {
  /** Only what this text is in: the ARN of a resource or queue, the name of a function, the key of an object. */
  about?: string;
  /** Only from the n-th such point on, from 1. */
  nth?: number;
  /** How often; once where `nth` is given, else each time. */
  times?: number;
}

/** What goes wrong with requests, by action: `s3:PutObject`, or `s3:*` for all of a service. */
export interface RequestRule extends When {
  at: `${ChaosService}:${string}`;
  do:
    | S3Fault
    | SqsFault
    | DynamoDbFault
    | EventsFault
    | 'lose-request'
    | 'lose-answer'
    | 'partial'
    | `${Ending}-before`
    | `${Ending}-after`;
  /** Of `partial`: how many items are done; 1 where it is not said. */
  items?: number;
}

/** What goes wrong with invocations. */
export interface InvocationRule extends When {
  at: 'invoke';
  do: Ending | 'lose-answer';
  /** At which request to a service, from 1; as it answers, where it is not said. */
  request?: number;
  /** Before that request is done, or after. */
  side?: 'before' | 'after';
}

/** What goes wrong with messages: those that S3 sends, and those that are received. */
export interface MessageRule extends When {
  at: 'send' | 'receive';
  /** `delay` and `duplicate` are for `send`, `redeliver`, while somebody has it in hand, is for `receive`. */
  do: 'delay' | 'duplicate' | 'redeliver';
  /** How much later; 0 where it is not said. */
  seconds?: number;
}

export type ChaosRule = RequestRule | InvocationRule | MessageRule;

/** Faults by rules, in their order: the first that fits decides. */
export class RuleFaults implements FaultSource {
  readonly name = 'rule';
  readonly #rules: { rule: ChaosRule; met: number }[];

  /** @throws ConfigurationError for a rule that asks for what cannot happen there. */
  constructor(rules: readonly ChaosRule[]) {
    for (const rule of rules) check(rule);
    this.#rules = rules.map((rule) => ({ rule, met: 0 }));
  }

  request({ action, resource }: RequestPoint, invocation: InvocationPoint | undefined): RequestFault | undefined {
    const keys = invocation?.messages.map(({ key }) => key) ?? [];
    const rule = this.#met<RequestRule>(
      ({ at }) => at === action || (at.endsWith(':*') && action.startsWith(at.slice(0, -1))),
      [resource, invocation?.functionName, ...keys],
    );
    return rule && requestFault(rule);
  }

  invocation({ functionName, messages }: InvocationPoint): InvocationFault | undefined {
    const rule = this.#met<InvocationRule>(
      ({ at }) => at === 'invoke',
      [functionName, ...messages.map(({ key }) => key)],
    );
    if (!rule) return undefined;
    if (rule.do === 'lose-answer') return { kind: 'answer-lost' };
    return { kind: 'ended', how: rule.do, request: rule.request, done: rule.side === 'after' };
  }

  sending({ queueArn, key }: ChaosMessage): readonly number[] | undefined {
    const rule = this.#met<MessageRule>(({ at }) => at === 'send', [queueArn, key]);
    if (!rule) return undefined;
    const { seconds = 0 } = rule;
    return rule.do === 'duplicate' ? [0, seconds] : [seconds];
  }

  receiving({ queueArn, key }: ChaosMessage): number | undefined {
    const rule = this.#met<MessageRule>(({ at }) => at === 'receive', [queueArn, key]);
    return rule && (rule.seconds ?? 0);
  }

  /** Counts the point with each rule that it fits, up to the first that applies. */
  #met<Rule extends ChaosRule>(isAt: (rule: ChaosRule) => boolean, about: (string | undefined)[]): Rule | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!isAt(rule) || !about.some((text) => text?.includes(rule.about ?? ''))) continue;
      entry.met += 1;
      const { nth = 1, times = rule.nth === undefined ? Number.POSITIVE_INFINITY : 1 } = rule;
      if (entry.met >= nth && entry.met < nth + times) return rule as Rule;
    }
    return undefined;
  }
}

function requestFault({ do: what, items = 1 }: RequestRule): RequestFault {
  if (what === 'lose-request' || what === 'lose-answer') return { kind: 'unanswered', done: what === 'lose-answer' };
  if (what === 'partial') return { kind: 'partial', items };
  const how = ENDINGS.find((ending) => what === `${ending}-before` || what === `${ending}-after`);
  return how ? { kind: 'ended', how, done: what.endsWith('-after') } : { kind: 'refused', code: what };
}

function check(rule: ChaosRule): void {
  if (fits(rule)) return;
  throw new ConfigurationError(`A rule of chaos asks for "${rule.do}" at ${rule.at}, where that cannot happen.`);
}

function fits({ at, do: what }: ChaosRule): boolean {
  if (at === 'invoke') return what === 'lose-answer' || ENDINGS.includes(what as Ending);
  if (at === 'send') return what === 'delay' || what === 'duplicate';
  if (at === 'receive') return what === 'redeliver';
  const service = Object.entries<readonly string[]>(ERROR_CODES).find(([name]) => at.startsWith(`${name}:`));
  if (!service) return false;
  if (what === 'partial') return /^dynamodb:(BatchGetItem|BatchWriteItem|Query|\*)$/.test(at);
  return service[1].includes(what) || /^lose-(request|answer)$|-(before|after)$/.test(what);
}

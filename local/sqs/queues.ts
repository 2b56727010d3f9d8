import { ConfigurationError } from '../../functions/core/errors.ts';
import type { Chaos } from '../chaos/chaos.ts';
import type { Clock, LocalAccount } from '../contracts.ts';
import { regionalArn } from '../regional-arn.ts';
import { Queue } from './queue.ts';
import type { QueueSpec } from './specs.ts';
import { queueDoesNotExist } from './sqs-error.ts';

/** The queues of one account and region, by name, ARN and URL. */
export class Queues {
  readonly #byName: ReadonlyMap<string, Queue>;
  readonly #account: LocalAccount;

  private constructor(byName: ReadonlyMap<string, Queue>, account: LocalAccount) {
    this.#byName = byName;
    this.#account = account;
  }

  /** @throws ConfigurationError if a queue is there twice, or a dead-letter queue is not there. */
  static async open(
    specs: readonly QueueSpec[],
    account: LocalAccount,
    dir: string,
    clock: Clock,
    chaos?: Chaos,
  ): Promise<Queues> {
    const byName = new Map<string, Queue>();
    const queues = new Queues(byName, account);
    try {
      for (const spec of specs) {
        if (byName.has(spec.name)) throw new ConfigurationError(`The queue ${spec.name} is defined twice.`);
        byName.set(spec.name, await Queue.open(spec, queues.arnOf(spec.name), dir, clock, chaos));
      }
      for (const queue of byName.values()) queues.#connect(queue);
    } catch (error) {
      await queues.close();
      throw error;
    }
    return queues;
  }

  #connect(queue: Queue): void {
    const target = queue.spec.redrive?.deadLetterQueueArn;
    if (target === undefined) return;
    const deadLetters = this.find(target);
    if (!deadLetters) {
      throw new ConfigurationError(`The dead-letter queue ${target} of ${queue.spec.name} does not exist.`);
    }
    queue.deadLetters = deadLetters;
  }

  arnOf(name: string): string {
    return regionalArn('sqs', name, this.#account);
  }

  /** @returns the path of its URL: `/<account>/<name>`. */
  pathOf(queue: Queue): string {
    return `/${this.#account.accountId}/${queue.spec.name}`;
  }

  all(): Queue[] {
    return [...this.#byName.values()];
  }

  /** Finds a queue by its ARN. */
  find(arn: string): Queue | undefined {
    const queue = this.#byName.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  }

  /** @throws SqsError if there is none of this name. */
  named(name: string): Queue {
    const queue = this.#byName.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** The queues whose messages go to this one when they were received too often. */
  sourcesOf(deadLetters: Queue): Queue[] {
    return this.all().filter((queue) => queue.spec.redrive?.deadLetterQueueArn === deadLetters.arn);
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((queue) => queue.close()));
  }
}

/** @returns the name at the end of a queue's URL, whatever its host: the port differs from start to start. */
export function queueNameOf(queueUrl: string): string {
  return queueUrl.split('/').at(-1) ?? '';
}

import { TransientError } from '../../functions/core/errors.ts';
import type { Draw } from './draws.ts';
import type { Message } from './queue.ts';

export const STAGES = ['parse', 'brief'] as const;
export type Stage = (typeof STAGES)[number];

/** What goes wrong in one invocation, at which of its side effects, or of its operations (reads as well), from 1. */
export const FATES = [
  /** Nothing. */
  'none',
  /** It is killed after its n-th side effect. */
  'crash',
  /** It is killed before its n-th operation. */
  'time-out',
  /** Its n-th operation is refused. */
  'throttle',
  /** Its n-th side effect takes place, and it is told that it failed. */
  'lost-answer',
] as const;

export interface Fate {
  readonly kind: (typeof FATES)[number];
  readonly at: number;
}

interface Pending {
  readonly label: string;
  go(): Promise<void>;
}

/**
 * One invocation of a function with a batch of messages. Whatever it asks of the world waits until the schedule lets it
 * happen; so invocations run into each other in any order, and die anywhere.
 */
export class Invocation {
  readonly stage: Stage;
  readonly release: number;
  readonly messages: readonly Message[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly failed = new Set<Message>();
  state: 'running' | 'done' | 'killed' = 'running';
  /** Side effects that took place. */
  effects = 0;
  operations = 0;
  /** What it has begun and not ended yet, for the count of what a kill interrupts. */
  readonly unfinished = new Set<string>();
  readonly #fate: Fate;
  #pending: Pending[] = [];

  constructor(stage: Stage, release: number, messages: readonly Message[], startedAt: number, fate: Fate) {
    this.stage = stage;
    this.release = release;
    this.messages = messages;
    this.startedAt = startedAt;
    this.#fate = fate;
  }

  /** Handles each message by itself, at the same time; those that fail are reported, as `queueHandler` does. */
  start(handle: (message: Message) => Promise<void>): void {
    const all = this.messages.map(async (message) => {
      try {
        await handle(message);
      } catch (error) {
        // Whatever a handler throws is retried; but nothing in these schedules may break it otherwise.
        if (!(error instanceof TransientError)) throw error;
        this.failed.add(message);
      }
    });
    Promise.all(all).then(
      () => {
        if (this.state === 'running') this.state = 'done';
      },
      (error: unknown) => {
        this.#pending = [{ label: 'broken', go: () => Promise.reject(error) }];
      },
    );
  }

  kill(): void {
    this.state = 'killed';
    this.#pending = [];
  }

  /** An operation that changes nothing. */
  read<T>(label: string, perform: () => Promise<T>): Promise<T> {
    return this.#submit(label, async () => {
      const refused = this.#begin();
      return refused ?? { value: await perform() };
    });
  }

  /**
   * An operation with side effects.
   * @param effects how many there are, each by itself.
   * @param perform makes that many of them take place.
   */
  write<T>(label: string, effects: number, perform: (count: number) => Promise<T>): Promise<T> {
    return this.#submit(label, async () => {
      const refused = this.#begin();
      if (refused !== undefined) return refused;
      const { kind, at } = this.#fate;
      const left = at - this.effects;
      if ((kind === 'crash' || kind === 'lost-answer') && left >= 1 && left <= effects) {
        this.effects += left;
        await perform(left);
        if (kind === 'lost-answer') return { error: new TransientError('The answer was lost.') };
        this.kill();
        return 'killed';
      }
      this.effects += effects;
      return { value: await perform(effects) };
    });
  }

  /** Lets one of the waiting operations happen. @returns what it was; undefined where none is waiting. */
  async step(draw: Draw): Promise<string | undefined> {
    const [pending] = this.#pending.splice(draw(this.#pending.length || 1), 1);
    await pending?.go();
    return pending?.label;
  }

  #begin(): 'killed' | { error: Error } | undefined {
    this.operations += 1;
    const { kind, at } = this.#fate;
    if (this.operations !== at) return undefined;
    if (kind === 'time-out') {
      this.kill();
      return 'killed';
    }
    return kind === 'throttle' ? { error: new TransientError('It is throttled.') } : undefined;
  }

  #submit<T>(label: string, perform: () => Promise<'killed' | { error: Error } | { value: T }>): Promise<T> {
    return new Promise((resolve, reject) => {
      const go = async (): Promise<void> => {
        try {
          const result = await perform();
          // Nothing that was killed is ever answered.
          if (result === 'killed') return;
          if ('error' in result) reject(result.error);
          else resolve(result.value);
        } catch (error) {
          reject(error);
        }
      };
      if (this.state === 'running') this.#pending.push({ label, go });
    });
  }
}

import { randomUUID } from 'node:crypto';
import type { Clock } from '../contracts.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** A task that moves what is in a dead-letter queue, as ListMessageMoveTasks tells it. */
export interface MoveTask {
  TaskHandle?: string;
  Status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  SourceArn: string;
  DestinationArn?: string;
  MaxNumberOfMessagesPerSecond?: number;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove: number;
  FailureReason?: string;
  StartedTimestamp: number;
}

export interface MoveRequest {
  source: Queue;
  destination: Queue | undefined;
  /** Undefined: all at once. */
  perSecond: number | undefined;
}

interface RunningTask extends MoveTask {
  handle: string;
  stop: () => void;
}

/** Moves messages out of dead-letter queues. Its tasks do not outlive the process; what they did not move stays. */
export class MessageMoves {
  readonly #clock: Clock;
  readonly #findQueue: (arn: string) => Queue | undefined;
  readonly #tasks: RunningTask[] = [];

  constructor(clock: Clock, findQueue: (arn: string) => Queue | undefined) {
    this.#clock = clock;
    this.#findQueue = findQueue;
  }

  /**
   * Starts a task; without a limit it is done when this resolves.
   * @returns its handle. @throws SqsError if one is running already.
   */
  async start({ source, destination, perSecond }: MoveRequest): Promise<string> {
    if (this.#tasks.some((task) => task.SourceArn === source.arn && task.Status === 'RUNNING')) {
      throw new SqsError(
        'UnsupportedOperation',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const { visible } = await source.depth();
    const task: RunningTask = {
      handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString('base64'),
      Status: 'RUNNING',
      SourceArn: source.arn,
      ...(destination && { DestinationArn: destination.arn }),
      ...(perSecond !== undefined && { MaxNumberOfMessagesPerSecond: perSecond }),
      ApproximateNumberOfMessagesMoved: 0,
      ApproximateNumberOfMessagesToMove: visible,
      StartedTimestamp: this.#clock.now(),
      stop: () => undefined,
    };
    this.#tasks.unshift(task);
    await this.#step(task, source, destination, perSecond);
    return task.handle;
  }

  /** @returns the newest tasks of a source, at most `most`. */
  list(source: Queue, most: number): MoveTask[] {
    return this.#tasks
      .filter((task) => task.SourceArn === source.arn)
      .slice(0, most)
      .map(({ handle, stop: _, ...task }) => (task.Status === 'RUNNING' ? { TaskHandle: handle, ...task } : task));
  }

  /** @returns how many messages were moved. @throws SqsError if there is no such task, or it is over. */
  cancel(handle: string): number {
    const task = this.#tasks.find((each) => each.handle === handle);
    if (!task) throw new SqsError('ResourceNotFoundException', 'Task does not exist.', 404);
    if (task.Status !== 'RUNNING') {
      throw new SqsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
    }
    this.#end(task, 'CANCELLED');
    return task.ApproximateNumberOfMessagesMoved;
  }

  /** Ends all running tasks. */
  close(): void {
    for (const task of this.#tasks) if (task.Status === 'RUNNING') this.#end(task, 'CANCELLED');
  }

  async #step(task: RunningTask, source: Queue, destination: Queue | undefined, perSecond?: number): Promise<void> {
    try {
      const moved = await source.move(perSecond ?? Number.POSITIVE_INFINITY, async (message) => {
        const target = destination ?? this.#findQueue(message.deadLetterSource ?? '');
        if (!target) throw invalidParameter('CouldNotDetermineMessageSource');
        await target.accept(this.#renewed(message, target));
        task.ApproximateNumberOfMessagesMoved += 1;
      });
      if (task.Status !== 'RUNNING') return;
      if (perSecond === undefined || moved < perSecond) this.#end(task, 'COMPLETED');
      else task.stop = this.#clock.after(1000, () => void this.#step(task, source, destination, perSecond));
    } catch (error) {
      task.FailureReason = error instanceof Error ? error.message : String(error);
      this.#end(task, 'FAILED');
    }
  }

  /** A moved message is a new one: another id, sent now, never received (SQS Developer Guide, dead-letter queue redrive). */
  #renewed({ body, attributes, traceHeader, senderId }: Message, target: Queue): Message {
    const now = this.#clock.now();
    return {
      body,
      attributes,
      traceHeader,
      senderId,
      id: randomUUID(),
      sentAt: now,
      visibleAt: now + 1000 * target.spec.delaySeconds,
      receives: 0,
    };
  }

  #end(task: RunningTask, status: MoveTask['Status']): void {
    task.Status = status;
    task.stop();
  }
}

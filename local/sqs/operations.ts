import type * as z from 'zod';
import type { Clock, Principal } from '../contracts.ts';
import { defineOperation, type Operation as JsonOperation, type Permission } from '../json-protocol/operation.ts';
import type { MessageMoves } from './message-moves.ts';
import type { Queues } from './queues.ts';

/** What the operations of one request work with. */
export interface CallContext {
  principal: Principal;
  queues: Queues;
  moves: MessageMoves;
  clock: Clock;
  /** The service's own URL. */
  endpoint: string;
  /** Aborted when the caller has gone away. */
  gone: AbortSignal;
}

/** One operation of Amazon SQS. */
export type Operation = JsonOperation<CallContext>;
export type { Permission };

/** Puts an operation of Amazon SQS together. */
export function operation<Shape extends z.ZodRawShape>(
  shape: Shape,
  permissions: (input: z.output<z.ZodObject<Shape>>, context: CallContext) => Permission[],
  run: (input: z.output<z.ZodObject<Shape>>, context: CallContext) => Promise<object> | object,
): Operation {
  return defineOperation(shape, permissions, run);
}

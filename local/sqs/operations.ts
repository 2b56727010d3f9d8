import * as z from 'zod';
import type { Clock, Principal } from '../contracts.ts';
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

/** What a principal must be allowed. */
export interface Permission {
  /** As `sqs:SendMessage`. */
  action: string;
  resource: string;
}

/** One operation of the JSON protocol, its input checked by a schema. */
export interface Operation {
  /** @throws ZodError for an input that is not the operation's. */
  read(input: unknown): Call;
}

export interface Call {
  permissions(context: CallContext): Permission[];
  run(context: CallContext): Promise<object> | object;
}

/** Puts an operation together. A member that its schema does not name is refused: it would have no effect. */
export function operation<Shape extends z.ZodRawShape>(
  shape: Shape,
  permissions: (input: z.output<z.ZodObject<Shape>>, context: CallContext) => Permission[],
  run: (input: z.output<z.ZodObject<Shape>>, context: CallContext) => Promise<object> | object,
): Operation {
  const schema = z.strictObject(shape);
  return {
    read(input) {
      const read = schema.parse(input) as z.output<z.ZodObject<Shape>>;
      return {
        permissions: (context) => permissions(read, context),
        run: (context) => run(read, context),
      };
    },
  };
}

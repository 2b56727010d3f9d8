import * as z from 'zod';
import type { Principal } from '../contracts.ts';

/** What a principal must be allowed. */
export interface Permission {
  /** As `sqs:SendMessage`. */
  action: string;
  /** The full ARN. */
  resource: string;
}

/** Who calls; an operation's context holds at least that. */
export interface Caller {
  principal: Principal;
}

/** One operation of an AWS JSON protocol, its input checked by a schema. */
export interface Operation<Context extends Caller> {
  /** @throws ZodError for an input that is not the operation's. */
  read(input: unknown): Call<Context>;
}

export interface Call<Context extends Caller> {
  permissions(context: Context): Permission[];
  run(context: Context): Promise<object> | object;
}

/** Puts an operation together. A member that its schema does not name is refused: it would have no effect. */
export function defineOperation<Shape extends z.ZodRawShape, Context extends Caller>(
  shape: Shape,
  permissions: (input: z.output<z.ZodObject<Shape>>, context: Context) => Permission[],
  run: (input: z.output<z.ZodObject<Shape>>, context: Context) => Promise<object> | object,
): Operation<Context> {
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

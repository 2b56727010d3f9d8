import * as z from 'zod';
import { BUS_ARN } from './arn-patterns.ts';

const BusArn = z
  .string()
  .regex(BUS_ARN, 'it must be the ARN of an event bus, as arn:aws:events:eu-central-1:123456789012:event-bus/desk');

const Events = z.discriminatedUnion(
  'mode',
  [
    /** Changes are announced to nobody. */
    z.strictObject({ mode: z.literal('none') }),
    /** On a bus that the stack makes: the output `EventBusArn`. */
    z.strictObject({ mode: z.literal('own') }),
    /** On a bus that is there already, in the same Region. Of another account, its policy must let this one put events. */
    z.strictObject({ mode: z.literal('existing'), busArn: BusArn }),
  ],
  { error: "it must be 'none' or 'own', or have the mode existing and a busArn" },
);
export type Events = z.output<typeof Events>;

/** As a stage's file writes it: `'own'` is short for `{ mode: 'own' }`, and so is `'none'`. */
type EventsInput = 'none' | 'own' | z.input<typeof Events>;

/** Where changes of briefs are announced (`docs/events.md`). */
export const EventsSetting = z.preprocess(
  (events: EventsInput) => (typeof events === 'string' ? { mode: events } : events),
  Events,
);

/** The `source` of a stage's events. */
export function eventSource(stage: string): string {
  return `precis.${stage}`;
}

import * as z from 'zod';
import { EVENT_DETAILS, EVENT_TYPES, type EventType } from './events.ts';

const eventOf = (type: EventType) =>
  z
    .object({
      'detail-type': z.literal(type),
      source: z
        .string()
        .regex(/^precis\.[A-Za-z0-9-]{1,40}$/)
        .describe('`precis.` and the stage.'),
      detail: EVENT_DETAILS[type],
    })
    .describe(EVENT_DETAILS[type].description ?? '');

/** An event as the target of a rule gets it; EventBridge adds `version`, `id`, `account`, `time`, `region`, `resources`. */
export const DeliveredEvent = z.union(EVENT_TYPES.map(eventOf));

/** The JSON Schema (2020-12) of all events, for subscribers. */
export function buildEventSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(DeliveredEvent, {
    target: 'draft-2020-12',
    // A subscriber that holds events against it is not to refuse those that tell more one day.
    override: ({ jsonSchema }) => void delete jsonSchema.additionalProperties,
  });
  return {
    $schema,
    title: 'Events of Precis',
    description: 'An event as the target of a rule gets it. docs/events.md says when there is one.',
    ...schema,
  };
}

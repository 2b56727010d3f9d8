import * as z from 'zod';
import { CorruptDataError } from './errors.ts';

/**
 * What a schedule invokes a function with: the time that it was due, which is the same however late or often it comes
 * (Amazon EventBridge Scheduler User Guide, "Adding context attributes": `<aws.scheduler.scheduled-time>`).
 */
const ScheduledEvent = z.strictObject({ scheduledTime: z.iso.datetime() });

/**
 * The time that an event was due, as a UTC instant of 24 characters.
 * @throws CorruptDataError for an event of another form.
 */
export function scheduledTimeOf(event: unknown): string {
  const parsed = ScheduledEvent.safeParse(event);
  if (parsed.success) return new Date(parsed.data.scheduledTime).toISOString();
  throw new CorruptDataError('The event is not that of a schedule.', {
    remedy: 'Invoke the function with { "scheduledTime": "2026-03-04T06:45:00Z" }.',
    cause: parsed.error,
  });
}

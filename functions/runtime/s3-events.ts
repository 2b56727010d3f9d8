import * as z from 'zod';
import { CorruptDataError } from '../core/errors.ts';

/** One thing that happened to one version of an object, as an S3 event notification tells it. */
export interface ObjectEvent {
  kind: 'created' | 'delete-marker' | 'version-deleted';
  bucket: string;
  key: string;
  versionId: string | null;
  sequencer: string;
  /** Bytes; undefined where S3 gives none. */
  size: number | undefined;
  /** ISO 8601 UTC. */
  time: string;
}

const Notification = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventTime: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({
          key: z.string(),
          size: z.number().optional(),
          versionId: z.string().optional(),
          sequencer: z.string(),
        }),
      }),
    }),
  ),
});

function kindOf(eventName: string): ObjectEvent['kind'] | undefined {
  if (eventName.startsWith('ObjectCreated:')) return 'created';
  if (eventName === 'ObjectRemoved:DeleteMarkerCreated') return 'delete-marker';
  if (eventName === 'ObjectRemoved:Delete') return 'version-deleted';
  return undefined;
}

/**
 * Reads the body of an SQS message that S3 sent. Keys are URL-encoded with `+` for a space (Amazon S3 User Guide,
 * "Event message structure"). The test event that S3 sends when notifications are set up, and events that Precis does
 * not act on, give nothing.
 * @throws CorruptDataError if the body is no S3 event notification.
 */
export function readObjectEvents(body: string): ObjectEvent[] {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch (cause) {
    throw new CorruptDataError('The message is not JSON.', { cause });
  }
  if (typeof message === 'object' && message !== null && 'Event' in message && message.Event === 's3:TestEvent')
    return [];
  const parsed = Notification.safeParse(message);
  if (!parsed.success)
    throw new CorruptDataError('The message is not an S3 event notification.', { cause: parsed.error });
  return parsed.data.Records.flatMap(({ eventName, eventTime, s3 }) => {
    const kind = kindOf(eventName);
    if (!kind) return [];
    const event: ObjectEvent = {
      kind,
      bucket: s3.bucket.name,
      key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
      versionId: s3.object.versionId ?? null,
      sequencer: s3.object.sequencer,
      size: s3.object.size,
      time: eventTime,
    };
    return [event];
  });
}

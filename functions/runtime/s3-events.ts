import * as z from 'zod';
import { CorruptDataError } from '../core/errors.ts';
import { REVISION_WIDTH, revisionOf } from '../core/identity.ts';
import { lazily } from '../core/lazily.ts';

/** One thing that happened to one version of an object, as an S3 event notification or a stage request tells it. */
export interface ObjectEvent {
  kind: 'created' | 'delete-marker' | 'version-deleted';
  bucket: string;
  key: string;
  versionId: string | null;
  /** Orders what happened to one key: the padded S3 sequencer, or what a stage request says. */
  revision: string;
  /** Bytes; undefined where nobody gives any. */
  size: number | undefined;
  /** ISO 8601 UTC. */
  time: string;
  /** A person asked for it: `time` does not tell when it set out. */
  requested?: true;
}

const Notification = lazily(() =>
  z.object({
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
  }),
);

/**
 * The message of our own: asks the stage behind a queue to do an object, at a revision that whoever asks has chosen. A
 * sequencer is told in events of S3 only, so what S3 has told once, or never, can be asked for by no event.
 */
const StageRequest = lazily(() =>
  z.strictObject({
    /** The version of this form; it tells the message from S3's. */
    precis: z.literal(1),
    kind: z.enum(['created', 'delete-marker']),
    bucket: z.string().min(1),
    key: z.string().min(1),
    versionId: z.string().min(1).nullable(),
    /** In capital digits alone: revisions are compared as text. */
    revision: z.string().regex(new RegExp(`^[0-9A-F]{${REVISION_WIDTH}}$`)),
    /** When the object was received, ISO 8601 UTC. */
    time: z.iso.datetime(),
  }),
);
export type StageRequest = Omit<z.infer<ReturnType<typeof StageRequest>>, 'precis'>;

/**
 * A stage request as the body of an SQS message, in ASCII: SQS refuses some characters that a key may hold (API Reference,
 * SendMessage).
 */
export function writeStageRequest({ kind, bucket, key, versionId, revision, time }: StageRequest): string {
  const body = JSON.stringify({ precis: 1, kind, bucket, key, versionId, revision, time });
  return body.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function readStageRequest(message: object): ObjectEvent {
  const parsed = StageRequest().safeParse(message);
  if (!parsed.success) throw new CorruptDataError('The message is not a stage request.', { cause: parsed.error });
  const { precis: _, ...request } = parsed.data;
  return { ...request, size: undefined, requested: true };
}

function kindOf(eventName: string): ObjectEvent['kind'] | undefined {
  if (eventName.startsWith('ObjectCreated:')) return 'created';
  if (eventName === 'ObjectRemoved:DeleteMarkerCreated') return 'delete-marker';
  if (eventName === 'ObjectRemoved:Delete') return 'version-deleted';
  return undefined;
}

/** A key as it is, of one in an event of S3: URL-encoded, with `+` for a space. */
function keyOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch (cause) {
    throw new CorruptDataError('The key in the message is not encoded as S3 does.', { cause });
  }
}

/**
 * Reads the body of an SQS message: a notification of S3 or a stage request. Keys of S3 are URL-encoded with `+` for a
 * space (Amazon S3 User Guide, "Event message structure"). The test event that S3 sends when notifications are set up,
 * and events that Precis does not act on, give nothing.
 * @throws CorruptDataError if the body is neither.
 */
export function readObjectEvents(body: string): ObjectEvent[] {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch (cause) {
    throw new CorruptDataError('The message is not JSON.', { cause });
  }
  if (typeof message === 'object' && message !== null) {
    if ('Event' in message && message.Event === 's3:TestEvent') return [];
    if ('precis' in message) return [readStageRequest(message)];
  }
  const parsed = Notification().safeParse(message);
  if (!parsed.success)
    throw new CorruptDataError('The message is not an S3 event notification.', { cause: parsed.error });
  return parsed.data.Records.flatMap(({ eventName, eventTime, s3 }) => {
    const kind = kindOf(eventName);
    if (!kind) return [];
    const event: ObjectEvent = {
      kind,
      bucket: s3.bucket.name,
      key: keyOf(s3.object.key),
      versionId: s3.object.versionId ?? null,
      revision: revisionOf(s3.object.sequencer),
      size: s3.object.size,
      time: eventTime,
    };
    return [event];
  });
}

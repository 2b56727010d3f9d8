import { createHmac } from 'node:crypto';
import { ConfigurationError } from '../errors.ts';

/** How webhooks are signed, by the Standard Webhooks specification 1.0 ("Signature scheme", "Webhook headers"). */

const PREFIX = 'whsec_';
/** Bytes of a key: the specification asks for 24 to 64. */
const KEY_BYTES = { least: 24, most: 64 };
/** A stage signs with its newest key and the one before it, while receivers change over. */
export const MOST_KEYS = 2;

/** A stage's keys as the parameter holds them: `whsec_…`, the newest first, spaces between. They never leave the stage. */
export function readSigningKeys(parameter: string): Buffer[] {
  const keys = parameter.split(' ').map(keyOf);
  if (keys.length > MOST_KEYS) throw notKeys();
  return keys;
}

function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (key.length < KEY_BYTES.least || key.length > KEY_BYTES.most) throw notKeys();
  return key;
}

function notKeys(): ConfigurationError {
  return new ConfigurationError('The parameter of the signing keys holds something else.', {
    remedy: 'Make new ones with `precis webhook-secret URL --rotate`, and give receivers their secrets again.',
  });
}

export function writeSigningKey(key: Uint8Array): string {
  return PREFIX + Buffer.from(key).toString('base64');
}

/**
 * The secret of one receiver: made of the stage's key and its address, so that no receiver can sign for another, and none
 * has to be kept.
 * @param url as it stands in the watch, letter by letter.
 */
export function receiverSecret(key: Uint8Array, url: string): string {
  return writeSigningKey(createHmac('sha256', key).update(`webhook\n${url}`).digest());
}

/**
 * The headers of a message.
 * @param id the same each time that the message is sent.
 * @param seconds since the epoch: when it is sent. A receiver refuses what is older than five minutes.
 * @param keys of the stage: there is a signature by each, in their order.
 */
export function webhookHeaders(
  { id, seconds, body }: { id: string; seconds: number; body: string },
  url: string,
  keys: readonly Uint8Array[],
): Record<string, string> {
  const signatures = keys.map((key) => {
    const secret = Buffer.from(receiverSecret(key, url).slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}

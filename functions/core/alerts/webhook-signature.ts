import { createHmac } from 'node:crypto';
import { ConfigurationError } from '../errors.ts';

/**
 * The headers by which a receiver knows who sends a message, and that it is new, by the Standard Webhooks specification 1.0
 * ("Signature scheme", "Webhook headers").
 * @param id the same each time that the message is sent.
 * @param seconds since the epoch: when it is sent. A receiver refuses what is older than five minutes.
 * @param secret `whsec_` and the key in Base64.
 * @throws ConfigurationError for a secret of another form.
 */
export function webhookHeaders(
  { id, seconds, body }: { id: string; seconds: number; body: string },
  secret: string,
): Record<string, string> {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (encoded === undefined) {
    throw new ConfigurationError('The secret of a webhook is not of its form.', {
      remedy: 'Put the watch again with rotate=true, and give its receivers their new secrets.',
    });
  }
  const signature = createHmac('sha256', Buffer.from(encoded, 'base64')).update(`${id}.${seconds}.${body}`).digest();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature.toString('base64')}`,
  };
}

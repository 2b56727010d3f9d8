import { writeAlertMail } from '../core/alerts/alert-mail.ts';
import type { AlertContent } from '../core/alerts/alert-page.ts';
import { writeSlackBody } from '../core/alerts/slack-body.ts';
import { writeWebhookBody } from '../core/alerts/webhook-body.ts';
import { webhookHeaders } from '../core/alerts/webhook-signature.ts';
import type { AlertTarget } from '../core/watches/watch.ts';
import type { SendMail } from '../runtime/mail.ts';
import type { LogFields } from '../runtime/observability.ts';
import { codeOf, type Posted, post } from './post.ts';
import type { Delivery } from './sweep.ts';

export interface AlertSenderParts {
  /** The address of the reader that links lead to, without a slash at its end. */
  readonly base: string;
  /** Undefined where the settings have no sender. */
  readonly mail: SendMail | undefined;
  /** What the messages to a webhook of a watch are signed with. */
  secretOf(watchId: string, url: string): Promise<string | undefined>;
  /** Told what came of each message, in words that a log may hold. */
  onSent(delivery: Delivery, fields: LogFields): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What sends an alert to whatever its target is. What it gives throws nothing. */
export function alertSender(parts: AlertSenderParts): (alert: AlertContent, target: AlertTarget) => Promise<Delivery> {
  return async (alert, target) => {
    const { delivery, code } = await sendTo(target, alert, parts).catch(failed);
    const { messageId: alertId, watch, lines } = alert;
    parts.onSent(delivery, { watchId: watch.id, alertId, target: target.type, lines: lines.length, code });
    return delivery;
  };
}

function failed(error: unknown): Posted {
  return { delivery: 'failed', code: codeOf(error) };
}

async function sendTo(target: AlertTarget, alert: AlertContent, parts: AlertSenderParts): Promise<Posted> {
  switch (target.type) {
    case 'email':
      if (parts.mail === undefined) return { delivery: 'failed', code: 'no-sender' };
      await parts.mail(writeAlertMail(alert, parts.base), [target.address]);
      return { delivery: 'sent', code: 'SES' };
    case 'slack':
      return post(target.url, writeSlackBody(alert, parts.base), () => ({}));
    case 'webhook':
      return sendSigned(target.url, alert, parts);
  }
}

async function sendSigned(
  url: string,
  alert: AlertContent,
  { base, secretOf, now }: AlertSenderParts,
): Promise<Posted> {
  const secret = await secretOf(alert.watch.id, url);
  if (secret === undefined) return { delivery: 'failed', code: 'no-secret' };
  const body = writeWebhookBody(alert, base);
  const id = alert.messageId;
  // Each try is signed anew: a receiver refuses what is not of this moment.
  return post(url, body, () => webhookHeaders({ id, seconds: Math.floor(now() / 1000), body }, secret));
}

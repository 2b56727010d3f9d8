import { describe, expect, it } from 'vitest';
import { type AlertSenderParts, alertSender } from '../../functions/alerts/alert-sender.ts';
import { TransientError } from '../../functions/core/errors.ts';
import type { AlertTarget } from '../../functions/core/watches/watch.ts';
import { aLine, aStory, HOOK, MAILBOX, NOON } from '../fixtures/ledger-lines.ts';

const alert = {
  messageId: 'msg_1',
  watch: { id: 'copper', name: 'Copper' },
  story: aStory(),
  lines: [aLine()],
  madeAt: NOON,
};

/** Sends an alert. @returns what came of it, and what the log is told. */
async function send(target: AlertTarget, changed: Partial<AlertSenderParts> = {}) {
  const told: unknown[] = [];
  const sender = alertSender({
    base: 'https://briefs.example.org',
    mail: async () => {},
    secretOf: async () => undefined,
    onSent: (delivery, fields) => told.push({ delivery, ...fields }),
    now: () => Date.parse(NOON),
    ...changed,
  });
  const delivery = await sender(alert, target);
  return { delivery, told };
}

const fields = { watchId: 'copper', alertId: 'msg_1', lines: 1 };

describe('An alert that is sent', () => {
  it('is told to the log without its address', async () => {
    expect(await send(MAILBOX)).toEqual({
      delivery: 'sent',
      told: [{ ...fields, delivery: 'sent', target: 'email', code: 'SES' }],
    });
  });

  it.each<[string, AlertTarget, Partial<AlertSenderParts>]>([
    ['no-sender', MAILBOX, { mail: undefined }],
    ['no-secret', HOOK, {}],
    [
      'MessageRejected',
      MAILBOX,
      {
        mail: async () => {
          const cause = Object.assign(new Error('Not verified: ana@desk.example'), { name: 'MessageRejected' });
          throw new TransientError('SES takes no e-mail.', { cause });
        },
      },
    ],
    [
      'TransientError',
      HOOK,
      {
        secretOf: async () => {
          throw new TransientError('The table is throttled.');
        },
      },
    ],
  ])('and does not arrive, is told with the reason: %s', async (code, target, changed) => {
    expect(await send(target, changed)).toEqual({
      delivery: 'failed',
      told: [{ ...fields, delivery: 'failed', target: target.type, code }],
    });
  });
});

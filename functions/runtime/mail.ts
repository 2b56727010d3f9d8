import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from '../core/alerts/alert-mail.ts';
import { TransientError } from '../core/errors.ts';

const UTF8 = { Charset: 'UTF-8' };

/** Sends one e-mail to some people, who see each other's addresses. @throws TransientError where SES does not take it. */
export type SendMail = (mail: Mail, to: readonly string[]) => Promise<void>;

/** Mail through Amazon SES, from one address, which the account has to have verified there. */
export function openMail(from: string): SendMail {
  const client = new SESv2Client({});
  return async ({ subject, html, text }, to) => {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [...to] },
      Content: {
        Simple: {
          Subject: { Data: subject, ...UTF8 },
          Body: { Html: { Data: html, ...UTF8 }, Text: { Data: text, ...UTF8 } },
        },
      },
    });
    try {
      await client.send(command);
    } catch (cause) {
      const code = cause instanceof Error ? cause.name : 'unknown';
      throw new TransientError(`SES takes no e-mail from the address of the settings (${code}).`, {
        remedy: 'Verify the address or its domain in SES, and leave its sandbox.',
        cause,
      });
    }
  };
}

import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An e-mail as SES was asked to send it. */
export interface SentMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** A header's value: one line, whatever it holds. */
function oneHeader(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/**
 * An e-mail as a file that programs of e-mail open, and that a person can read: its headers and parts are UTF-8 as they are
 * (RFC 6532), nothing is encoded.
 */
function writeMessage({ messageId, from, to, subject, text, html, sentAt }: SentMail): string {
  const boundary = `=_${messageId}`;
  const parts = [
    { type: 'text/plain', body: text },
    { type: 'text/html', body: html },
  ].flatMap(({ type, body }) =>
    body === undefined
      ? []
      : [`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: 8bit', '', body],
  );
  return [
    `From: ${oneHeader(from)}`,
    `To: ${oneHeader(to.join(', '))}`,
    `Subject: ${oneHeader(subject)}`,
    `Date: ${new Date(sentAt).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${messageId}@local>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...parts,
    `--${boundary}--`,
    '',
  ].join('\n');
}

/** Puts an e-mail into the outbox. @returns the file. */
export async function putInOutbox(directory: string, mail: SentMail): Promise<string> {
  // It holds the words of articles.
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const time = new Date(mail.sentAt).toISOString().replace(/[:.]/g, '-');
  const file = join(directory, `${time}-${randomBytes(4).toString('hex')}.eml`);
  await writeFile(file, writeMessage(mail), { mode: 0o600, flag: 'wx' });
  return file;
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testClock } from '../../local/clock.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { startSes } from '../../local/ses/start-ses.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

const SENDER = 'precis@desk.example';
const IDENTITY = `arn:aws:ses:eu-central-1:000000000000:identity/${SENDER}`;
const MAY_SEND = {
  Effect: 'Allow' as const,
  Action: 'ses:SendEmail',
  Resource: [IDENTITY, IDENTITY.replace(SENDER, 'other@desk.example')],
  Condition: { StringEquals: { 'ses:FromAddress': SENDER } },
};

/** Starts an SES that the test's end closes, with a client of a role that may send from one address. */
async function start(credentials: typeof OWNER = ROLE) {
  const outbox = join(await temporaryDirectory(), 'outbox');
  const lines: string[] = [];
  const ses = await startSes({
    outbox,
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, [MAY_SEND], ACCOUNT)]),
    account: ACCOUNT,
    clock: testClock(Date.UTC(2026, 2, 4, 6, 45)),
    log: (line) => lines.push(line),
  });
  const client = new SESv2Client({ endpoint: ses.url, region: ACCOUNT.region, maxAttempts: 1, credentials });
  onTestFinished(async () => {
    client.destroy();
    await ses.close();
  });
  const send = (subject: string, from = SENDER) => {
    const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
    return client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: ['ana@desk.example', 'bo@desk.example'] },
        Content: { Simple: { Subject: part(subject), Body: { Text: part('Größe'), Html: part('<p>Größe</p>') } } },
      }),
    );
  };
  const files = () => readdir(outbox).catch(() => []);
  return { send, files, lines, outbox };
}

describe('SES', () => {
  it('makes a file of an e-mail that its owner alone can read, and says where', async () => {
    const { send, files, lines, outbox } = await start();

    const { MessageId = '' } = await send('Precis, 4 March 2026: “2 changes”');

    const [file = ''] = await files();
    const path = join(outbox, file);
    expect(file).toMatch(/^2026-03-04T06-45-00-000Z-[0-9a-f]{8}\.eml$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(lines).toEqual([`E-mail to ana@desk.example, bo@desk.example: ${path}`]);
    expect(await readFile(path, 'utf8')).toBe(
      [
        `From: ${SENDER}`,
        'To: ana@desk.example, bo@desk.example',
        'Subject: Precis, 4 March 2026: “2 changes”',
        'Date: Wed, 04 Mar 2026 06:45:00 +0000',
        `Message-ID: <${MessageId}@local>`,
        'MIME-Version: 1.0',
        `Content-Type: multipart/alternative; boundary="=_${MessageId}"`,
        '',
        `--=_${MessageId}`,
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        'Größe',
        `--=_${MessageId}`,
        'Content-Type: text/html; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        '<p>Größe</p>',
        `--=_${MessageId}--`,
        '',
      ].join('\n'),
    );
  });

  it('sends from no other address than the role may', async () => {
    const { send, files } = await start();

    // The one identity is not granted, the other not with this sender.
    for (const from of ['evil@desk.example', 'other@desk.example']) {
      await expect(send('Hello', from)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    }
    expect(await files()).toEqual([]);
  });

  it('takes no subject of two lines, and nothing from who is not known', async () => {
    const { send, files } = await start(OWNER);
    const { send: sendAsNobody } = await start({ ...OWNER, secretAccessKey: 'wrong' });

    await expect(send('Hello\nBcc: all@desk.example')).rejects.toThrow();
    await expect(sendAsNobody('Hello')).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(await files()).toEqual([]);
  });
});

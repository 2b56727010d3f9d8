import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeWebhookBody } from '../../functions/core/alerts/webhook-body.ts';
import { webhookHeaders } from '../../functions/core/alerts/webhook-signature.ts';
import { aLine, aStory, NOON } from '../fixtures/ledger-lines.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const EXAMPLE = fileURLToPath(new URL('../../examples/alerts/verify-webhook.mjs', import.meta.url));
const body = writeWebhookBody(
  {
    messageId: 'msg_1',
    watch: { id: 'copper', name: 'Copper' },
    story: aStory(),
    lines: [aLine()],
    madeAt: NOON,
  },
  'https://briefs.example.org',
);

describe('The example of a receiver', () => {
  let url: string;
  let said = '';

  /** Starts the example on a free port, and ends it with the test. */
  async function startReceiver(): Promise<void> {
    const receiver = spawn(process.execPath, [EXAMPLE, '0'], { env: { SECRET }, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(async () => {
      const ended = once(receiver, 'exit');
      receiver.kill();
      await ended;
    });
    receiver.stdout.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said).toMatch(/port \d+/);
    url = `http://127.0.0.1:${/port (\d+)/.exec(said)?.[1]}/`;
  }

  const now = () => Math.floor(Date.now() / 1000);
  const send = async (headers: Record<string, string>, sent = body) =>
    (await fetch(url, { method: 'POST', headers, body: sent })).status;
  const signed = (id: string, seconds = now(), secret = SECRET) => webhookHeaders({ id, seconds, body }, secret);

  it('takes a signed message of this moment once, and no other', async () => {
    await startReceiver();

    const statuses = [
      await send(signed('msg_1')),
      await send(signed('msg_1')),
      await send(signed('msg_2', now() - 301)),
      await send(signed('msg_3', now() + 301)),
      await send(signed('msg_4', now(), 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')),
      await send({ ...signed('msg_5'), 'webhook-id': 'msg_6' }),
      await send(signed('msg_7'), body.replace('copper', 'tin')),
      await send({}),
    ];

    expect(statuses).toEqual([204, 204, 401, 401, 401, 401, 401, 401]);
    await expect
      .poll(() => said)
      .toContain('moved: Norland lifts the levy on copper “the levy on copper is being lifted”');
    expect(said.match(/moved:/g)).toHaveLength(1);
  });
});

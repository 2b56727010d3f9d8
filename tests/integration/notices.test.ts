import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PROJECT } from '../project.ts';
import { Assemblies } from './assemblies.ts';
import { Desk, until } from './desk.ts';
import { RolePermissions } from './role-permissions.ts';

/** Minutes pass in a second: a sweep is due each, and the digest while the test runs. */
const TIME_SCALE = 60;
const DIGEST_AFTER_MS = 40 * 60_000;

interface Hooked {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on this machine. */
async function startReceiver() {
  const hooked: Hooked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    hooked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { hooked, host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe('What is sent by itself', () => {
  let assemblies: Assemblies;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let desk: Desk;
  let assemblyDir: string;
  const told: string[] = [];
  const sweeps: string[] = [];
  const permissions = new RolePermissions();

  beforeAll(async () => {
    receiver = await startReceiver();
    assemblies = await Assemblies.open(inject('bundles'));
    const due = new Date(Date.now() + DIGEST_AFTER_MS).toISOString().slice(11, 16);
    assemblyDir = await assemblies.synthesize({
      digest: { at: `${due} UTC`, to: ['desk@desk.example'], from: 'precis@desk.example' },
      alerts: { everyMinutes: 1, hosts: [receiver.host], addresses: ['@desk.example'], from: 'alerts@desk.example' },
    });
    desk = await Desk.open({
      assemblyDir,
      timeScale: TIME_SCALE,
      log: (line) => void told.push(line),
      onFunctionLog: (name, line) => void (name.includes('Alerts') && line.startsWith('REPORT') && sweeps.push(line)),
      onPermission: (role, action, on) => permissions.used(role, action, on),
    });
    await desk.runtime.ready;
  });

  afterAll(async () => {
    await desk?.close();
    await assemblies?.close();
    receiver?.close();
  });

  const mails = async (): Promise<string[]> => {
    const outbox = join(desk.stateDir, 'outbox');
    const files = await readdir(outbox).catch(() => []);
    return Promise.all(files.sort().map((file) => readFile(join(outbox, file), 'utf8')));
  };
  const mailOf = (subject: RegExp) => until(async () => (await mails()).find((mail) => subject.test(mail)));

  it('tells a webhook, signed and once, and a mailbox what is new on a watch; and the digest comes at its time', async () => {
    // Prepare
    const url = `http://${receiver.host}/hook`;
    const watch = {
      name: 'The canal',
      alerts: [
        { kinds: ['new'], to: { type: 'webhook', url } },
        { kinds: ['new'], to: { type: 'email', address: 'ana@desk.example' } },
      ],
    };
    const put = await fetch(`${desk.runtime.apiUrl}/v1/watches/canal`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(watch),
    });
    const { secrets } = (await put.json()) as { secrets: Record<string, string> };

    // Act
    await desk.put('canal.txt', await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt')));
    const alert = await mailOf(/^Subject: Precis: The canal: /m);
    const { headers, body } = await until(async () => receiver.hooked[0]);
    const swept = sweeps.length;
    await until(async () => sweeps.length >= swept + 3 || undefined);
    const digest = await mailOf(/^Subject: Precis, \d+ \w+ \d{4}: /m);

    // Assess
    expect(receiver.hooked).toHaveLength(1);
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = headers;
    const key = Buffer.from((secrets[url] ?? '').replace('whsec_', ''), 'base64');
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`);
    const { type, data } = JSON.parse(body);
    expect([type, data.id, data.watch]).toEqual(['story.changed', id, { id: 'canal', name: 'The canal' }]);
    const article = await (await fetch(data.lines[0].to.link.replace(/\/b\/(\w+)#.*/, '/v1/briefs/$1/article'))).text();
    expect(article).toContain(JSON.stringify(data.lines[0].to.quote).slice(1, -1));

    expect(alert).toContain('From: alerts@desk.example\nTo: ana@desk.example\n');
    expect(alert).toContain(data.lines[0].to.quote);
    expect((await mails()).filter((mail) => mail.includes('To: ana@desk.example'))).toHaveLength(1);

    expect(digest).toContain('From: precis@desk.example\nTo: desk@desk.example\n');
    expect(digest).toContain('Content-Type: text/html');
    expect(told.filter((line) => line.startsWith('E-mail to desk@desk.example: '))).toHaveLength(1);
    expect(told.join('\n')).not.toContain('canal:');

    const unused = await permissions.unusedOf(assemblyDir);
    // Of the two identities of a sender one is verified; and nothing could not be invoked.
    expect(unused.filter((line) => /^(Digest|Alerts)\w* (?!logs:)/.test(line))).toEqual([
      'AlertsRole ses:SendEmail arn:aws:ses:eu-central-1:000000000000:identity/desk.example',
      'AlertsScheduleRole sqs:SendMessage',
      'DigestRole ses:SendEmail arn:aws:ses:eu-central-1:000000000000:identity/desk.example',
      'DigestScheduleRole sqs:SendMessage',
    ]);
  });
});

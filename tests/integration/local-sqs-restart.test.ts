import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, testClock } from '../../local/clock.ts';
import { Journal } from '../../local/sqs/journal.ts';
import type { Message } from '../../local/sqs/message.ts';
import { ACCOUNT, OWNER, temporaryDirectory } from './local-principals.ts';
import { arnOf, clientOf, queueSpec, startQueues } from './local-sqs-service.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

async function depth(client: SQSClient, QueueUrl: string): Promise<(string | undefined)[]> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
}

describe('Local SQS: what outlives the process', () => {
  it('keeps messages, receive counts and visibility over a restart', async () => {
    const clock = testClock(NOON);
    const first = await startQueues(clock, [queueSpec('inbox')]);
    for (const MessageBody of ['deleted', 'in flight', 'waiting']) {
      await first.client.send(new SendMessageCommand({ QueueUrl: first.url('inbox'), MessageBody }));
    }
    const { Messages = [] } = await first.client.send(
      new ReceiveMessageCommand({ QueueUrl: first.url('inbox'), MaxNumberOfMessages: 2 }),
    );
    const [gone, inFlight] = Messages.map(({ ReceiptHandle }) => ReceiptHandle);
    await first.client.send(new DeleteMessageCommand({ QueueUrl: first.url('inbox'), ReceiptHandle: gone }));
    await first.sqs.close();

    const second = await startQueues(clock, [queueSpec('inbox')], { dir: first.dir });
    const QueueUrl = second.url('inbox');

    expect(await depth(second.client, QueueUrl)).toEqual(['1', '1']);
    expect(await second.sqs.releaseInFlight()).toBe(1);
    const received = await second.client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    expect(received.Messages?.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([
      ['waiting', '1'],
      ['in flight', '1'],
    ]);
    expect(inFlight).not.toBe(received.Messages?.[1]?.ReceiptHandle);
  });

  it('gives no message up that was in flight whenever its process was killed', async () => {
    const dead = { deadLetterQueueArn: arnOf('dead'), maxReceiveCount: 2 };
    const queues = [queueSpec('inbox', { redrive: dead }), queueSpec('dead')];
    const clock = testClock(NOON);
    const dir = await temporaryDirectory();
    for (let start = 0; start < 4; start += 1) {
      const { sqs, client, url } = await startQueues(clock, queues, { dir });
      await sqs.releaseInFlight();
      if (start === 0) await sqs.send(arnOf('inbox'), 'a');

      const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url('inbox') }));

      expect(Messages?.map(({ Body }) => Body)).toEqual(['a']);
      await sqs.close();
    }
  });

  it('takes a receipt handle of before the restart', async () => {
    const clock = testClock(NOON);
    const first = await startQueues(clock, [queueSpec('inbox')]);
    await first.client.send(new SendMessageCommand({ QueueUrl: first.url('inbox'), MessageBody: 'a' }));
    const { Messages } = await first.client.send(new ReceiveMessageCommand({ QueueUrl: first.url('inbox') }));
    await first.sqs.close();

    const second = await startQueues(clock, [queueSpec('inbox')], { dir: first.dir });
    const QueueUrl = second.url('inbox');
    await second.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));

    expect(await depth(second.client, QueueUrl)).toEqual(['0', '0']);
  });

  it('ignores a last line that was being written, and refuses any other that it cannot read', async () => {
    const clock = testClock(NOON);
    const first = await startQueues(clock, [queueSpec('inbox')]);
    await first.sqs.send(arnOf('inbox'), '{"Records":[]}');
    await first.sqs.close();
    const journal = join(first.dir, 'inbox.jsonl');
    await appendFile(journal, '{"type":"message","mess');

    const second = await startQueues(clock, [queueSpec('inbox')], { dir: first.dir });
    expect(await depth(second.client, second.url('inbox'))).toEqual(['1', '0']);
    await second.sqs.close();
    await writeFile(journal, `garbage\n${await readFile(journal, 'utf8')}`);

    await expect(startQueues(clock, [queueSpec('inbox')], { dir: first.dir })).rejects.toMatchObject({
      name: 'CorruptDataError',
      file: journal,
      message: "Line 1 of the queue's journal cannot be read.",
    });
  });

  it('takes what fits, and reads it again, after an entry that found no room on the disk', async () => {
    const file = join(await temporaryDirectory(), 'full.jsonl');
    const script = `
      import { Journal } from ${JSON.stringify(pathToFileURL('local/sqs/journal.ts').href)};
      const journal = await Journal.open(${JSON.stringify(file)}, new Map());
      const append = (id, bytes) => journal
        .append({ type: 'message', message: { id, body: 'x'.repeat(bytes) } })
        .then(() => 'kept', (error) => error.code);
      console.log(await append('first', 15_000), await append('large', 30_000), await append('small', 10));`;
    // The system refuses a file over 20 or 40 kB (by the shell) as it refuses one on a full disk: after a part of it.
    const limited = ['-c', 'ulimit -f 40; exec "$@"', 'sh', process.execPath, '--import', 'tsx'];
    const writer = spawn('sh', [...limited, '--input-type=module', '-e', script], {
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(writer.stdout, 'data');
    expect(String(output)).toBe('kept EFBIG kept\n');

    const live = new Map<string, Message>();
    await (await Journal.open(file, live)).close();

    expect([...live.keys()]).toEqual(['first', 'small']);
  });

  it('writes its journal anew when most of it is of messages that are gone', async () => {
    const { client, url, sqs, dir } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    await sqs.send(arnOf('inbox'), 'stays');
    const QueueUrl = url('inbox');
    let largest = 0;
    for (let round = 0; round < 200; round += 1) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `e${index}`, MessageBody: `${round}` }));
      await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      await Promise.all(
        Messages.map(({ Body, ReceiptHandle }) =>
          Body === 'stays' ? undefined : client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
        ),
      );
      largest = Math.max(largest, (await stat(join(dir, 'inbox.jsonl'))).size);
    }

    expect((await stat(join(dir, 'inbox.jsonl'))).size).toBeLessThan(largest / 2);
    expect(await depth(client, QueueUrl)).toEqual(['1', '1']);
  });

  it('loses no message that it acknowledged when it is killed', async () => {
    const dir = await temporaryDirectory();
    const module = (path: string) => JSON.stringify(pathToFileURL(path).href);
    const script = join(dir, 'service.mts');
    await writeFile(
      script,
      `import { startSqs } from ${module('local/sqs/start-sqs.ts')};
       import { systemClock } from ${module('local/clock.ts')};
       import { ownerPrincipal, principalsOf } from ${module('local/iam/principals.ts')};
       const sqs = await startSqs({ dir: ${JSON.stringify(join(dir, 'sqs'))}, clock: systemClock(), account: ${JSON.stringify(ACCOUNT)},
         principals: principalsOf([ownerPrincipal(${JSON.stringify(OWNER)})]), queues: [${JSON.stringify(queueSpec('inbox'))}] });
       process.stdout.write(sqs.queueUrl(${JSON.stringify(arnOf('inbox'))}));`,
    );
    const service = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void service.kill('SIGKILL'));
    const [output] = await once(service.stdout, 'data');
    const QueueUrl = String(output);
    const client = clientOf(new URL(QueueUrl).origin, OWNER);
    const acknowledged: string[] = [];
    const send = async (MessageBody: string): Promise<void> => {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      acknowledged.push(MessageBody);
      if (acknowledged.length === 60) service.kill('SIGKILL');
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, index) => send(`m${index}`)));
    if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');

    const {
      sqs,
      client: later,
      url,
    } = await startQueues(systemClock(), [queueSpec('inbox')], { dir: join(dir, 'sqs') });
    await sqs.releaseInFlight();
    const found = new Set<string>();
    for (;;) {
      const { Messages = [] } = await later.send(
        new ReceiveMessageCommand({ QueueUrl: url('inbox'), MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { Body = '' } of Messages) found.add(Body);
    }

    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    expect(acknowledged.filter((body) => !found.has(body))).toEqual([]);
  });
});

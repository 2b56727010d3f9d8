import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { Chaos } from '../../local/chaos/chaos.ts';
import { testClock } from '../../local/clock.ts';
import { ACCOUNT, OWNER, ROLE } from './local-principals.ts';
import { advanceUntil, arnOf, clientOf, queueSpec, startQueues } from './local-sqs-service.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

async function bodies(client: SQSClient, QueueUrl: string, MaxNumberOfMessages = 10): Promise<string[]> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }));
  return Messages.map(({ Body = '' }) => Body);
}

async function depth(client: SQSClient, QueueUrl: string): Promise<(string | undefined)[]> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return [
    Attributes?.ApproximateNumberOfMessages,
    Attributes?.ApproximateNumberOfMessagesNotVisible,
    Attributes?.ApproximateNumberOfMessagesDelayed,
  ];
}

describe('Local SQS: sending and receiving', () => {
  it('delivers a body and its attributes as they were sent', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const MessageAttributes = {
      origin: { DataType: 'String', StringValue: 'Zürich 🗞' },
      weight: { DataType: 'Number.float', StringValue: '1.5' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 7) },
    };

    // The SDK verifies the digests of what it sends and receives.
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl: url('inbox'),
        MessageBody: 'Grüße\n{"a":1}',
        MessageAttributes,
        MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988' } },
      }),
    );
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url('inbox'),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );

    expect(sent.MD5OfMessageAttributes).toBe(Messages?.[0]?.MD5OfMessageAttributes);
    expect(Messages).toMatchObject([
      {
        MessageId: sent.MessageId,
        Body: 'Grüße\n{"a":1}',
        MessageAttributes,
        Attributes: {
          SentTimestamp: String(NOON),
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: String(NOON),
          SenderId: OWNER.accessKeyId,
          AWSTraceHeader: 'Root=1-5759e988',
        },
      },
    ]);
  });

  it("computes the digest of attributes that Amazon's documentation describes", async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);

    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl: url('inbox'),
        MessageBody: 'x',
        MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
      }),
    );

    // MD5 of 00000001 'k' 00000006 'String' 01 00000001 'v'.
    expect(sent.MD5OfMessageAttributes).toBe('0a77b0642718c3d9dd47090567d11e0d');
  });

  it('gives only the attributes that were asked for', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const value = { DataType: 'String', StringValue: 'v' };
    const MessageAttributes = { 'a.one': value, 'a.two': value, b: value };
    await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'x', MessageAttributes }));

    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url('inbox'),
        MessageAttributeNames: ['a.*'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );

    expect(Object.keys(Messages?.[0]?.MessageAttributes ?? {})).toEqual(['a.one', 'a.two']);
    expect(Messages?.[0]?.Attributes).toEqual({ ApproximateReceiveCount: '1' });
  });

  it('hides what is in flight until its visibility ends, then delivers it again', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox', { visibilityTimeoutSeconds: 90 })]);
    await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'a' }));

    expect(await bodies(client, url('inbox'))).toEqual(['a']);
    clock.advance(89_999);
    expect(await bodies(client, url('inbox'))).toEqual([]);
    expect(await depth(client, url('inbox'))).toEqual(['0', '1', '0']);
    clock.advance(1);
    expect(await bodies(client, url('inbox'))).toEqual(['a']);
  });

  it('delays a message by the queue or by the message', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('late', { delaySeconds: 60 })]);
    await client.send(new SendMessageCommand({ QueueUrl: url('late'), MessageBody: 'queue' }));
    await client.send(new SendMessageCommand({ QueueUrl: url('late'), MessageBody: 'own', DelaySeconds: 10 }));

    expect(await depth(client, url('late'))).toEqual(['0', '0', '2']);
    clock.advance(10_000);
    expect(await bodies(client, url('late'))).toEqual(['own']);
    clock.advance(50_000);
    expect(await bodies(client, url('late'))).toEqual(['own', 'queue']);
  });

  it('forgets a message at the end of its retention', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('short', { retentionSeconds: 60 })]);
    await client.send(new SendMessageCommand({ QueueUrl: url('short'), MessageBody: 'old' }));
    clock.advance(59_000);
    await client.send(new SendMessageCommand({ QueueUrl: url('short'), MessageBody: 'new' }));
    clock.advance(1_000);

    expect(await depth(client, url('short'))).toEqual(['1', '0', '0']);
    expect(await bodies(client, url('short'))).toEqual(['new']);
  });

  it('deletes by the latest receipt alone', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const receive = async () =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.ReceiptHandle ?? '';
    const first = await receive();
    clock.advance(30_000);
    const second = await receive();

    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first }));
    expect(await depth(client, QueueUrl)).toEqual(['0', '1', '0']);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second }));
    expect(await depth(client, QueueUrl)).toEqual(['0', '0', '0']);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second }));
  });

  it('still deletes a message whose visibility has ended, as long as nobody else received it', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    clock.advance(30_000);

    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));

    expect(await depth(client, QueueUrl)).toEqual(['0', '0', '0']);
  });

  it('changes the visibility of what is in flight, and of nothing else', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
    const change = (VisibilityTimeout: number) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

    await change(100);
    clock.advance(99_000);
    expect(await bodies(client, QueueUrl)).toEqual([]);
    await expect(change(43_200)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await change(0);
    await expect(change(5)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(await bodies(client, QueueUrl)).toEqual(['a']);
  });

  it('delivers a message once in one answer, even if it stays visible', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );

    expect(Messages?.map(({ Body }) => Body)).toEqual(['a']);
    expect(await depth(client, QueueUrl)).toEqual(['1', '0', '0']);
  });
});

describe('Local SQS: long polls', () => {
  it('answers when a message arrives', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl: url('inbox'), WaitTimeSeconds: 20 }));

    await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'a' }));

    expect((await waiting).Messages?.map(({ Body }) => Body)).toEqual(['a']);
  });

  it('answers when a delayed message or one in flight becomes visible', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox', { visibilityTimeoutSeconds: 15 })]);
    await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'a', DelaySeconds: 10 }));
    const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl: url('inbox'), WaitTimeSeconds: 20 }));

    const first = receive();
    await advanceUntil(clock, first);
    const second = receive();
    await advanceUntil(clock, second);

    expect((await first).Messages?.map(({ Body }) => Body)).toEqual(['a']);
    expect((await second).Messages?.map(({ Body }) => Body)).toEqual(['a']);
  });

  it('answers with nothing at the end of the wait', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, [queueSpec('inbox', { receiveWaitSeconds: 5 })]);
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl: url('inbox') }));

    await advanceUntil(clock, waiting);

    expect((await waiting).Messages).toBeUndefined();
  });

  it('gives each of many messages to one of many receivers', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    const receivers = Array.from({ length: 10 }, () =>
      client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })),
    );

    await Promise.all(
      receivers.map((_, index) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: `m${index}` }))),
    );

    const received = (await Promise.all(receivers)).flatMap(({ Messages = [] }) => Messages.map(({ Body }) => Body));
    expect(received.sort()).toEqual(receivers.map((_, index) => `m${index}`));
  });

  it('keeps a message for others when its receiver has gone away', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    const abort = new AbortController();
    const gone = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    });
    abort.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

    expect(await bodies(client, QueueUrl)).toEqual(['a']);
  });
});

describe('Local SQS: batches', () => {
  it('sends, changes and deletes ten at a time', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const QueueUrl = url('inbox');
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `e${index}`, MessageBody: `m${index}` }));

    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    const receipts = Messages.map(({ ReceiptHandle }, index) => ({ Id: `r${index}`, ReceiptHandle }));
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: receipts.slice(0, 4).map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
      }),
    );
    expect(await depth(client, QueueUrl)).toEqual(['4', '6', '0']);
    const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: receipts }));

    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(Entries.map(({ Id }) => Id));
    expect(Messages.map(({ Body }) => Body)).toEqual(Entries.map(({ MessageBody }) => MessageBody));
    expect(deleted.Successful).toHaveLength(10);
    expect(await depth(client, QueueUrl)).toEqual(['0', '0', '0']);
  });

  it('tells which entries failed', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);

    const result = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url('inbox'),
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'bad', MessageBody: 'a\u0000b' },
        ],
      }),
    );

    expect(result.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(result.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }]);
  });

  it.each([
    ['no entry', [], 'EmptyBatchRequest'],
    ['eleven entries', Array.from({ length: 11 }, (_, i) => `e${i}`), 'TooManyEntriesInBatchRequest'],
    ['the same id twice', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['an id with a slash', ['a/b'], 'InvalidBatchEntryId'],
  ])('refuses a batch with %s', async (_, ids, name) => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));

    const sending = client.send(new SendMessageBatchCommand({ QueueUrl: url('inbox'), Entries }));

    await expect(sending).rejects.toMatchObject({ name });
  });

  it('refuses a batch of more than 1 MiB together', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(524_289) }));

    const sending = client.send(new SendMessageBatchCommand({ QueueUrl: url('inbox'), Entries }));

    await expect(sending).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });
});

describe('Local SQS: refusals', () => {
  it('takes a message of 1 MiB and not a byte more', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody }));

    await send('ü'.repeat(524_288));
    await expect(send(`${'ü'.repeat(524_288)}x`)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(send('')).rejects.toMatchObject({ name: 'MissingParameter' });
    expect(await depth(client, url('inbox'))).toEqual(['1', '0', '0']);
  });

  it('knows its queues, and no others', async () => {
    const { client, url, sqs } = await startQueues(testClock(NOON), [
      queueSpec('a-one'),
      queueSpec('a-two'),
      queueSpec('b'),
    ]);

    const found = await client.send(new GetQueueUrlCommand({ QueueName: 'b' }));
    const listed = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'a-', MaxResults: 1 }));
    const rest = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'a-', MaxResults: 1, NextToken: listed.NextToken }),
    );

    expect(found.QueueUrl).toBe(`${sqs.url}/000000000000/b`);
    expect([listed.QueueUrls, rest.QueueUrls, rest.NextToken]).toEqual([[url('a-one')], [url('a-two')], undefined]);
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'c' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  it('refuses a receipt handle that is none of the queue', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox'), queueSpec('other')]);
    await client.send(new SendMessageCommand({ QueueUrl: url('other'), MessageBody: 'a' }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url('other') }));

    for (const ReceiptHandle of ['garbage', Messages?.[0]?.ReceiptHandle]) {
      await expect(
        client.send(new DeleteMessageCommand({ QueueUrl: url('inbox'), ReceiptHandle })),
      ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    }
  });

  it('purges a queue, in flight or not', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    for (const MessageBody of ['a', 'b'])
      await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody }));
    await bodies(client, url('inbox'), 1);

    await client.send(new PurgeQueueCommand({ QueueUrl: url('inbox') }));

    expect(await depth(client, url('inbox'))).toEqual(['0', '0', '0']);
  });

  it('lets a role do what its policies allow, and names what they do not', async () => {
    const { role, client, url } = await startQueues(testClock(NOON), [queueSpec('inbox'), queueSpec('other')], {
      statements: [{ Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'], Resource: arnOf('inbox') }],
    });
    await client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'a' }));

    expect(await bodies(role, url('inbox'))).toEqual(['a']);
    await expect(role.send(new PurgeQueueCommand({ QueueUrl: url('inbox') }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${ROLE.arn} is not authorized to perform: sqs:PurgeQueue on resource: "${arnOf('inbox')}" because no identity-based policy allows the sqs:PurgeQueue action`,
    });
    await expect(
      role.send(new SendMessageBatchCommand({ QueueUrl: url('other'), Entries: [{ Id: 'a', MessageBody: 'x' }] })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('refuses unknown keys and wrong secrets', async () => {
    const { sqs, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);
    const refused = (accessKeyId: string) =>
      clientOf(sqs.url, { accessKeyId, secretAccessKey: 'wrong' }).send(
        new ReceiveMessageCommand({ QueueUrl: url('inbox') }),
      );

    await expect(refused('AKIDNOBODY')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(refused(OWNER.accessKeyId)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const unsigned = await fetch(sqs.url, { method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.ListQueues' } });
    expect([unsigned.status, await unsigned.json()]).toEqual([
      403,
      {
        __type: 'com.amazonaws.sqs#MissingAuthenticationTokenException',
        message: 'Request is missing Authentication Token',
      },
    ]);
  });

  it('refuses operations and parameters that it has no model of', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')]);

    await expect(client.send(new CreateQueueCommand({ QueueName: 'new' }))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
    await expect(
      client.send(new SendMessageCommand({ QueueUrl: url('inbox'), MessageBody: 'a', MessageGroupId: 'g' })),
    ).rejects.toMatchObject({ name: 'SerializationException', message: expect.stringContaining('MessageGroupId') });
  });

  it('tells a client of the protocol before JSON, in its own form, that it is too old', async () => {
    const { sqs } = await startQueues(testClock(NOON), [queueSpec('inbox')]);

    const answer = await fetch(sqs.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'Action=ListQueues&Version=2012-11-05',
    });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/xml']);
    expect(await answer.text()).toMatch(/^<ErrorResponse><Error>.*<Message>This client speaks the query protocol/);
  });

  it('fails on demand', async () => {
    const { client, url } = await startQueues(testClock(NOON), [queueSpec('inbox')], {
      account: ACCOUNT,
      chaos: new Chaos({ rules: [{ at: 'sqs:DeleteMessage', do: 'RequestThrottled' }] }),
    });

    await expect(
      client.send(new DeleteMessageCommand({ QueueUrl: url('inbox'), ReceiptHandle: 'x' })),
    ).rejects.toMatchObject({ name: 'RequestThrottled' });
    expect(await bodies(client, url('inbox'))).toEqual([]);
  });
});

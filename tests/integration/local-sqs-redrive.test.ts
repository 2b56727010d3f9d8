import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { testClock } from '../../local/clock.ts';
import type { QueueSpec } from '../../local/sqs/specs.ts';
import { arnOf, queueSpec, startQueues } from './local-sqs-service.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

function withDeadLetters(maxReceiveCount: number): QueueSpec[] {
  const redrive = { deadLetterQueueArn: arnOf('dead'), maxReceiveCount };
  return [queueSpec('work', { redrive }), queueSpec('dead', { retentionSeconds: 1_209_600 })];
}

async function receive(client: SQSClient, QueueUrl: string): Promise<Message | undefined> {
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }));
  return Messages?.[0];
}

async function visible(client: SQSClient, QueueUrl: string): Promise<string | undefined> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Attributes?.ApproximateNumberOfMessages;
}

async function fillDeadLetters(client: SQSClient, url: (name: string) => string, messages: string[]): Promise<void> {
  for (const MessageBody of messages) await client.send(new SendMessageCommand({ QueueUrl: url('work'), MessageBody }));
  for (const _ of messages) {
    const message = await receive(client, url('work'));
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url('work'),
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  }
  expect(await receive(client, url('work'))).toBeUndefined();
}

describe('Local SQS: dead-letter queues', () => {
  for (const maxReceiveCount of [1, 2, 3, 5]) {
    for (const way of ['by its time-out', 'at once'] as const) {
      it(`delivers exactly ${maxReceiveCount} times when a message comes back ${way}`, async () => {
        const clock = testClock(NOON);
        const { client, url } = await startQueues(clock, withDeadLetters(maxReceiveCount));
        const { MessageId } = await client.send(
          new SendMessageCommand({ QueueUrl: url('work'), MessageBody: 'poison' }),
        );

        const counts: (string | undefined)[] = [];
        for (let message = await receive(client, url('work')); message; message = await receive(client, url('work'))) {
          counts.push(message.Attributes?.ApproximateReceiveCount);
          const { ReceiptHandle } = message;
          if (way === 'by its time-out') clock.advance(30_000);
          else {
            await client.send(
              new ChangeMessageVisibilityCommand({ QueueUrl: url('work'), ReceiptHandle, VisibilityTimeout: 0 }),
            );
          }
        }
        const dead = await receive(client, url('dead'));

        expect(counts).toEqual(Array.from({ length: maxReceiveCount }, (_, index) => String(index + 1)));
        expect(dead).toMatchObject({
          MessageId,
          Body: 'poison',
          Attributes: {
            DeadLetterQueueSourceArn: arnOf('work'),
            ApproximateReceiveCount: String(maxReceiveCount + 1),
            SentTimestamp: String(NOON),
          },
        });
      });
    }
  }

  it('names the queues whose dead letters it takes, and its policy', async () => {
    const { client, url } = await startQueues(testClock(NOON), withDeadLetters(4));

    const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url('dead') }));
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url('work'), AttributeNames: ['RedrivePolicy'] }),
    );

    expect(queueUrls).toEqual([url('work')]);
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: arnOf('dead'),
      maxReceiveCount: 4,
    });
  });

  it('does not start with a dead-letter queue that does not exist', async () => {
    const [work] = withDeadLetters(1);

    await expect(startQueues(testClock(NOON), work ? [work] : [])).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: `The dead-letter queue ${arnOf('dead')} of work does not exist.`,
    });
  });
});

describe('Local SQS: move tasks', () => {
  it('moves dead letters back to where they came from, as new messages', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, withDeadLetters(1));
    await fillDeadLetters(client, url, ['a', 'b']);
    clock.advance(5_000);

    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead') }));
    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }));

    expect(TaskHandle).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(Results).toEqual([
      {
        Status: 'COMPLETED',
        SourceArn: arnOf('dead'),
        ApproximateNumberOfMessagesMoved: 2,
        ApproximateNumberOfMessagesToMove: 2,
        StartedTimestamp: NOON + 5_000,
      },
    ]);
    expect(await visible(client, url('dead'))).toBe('0');
    expect(await receive(client, url('work'))).toMatchObject({
      Body: 'a',
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(NOON + 5_000) },
    });
  });

  it('moves at the rate it was given, and can be cancelled', async () => {
    const clock = testClock(NOON);
    const { client, url } = await startQueues(clock, withDeadLetters(1));
    await fillDeadLetters(client, url, ['a', 'b', 'c', 'd', 'e']);
    const start = () =>
      client.send(
        new StartMessageMoveTaskCommand({
          SourceArn: arnOf('dead'),
          DestinationArn: arnOf('work'),
          MaxNumberOfMessagesPerSecond: 2,
        }),
      );

    const { TaskHandle } = await start();
    expect(await visible(client, url('work'))).toBe('2');
    await expect(start()).rejects.toMatchObject({ name: 'UnsupportedOperation' });
    clock.advance(1000);
    await expect.poll(() => visible(client, url('work'))).toBe('4');
    const cancelled = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    clock.advance(10_000);

    expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(4);
    expect(await visible(client, url('dead'))).toBe('1');
    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }));
    expect(Results).toMatchObject([{ Status: 'CANCELLED', MaxNumberOfMessagesPerSecond: 2 }]);
  });

  it('fails where the origin of a message is not known', async () => {
    const { client, url } = await startQueues(testClock(NOON), withDeadLetters(1));
    await client.send(new SendMessageCommand({ QueueUrl: url('dead'), MessageBody: 'sent here' }));

    await client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead') }));

    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }));
    expect(Results).toMatchObject([{ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' }]);
    expect(await visible(client, url('dead'))).toBe('1');
  });

  it.each([
    ['that does not exist', arnOf('nowhere'), undefined, 'ResourceNotFoundException'],
    ['that takes no dead letters', arnOf('work'), undefined, 'InvalidParameterValue'],
    ['to one that does not exist', arnOf('dead'), arnOf('nowhere'), 'ResourceNotFoundException'],
  ])('moves nothing from a queue %s', async (_, SourceArn, DestinationArn, name) => {
    const { client } = await startQueues(testClock(NOON), withDeadLetters(1));

    const starting = client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));

    await expect(starting).rejects.toMatchObject({ name });
  });

  it('needs the permissions of all it does', async () => {
    const { role } = await startQueues(testClock(NOON), withDeadLetters(1), {
      statements: [{ Effect: 'Allow', Action: 'sqs:*', Resource: arnOf('dead') }],
    });

    const starting = role.send(
      new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead'), DestinationArn: arnOf('work') }),
    );

    await expect(starting).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('sqs:SendMessage'),
    });
  });
});

import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { readStaged } from '../functions/runtime/staged-objects.ts';
import { inGroups } from './in-groups.ts';
import { type MessageFailure, messageFailures } from './message-failures.ts';
import { type MessageSubject, subjectOf } from './message-subject.ts';
import { messagesIn, queueDepth } from './queue-depth.ts';
import type { QueueStage } from './queue-stages.ts';
import type { StackAccess } from './stack-access.ts';

/** A message that a stage could not do, however often it was tried. */
export interface DeadLetter {
  readonly stage: QueueStage;
  readonly messageId: string;
  /** Undefined where it is no message that the pipeline sends. */
  readonly subject: MessageSubject | undefined;
  /** The file that it is about, by its key in the inbox; null where neither the message nor what is staged tells it. */
  readonly file: string | null;
  /** How often it was received, looks at it as a dead letter among them. */
  readonly receives: number;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly firstReceivedAt: number | null;
  /** What the function's log says last of it; undefined where it says nothing. */
  readonly failure: MessageFailure | undefined;
}

/** What was seen of the dead letters of a stage. */
export interface DeadLetterSample {
  readonly stage: QueueStage;
  /** The one sent first comes first. */
  readonly letters: readonly DeadLetter[];
  /** About how many there are in all. */
  readonly about: number;
  /** Why the function's log could not be read, where it could not. */
  readonly logError: unknown;
}

/** How long a letter that is looked at stays hidden, should its return fail. */
const HIDDEN_SECONDS = 60;
/**
 * Long polling asks all servers of a queue, not a few of them (Amazon SQS Developer Guide, "Short and long polling"). It
 * waits where there is nothing, so it is for as long only as more is known to be there.
 */
const WAIT_SECONDS = 1;
/** Amazon SQS API Reference: most messages of one receive, and of one batch. */
const BATCH = 10;
/** Staged objects that are read at the same time: one may have 30 MB. */
const READ_AT_ONCE = 4;

/**
 * Looks at dead letters of a stage and gives them back. SQS has no way to list a queue, only to receive from it: what
 * comes is a sample, and is hidden from others meanwhile. Nothing is deleted, and nothing is raised past use, for no
 * queue stands behind one of dead letters.
 * @param most how many at most.
 * @param now milliseconds since the epoch.
 * @throws what the clients of SQS and S3 throw.
 */
export async function sampleDeadLetters(
  access: StackAccess,
  stage: QueueStage,
  most: number,
  now: number,
): Promise<DeadLetterSample> {
  const { sqs, queues } = access;
  const url = queues[stage].deadLettersUrl;
  // Asked first: what is looked at would count among what is in work.
  const known = messagesIn(await queueDepth(sqs, url));
  const messages = await receiveSome(sqs, url, { most, known });
  const sentTimes = messages.map(sentAtOf);
  let failures = new Map<string, MessageFailure>();
  let logError: unknown;
  if (messages.length > 0) {
    const messageIds = messages.map(({ MessageId = '' }) => MessageId);
    // A local runtime whose time is scaled sends messages in what is the future for its functions.
    const since = sentTimes.some((time) => time > now) ? 0 : Math.min(...sentTimes);
    const query = { logGroup: access.logGroups[stage], messageIds, since };
    // The letters are worth seeing without their cause, too.
    failures = await messageFailures(access.logs, query).catch((error) => {
      logError = error;
      return failures;
    });
  }
  const subjects = messages.map(({ Body = '' }) => subjectOf(Body, access.stagedBucket));
  const files = await filesOf(access, subjects);
  const letters = messages.map(({ MessageId: messageId = '', Attributes }, index): DeadLetter => {
    const subject = subjects[index];
    const firstReceived = Attributes?.ApproximateFirstReceiveTimestamp;
    return {
      stage,
      messageId,
      subject,
      file: subject === undefined ? null : (files.get(subject) ?? null),
      receives: Number(Attributes?.ApproximateReceiveCount ?? 0),
      sentAt: sentTimes[index] ?? 0,
      firstReceivedAt: firstReceived === undefined ? null : Number(firstReceived),
      failure: failures.get(messageId),
    };
  });
  letters.sort((a, b) => a.sentAt - b.sentAt);
  return { stage, letters, about: Math.max(known, letters.length), logError };
}

/** Receives until nothing new comes, and lets all be seen again. */
async function receiveSome(
  sqs: SQSClient,
  QueueUrl: string,
  { most, known }: { most: number; known: number },
): Promise<Message[]> {
  const received = new Map<string, Message>();
  try {
    while (received.size < most) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(BATCH, most - received.size),
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: received.size < known ? WAIT_SECONDS : 0,
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp'],
        }),
      );
      const before = received.size;
      for (const message of Messages) received.set(message.MessageId ?? '', message);
      if (received.size === before) break;
    }
  } finally {
    await giveBack(sqs, QueueUrl, [...received.values()]);
  }
  return [...received.values()];
}

async function giveBack(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  for await (const some of inGroups(messages, BATCH)) {
    const Entries = some.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    // One that is not given back is seen again after its visibility time-out.
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

function sentAtOf({ Attributes }: Message): number {
  return Number(Attributes?.SentTimestamp ?? 0);
}

/** The keys of the files that messages are about: their own, or what the staged objects say. */
async function filesOf(
  { s3, inboxBucket, stagedBucket }: StackAccess,
  subjects: readonly (MessageSubject | undefined)[],
): Promise<Map<MessageSubject, string>> {
  const files = new Map<MessageSubject, string>();
  const known = subjects.filter((subject) => subject !== undefined);
  const read = async (subject: MessageSubject) => {
    // A stage refuses a message about any other bucket: its key is no file of the inbox, even if one is called so.
    const own = subject.bucket === inboxBucket ? subject.key : undefined;
    const file = subject.bucket === stagedBucket ? await fileOfStaged(s3, subject) : own;
    if (file !== undefined) files.set(subject, file);
  };
  await pMap(known, read, { concurrency: READ_AT_ONCE });
  return files;
}

async function fileOfStaged(s3: StackAccess['s3'], { bucket, key }: MessageSubject): Promise<string | undefined> {
  try {
    const staged = await readStaged(s3, bucket, key);
    return staged?.kind === 'article' ? staged.article.upload.key : staged?.manifest.key;
  } catch {
    // An object that cannot be read may be why the letter is dead; its name is told all the same.
    return undefined;
  }
}

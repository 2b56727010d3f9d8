import { type DeadLetter, type DeadLetterSample, sampleDeadLetters } from '../../operations/dead-letters.ts';
import { explained } from '../../operations/errors.ts';
import { QUEUE_STAGES, type QueueStage } from '../../operations/queue-stages.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { describe, jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface DeadOptions {
  /** The stage whose dead letters are meant; without it, those of all. */
  stage?: QueueStage;
  /** How many of a stage at most. */
  limit: number;
  /** One line of JSON a letter. */
  json?: boolean;
}

/**
 * `precis dead`: prints dead letters with their cause and what they are about, and how many of how many those are.
 * @param now milliseconds since the epoch.
 * @returns the exit status.
 */
export async function printDeadLetters(
  { stage, limit, json }: DeadOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const stages = stage === undefined ? QUEUE_STAGES : [stage];
  const samples = await Promise.all(stages.map((each) => sampleDeadLetters(access, each, limit, now)));
  for (const sample of samples) {
    for (const letter of sample.letters)
      terminal.out(json ? jsonLine(toldAsJson(letter)) : paragraphOf(letter, sample));
    const { letters, about, logError } = sample;
    terminal.progress(
      about === 0
        ? `${sample.stage}: no dead letters`
        : `${sample.stage}: ${letters.length} of about ${about} dead letters: SQS shows a sample`,
    );
    if (logError !== undefined) {
      terminal.progress(`The log of ${sample.stage} cannot be read: ${describe(explained(logError))}`);
    }
  }
  return EXIT.ok;
}

const timeOf = (ms: number) => new Date(ms).toISOString();

function toldAsJson({ stage, messageId, subject, file, receives, sentAt, firstReceivedAt, failure }: DeadLetter) {
  return {
    stage,
    messageId,
    file,
    bucket: subject?.bucket ?? null,
    key: subject?.key ?? null,
    traceId: subject?.traceId ?? null,
    uploadId: subject?.uploadId ?? null,
    articleId: subject?.articleId ?? null,
    receives,
    sentAt: timeOf(sentAt),
    firstReceivedAt: firstReceivedAt === null ? null : timeOf(firstReceivedAt),
    lastReceivedAt: failure === undefined ? null : timeOf(failure.at),
    cause: failure?.error ?? null,
  };
}

function paragraphOf(letter: DeadLetter, { logError }: DeadLetterSample): string {
  const { stage, messageId, subject, file, receives, sentAt, firstReceivedAt, failure } = letter;
  const row = (name: string, value: string) => `  ${name.padEnd(9)}${printableLine(value)}\n`;
  const first = firstReceivedAt === null ? '' : `, first received ${timeOf(firstReceivedAt)}`;
  const last = failure === undefined ? '' : `, last ${timeOf(failure.at)}`;
  return [
    `${stage}  ${printableLine(file ?? addressOf(subject))}\n`,
    row('cause', causeOf(letter, logError !== undefined)),
    ...(subject?.traceId ? [row('trace', subject.traceId)] : []),
    row('times', `sent ${timeOf(sentAt)}${first}${last}, ${receives} receives`),
    row('message', messageId),
  ].join('');
}

function addressOf(subject: DeadLetter['subject']): string {
  return subject === undefined ? 'no file' : `s3://${subject.bucket}/${subject.key}`;
}

function causeOf({ subject, failure, stage }: DeadLetter, isLogUnread: boolean): string {
  if (failure?.error) {
    const { name, message, place } = failure.error;
    return [name, message === null ? '' : `: ${message}`, message === null && place !== null ? ` ${place}` : ''].join(
      '',
    );
  }
  if (subject === undefined) return 'It is no message that the pipeline sends.';
  if (isLogUnread) return 'Not known: the log cannot be read.';
  return `The log of ${stage} tells of no error: the function was ended over it (time or memory), or the log is gone.`;
}

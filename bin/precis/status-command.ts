import { INBOX_PREFIX } from '../../functions/core/manifest.ts';
import { type DeadLetter, sampleDeadLetters } from '../../operations/dead-letters.ts';
import { type FileStatus, fileStatus } from '../../operations/file-status.ts';
import { type InboxTotals, inboxTotals } from '../../operations/inbox-totals.ts';
import { QUEUE_STAGES } from '../../operations/queue-stages.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { PipelineError } from './errors.ts';
import { EXIT } from './exit.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

/** Dead letters that are looked at for one of a file. */
const LETTERS_LOOKED_AT = 100;

export interface StatusOptions {
  /** As JSON instead of lines to read. */
  json?: boolean;
  /** Of totals: only files whose present version came then or later, in milliseconds since the epoch. */
  since?: number;
}

/**
 * `precis status KEY`: prints what became of a file.
 * @param key in the inbox, with or without `in/`.
 * @param now milliseconds since the epoch.
 * @returns the exit status. @throws PipelineError where nothing is known of it.
 */
export async function printFileStatus(
  key: string,
  { json }: StatusOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const file = key.startsWith(INBOX_PREFIX) ? key : `${INBOX_PREFIX}${key}`;
  const [found, ...samples] = await Promise.all([
    fileStatus(access, file, now),
    ...QUEUE_STAGES.map((stage) => sampleDeadLetters(access, stage, LETTERS_LOOKED_AT, now)),
  ]);
  const letters = samples.flatMap((sample) => sample.letters).filter((letter) => letter.file === file);
  if (found === undefined && letters.length === 0) {
    throw new PipelineError('Neither the inbox nor the table knows this file.', {
      file,
      remedy: 'Its name is the key in the inbox, with its folders.',
    });
  }
  if (json) {
    const deadLetters = letters.map(({ stage, messageId }) => ({ stage, messageId }));
    terminal.out(jsonLine({ ...(found ?? { key: file, status: 'unknown' }), deadLetters }));
    return EXIT.ok;
  }
  terminal.out(`${printableLine(file)}\n`);
  if (found !== undefined) terminal.out(linesOf(found).join(''));
  terminal.out(letters.map(letterLine).join(''));
  return EXIT.ok;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(11)}${printableLine(value)}\n`;
}

function linesOf(file: FileStatus): string[] {
  const { status, overdue, receivedAt, versionId, traceId, isInInbox, articles, rejections } = file;
  const removalDue = !isInInbox && articles.some(({ state }) => state === 'live');
  return [
    row(
      'status',
      [status, overdue ? 'overdue' : '', removalDue ? 'deleted, but still shown' : ''].filter(Boolean).join(', '),
    ),
    ...(receivedAt === null ? [] : [row('received', receivedAt)]),
    ...(versionId === null ? [] : [row('version', versionId)]),
    ...(traceId === null ? [] : [row('trace', traceId)]),
    ...articles.map(({ articleId, state, title, copyOf }) => {
      const more = [title === null ? '' : `  ${title}`, copyOf === null ? '' : `  (a copy of ${copyOf})`].join('');
      return row('article', `${articleId}  ${state}${more}`);
    }),
    ...rejections.map(({ briefId, part, code, reason }) => {
      const where = briefId ?? part;
      return row('refused', `${where === null ? '' : `${where}  `}${code}: ${reason}`);
    }),
  ];
}

function letterLine({ stage, messageId }: DeadLetter): string {
  return row('dead', `a dead letter of ${stage}, message ${messageId} (precis dead tells its cause)`);
}

/**
 * `precis status`: prints what became of all files, and what the queues hold.
 * @param now milliseconds since the epoch.
 * @returns the exit status.
 */
export async function printTotals(
  { json, since }: StatusOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const totals = await inboxTotals(access, { since }, now, (files) => terminal.progress(`${files} files counted …`));
  if (json) {
    terminal.out(jsonLine(totals));
    return EXIT.ok;
  }
  terminal.out(totalLines(totals, access.overdueAfterMs).join(''));
  return EXIT.ok;
}

function totalLines({ files, overdue, removalsDue, articles, waiting, dead }: InboxTotals, overdueAfterMs: number) {
  const line = (name: string, count: number, note = '') =>
    `${name.padEnd(10)}${String(count).padStart(9)}${note === '' ? '' : `  ${note}`}\n`;
  const sum = ({ parse, brief }: InboxTotals['waiting']) => [parse + brief, `parse ${parse}, brief ${brief}`] as const;
  return [
    line('received', files.received, 'not yet parsed'),
    line('parsed', files.parsed, 'not all articles briefed yet'),
    line('briefed', files.briefed, `${articles} articles are shown`),
    line('rejected', files.rejected),
    line('removed', files.removed),
    ...(files.expired === 0 ? [] : [line('expired', files.expired, 'past their retention')]),
    line('overdue', overdue, `of the received and parsed: no result after ${overdueAfterMs / 60_000} min`),
    ...(removalsDue === 0 ? [] : [line('to remove', removalsDue, 'deleted, but still shown (see precis reconcile)')]),
    line('waiting', ...sum(waiting)),
    line('dead', ...sum(dead)),
  ];
}

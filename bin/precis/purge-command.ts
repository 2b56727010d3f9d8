import { findPurgeSubject, type PurgeSubject, purge } from '../../operations/purge.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { counted, printableLine, type Terminal } from './terminal.ts';

export interface PurgeOptions {
  /** Erase it, instead of only telling what there is. */
  yes?: boolean;
  /** How long to wait for the stages. */
  timeoutMs: number;
}

/** What a purge cannot reach. */
const REMAINS = [
  'point-in-time recovery of the table: up to 35 days, in AWS, until the backups that have it expire',
  'logs of functions and of access to the buckets: the key and the ids, never the text',
  'messages in the queues and dead letters: the key; what they are about is gone, or is erased when they come (precis redrive)',
  'copies of your own: a file in the watched folder, the source that sent it, a replica or backup of the buckets',
  'events of its briefs, where they are announced: titles and names, with subscribers and in archives of the bus',
  'what others have: exports, feeds, mails, pages kept by a browser, and briefs of the same text under another key',
];

function findings({ versions, markers, staged, articleIds, items }: PurgeSubject): string[] {
  return [
    `inbox   ${counted(versions, 'version')}, ${counted(markers, 'delete marker')}`,
    `staged  ${counted(staged.length, 'object')}`,
    `table   ${counted(items, 'item')} with text, of ${counted(articleIds.length, 'possible article')}`,
  ];
}

/**
 * `precis purge KEY`: erases a file for good, or without `--yes` tells what there is to erase.
 * @returns the exit status: 2 without `--yes`, 1 where nothing is known of the file.
 * @throws PurgeUnfinishedError where the stages do not come to it in time.
 */
export async function purgeFile(
  key: string,
  { yes, timeoutMs }: PurgeOptions,
  access: StackAccess,
  terminal: Terminal,
): Promise<number> {
  const file = printableLine(key);
  const subject = await findPurgeSubject(access, key);
  if (subject === undefined) {
    terminal.progress(`${file}: nothing is known of such a file.`);
    return EXIT.failed;
  }
  const found = findings(subject).map((line) => `  ${line}\n`);
  if (yes !== true) {
    terminal.out(`${file} would be erased${subject.wasPurged ? ' (it was purged before)' : ''}:\n${found.join('')}`);
    terminal.progress('Nothing was erased: say --yes to erase it. It cannot be brought back.');
    return EXIT.usage;
  }
  const { versions, kept } = await purge(access, subject, timeoutMs, (stage) => {
    terminal.progress(`${file}: waiting for the ${stage} stage …`);
  });
  terminal.out(`${file} is erased:\n${found.join('')}`);
  terminal.progress(`${counted(versions, 'version')} of the inbox deleted, delete markers of this purge among them.`);
  if (kept > 0) terminal.progress(`${counted(kept, 'version')} that came since is not touched: a file anew.`);
  terminal.out(`What remains elsewhere:\n${REMAINS.map((line) => `  ${line}\n`).join('')}`);
  return EXIT.ok;
}

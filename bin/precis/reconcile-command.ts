import { findings, mend } from '../../operations/reconcile.ts';
import type { Cause, Finding } from '../../operations/reconcile-plan.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { EXIT } from './exit.ts';
import { counted, jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface ReconcileOptions {
  /** Milliseconds since the epoch. */
  since?: number;
  /** Mend at once what may still be on its way. */
  now?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

const WORDS: Readonly<Record<Cause, (count: number) => string>> = {
  'never-parsed': () => 'never parsed',
  'not-recorded': () => 'parsed, but the table does not show it',
  'not-briefed': (count) => (count === 1 ? 'parsed, but not briefed' : `parsed, but ${count} articles are not briefed`),
  'not-buried': (count) =>
    count === 1 ? 'shows an article that it has no more' : `shows ${count} articles that it has no more`,
  'staged-lost': (count) => `${count === 1 ? 'a staged object is' : `${count} staged objects are`} lost`,
  deleted: () => 'not in the inbox any more, but still shown',
  'shown-again': () => 'the inbox shows a version again that was replaced or removed',
  'purge-unfinished': () => 'purged, but still in the inbox',
  'not-in-force': () => 'a lexicon that is not in force',
  unreadable: () => 'what is stored of it cannot be read',
};

/** A line of progress comes after so many files. */
const FILES_A_LINE = 1_000;

function done({ cause, verdict, stage, requests }: Finding, dryRun: boolean): string {
  if (verdict === 'mend') return dryRun ? `would be sent to ${stage}` : `sent to ${stage}`;
  if (verdict === 'on-its-way') return 'left alone: it may be on its way';
  if (cause === 'purge-unfinished') return 'left alone: `precis purge` it again';
  return requests.length === 0 ? 'left alone' : 'left alone: name the file to have it done';
}

/**
 * `precis reconcile [KEY]`: compares inbox, staged objects and table and sends what is missing. Prints a line a finding,
 * and at last how many there were to mend.
 * @param now milliseconds since the epoch.
 * @returns the exit status: of a dry run, 1 where there is something to mend; else 0 once everything is sent.
 */
export async function reconcile(
  key: string | undefined,
  options: ReconcileOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const dryRun = options.dryRun === true;
  let files = 0;
  const found = findings(access, {
    key,
    since: options.since,
    now,
    isImpatient: options.now,
    onFile() {
      files += 1;
      if (files % FILES_A_LINE === 0) terminal.progress(`${files} files looked at …`);
    },
  });
  const tell = (finding: Finding): void => {
    const { key: file, cause, verdict, stage, count } = finding;
    if (options.json) terminal.out(jsonLine({ key: file, cause, verdict, stage, count }));
    else terminal.out(`${printableLine(file)}\t${WORDS[cause](count)}\t${done(finding, dryRun)}\n`);
  };
  const { toMend, onTheirWay, reported, sent } = await mend(access, found, tell, dryRun);
  if (options.json) terminal.out(jsonLine({ toMend, onTheirWay, reported, sent }));
  else {
    if (onTheirWay > 0) terminal.progress(`${onTheirWay} may be on their way; --now does not wait for them.`);
    if (reported > 0) terminal.progress(`${reported} left alone.`);
    if (sent > 0)
      terminal.progress(`${counted(sent, 'message')} sent; \`precis reconcile --dry-run\` tells when all is done.`);
    terminal.out(`${toMend} to mend\n`);
  }
  return dryRun && toMend > 0 ? EXIT.failed : EXIT.ok;
}

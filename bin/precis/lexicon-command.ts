import { availableParallelism } from 'node:os';
import type { Article } from '../../functions/core/article.ts';
import { EMPTY_OVERLAY, type LexiconOverlay } from '../../functions/core/lexicon/overlay.ts';
import type { BriefChange } from '../../operations/brief-changes.ts';
import { applyOverlay, overlayInForce, removeOverlay } from '../../operations/lexicon-overlays.ts';
import { rehearse } from '../../operations/rehearse.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { openComparingWorker } from './article-files.ts';
import { EXIT } from './exit.ts';
import { readLexiconFile } from './lexicon-file.ts';
import { linesOf, RehearsalTotals } from './lexicon-report.ts';
import { counted, jsonLine, type Terminal } from './terminal.ts';

export interface RehearsalOptions {
  /** The file of the overlay. */
  lexicon: string;
  /** Milliseconds since the epoch. */
  since?: number;
  limit?: number;
  json?: boolean;
}

/** More threads than this take more memory than they save time. */
const MOST_WORKERS = 4;
/** A line of progress comes after so many articles. */
const ARTICLES_A_LINE = 500;

/**
 * `precis replay --dry-run --lexicon FILE`: briefs what readers see of the archive with the words in force and with those
 * of a file, on this machine, and prints what would change. Nothing is written.
 * @param now milliseconds since the epoch.
 * @returns the exit status: 0, whatever would change.
 * @throws OverlayError for a file that is none; what the clients throw.
 */
export async function rehearseLexicon(
  options: RehearsalOptions,
  access: StackAccess,
  now: number,
  terminal: Terminal,
): Promise<number> {
  const next = await readLexiconFile(options.lexicon);
  const present = await overlayInForce(access);
  const workers = Array.from({ length: Math.min(MOST_WORKERS, availableParallelism()) }, () => openComparingWorker());
  const totals = new RehearsalTotals();
  let turn = 0;
  try {
    // Each worker has a queue of its own.
    const compare = async (article: Article): Promise<BriefChange[]> => {
      turn += 1;
      return (await workers[turn % workers.length]?.run({ article, present, next })) ?? [];
    };
    const query = { since: options.since, limit: options.limit, now };
    for await (const article of rehearse(access, query, compare, workers.length * 2)) {
      totals.add(article);
      if (totals.articles % ARTICLES_A_LINE === 0) terminal.progress(`${totals.articles} articles briefed …`);
      if (article.changes?.length === 0) continue;
      if (options.json) terminal.out(jsonLine(article));
      else if (article.changes !== undefined) for (const line of linesOf(article)) terminal.out(`${line}\n`);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
  const { articles, changed, refused, lists } = totals;
  if (options.json) terminal.out(jsonLine({ articles, changed, refused, lists }));
  else for (const line of totals.lines()) terminal.out(`${line}\n`);
  return EXIT.ok;
}

/** How long the brief function may take to put words in force. */
const IN_FORCE_MS = 180_000;
/** A line of progress comes after so many messages. */
const MESSAGES_A_LINE = 1_000;

async function tellApplied(
  apply: (options: Parameters<typeof removeOverlay>[1]) => Promise<{ number: number; sent: number }>,
  inForce: (number: number) => string,
  terminal: Terminal,
): Promise<number> {
  let told = 0;
  const onSent = (count: number): void => {
    if (count < told + MESSAGES_A_LINE) return;
    told = count;
    terminal.progress(`${count} articles sent …`);
  };
  const { number, sent } = await apply({ now: Date.now, timeoutMs: IN_FORCE_MS, onSent });
  terminal.out(`${inForce(number)}, ${counted(sent, 'article')} sent to brief\n`);
  return EXIT.ok;
}

/**
 * `precis replay --apply --lexicon FILE`: puts the words of a file in force, and has the archive briefed with them.
 * @returns the exit status.
 * @throws OverlayError for a file that is none; OverlayNotAppliedError; what the clients throw.
 */
export async function applyLexicon(path: string, access: StackAccess, terminal: Terminal): Promise<number> {
  const { overlay } = await readLexiconFile(path);
  const inForce = (number: number): string => `lexicon ${number} in force`;
  return tellApplied((options) => applyOverlay(access, overlay, options), inForce, terminal);
}

/**
 * `precis lexicon remove`: takes the desk's words back, and has the archive briefed without any.
 * @returns the exit status.
 */
export async function removeLexicon(access: StackAccess, terminal: Terminal): Promise<number> {
  if ((await overlayInForce(access)) === undefined) {
    terminal.out('there is no lexicon\n');
    return EXIT.ok;
  }
  const inForce = (number: number): string => `no words in force (lexicon ${number})`;
  return tellApplied((options) => removeOverlay(access, options), inForce, terminal);
}

/**
 * `precis lexicon show`: prints the words in force as the file that they came from could be; without any, an empty one.
 * @returns the exit status.
 */
export async function showLexicon(access: StackAccess, terminal: Terminal): Promise<number> {
  const present = await overlayInForce(access);
  const overlay: LexiconOverlay = present?.overlay ?? EMPTY_OVERLAY;
  terminal.progress(present === undefined ? 'There is no lexicon.' : `Lexicon ${present.number}, ${present.hash}`);
  terminal.out(`${JSON.stringify(overlay, null, 2)}\n`);
  return EXIT.ok;
}

import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RejectedError } from '../../functions/core/errors.ts';
import { withoutBrokenParts } from '../../functions/parse/broken-parts.ts';
import { DEFAULT_LIMITS } from '../../functions/parse/parse-limits.ts';
import { IsolatedWorker, type IsolationOptions } from '../../functions/runtime/isolated-worker.ts';
import { tooLarge } from '../../functions/runtime/limits.ts';
import type { BriefChange } from '../../operations/brief-changes.ts';
import type { ArticleAnswer, ArticleTask } from './article-task.ts';
import { UnreadableFileError } from './errors.ts';
import type { ComparisonTask } from './lexicon-task.ts';

/** One file or text may take this long; the deployed functions take their limits from the settings. */
const TASK_LIMITS = { deadlineMs: 60_000, stepMs: DEFAULT_LIMITS.articleSeconds * 1000 };
/** The module of each work, and the memory of a task: parsing has buffers beside its heap, analysis a model within it. */
const WORK = {
  parse: { script: './parse-worker.mjs', memory: { heapMegabytes: 256, processMegabytes: 440 } },
  brief: { script: './article-worker.mjs', memory: { heapMegabytes: 512, processMegabytes: 1_000 } },
};

/** The isolated worker that reads and briefs articles for a command. */
export type ArticleWorker = Pick<IsolatedWorker<ArticleTask, ArticleAnswer>, 'run' | 'warm' | 'close'>;

/**
 * Opens the isolated worker that reads and briefs articles in this process.
 * @param work what it does: results of `parse` have no brief.
 * @param limits in place of those of that work.
 */
export function openArticleWorker(
  work: keyof typeof WORK = 'brief',
  limits: Partial<IsolationOptions> = {},
): ArticleWorker {
  const { script, memory } = WORK[work];
  const worker = new IsolatedWorker<ArticleTask, ArticleAnswer>(new URL(script, import.meta.url), {
    ...TASK_LIMITS,
    ...memory,
    ...limits,
  });
  return {
    run: (task) => withoutBrokenParts((broken) => worker.run(task.kind === 'file' ? { ...task, broken } : task)),
    warm: () => worker.warm(),
    close: () => worker.close(),
  };
}

/** Opens an isolated worker that briefs an article with two lexicons, and tells what differs. */
export function openComparingWorker(): Pick<IsolatedWorker<ComparisonTask, BriefChange[]>, 'run' | 'close'> {
  return new IsolatedWorker(new URL('./lexicon-worker.mjs', import.meta.url), { ...TASK_LIMITS, ...WORK.brief.memory });
}

/** The id of a file on the command line: its name without the folders. */
export function fileId(path: string): string {
  return basename(path);
}

/**
 * Reads a file that is within the limit on its size.
 * @throws RejectedError `too-large`; UnreadableFileError where it is missing, a folder or not permitted.
 */
export async function readArticleFile(path: string): Promise<Uint8Array> {
  try {
    const file = await stat(path);
    if (!file.isFile() && !file.isDirectory()) throw new UnreadableFileError(path, { code: 'ENOTFILE' });
    const { size } = file;
    if (size > DEFAULT_LIMITS.objectBytes) throw tooLarge(DEFAULT_LIMITS.objectBytes);
    return await readFile(path);
  } catch (error) {
    if (error instanceof RejectedError || error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError(path, error);
  }
}

import { ApiError, type PrecisClient } from '../../client/client.ts';
import type { UploadReport } from '../../functions/api/responses.ts';
import { fileId, readArticleFile } from './article-files.ts';
import type { Deployment } from './deployment.ts';
import { PipelineError, UsageError } from './errors.ts';
import { describe, printableLine, type Terminal } from './terminal.ts';

/** The first pause between two questions, and the longest: a stack answers few requests a second. */
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 2_000;
/** Files that are on their way at the same time. */
const AT_ONCE = 4;

/** Whether an error of the API may pass while a file is on its way: it is not known yet, or the API is busy. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 429 || error.status >= 500);
}

/**
 * Asks what became of one version of a file (the newest, where none is named) until it is settled.
 * @throws PipelineError where it is not settled within `timeoutMs`; ApiError as the API refuses.
 */
export async function awaitUpload(
  client: PrecisClient,
  key: string,
  versionId: string | undefined,
  timeoutMs: number,
): Promise<UploadReport> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.3, LONGEST_PAUSE_MS)) {
    try {
      const upload = await client.findUpload(key, versionId);
      if (upload.status !== 'received' && upload.status !== 'parsed') return upload;
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
    if (performance.now() > deadline) {
      throw new PipelineError(`There is no brief after ${timeoutMs / 1000} s.`, {
        file: key,
        remedy: 'It may still come: ask again with `precis list`.',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/**
 * `precis send FILE…`: puts files into the inbox and waits for their briefs; prints a line `id<TAB>file` a brief.
 * @returns the exit status: 0, or 1 if a file failed.
 * @throws UsageError where two files have one name.
 */
export async function sendFiles(
  files: string[],
  deployment: Pick<Deployment, 'client' | 'upload'>,
  options: { timeoutMs: number },
  terminal: Terminal,
): Promise<number> {
  const names = new Set<string>();
  for (const path of files) {
    const name = fileId(path);
    if (names.has(name)) {
      throw new UsageError(`Two files are named ${name}: the second would replace the first.`, {
        remedy: 'Send them under different names.',
      });
    }
    names.add(name);
  }
  async function send(path: string): Promise<boolean> {
    try {
      const { key, versionId } = await deployment.upload(fileId(path), await readArticleFile(path));
      terminal.progress(`received  ${path}`);
      const upload = await awaitUpload(deployment.client, key, versionId, options.timeoutMs);
      for (const part of upload.parts.filter(({ state }) => state === 'live')) {
        terminal.out(`${part.articleId}\t${printableLine(path)}\n`);
      }
      const entries = upload.rejections.flatMap(({ part, reason }) => (part === null ? [] : [{ part, reason }]));
      for (const { part, reason } of entries) terminal.progress(`refused   ${path}: ${part}: ${reason}`);
      if (upload.status === 'briefed') return entries.length === 0;
      const reasons = upload.rejections.map(({ part, reason }) => (part === null ? reason : '')).join(' ');
      terminal.progress(`${upload.status}  ${path}  ${reasons}`.trimEnd());
      return false;
    } catch (error) {
      terminal.progress(`precis: ${path}: ${describe(error)}`);
      return false;
    }
  }
  const waiting = [...files];
  const sent: boolean[] = [];
  async function sendNext(): Promise<void> {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) sent.push(await send(path));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
  return sent.every(Boolean) ? 0 : 1;
}

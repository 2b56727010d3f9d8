import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { fileId, readArticleFile } from './article-files.ts';
import type { Deployment } from './deployment.ts';
import { PipelineError } from './errors.ts';
import { describe, type Terminal } from './terminal.ts';

/** What `GET /v1/uploads?key=` says, as far as it is needed here. */
export const UploadStatus = z.object({
  status: z.enum(['received', 'parsed', 'briefed', 'rejected', 'removed', 'superseded']),
  parts: z.array(z.object({ articleId: z.string(), state: z.string() })),
  rejections: z.array(z.object({ reason: z.string() })),
});
export type UploadStatus = z.infer<typeof UploadStatus>;

const POLL_MS = 150;

/**
 * Asks what became of one version of a file until it is settled.
 * @throws PipelineError where it is not settled within `timeoutMs`.
 */
export async function awaitUpload(
  deployment: Deployment,
  key: string,
  versionId: string,
  timeoutMs: number,
): Promise<UploadStatus> {
  const query = new URLSearchParams({ key, versionId });
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const response = await deployment.get(`/v1/uploads?${query}`);
    if (response.ok) {
      const status = UploadStatus.parse(await response.json());
      if (status.status !== 'received' && status.status !== 'parsed') return status;
    } else if (response.status !== 404) {
      throw new PipelineError(`The API answers ${response.status} when asked for ${key}.`);
    }
    if (performance.now() > deadline) {
      throw new PipelineError(`There is no brief after ${timeoutMs / 1000} s.`, {
        file: key,
        remedy: 'It may still come: ask again with `precis list`.',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * `precis send FILE…`: puts files into the inbox and waits for their briefs; prints a line `id<TAB>file` a brief.
 * @returns the exit status: 0, or 1 if a file failed.
 */
export async function sendFiles(
  files: string[],
  deployment: Deployment,
  options: { timeoutMs: number },
  terminal: Terminal,
): Promise<number> {
  async function send(path: string): Promise<boolean> {
    try {
      const key = `in/${fileId(path)}`;
      const Body = await readArticleFile(path);
      const { VersionId } = await deployment.s3.send(
        new PutObjectCommand({ Bucket: deployment.inboxBucket, Key: key, Body }),
      );
      terminal.progress(`received  ${path}`);
      const upload = await awaitUpload(deployment, key, VersionId ?? '', options.timeoutMs);
      for (const part of upload.parts.filter(({ state }) => state === 'live')) {
        terminal.out(`${part.articleId}\t${path}\n`);
      }
      if (upload.status === 'briefed') return true;
      const reasons = upload.rejections.map(({ reason }) => reason).join(' ');
      terminal.progress(`${upload.status}  ${path}  ${reasons}`.trimEnd());
      return false;
    } catch (error) {
      terminal.progress(`precis: ${path}: ${describe(error)}`);
      return false;
    }
  }
  const sent = await Promise.all(files.map(send));
  return sent.every(Boolean) ? 0 : 1;
}

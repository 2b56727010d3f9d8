import { fileId, openArticleWorker, readArticleFile } from './article-files.ts';
import { describe, jsonLine, type Terminal } from './terminal.ts';

/**
 * `precis parse FILE…`: prints each article as a line `{"id","article"}`, or `{"id","error"}` for a file that is none.
 * @returns the exit status: 0, or 1 if a file failed.
 */
export async function parseFiles(files: string[], terminal: Terminal): Promise<number> {
  const worker = openArticleWorker();
  let failures = 0;
  try {
    for (const path of files) {
      const id = fileId(path);
      try {
        const bytes = await readArticleFile(path);
        const { results } = await worker.run({ kind: 'file', bytes, name: id, analyze: false });
        for (const { article } of results) terminal.out(jsonLine({ id, article }));
      } catch (error) {
        failures += 1;
        terminal.out(jsonLine({ id, error: describe(error) }));
        terminal.progress(`precis: ${path}: ${describe(error)}`);
      }
    }
  } finally {
    await worker.close();
  }
  return failures > 0 ? 1 : 0;
}

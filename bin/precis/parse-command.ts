import { fileId, openArticleWorker, readArticleFile } from './article-files.ts';
import { describe, jsonLine, type Terminal } from './terminal.ts';

/**
 * `precis parse FILE…`: prints each article as a line `{"id","article"}`, `{"id","part","error"}` for an entry of a file
 * that is none, or `{"id","error"}` for a file that is none.
 * @returns the exit status: 0, or 1 if a file or an entry failed.
 */
export async function parseFiles(files: string[], terminal: Terminal): Promise<number> {
  const worker = openArticleWorker('parse');
  let failures = 0;
  try {
    for (const path of files) {
      const id = fileId(path);
      try {
        const bytes = await readArticleFile(path);
        const { results, refused } = await worker.run({ kind: 'file', bytes, name: id });
        for (const { article } of results) terminal.out(jsonLine({ id, article }));
        for (const { part, rejection } of refused) {
          failures += 1;
          terminal.out(jsonLine({ id, part, error: rejection.reason }));
          terminal.progress(`precis: ${path}: ${part}: ${rejection.reason}`);
        }
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

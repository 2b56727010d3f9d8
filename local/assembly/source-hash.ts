import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the synthesized app is made from, relative to the project. */
const SOURCES = ['bin', 'lib', 'functions', 'docs/openapi.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'];

/**
 * A hash of everything that the synthesized app is made from: paths and bytes of the sources, and `settings`.
 * @param projectDir the project's directory; sources that it lacks count as empty.
 * @returns 64 hexadecimal digits.
 */
export async function hashSources(projectDir: string, settings: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const setting of settings) hash.update(`${Buffer.byteLength(setting)}:${setting}\n`);
  for (const source of SOURCES) {
    for (const path of await filesUnder(projectDir, source)) {
      const bytes = await readFile(join(projectDir, path));
      hash.update(`${path} ${bytes.length}\n`);
      hash.update(bytes);
    }
  }
  return hash.digest('hex');
}

async function filesUnder(projectDir: string, source: string): Promise<string[]> {
  try {
    const entries = await readdir(join(projectDir, source), { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(projectDir, join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') return [source];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

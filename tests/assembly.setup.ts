import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../local/assembly/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The synthesized app, for tests that run it. */
    assemblyDir: string;
  }
}

/** Synthesizes the app once for all integration tests; kept between runs while the sources are the same. */
export default async function setup(project: TestProject): Promise<void> {
  const projectDir = fileURLToPath(new URL('..', import.meta.url));
  const stateDir = join(projectDir, 'node_modules', '.cache', 'precis-tests');
  await mkdir(stateDir, { recursive: true });
  project.provide('assemblyDir', await synthesize({ projectDir, stateDir, onStart: () => {} }));
}

import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundleFunctions, FUNCTIONS_DIRECTORY, type FunctionBundles, functionBundles } from '../lib/bundling.ts';
import { synthesize } from '../local/assembly/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The synthesized app, for tests that run it. */
    assemblyDir: string;
    /** The functions' code, for tests that synthesize the app with other settings. */
    bundles: FunctionBundles;
  }
}

/** Synthesizes the app once for all integration tests; kept between runs while the sources are the same. */
export default async function setup(project: TestProject): Promise<void> {
  const projectDir = fileURLToPath(new URL('..', import.meta.url));
  const stateDir = join(projectDir, 'node_modules', '.cache', 'precis-tests');
  const functionsDir = join(stateDir, 'functions');
  await mkdir(stateDir, { recursive: true });
  let isSynthesized = false;
  const onStart = () => {
    isSynthesized = true;
    rmSync(functionsDir, { recursive: true, force: true });
  };
  project.provide('assemblyDir', await synthesize({ projectDir, stateDir, onStart }));
  if (!existsSync(functionsDir)) {
    // A run that is stopped in the middle leaves nothing that looks whole.
    const fresh = `${functionsDir}.new`;
    rmSync(fresh, { recursive: true, force: true });
    // The assembly's own were bundled a moment ago.
    if (!isSynthesized) bundleFunctions();
    cpSync(join(projectDir, FUNCTIONS_DIRECTORY), fresh, { recursive: true });
    renameSync(fresh, functionsDir);
  }
  project.provide('bundles', functionBundles(functionsDir));
}

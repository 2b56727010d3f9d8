import 'vitest';
import type { FunctionBundles } from '../../lib/bundling.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The synthesized app, for tests that run it. */
    assemblyDir: string;
    /** The functions' code, for tests that synthesize the app with other settings. */
    bundles: FunctionBundles;
  }
}

import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The synthesized app, for tests that run it. */
    assemblyDir: string;
  }
}

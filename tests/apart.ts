/**
 * Test files that have a process of their own, while the others of a project share a few: they change its flags, globals
 * or modules, run threads up to a limit of its memory, or count its objects.
 */
export const APART: readonly string[] = [
  'tests/integration/local-dynamodb.test.ts',
  'tests/property/format-mutants.test.ts',
  'tests/unit/analyzer-page.test.ts',
  'tests/unit/api-handler.test.ts',
  'tests/unit/authorizer-handler.test.ts',
  'tests/unit/hostile-files.test.ts',
  'tests/unit/isolated-worker.test.ts',
  'tests/unit/lexicon-faults.test.ts',
  'tests/unit/queue-handler.test.ts',
];

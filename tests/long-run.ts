/**
 * `npm run test:long` runs in full what `npm test` runs a part of (properties, pages of HTML), and what takes long by itself:
 * hostile files, the store over DynamoDB's protocol, the command line as a program, a kill among many articles, faults on
 * purpose, the soak, repair, removal, what is sent, the commands of the pages, the benchmarks of quality.
 */
export const IS_LONG_RUN = process.env['PRECIS_LONG_RUN'] === '1';

/** Test files of which `npm test` runs a part. */
const IN_PART: readonly string[] = ['tests/property/**/*.test.ts', 'tests/unit/parse-html-body.test.ts'];

/** Those of which it runs nothing. */
export const LONG_RUN_ONLY: readonly string[] = [
  'tests/unit/hostile-files.test.ts',
  'tests/unit/verify-command.test.ts',
  'tests/integration/chaos.test.ts',
  'tests/integration/command-line.test.ts',
  'tests/integration/crash.test.ts',
  'tests/integration/documented-commands.test.ts',
  'tests/integration/eval.test.ts',
  'tests/integration/ledger-figures.test.ts',
  'tests/integration/notices.test.ts',
  'tests/integration/removal.test.ts',
  'tests/integration/repair.test.ts',
  'tests/integration/soak.test.ts',
  'tests/integration/store-dynamodb.test.ts',
];

/** The test files of the long run. */
export const LONG_RUN: readonly string[] = [...IN_PART, ...LONG_RUN_ONLY];

/** How many times as many cases of a property the long run draws. */
const TIMES = 4;

/** @param count how many cases of a property `npm test` draws. @returns how many this run does. */
export const propertyRuns = (count: number): number => (IS_LONG_RUN ? TIMES * count : count);

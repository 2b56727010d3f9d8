import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { APART } from './tests/apart.ts';
import { IS_LONG_RUN, LONG_RUN, LONG_RUN_ONLY } from './tests/long-run.ts';
import { LongestFirst } from './tests/longest-first.sequencer.ts';

const shared = {
  testTimeout: IS_LONG_RUN ? 240_000 : 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
  env: { CDK_VALIDATION: 'false', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  // The files of a project share processes: to start one, and to load the SDK, CDK or the language model into it, takes
  // longer than most files.
  isolate: false,
};

/** Integration tests of parts, which need no synthesized app. */
const PARTS = 'tests/integration/{local,store}-*.test.ts';

/** Tests of what the synthesized app holds. */
const BUNDLING = 'tests/infrastructure/bundling.test.ts';

/** The app is synthesized once for all tests that need it. */
const ASSEMBLY = ['tests/assembly.setup.ts'];

const LONG = [{ test: { ...shared, name: 'long', isolate: true, include: [...LONG_RUN], globalSetup: ASSEMBLY } }];

const SHORT = [
  { test: { ...shared, name: 'apart', isolate: true, include: [...APART], exclude: [...LONG_RUN_ONLY] } },
  {
    test: {
      ...shared,
      name: 'core',
      include: ['tests/{unit,property,infrastructure}/**/*.test.ts'],
      exclude: [...APART, BUNDLING, ...LONG_RUN_ONLY],
    },
  },
  { test: { ...shared, name: 'parts', include: [PARTS], exclude: [...APART, ...LONG_RUN_ONLY] } },
  {
    test: {
      ...shared,
      name: 'pipeline',
      include: ['tests/integration/**/*.test.ts', BUNDLING],
      exclude: [PARTS, ...LONG_RUN_ONLY],
      globalSetup: ASSEMBLY,
    },
  },
  {
    test: {
      ...shared,
      name: 'browser',
      include: ['tests/browser/**/*.test.ts'],
      globalSetup: ASSEMBLY,
    },
  },
];

export default defineConfig({
  test: {
    // Tests of the pipeline wait for other processes half of their time, so that a worker per core leaves cores idle.
    maxWorkers: Math.ceil(availableParallelism() * 2),
    sequence: { sequencer: LongestFirst },
    projects: IS_LONG_RUN ? LONG : SHORT,
  },
});

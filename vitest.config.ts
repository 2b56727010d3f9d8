import { defineConfig } from 'vitest/config';

const shared = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
  env: { CDK_VALIDATION: 'false', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
};

/** Integration tests of parts, which need no synthesized app. */
const PARTS = 'tests/integration/{local,store}-*.test.ts';

export default defineConfig({
  test: {
    // By default one core is left to the runner, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      { test: { ...shared, name: 'core', isolate: false, include: ['tests/{unit,property,infrastructure}/**/*.test.ts'] } },
      { test: { ...shared, name: 'parts', include: [PARTS] } },
      {
        test: {
          ...shared,
          name: 'pipeline',
          include: ['tests/integration/**/*.test.ts'],
          exclude: [PARTS],
          // The app is synthesized once for all of them.
          globalSetup: ['tests/assembly.setup.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/assembly.setup.ts'],
        },
      },
    ],
  },
});

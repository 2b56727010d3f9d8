import type { StageSettingsInput } from '../config.ts';

/** The stage to try things on: small, and gone with its stacks. */
export const dev: StageSettingsInput = {
  retainData: false,
  deletionProtection: false,
  retentionDays: 30,
  noncurrentVersionDays: 30,
  logRetentionDays: 14,
  parse: { memoryMegabytes: 1024, timeoutSeconds: 60, maxConcurrency: 5 },
  brief: { memoryMegabytes: 1024, timeoutSeconds: 60, maxConcurrency: 5 },
  api: { memoryMegabytes: 512, timeoutSeconds: 10 },
  limits: { objectBytes: 25_000_000, textCharacters: 1_000_000, parts: 2_000 },
  throttle: { requestsPerSecond: 20, burst: 40 },
  // Pages on one's own machine, as `precis open` serves them; after the first deployment, add its ApiUrl.
  origins: ['http://127.0.0.1:*', 'http://localhost:*'],
};

import type { StageSettingsInput } from '../config.ts';

/** The stage that a desk relies on: its data outlives its stacks, and nothing expires. */
export const prod: StageSettingsInput = {
  retainData: true,
  deletionProtection: true,
  noncurrentVersionDays: 90,
  logRetentionDays: 90,
  parse: { memoryMegabytes: 1024, timeoutSeconds: 60, maxConcurrency: 50 },
  brief: { memoryMegabytes: 1024, timeoutSeconds: 60, maxConcurrency: 50 },
  api: { memoryMegabytes: 512, timeoutSeconds: 10 },
  limits: { objectBytes: 25_000_000, textCharacters: 1_000_000, parts: 2_000 },
  throttle: { requestsPerSecond: 100, burst: 200 },
  // After the first deployment, add its ApiUrl (unless you set a domain): until then no page may upload.
  origins: [],
};

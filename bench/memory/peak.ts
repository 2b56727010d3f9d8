import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * The largest resident set of this process so far, in megabytes. Where Linux tells it, that since the program started:
 * `getrusage` counts what the process was before, a copy of its parent.
 */
export function peakMegabytes(): number {
  const peak = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  return (peak === undefined ? process.resourceUsage().maxRSS : Number(peak)) / 1024;
}

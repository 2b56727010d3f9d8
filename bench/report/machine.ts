import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

function git(...args: string[]): string {
  const { stdout, status } = spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

/** Where and on what a report was made, as a line of Markdown. */
export function machineLine(now: Date): string {
  const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown';
  const processor = cpus()[0]?.model.trim() || 'unknown processor';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    now.toISOString().slice(0, 10),
    `commit ${commit}${changed}`,
    `Node ${process.version}`,
    `${platform()} ${release().split('-')[0]}`,
    `${availableParallelism()} × ${processor}, ${gigabytes} GB`,
    `load ${loadavg()[0]?.toFixed(1)} at the start`,
  ].join('; ');
}

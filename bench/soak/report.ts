import type { Tally } from './activity.ts';
import type { Check } from './check.ts';

/** What a soak did and found. */
export interface SoakReport {
  readonly command: string;
  readonly seed: string;
  readonly planned: Tally;
  readonly faults: Tally;
  readonly invocations: Tally;
  readonly messages: Tally;
  /** How often a version of an article was analyzed: by how many versions. */
  readonly analyses: Tally;
  readonly kills: readonly string[];
  readonly seconds: Tally;
  readonly articlesPerSecond: number;
  readonly checks: readonly Check[];
}

const SHOWN_MISSES = 10;

function table(title: string, tally: Tally): string[] {
  const names = Object.keys(tally).sort();
  if (names.length === 0) return [];
  return ['', title, ...names.map((name) => `  ${name.padEnd(48)} ${String(tally[name]).padStart(8)}`)];
}

/** Poison fails its message alone, and none of these. */
function failedInvocations(faults: Tally): number {
  return Object.entries(faults).reduce((sum, [fault, count]) => sum + (fault.startsWith('invoke:') ? count : 0), 0);
}

/** The report as a person reads it. */
export function printedReport(report: SoakReport): string {
  const checks = report.checks.flatMap(({ name, figure, misses }) => [
    `  ${misses.length === 0 ? 'ok  ' : 'MISS'} ${name.padEnd(42)} ${figure}`,
    ...misses.slice(0, SHOWN_MISSES).map((miss) => `         ${miss}`),
    ...(misses.length > SHOWN_MISSES ? [`         … and ${misses.length - SHOWN_MISSES} more`] : []),
  ]);
  const bad = report.checks.filter(({ misses }) => misses.length > 0).length;
  return [
    `${report.command}`,
    ...table('What was done', report.planned),
    ...table('Faults injected', report.faults),
    ...table('Invocations', { ...report.invocations, 'that were made to fail': failedInvocations(report.faults) }),
    ...table('Messages of the functions', report.messages),
    ...table('Analyses of a version: versions', report.analyses),
    '',
    'Kills of the whole runtime',
    ...report.kills.map((kill) => `  ${kill}`),
    ...table('Seconds', report.seconds),
    '',
    `${report.articlesPerSecond.toFixed(1)} articles a second, faults, kills and restarts included`,
    '',
    'Checks',
    ...checks,
    '',
    bad === 0 ? 'All is as it must be.' : `${bad} of ${report.checks.length} checks miss.`,
  ].join('\n');
}

import { markdownTable, rounded } from '../figures/markdown-table.ts';
import type { ParserTime } from './speed.ts';

/** The figures as Markdown, the peer's speed as 1. */
export function parserTable(times: readonly ParserTime[]): string {
  const peer = times.find(({ parser }) => parser === 'readability')?.pagesPerSecond ?? Number.NaN;
  return markdownTable(
    ['parser', 'pages/s', 'of readability', 'median, ms', 'p95, ms', 'slowest, ms', 'peak, MB'],
    times.map((time) => [
      time.parser,
      rounded(time.pagesPerSecond),
      (time.pagesPerSecond / peer).toFixed(2),
      rounded(time.medianMs),
      rounded(time.p95Ms),
      rounded(time.slowestMs),
      rounded(time.peakMegabytes),
    ]),
  );
}

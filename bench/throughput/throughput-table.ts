import { markdownTable, rounded } from '../figures/markdown-table.ts';
import { median } from '../figures/median.ts';
import type { ThroughputOfShape } from './throughput.ts';

/** Articles a second of Precis for each of the no-op pipeline's: the median of the rounds, in each of which both ran. */
export function throughputRatio({ rounds }: ThroughputOfShape): number {
  return median(rounds.map(({ precis, noOp }) => precis / noOp));
}

/** The figures as Markdown. */
export function throughputTable(measured: readonly ThroughputOfShape[]): string {
  const heads = [
    'articles come as',
    'articles a round',
    'rounds',
    'Precis, articles/s',
    'no-op, articles/s',
    'ratio',
    'of each round',
  ];
  const rows = measured.map((one) => [
    one.shape,
    String(one.articles),
    String(one.rounds.length),
    rounded(median(one.rounds.map(({ precis }) => precis))),
    rounded(median(one.rounds.map(({ noOp }) => noOp))),
    throughputRatio(one).toFixed(2),
    one.rounds.map(({ precis, noOp }) => (precis / noOp).toFixed(2)).join(', '),
  ]);
  return markdownTable(heads, rows);
}

import { grouped, markdownTable, rounded } from '../figures/markdown-table.ts';
import { ANALYSIS, type AnalyzerFigures } from './speed.ts';

/** The figures as Markdown: analysis beside its peers, and by the length of the text. */
export function analyzerTable({ articles, kilobytes, rounds, works, lengths }: AnalyzerFigures): string {
  const own = works.find(({ work }) => work === ANALYSIS)?.sumMs ?? Number.NaN;
  const beside = markdownTable(
    ['work', 'median, ms', 'sum, ms', 'of analysis'],
    works.map(({ work, medianMs, sumMs }) => [work, rounded(medianMs), rounded(sumMs), (sumMs / own).toFixed(2)]),
  );
  const grown = markdownTable(
    ['characters', 'analysis, ms', 'ms for 1,000', 'with the gate, ms'],
    lengths.map(({ length, analysisMs, withGateMs }) => [
      grouped(length),
      rounded(analysisMs),
      rounded((analysisMs / length) * 1000),
      rounded(withGateMs),
    ]),
  );
  const what = `${articles} articles of ${kilobytes.toFixed(1)} thousand characters on average, ${rounds} rounds each in turn.`;
  return [what, beside, grown].join('\n\n');
}

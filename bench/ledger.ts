/**
 * `npm run bench -- ledger [STORY…] [--lines]`: briefs the articles of the stories with hand-made ledgers
 * (`tests/fixtures/stories/`), reads what changed in each, and prints how many of the lines are right, missed and false, by
 * story and by kind. "told in briefs" is how many of the lines that are asked for rest on items that the briefs hold: more no
 * ledger can find. With `--lines`, the lines that were missed and those that are false.
 *
 * All stories together must reach F1 0.70 with at most 5 % of the `moved` lines false.
 */
import { parseArgs } from 'node:util';
import { printableLine } from '../bin/precis/terminal.ts';
import { briefStory } from './ledger/brief-story.ts';
import { GoldLedgerError, readStory, storyNames } from './ledger/gold-ledger.ts';
import { kindsTable, linesReport, storiesTable, verdict } from './ledger/ledger-table.ts';
import { type MeasuredStory, measureLedger } from './ledger/measure-ledger.ts';
import { isWithinLimits } from './ledger/score-ledger.ts';

/** @returns the exit status: 1 where the figures of the stories are not within the limits. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { lines: { type: 'boolean', default: false } },
  });
  const known = storyNames();
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new GoldLedgerError(`There is no story ${printableLine(unknown)}; there are ${known.join(', ')}.`);
  }
  const measured: MeasuredStory[] = [];
  for (const name of positionals.length === 0 ? known : positionals) {
    measured.push(measureLedger(await briefStory(readStory(name))));
  }
  console.log(`${storiesTable(measured)}\n\n${kindsTable(measured)}\n\n${verdict(measured)}`);
  if (values.lines) console.log(`\n${measured.map(linesReport).join('\n\n')}`);
  return isWithinLimits(measured.map(({ score }) => score)) ? 0 : 1;
}

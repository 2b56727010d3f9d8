/**
 * `npm run bench [-- --quick] [--into docs/performance.md]`: one report of what Precis takes, in Markdown: analyzer and
 * parser beside their peers, articles a second, growth with the archive, and what that means for so many articles a day. It
 * takes some six minutes on a quiet machine, with `--quick` and smaller sizes less; what is being done goes to standard
 * error. With `--into`, the page holds it in place of the one before, part by part as they are measured.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describe } from '../bin/precis/terminal.ts';
import { ConfigurationError } from '../functions/core/errors.ts';
import { machineLine } from './report/machine.ts';
import { sectionMeasures } from './report/section-measures.ts';
import { FULL, QUICK, SECTIONS } from './report/sections.ts';

/** The line of a page below which the report stands. */
const MARK = '<!-- Written by npm run bench -- --into. -->';

/**
 * Puts a report in the place of the one that a page holds.
 * @throws ConfigurationError where the page does not say where.
 */
function writeInto(page: string, report: string): void {
  const [before, after] = readFileSync(page, 'utf8').split(MARK);
  if (before === undefined || after === undefined) {
    throw new ConfigurationError('The page does not say where the report stands.', {
      file: page,
      remedy: `Write ${MARK} on a line of its own.`,
    });
  }
  writeFileSync(page, `${before}${MARK}\n\n${report}`);
}

/** @returns the exit status: 0 if all was measured, else 1. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, into: { type: 'string' } },
  });
  const measures = sectionMeasures(values.quick ? QUICK : FULL, (line) => console.error(`  ${line}`));
  const parts = [`\`npm run bench${values.quick ? ' -- --quick' : ''}\`; ${machineLine(new Date())}.\n`];
  if (values.into !== undefined) writeInto(values.into, '');
  else console.log(parts[0]);
  let failed = 0;
  for (const { name, title, shows, doesNotShow } of SECTIONS) {
    const start = performance.now();
    console.error(`${title} …`);
    // The others are worth having without it.
    const measured = await measures[name]().catch((error: unknown) => {
      console.error(error);
      failed += 1;
      return `**Not measured:** ${describe(error)}`;
    });
    console.error(`  ${Math.round((performance.now() - start) / 1000)} s`);
    const command = `Alone: \`npm run bench -- ${name}\`.`;
    const part = `## ${title}\n\n${shows} ${command}\n\n${measured}\n\nNot shown: ${doesNotShow}\n`;
    parts.push(part);
    if (values.into !== undefined) writeInto(values.into, parts.join('\n'));
    else console.log(part);
  }
  return failed === 0 ? 0 : 1;
}

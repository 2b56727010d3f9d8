import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build } from '../../bin/precis/main.ts';
import { processTerminal } from '../../bin/precis/terminal.ts';
import { NOT_RUN, RUN } from '../documentation/commands.ts';
import { pages } from '../documentation/pages.ts';
import { shellBlocks } from '../documentation/shell-commands.ts';
import { PROJECT } from '../project.ts';

const COMMANDS = [...new Set(shellBlocks().flatMap(({ commands }) => commands))];

const CI = '.ci/run';

/** What is wrong with the lists, by the commands that pages have. */
function faultsOf(commands: readonly string[]): string[] {
  const listed = [...Object.keys(RUN), ...Object.keys(NOT_RUN)];
  return [
    ...commands.filter((command) => !listed.includes(command)).map((command) => `neither run nor listed: ${command}`),
    ...listed.filter((command) => !commands.includes(command)).map((command) => `on no page: ${command}`),
    ...Object.keys(RUN)
      .filter((command) => command in NOT_RUN)
      .map((command) => `in both lists: ${command}`),
  ];
}

describe('The commands of the pages', () => {
  it('are all run, or stand in the list of those that are not', () => {
    expect(faultsOf(COMMANDS)).toEqual([]);
  });

  it('would be missed, were they not listed', () => {
    const [first = ''] = COMMANDS;
    expect(faultsOf([...COMMANDS.slice(1), 'npx precis new'])).toEqual([
      'neither run nor listed: npx precis new',
      `on no page: ${first}`,
    ]);
  });

  it('have what stands in for those that are not run', () => {
    for (const { why, insteadIn = CI } of Object.values(NOT_RUN)) {
      expect(why).toMatch(/\.$/);
      expect(existsSync(join(PROJECT, insteadIn)), insteadIn).toBe(true);
    }
  });

  it('name scripts of npm and benchmarks that are there, in the text as well', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    for (const { path, text } of pages()) {
      for (const [, script = ''] of text.matchAll(/npm run (?:-s )?([a-z:-]*[a-z])/g)) {
        expect(scripts, `${path} names ${script}`).toHaveProperty([script]);
      }
      for (const [, name] of text.matchAll(/npm run bench -- ([a-z][a-z-]*)/g)) {
        expect(existsSync(join(PROJECT, 'bench', `${name}.ts`)), `${path} names ${name}`).toBe(true);
      }
    }
  });

  it('name commands of precis that are there, in the text as well', () => {
    const known = build(processTerminal, () => {}).commands.map((command) => command.name());
    expect(known).toContain('reconcile');
    for (const { path, text } of pages()) {
      for (const [, name] of text.matchAll(/(?:npx |`)precis ([a-z]+)/g)) expect(known, `${path}`).toContain(name);
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../project.ts';

const page = readFileSync(join(PROJECT, 'SECURITY.md'), 'utf8');

interface Line {
  threat: string;
  tests: string;
}

/** The rows of the tables of threats. */
function linesOf(markdown: string): Line[] {
  const threats = markdown.slice(markdown.indexOf('\n## Threats\n'));
  return threats.split('\n').flatMap((row) => {
    const [, threat = '', , tests = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return !row.startsWith('| ') || threat === 'threat' || threat.startsWith('---') ? [] : [{ threat, tests }];
  });
}

/** The tests that a cell names, as `file` “title”, “title”. */
function referencesIn(cell: string): { file: string; title: string }[] {
  return [...cell.matchAll(/`(tests\/[^`]+)`((?:,? “[^”]+”)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file, title })),
  );
}

/** What a test file calls its tests, as it is written there: the first argument of `it` or `describe`, or after `each`. */
function titlesIn(source: string): Set<string> {
  const calls =
    /(?:\b(?:it|test|describe)(?:\.\w+)*(?:<[^;]*?>)?|\))\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)\s*,/g;
  return new Set([...source.matchAll(calls)].map(([, ...texts]) => texts.join('').replace(/\\(.)/g, '$1')));
}

/** What a page says of tests that are not there. */
function faultsIn(markdown: string): string[] {
  return linesOf(markdown).flatMap(({ threat, tests }) => {
    const references = referencesIn(tests);
    if (references.length === 0) return tests.startsWith('not tested: ') ? [] : [`${threat}: no test, and no reason`];
    // Whatever else stands in the cell would be a reference that nobody checks.
    const rest = references.reduce(
      (text, { file, title }) => text.replace(`\`${file}\``, '').replace(`“${title}”`, ''),
      tests,
    );
    return [
      ...(/^[;,\s]*$/.test(rest) ? [] : [`${threat}: not understood: ${rest}`]),
      ...references.flatMap(({ file, title }) => {
        const path = join(PROJECT, file);
        if (!existsSync(path)) return [`${file} is not there`];
        return titlesIn(readFileSync(path, 'utf8')).has(title) ? [] : [`${file} has no test “${title}”`];
      }),
    ];
  });
}

describe('SECURITY.md', () => {
  it('names for each threat a test that is there, or says that there is none and why', () => {
    expect(linesOf(page).length).toBeGreaterThan(60);
    expect(faultsIn(page)).toEqual([]);
  });

  it('says of few threats that nothing is tested', () => {
    expect(linesOf(page).filter(({ tests }) => tests.startsWith('not tested: '))).toHaveLength(5);
  });

  it.each([
    ['a file that is not there', '`tests/unit/none.test.ts` “a test”', 'tests/unit/none.test.ts is not there'],
    [
      'a test that is not there',
      '`tests/unit/security-page.test.ts` “a test that nobody wrote”',
      'tests/unit/security-page.test.ts has no test “a test that nobody wrote”',
    ],
    ['no test', 'see above', 'a: no test, and no reason'],
    ['no reason', 'not tested', 'a: no test, and no reason'],
    [
      'something else beside a test',
      '`tests/unit/security-page.test.ts` “SECURITY.md” and the others',
      'a: not understood:   and the others',
    ],
  ])('is wrong with %s', (_, tests, fault) => {
    expect(faultsIn(`\n## Threats\n\n| threat | by | test |\n| --- | --- | --- |\n| a | b | ${tests} |\n`)).toEqual([
      fault,
    ]);
  });
});

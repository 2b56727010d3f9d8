import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { makeArticleFolder } from '../documentation/article-folder.ts';
import { needsNoServer } from '../documentation/commands.ts';
import { expectCommands } from '../documentation/expect-commands.ts';
import { DocumentedShell } from '../documentation/shell.ts';
import { shellBlocks } from '../documentation/shell-commands.ts';

const COMMANDS = new Set(shellBlocks().flatMap(({ commands }) => commands.filter(needsNoServer)));

/** Each loads the analyzer anew, so they are a part of the long run; `command-line.test.ts` has their options. */
describe('A command of a page that needs no server', () => {
  let shell: DocumentedShell;
  let folder: string;
  let before: string;
  beforeAll(async () => {
    before = process.cwd();
    folder = await makeArticleFolder();
    shell = await DocumentedShell.open();
    process.chdir(folder);
  });
  afterAll(async () => {
    process.chdir(before);
    await shell?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([...COMMANDS])('does what it says: %s', (command) =>
    expectCommands([command], { shell, folder, filled: (text) => text }),
  );
});

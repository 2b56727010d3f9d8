import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { RUN } from './commands.ts';
import type { DocumentedShell } from './shell.ts';

/** What runs commands of a page, and where. */
export interface Place {
  shell: DocumentedShell;
  folder: string;
  /** A command with what is there in place of its placeholders. */
  filled: (command: string) => string;
}

/** Runs commands of a page in one shell, and expects of each what `RUN` says of it. */
export async function expectCommands(commands: readonly string[], { shell, folder, filled }: Place): Promise<void> {
  const outcomes = await shell.run(commands.map(filled), folder);
  for (const [index, command] of commands.entries()) {
    const { status = 0, says = /(?:)/, writes } = RUN[command] ?? {};
    expect({ command, ...outcomes[index] }).toEqual({ command, status, said: expect.stringMatching(says) });
    if (writes) expect(await readFile(join(folder, writes[0]), 'utf8')).toMatch(writes[1]);
  }
}

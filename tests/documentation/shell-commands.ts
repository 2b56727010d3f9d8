import { pages } from './pages.ts';

/** A block of commands for the shell, as a page has it. */
export interface ShellBlock {
  page: string;
  /** As they are written, lines that are continued joined, without comments. */
  commands: string[];
}

const FENCE = /^[ \t]*```(?:sh|bash|shell|console)\n(.*?)^[ \t]*```$/gms;

/** The commands of a block of code. A comment is what follows a `#` after blanks, outside quotes. */
function commandsIn(code: string): string[] {
  return code
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => /^(?:'[^']*'|"[^"]*"|[^'"#]|(?<=\S)#)*/.exec(line)?.[0].trim() ?? '')
    .filter((command) => command !== '');
}

/** All blocks of commands that the pages hold, in their order. */
export function shellBlocks(): ShellBlock[] {
  return pages().flatMap(({ path, text }) =>
    [...text.matchAll(FENCE)].map(([, code = '']) => ({ page: path, commands: commandsIn(code) })),
  );
}

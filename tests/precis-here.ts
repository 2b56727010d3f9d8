import { main } from '../bin/precis/main.ts';
import type { Outcome } from './program.ts';

/** Runs a command in this process, as `main` does it for the program: a process of its own takes a second to start. */
export async function precisHere(args: string[]): Promise<Outcome> {
  const outcome = { out: '', progress: '' };
  const status = await main(args, {
    out: (text) => {
      outcome.out += text;
    },
    progress: (text) => {
      outcome.progress += `${text}\n`;
    },
  });
  return { status, ...outcome };
}

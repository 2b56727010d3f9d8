import type { Terminal } from './terminal.ts';
export async function runLocally(
  _o: { inbox: string; state: string; examples: boolean },
  _t: Terminal,
): Promise<number> {
  return 0;
}

import type { Command } from 'commander';
import { withDeployment } from './command-options.ts';
import type { DeploymentOptions } from './deployment.ts';
import type { Terminal } from './terminal.ts';

/**
 * Adds what tells what changed and what can be verified. The commands load what they need when they run.
 * @param exit is told the exit status.
 */
export function addLedgerCommands(program: Command, terminal: Terminal, exit: (status: number) => void): void {
  withDeployment(program.command('verify'))
    .description('check a brief against its original bytes: quotes, offsets and support, a line each')
    .argument('<file|id>', 'a proof that --save wrote, which needs no network; or the id of a brief')
    .option('--save <file>', 'of an id: write all that it takes to check it into one file')
    .action(async (what: string, options: DeploymentOptions & { save?: string }) => {
      const { runVerify } = await import('./verify-command.ts');
      exit(await runVerify(what, options, terminal));
    });
}

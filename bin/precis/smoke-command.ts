import { ulid } from 'ulid';
import { explained } from '../../operations/errors.ts';
import { findDeployment } from './deployment.ts';
import { EXIT } from './exit.ts';
import { smokeTest } from './smoke-test.ts';
import { onStack, type StackOptions } from './stack-option.ts';
import { describe, printableLine, type Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `precis smoke`: tries a deployment from end to end with an article of its own, and takes it away again; prints a line for
 * each step with how long it took. The first SIGINT or SIGTERM has it take away what it has sent.
 * @returns the exit status: 1 if a step failed.
 * @throws UsageError where there is no deployment; DeploymentError where it is not whole or refuses what is asked.
 */
export async function smokeDeployment(
  options: StackOptions,
  { timeoutMs }: { timeoutMs: number },
  terminal: Terminal,
): Promise<number> {
  const stopped = untilStopped();
  const { client, s3 } = await findDeployment(options);
  try {
    const failures = await onStack(options, (access) =>
      smokeTest(access, client, {
        run: ulid(),
        timeoutMs,
        stopped,
        onStep: ({ done, milliseconds }) =>
          terminal.out(`ok     ${(milliseconds / 1000).toFixed(2).padStart(6)} s  ${printableLine(done)}\n`),
      }),
    );
    for (const failure of failures) terminal.out(`wrong            ${printableLine(describe(explained(failure)))}\n`);
    return failures.length === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    s3.destroy();
  }
}

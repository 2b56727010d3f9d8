#!/usr/bin/env node
// Runs the command line, which is written in TypeScript.
import { fileURLToPath } from 'node:url';
import { builtProgram } from './built-program.mjs';

// The runtime that is deployed is the template's; what this process runs on is said in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A reader that has seen enough (`| head -1`) is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`precis: Standard output cannot be written: ${error.message}\n`);
  process.exit(1);
});
// Progress that nobody reads costs no payload.
process.stderr.on('error', () => undefined);

const { main } = await import(await program());
process.exitCode = await main(process.argv.slice(2));

/** The program as it was built, or from its sources where that cannot be: in a folder that is not ours, say. */
async function program() {
  try {
    return await builtProgram(fileURLToPath(new URL('..', import.meta.url)));
  } catch {
    const { register } = await import('tsx/esm/api');
    register();
    return './precis/main.ts';
  }
}

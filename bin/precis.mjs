#!/usr/bin/env node
// Runs the command line from its TypeScript sources.
import { register } from 'tsx/esm/api';

// The runtime that is deployed is the template's; what this process runs on is said in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

register();
// A reader that has seen enough (`| head -1`) is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`precis: Standard output cannot be written: ${error.message}\n`);
  process.exit(1);
});
// Progress that nobody reads costs no payload.
process.stderr.on('error', () => undefined);

const { main } = await import('./precis/main.ts');
process.exitCode = await main(process.argv.slice(2));

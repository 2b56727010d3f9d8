import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { type DeploymentOptions, findDeployment } from './deployment.ts';
import { EXIT } from './exit.ts';
import { briefServer } from './mcp-server.ts';
import { describe, type Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `precis mcp`: serves the briefs of a pipeline to the program that started it, by the Model Context Protocol over standard
 * input and output, until that program closes them. It asks the API with the caller's own credentials, and changes nothing.
 * @returns the exit status: 0.
 * @throws UsageError where the pipeline is not there or the environment lacks what it asks for.
 */
export async function serveMcp(options: DeploymentOptions, terminal: Terminal): Promise<number> {
  const { client, apiUrl } = await findDeployment(options);
  const handle = serveStdio(() => briefServer(client, apiUrl), {
    onerror: (error) => terminal.progress(`precis: ${describe(error)}`),
  });
  await Promise.race([untilStopped(), new Promise((resolve) => process.stdin.once('close', resolve))]);
  await handle.close();
  return EXIT.ok;
}

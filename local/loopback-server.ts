import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { LocalService } from './contracts.ts';

/**
 * Serves HTTP on 127.0.0.1 alone.
 * @param port 0 for any free one. @throws the system's error if the port is taken.
 */
export async function serveLoopback(listener: RequestListener, port = 0): Promise<LocalService> {
  // A slow or idle client of one's own machine is no attack; whole bodies may take long over large files.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

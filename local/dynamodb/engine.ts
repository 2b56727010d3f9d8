import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { checkDatabase, endIteratorsByReturn } from './level-database.ts';

/** An answer of DynamoDB. */
export interface EngineAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The database itself, without authentication: reachable by this process alone. */
export interface Engine {
  send(headers: IncomingHttpHeaders, body: Buffer): Promise<EngineAnswer>;
  close(): Promise<void>;
}

/**
 * Opens the database (`dynalite` over LevelDB). It listens on a socket file in a directory that only this user may enter,
 * so that nobody passes by the checks in front of it.
 * @param dir where the data lives; made if absent. Only one process may use it.
 * @throws CorruptDataError for data that cannot be opened.
 */
export async function openEngine(dir: string): Promise<Engine> {
  await mkdir(dir, { recursive: true });
  await checkDatabase(dir);
  endIteratorsByReturn();
  const server = dynalite({ path: dir, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const socketDirectory = await mkdtemp(join(tmpdir(), 'precis-dynamodb-'));
  const socketPath = join(socketDirectory, 'socket');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  let closed: Promise<void> | undefined;
  const close = async () => {
    agent.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await rm(socketDirectory, { recursive: true, force: true });
  };
  return {
    send: (headers, body) =>
      new Promise((resolve, reject) => {
        const outgoing = request({ socketPath, agent, method: 'POST', path: '/', headers }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('error', reject)
            .on('end', () =>
              resolve({
                status: incoming.statusCode ?? 500,
                headers: incoming.headers,
                body: Buffer.concat(chunks),
              }),
            );
        });
        outgoing.on('error', reject).end(body);
      }),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

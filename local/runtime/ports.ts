import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { isObject, type Json } from '../template/template.ts';

export type ServiceName =
  | 'api'
  | 's3'
  | 'sqs'
  | 'dynamodb'
  | 'ssm'
  | 'identity'
  | 'cloudformation'
  | 'logs'
  | 'eventbridge'
  | 'ses';

/** The ports that are taken when they are free. */
const PREFERRED: Record<ServiceName, number> = {
  api: 4311,
  s3: 4312,
  sqs: 4313,
  dynamodb: 4314,
  ssm: 4315,
  identity: 4316,
  cloudformation: 4317,
  logs: 4318,
  eventbridge: 4319,
  ses: 4320,
};
const NAMES = Object.keys(PREFERRED) as ServiceName[];

/** A port that is held until its service listens. */
export interface HeldPort {
  port: number;
  release(): Promise<void>;
}

/**
 * Finds a port for each service and holds it: the one asked for, else the one of the last start with this state, else
 * the preferred one, else any that is free. What was found is remembered.
 * @param wanted ports by service, or `free` for none of the preferred ones.
 * @throws ConfigurationError if a port that was asked for is in use.
 */
export async function holdPorts(
  stateDir: string,
  wanted: Partial<Record<ServiceName, number>> | 'free' = {},
): Promise<Record<ServiceName, HeldPort>> {
  const file = join(stateDir, 'ports.json');
  const remembered = await readPorts(file);
  const asked = wanted === 'free' ? {} : wanted;
  const held: Partial<Record<ServiceName, HeldPort>> = {};
  const holdOne = async (name: ServiceName): Promise<HeldPort> => {
    const port = asked[name];
    if (port !== undefined) {
      const exact = await hold(port);
      if (exact) return exact;
      throw new ConfigurationError(`The port ${port} is in use.`, { remedy: 'Choose another one.' });
    }
    const candidates = [remembered[name], wanted === 'free' ? undefined : PREFERRED[name], 0];
    for (const candidate of candidates) {
      const found = candidate === undefined ? undefined : await hold(candidate);
      if (found) return found;
    }
    throw new ConfigurationError('No port is free on 127.0.0.1.');
  };
  try {
    for (const name of NAMES) held[name] = await holdOne(name);
  } catch (error) {
    await Promise.all(Object.values(held).map((one) => one.release()));
    throw error;
  }
  const all = held as Record<ServiceName, HeldPort>;
  await writeFile(file, JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, all[name].port]))));
  return all;
}

function hold(port: number): Promise<HeldPort | undefined> {
  return new Promise((resolve) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        release: () =>
          new Promise((released) => {
            server.close(() => released());
          }),
      });
    });
  });
}

async function readPorts(file: string): Promise<Partial<Record<ServiceName, number>>> {
  let value: Json = null;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // The first start with this state, or one that was cut off.
  }
  const ports: Partial<Record<ServiceName, number>> = {};
  for (const name of NAMES) {
    const port = isObject(value) ? value[name] : undefined;
    if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) ports[name] = port;
  }
  return ports;
}

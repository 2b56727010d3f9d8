import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { ownerKey } from '../../local/runtime/access-keys.ts';
import { writeEndpoint } from '../../local/runtime/endpoint-file.ts';
import { type HeldPort, holdPorts } from '../../local/runtime/ports.ts';
import { lockState } from '../../local/runtime/state-lock.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'precis-state-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

describe('State: the lock', () => {
  it('keeps a second process out until it is released', async () => {
    const lock = await lockState(dir);

    await expect(lockState(dir)).rejects.toThrow(`Precis runs with this state already (process ${process.pid}).`);
    await lock.release();
    const again = await lockState(dir);
    await again.release();
  });

  it('says so where no lock can be written', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');

    await expect(lockState(file)).rejects.toThrow(`No lock can be written: ${join(file, 'lock')} (ENOTDIR).`);
  });

  it('takes over the lock of a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => {
      child.once('exit', resolve);
    });
    await writeFile(join(dir, 'lock'), `${child.pid} 1`);

    const lock = await lockState(dir);

    expect(await readFile(join(dir, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    await lock.release();
  });

  it.skipIf(process.platform !== 'linux')(
    'takes over the lock of a process that was killed and not buried',
    async () => {
      // A parent that never asks for its child: the child stays in the table of processes after its end.
      const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void parent.kill('SIGKILL'));
      const [output] = await once(parent.stdout, 'data');
      const pid = Number(String(output));
      const fields = () =>
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
      await writeFile(join(dir, 'lock'), `${pid} ${fields()[19]}`);
      await expect(lockState(dir)).rejects.toThrow(`(process ${pid})`);
      await vi.waitUntil(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n', { timeout: 10_000 });

      process.kill(pid, 'SIGKILL');
      await vi.waitUntil(() => fields()[0] === 'Z', { timeout: 10_000 });

      await (await lockState(dir)).release();
    },
  );

  it('takes over a lock whose number another process has now, and one that was cut off', async () => {
    await writeFile(join(dir, 'lock'), `${process.pid} 1`);
    await (await lockState(dir)).release();
    await writeFile(join(dir, 'lock'), '');
    await (await lockState(dir)).release();

    await expect(stat(join(dir, 'lock'))).rejects.toThrow('ENOENT');
  });
});

describe('State: starts at the same time', () => {
  it('take a free folder once', async () => {
    for (let round = 0; round < 20; round++) {
      const starts = await Promise.allSettled(Array.from({ length: 16 }, () => lockState(dir)));

      const taken = starts.filter((start) => start.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      await taken[0]?.value.release();
    }
    expect(await readdir(dir)).toEqual([]);
  });

  it('never see a lock that is half written', async () => {
    const seen = new Set<string>();
    let locking = true;
    const look = () => {
      if (existsSync(join(dir, 'lock'))) seen.add(readFileSync(join(dir, 'lock'), 'utf8'));
      if (locking) setImmediate(look);
    };
    look();

    const lock = await lockState(dir);
    locking = false;

    seen.add(await readFile(join(dir, 'lock'), 'utf8'));
    expect([...seen]).toEqual([expect.stringMatching(new RegExp(`^${process.pid} `))]);
    await lock.release();
  });

  it('take over a stale lock once', async () => {
    for (let round = 0; round < 20; round++) {
      await writeFile(join(dir, 'lock'), `${process.pid} 1`);

      const starts = await Promise.allSettled([lockState(dir), lockState(dir)]);

      const taken = starts.filter((start) => start.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      await taken[0]?.value.release();
    }
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('State: the endpoint', () => {
  it('holds of the credentials the key alone, for its owner alone', async () => {
    const noted = { accessKeyId: 'KEY', secretAccessKey: 'secret', $source: { CREDENTIALS_CODE: 'e' } };
    const api = { apiUrl: 'http://127.0.0.1:1' };
    const stores = { s3Url: '', sqsUrl: '', dynamodbUrl: '', ssmUrl: '' };
    const urls = { ...api, ...stores, cloudformationUrl: '', logsUrl: '', eventbridgeUrl: '' };
    const rest = { outputs: { Name: 'value' }, stacks: ['Data'], signed: false, policyCredentials: {} };

    const withdraw = await writeEndpoint(dir, {
      ...urls,
      ...rest,
      inboxBucket: 'inbox',
      region: 'eu-central-1',
      credentials: noted,
      pid: 7,
    });

    const file = join(dir, 'endpoint.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      ...urls,
      ...rest,
      inboxBucket: 'inbox',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' },
      pid: 7,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await withdraw();
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('State: ports', () => {
  const release = (ports: Record<string, HeldPort>) => Promise.all(Object.values(ports).map((port) => port.release()));
  const numbers = (ports: Record<string, HeldPort>) => Object.values(ports).map(({ port }) => port);

  it('gives each service one of its own, and the same at the next start', async () => {
    const first = await holdPorts(dir, 'free');
    await release(first);
    const second = await holdPorts(dir, 'free');
    await release(second);

    expect(new Set(numbers(first)).size).toBe(10);
    expect(numbers(second)).toEqual(numbers(first));
  });

  it('takes another one where the remembered one is in use', async () => {
    const first = await holdPorts(dir, 'free');
    const second = await holdPorts(dir, 'free');

    expect(new Set([...numbers(first), ...numbers(second)]).size).toBe(20);
    await release(first);
    await release(second);
  });

  it('takes the port asked for, or says that it is in use', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

    await expect(holdPorts(dir, { api: port })).rejects.toThrow(ConfigurationError);
    await expect(holdPorts(dir, { api: port })).rejects.toThrow(`The port ${port} is in use.`);
    await new Promise((resolve) => {
      server.close(resolve);
    });
    const ports = await holdPorts(dir, { api: port });
    expect(ports.api.port).toBe(port);
    await release(ports);
  });
});

describe("State: the owner's key", () => {
  it('is kept between starts, for this user alone, and differs between states', async () => {
    const key = await ownerKey(dir);

    expect(await ownerKey(dir)).toEqual(key);
    expect((await stat(join(dir, 'owner-key.json'))).mode & 0o777).toBe(0o600);
    await rm(join(dir, 'owner-key.json'));
    expect((await ownerKey(dir)).secretAccessKey).not.toBe(key.secretAccessKey);
  });
});

import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { FaultSource, S3Fault } from '../../local/chaos/faults.ts';
import { systemClock } from '../../local/clock.ts';
import { ownerPrincipal, principalsOf } from '../../local/iam/principals.ts';
import { type Inbox, watchInbox } from '../../local/inbox/watch-inbox.ts';
import type { LocalS3 } from '../../local/s3/specs.ts';
import { startS3 } from '../../local/s3/start-s3.ts';

const account = { accountId: '000000000000', region: 'eu-central-1' };
const owner = { accessKeyId: 'OWNER', secretAccessKey: 'owner-secret', arn: 'arn:aws:iam::000000000000:root' };
const Bucket = 'inbox';

let folder: string;
let dir: string;
let s3: LocalS3;
let client: S3Client;
let inbox: Inbox | undefined;
let logged: string[];
/** What the next request is refused with. */
let fault: ((action: string) => S3Fault | undefined) | undefined;
const faults: FaultSource = {
  name: 'test',
  request({ action }) {
    const code = fault?.(action);
    return code && { kind: 'refused', code };
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precis-inbox-'));
  dir = join(folder, 'inbox');
  logged = [];
  fault = undefined;
  s3 = await startS3({
    dir: join(folder, 's3'),
    principals: principalsOf([ownerPrincipal(owner)]),
    account,
    clock: systemClock(),
    buckets: [{ name: Bucket, versioned: true, notifications: [] }],
    deliver: async () => undefined,
    chaos: new Chaos({ sources: [faults] }),
  });
  client = new S3Client({
    endpoint: s3.url,
    region: account.region,
    credentials: owner,
    maxAttempts: 1,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
});

afterEach(async () => {
  await inbox?.close();
  client.destroy();
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

async function watch(): Promise<Inbox> {
  inbox = await watchInbox({
    dir,
    journal: join(folder, 'sent.jsonl'),
    s3: client,
    bucket: Bucket,
    prefix: 'in/',
    log: (line) => logged.push(line),
  });
  return inbox;
}

async function keys(): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key ?? '');
}

async function text(Key: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

/** How many versions of an object there are, delete markers not counted. */
async function versions(Key: string): Promise<number> {
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
  return Versions.length;
}

const sent = (Key: string) => vi.waitUntil(async () => (await keys()).includes(Key), { timeout: 10_000 });

describe('Inbox: the bucket follows the folder', () => {
  it('sends what is dropped, changed and taken away, whatever its name', async () => {
    await watch();
    const name = 'Zürich – 50% off + more?.txt';

    await mkdir(join(dir, 'monday'), { recursive: true });
    await writeFile(join(dir, 'monday', name), 'first');
    await sent(`in/monday/${name}`);
    expect(await text(`in/monday/${name}`)).toBe('first');
    await writeFile(join(dir, 'monday', name), 'second');
    await vi.waitUntil(async () => (await text(`in/monday/${name}`)) === 'second', { timeout: 10_000 });
    await rm(join(dir, 'monday'), { recursive: true });
    await vi.waitUntil(async () => (await keys()).length === 0, { timeout: 10_000 });

    expect(await versions(`in/monday/${name}`)).toBe(2);
  });

  it('sends a file once it is complete, and empty files, too', async () => {
    await watch();

    await writeFile(join(dir, 'growing.txt'), 'a');
    for (const part of ['b', 'c', 'd']) await writeFile(join(dir, 'growing.txt'), part, { flag: 'a' });
    await writeFile(join(dir, 'empty.txt'), '');
    await sent('in/growing.txt');
    await sent('in/empty.txt');

    expect(await text('in/growing.txt')).toBe('abcd');
    expect(await versions('in/growing.txt')).toBe(1);
    expect(await text('in/empty.txt')).toBe('');
  });

  it('ends at what is in the file, when that was written over while it was being sent and then was as before', async () => {
    await watch();
    const [first, second] = ['1', '2'].map((letter) => letter.repeat(400_000));
    let puts = 0;
    fault = (action) => {
      if (action === 's3:PutObject' && ++puts === 1) writeFileSync(join(dir, 'a.txt'), second ?? '');
      return undefined;
    };
    await writeFile(join(dir, 'a.txt'), first ?? '');
    await vi.waitUntil(async () => (await keys()).length > 0, { interval: 5, timeout: 10_000 });

    await writeFile(join(dir, 'a.txt'), first ?? '');
    await inbox?.settled();

    await vi.waitUntil(async () => (await text('in/a.txt')) === first, { timeout: 10_000 });
  });

  it('sends what is moved into the folder, also with a time in the future', async () => {
    await watch();
    await writeFile(join(folder, 'outside.txt'), 'moved');
    await utimes(join(folder, 'outside.txt'), new Date('2090-01-01'), new Date('2090-01-01'));

    await rename(join(folder, 'outside.txt'), join(dir, 'inside.txt'));
    await sent('in/inside.txt');

    expect(await text('in/inside.txt')).toBe('moved');
  });

  it('passes over hidden files and folders, and links', async () => {
    await mkdir(join(dir, '.git'), { recursive: true });
    await writeFile(join(dir, '.git', 'config'), 'x');
    await writeFile(join(dir, '.hidden.txt'), 'x');
    await writeFile(join(folder, 'secret'), 'x');
    await symlink(join(folder, 'secret'), join(dir, 'link.txt'));
    await writeFile(join(dir, 'seen.txt'), 'x');

    await (await watch()).settled();

    expect(await keys()).toEqual(['in/seen.txt']);
  });

  it('follows a folder that is itself reached by a link', async () => {
    await mkdir(join(folder, 'articles'));
    await symlink(join(folder, 'articles'), dir);
    await watch();

    await writeFile(join(dir, 'a.txt'), 'a');

    await sent('in/a.txt');
  });

  it('sends many files at once', async () => {
    await mkdir(dir);
    const names = Array.from({ length: 60 }, (_, index) => `${String(index).padStart(2, '0')}.txt`);
    await Promise.all(names.map((name) => writeFile(join(dir, name), name)));

    await (await watch()).settled();

    expect(await keys()).toEqual(names.map((name) => `in/${name}`));
  });
});

describe('Inbox: between two starts', () => {
  it('sends nothing twice, not even a file that was only touched', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    await writeFile(join(dir, 'b.txt'), 'b');
    await (await watch()).settled();
    await inbox?.close();
    await utimes(join(dir, 'b.txt'), new Date('2026-01-01'), new Date('2026-01-01'));

    await (await watch()).settled();

    expect([await versions('in/a.txt'), await versions('in/b.txt')]).toEqual([1, 1]);
  });

  it('sends what was added and changed meanwhile, and deletes what was taken away', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'changed.txt'), 'old');
    await writeFile(join(dir, 'taken.txt'), 'x');
    await (await watch()).settled();
    await inbox?.close();
    await writeFile(join(dir, 'changed.txt'), 'new!');
    await writeFile(join(dir, 'added.txt'), 'x');
    await rm(join(dir, 'taken.txt'));

    await (await watch()).settled();

    expect(await keys()).toEqual(['in/added.txt', 'in/changed.txt']);
    expect(await text('in/changed.txt')).toBe('new!');
  });

  it('deletes nothing where the folder as a whole is gone, or is another one', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    await (await watch()).settled();
    await inbox?.close();
    await rename(dir, join(folder, 'elsewhere'));

    await (await watch()).settled();
    await inbox?.close();
    expect(await keys()).toEqual(['in/a.txt']);

    // It was made anew by that start, and is there at this one.
    await (await watch()).settled();
    await inbox?.close();
    expect(await keys()).toEqual(['in/a.txt']);

    dir = join(folder, 'empty');
    await mkdir(dir);
    await (await watch()).settled();
    expect(await keys()).toEqual(['in/a.txt']);
  });

  it('sends a file again whose entry in the journal was cut off by a crash', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    await (await watch()).settled();
    await inbox?.close();
    await writeFile(join(folder, 'sent.jsonl'), `{"folder":${JSON.stringify(dir)}}\n{"path":"a.txt","modif`);

    await (await watch()).settled();

    expect(await versions('in/a.txt')).toBe(2);
  });
});

describe('Inbox: a folder that goes away while it is watched', () => {
  it('takes nothing with it, and is watched again when it is back', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    await writeFile(join(dir, 'b.txt'), 'b');
    const watched = await watch();
    await watched.settled();

    await rename(dir, join(folder, 'elsewhere'));
    await vi.waitUntil(() => logged.length === 1, { timeout: 10_000 });
    await watched.settled();
    expect(await keys()).toEqual(['in/a.txt', 'in/b.txt']);
    await rm(join(folder, 'elsewhere', 'b.txt'));
    await rename(join(folder, 'elsewhere'), dir);
    await vi.waitUntil(() => logged.length === 2, { timeout: 10_000 });
    await writeFile(join(dir, 'c.txt'), 'c');
    await sent('in/c.txt');
    await rm(join(dir, 'a.txt'));
    await vi.waitUntil(async () => !(await keys()).includes('in/a.txt'), { timeout: 10_000 });

    expect(logged).toEqual([
      `${dir} is gone. What was sent of it stays; it is watched again once it is back.`,
      `${dir} is watched again.`,
    ]);
    // Whether this one was taken away or never in the folder that came back, nobody knows.
    expect(await keys()).toEqual(['in/b.txt', 'in/c.txt']);
    expect(await versions('in/a.txt')).toBe(1);
  });

  it('keeps what was sent when another folder takes its place at once', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other', 'b.txt'), 'b');
    const watched = await watch();
    await watched.settled();

    await rename(dir, join(folder, 'elsewhere'));
    await rename(join(folder, 'other'), dir);
    await sent('in/b.txt');
    await watched.settled();

    expect(await keys()).toEqual(['in/a.txt', 'in/b.txt']);
  });
});

describe('Inbox: failures', () => {
  it('says that a file could not be sent, and tries again', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    let failures = 1;
    fault = () => {
      failures -= 1;
      return failures >= 0 ? 'SlowDown' : undefined;
    };

    await (await watch()).settled();

    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^a\.txt could not be sent, it is tried again: SlowDown: /);
    expect(await keys()).toEqual(['in/a.txt']);
  });

  it('sends others while as many files as are sent at the same time wait for their next try', async () => {
    await mkdir(dir);
    const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'];
    await Promise.all(names.map((name) => writeFile(join(dir, name), name)));
    let puts = 0;
    let busy = true;
    fault = (action) => {
      if (action !== 's3:PutObject') return undefined;
      puts += 1;
      return busy && puts !== 5 ? 'SlowDown' : undefined;
    };

    const watched = await watch();
    await vi.waitUntil(async () => (await keys()).length > 0, { timeout: 10_000 });

    const failed = logged.slice(0, 4).map((line) => line.slice(0, 5));
    expect(new Set(failed).size).toBe(4);
    expect(failed.map((name) => `in/${name}`)).not.toContain((await keys())[0]);
    busy = false;
    await watched.settled();
    expect(await keys()).toEqual(names.map((name) => `in/${name}`));
  });

  it('leaves what can never be sent, tells why in a short line, and sends the rest', async () => {
    const deep = join(dir, ...Array.from({ length: 5 }, (_, index) => `${index}`.repeat(250)));
    await mkdir(deep, { recursive: true });
    for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(deep, `${name}.txt`), name);
    await writeFile(join(dir, 'short.txt'), 'x');

    await (await watch()).settled();

    expect(await keys()).toEqual(['in/short.txt']);
    const name = (letter: string) => `${'0'.repeat(39)}…${'4'.repeat(34)}/${letter}.txt`;
    expect(logged.sort()).toEqual(
      ['a', 'b', 'c', 'd'].map(
        (letter) =>
          `${name(letter)} could not be sent, it is left until it changes: KeyTooLongError: Your key is too long`,
      ),
    );
  });

  it('tries what was refused again once it changes', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    const stranger = new S3Client({
      endpoint: s3.url,
      region: account.region,
      credentials: { accessKeyId: 'STRANGER', secretAccessKey: 'x' },
      maxAttempts: 1,
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    });
    inbox = await watchInbox({
      dir,
      journal: join(folder, 'sent.jsonl'),
      s3: stranger,
      bucket: Bucket,
      prefix: 'in/',
      log: (line) => logged.push(line),
    });
    await inbox.settled();
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^a\.txt could not be sent, it is left until it changes: InvalidAccessKeyId: /);

    await writeFile(join(dir, 'a.txt'), 'changed');
    await vi.waitUntil(() => logged.length > 1, { timeout: 10_000 });
    await inbox.settled();

    expect(logged).toHaveLength(2);
    stranger.destroy();
  });

  it('ends while a file waits for its next try', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'a.txt'), 'a');
    fault = () => 'SlowDown';
    const watched = await watch();
    await vi.waitUntil(() => logged.length > 0, { timeout: 10_000 });

    await watched.close();

    fault = undefined;
    expect(await keys()).toEqual([]);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BriefPage } from '../../functions/api/responses.ts';
import { PROJECT } from '../project.ts';
import { until } from './desk.ts';

const ARTICLES = 200;

function article(number: number): string {
  const boats = number + 2;
  return `Norway has withdrawn ${boats} patrol boats from the strait, the foreign ministry said on Monday.

Iceland warned that the fishing season could fail unless a quota is agreed for port ${number}. Talks will resume next week.`;
}

describe('200 articles at once, and a kill in the middle', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  /** Starts `precis local` in a process of its own. @returns what it writes about itself. */
  async function start() {
    const state = join(folder, 'state');
    child = spawn(
      process.execPath,
      [
        join(PROJECT, 'bin', 'precis.mjs'),
        'local',
        '--no-examples',
        '--state',
        state,
        '--inbox',
        join(folder, 'inbox'),
        '--free-ports',
      ],
      { cwd: PROJECT, stdio: 'ignore' },
    );
    const { pid } = child;
    return until(async () => {
      const endpoint = JSON.parse(await readFile(join(state, 'endpoint.json'), 'utf8').catch(() => 'null'));
      return endpoint?.pid === pid ? endpoint : undefined;
    });
  }

  async function listed(apiUrl: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = BriefPage.parse(
        await (await fetch(`${apiUrl}/v1/briefs?limit=50${cursor && `&cursor=${cursor}`}`)).json(),
      );
      ids.push(...page.items.map(({ briefId }) => briefId));
      cursor = page.next ?? '';
    } while (cursor !== '');
    return ids;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precis-crash-'));
    await mkdir(join(folder, 'state'), { recursive: true });
    await symlink(inject('assemblyDir'), join(folder, 'state', 'cdk.out'));
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('all come out, each once', async () => {
    const first = await start();
    const s3 = new S3Client({ endpoint: first.s3Url, region: first.region, credentials: first.credentials });
    await Promise.all(
      Array.from({ length: ARTICLES }, (_, number) =>
        s3.send(new PutObjectCommand({ Bucket: first.inboxBucket, Key: `in/${number}.txt`, Body: article(number) })),
      ),
    );
    s3.destroy();
    const before = await until(async () => {
      const ids = await listed(first.apiUrl);
      return ids.length >= 10 ? ids.length : undefined;
    });
    child?.kill('SIGKILL');
    expect(before).toBeLessThan(ARTICLES);

    const second = await start();
    const ids = await until(async () => {
      const all = await listed(second.apiUrl);
      return all.length >= ARTICLES ? all : undefined;
    });
    expect(ids).toHaveLength(ARTICLES);
    expect(new Set(ids).size).toBe(ARTICLES);
  }, 240_000);
});

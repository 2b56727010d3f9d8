import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const PAGE = readFileSync(join(PROJECT, 'docs', 'api.md'), 'utf8');
const LOCAL_API = 'http://127.0.0.1:4311';
const EXAMPLES = ['2-tuesday-meridian-courier.md', '3-wednesday-harbour-and-tide.html'];

const has = (program: string, argument = '--version') => spawnSync(program, [argument]).status === 0;

/** The first block of code of a language that holds some words. */
function block(language: string, words: string): string {
  const blocks = [...PAGE.matchAll(/```(\w+)\n(.*?)```/gs)];
  const found = blocks.find(([, name, code]) => name === language && code?.includes(words))?.[2];
  if (found === undefined) throw new Error(`docs/api.md has no ${language} with ${words}.`);
  return found;
}

describe('The examples of docs/api.md', () => {
  let desk: Desk;
  let folder: string;
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir') });
    folder = await mkdtemp(join(tmpdir(), 'precis-examples-'));
    for (const name of EXAMPLES) {
      await desk.put(name, readFileSync(join(PROJECT, 'examples', name)));
      await desk.settled(name);
    }
  });
  afterAll(async () => {
    await desk?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(name: string, code: string, command: string[]): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, code);
    const [program = '', ...args] = command;
    const { stdout } = await promisify(execFile)(program, [...args, file], {
      cwd: PROJECT,
      env: { ...process.env, API: desk.runtime.apiUrl, TOKEN: '' },
    });
    return stdout;
  }

  it('in TypeScript reads the measures of a list', async () => {
    const code = block('ts', 'PrecisClient')
      .replace("'./client/client.ts'", JSON.stringify(pathToFileURL(join(PROJECT, 'client', 'client.ts')).href))
      .replace(LOCAL_API, desk.runtime.apiUrl);
    const said = await run('example.mts', code, [process.execPath, '--import', 'tsx']);
    expect(said).toContain('completed The Serena Waters Commission says Uruguay has now withdrawn all six');
  });

  it.skipIf(!has('python3'))('in Python finds each quote in its text', async () => {
    const said = await run('example.py', block('python', 'urllib'), ['python3']);
    expect(said).toContain('completed Uruguay has now withdrawn all six of its patrol boats from the lock');
  });

  it.skipIf(!has('jq') || !has('curl'))('in the shell uploads a file and asks what became of it', async () => {
    // Prepare
    const upload = block('sh', 'ticket=').replaceAll('article.html', join(PROJECT, 'examples', EXAMPLES[1] ?? ''));
    const [asks = ''] = upload.trim().split('\n').slice(-1);
    const sends = upload.replace(asks, 'jq -r .uploadId <<<"$ticket"');

    // Act
    const uploadId = (await run('upload.sh', sends, ['bash'])).trim().split('\n').at(-1);

    // Assess
    expect(uploadId).toMatch(/^[0-9a-f]{32}$/);
    const report = await until(async () => {
      const response = await desk.get(`/v1/uploads/${uploadId}`);
      const body = (await response.json()) as { status: string };
      return body.status === 'briefed' ? body : undefined;
    });
    expect(report.status).toBe('briefed');
  });
});

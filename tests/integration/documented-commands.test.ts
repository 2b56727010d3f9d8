import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { ARTICLE, makeArticleFolder } from '../documentation/article-folder.ts';
import { NOT_RUN, RUN } from '../documentation/commands.ts';
import { pages } from '../documentation/pages.ts';
import { DocumentedShell } from '../documentation/shell.ts';
import { type ShellBlock, shellBlocks } from '../documentation/shell-commands.ts';
import { precisHere } from '../precis-here.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const BLOCKS = shellBlocks();

const isThere = new Map<string, boolean>();
/** Whether a program can be run that a command needs and Precis does not bring. */
function has(program: string): boolean {
  const known = isThere.get(program) ?? spawnSync(program, ['--version']).status === 0;
  isThere.set(program, known);
  return known;
}
const needed = ({ commands }: ShellBlock) =>
  ['curl', 'jq'].filter((program) => commands.some((command) => new RegExp(`\\b${program} `).test(command)));

describe('A command of a page', () => {
  let desk: Desk;
  let shell: DocumentedShell;
  let folder: string;
  let before: string;
  let placeholders: readonly (readonly [RegExp, string])[];
  const done = new Set<string>();

  beforeAll(async () => {
    before = process.cwd();
    folder = await makeArticleFolder();
    shell = await DocumentedShell.open();
    desk = await Desk.open({
      assemblyDir: inject('assemblyDir'),
      stateDir: join(folder, '.precis'),
      inboxDir: join(folder, 'inbox'),
    });
    const files: [string, string | Uint8Array][] = [
      ['talks.html', await readFile(ARTICLE)],
      ['2026-03-02/story.txt', 'Chile withdrew its two boats from the lock on Monday, the ministry said.'],
      ['2026/talks.txt', 'Paraguay closed the gate on Tuesday, the ministry said.'],
      ['2026-03-04/01HZX/FILE', 'Peru reopened the harbour on Wednesday, the ministry said.'],
      ['2026/scan.pdf', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ];
    for (const [name, content] of files) await desk.put(name, content);
    const reports = await Promise.all(files.map(([name]) => desk.settled(name)));
    const briefId = reports[0]?.parts[0]?.articleId ?? '';
    const revision = await revisionOf(briefId);
    const { apiUrl, inboxBucket, region, s3Url, sqsUrl, dynamodbUrl, cloudformationUrl, logsUrl, ownerCredentials } =
      desk.runtime;
    placeholders = [
      [/6f1c…|\bBRIEF_ID\b/g, briefId],
      [/http:\/\/127\.0\.0\.1:4311(?!\d)/g, apiUrl],
      [/(?<![$\w])API_URL\b/g, apiUrl],
      [/(?<![$\w])INBOX_BUCKET\b/g, inboxBucket],
      [/(?<![$\w])REGION\b/g, region],
      [/\bREVISION\b/g, revision],
      [/--deployment prod\b/g, '--deployment dev'],
    ];
    process.chdir(folder);
    const nowhere = 'http://127.0.0.1:9';
    for (const [name, value] of Object.entries({
      API: apiUrl,
      AWS_ENDPOINT_URL: nowhere,
      AWS_ENDPOINT_URL_S3: s3Url,
      AWS_ENDPOINT_URL_SQS: sqsUrl,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformationUrl,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logsUrl,
      AWS_MAX_ATTEMPTS: '1',
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: ownerCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ownerCredentials.secretAccessKey,
      AWS_SESSION_TOKEN: '',
    })) {
      vi.stubEnv(name, value);
    }
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    process.chdir(before);
    await desk?.close();
    await shell?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The revision that lines of the log have about a brief's file. */
  async function revisionOf(briefId: string): Promise<string> {
    const answer = await desk.get(`/v1/briefs/${briefId}`);
    return answer.headers.get('x-precis-trace')?.split('.')[1] ?? '';
  }

  const filled = (command: string) =>
    placeholders.reduce((text, [placeholder, value]) => text.replace(placeholder, value), command);

  it.for(BLOCKS.filter(({ commands }) => commands.some((command) => command in RUN)))(
    'of $page does what it says',
    async (block, { skip }) => {
      for (const program of needed(block)) skip(!has(program), `There is no ${program}.`);
      const commands = block.commands.filter((command) => command in RUN && !done.has(command));
      for (const command of commands) if (command.startsWith('npx precis')) done.add(command);

      const outcomes = await shell.run(commands.map(filled), folder);

      for (const [index, command] of commands.entries()) {
        const { status = 0, says = /(?:)/, writes } = RUN[command] ?? {};
        expect({ command, ...outcomes[index] }).toEqual({ command, status, said: expect.stringMatching(says) });
        if (writes) expect(await readFile(join(folder, writes[0]), 'utf8')).toMatch(writes[1]);
      }
    },
  );

  it('that is not run is understood by precis all the same', async () => {
    for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, '');
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, join(folder, 'none'));
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const [command, { refused }] of Object.entries(NOT_RUN)) {
      const words = /^npx precis (.*)/.exec(command)?.[1]?.split(' ');
      if (words === undefined) continue;
      const { status, progress } = await precisHere([...words.map(filled), ...(refused?.with ?? [])]);
      expect({ command, status, progress }).toEqual({
        command,
        status: expect.toBeOneOf([1, 2]),
        progress: expect.stringMatching(refused?.says ?? /^never$/),
      });
    }
  });

  it('that puts a file into the watched folder has it briefed', async () => {
    await until(async () => ((await desk.settled('article.html')).status === 'briefed' ? true : undefined));
  });

  describe('or a program of docs/api.md', () => {
    const page = pages().find(({ path }) => path === 'docs/api.md')?.text ?? '';

    /** The first block of code of a language that holds some words. */
    function block(language: string, words: string): string {
      const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)];
      const found = blocks.find(([, name, code]) => name === language && code?.includes(words))?.[2];
      if (found === undefined) throw new Error(`docs/api.md has no ${language} with ${words}.`);
      return found;
    }

    async function run(name: string, code: string, command: string[]): Promise<string> {
      const file = join(folder, name);
      await writeFile(file, code);
      const [program = '', ...args] = command;
      const env = { ...process.env, TOKEN: '' };
      const { stdout } = await promisify(execFile)(program, [...args, file], { cwd: folder, env });
      return stdout;
    }

    it('in TypeScript reads the measures of a list', async () => {
      const code = filled(block('ts', 'PrecisClient')).replace(
        "'./client/client.ts'",
        JSON.stringify(pathToFileURL(join(PROJECT, 'client', 'client.ts')).href),
      );
      const tsx = pathToFileURL(join(PROJECT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
      const said = await run('example.mts', code, [process.execPath, '--import', tsx]);
      expect(said).toContain('completed The Serena Waters Commission says Uruguay has now withdrawn all six');
    });

    it.skipIf(!has('python3'))('in Python finds each quote in its text', async () => {
      const said = await run('example.py', block('python', 'urllib'), ['python3']);
      expect(said).toContain('completed Uruguay has now withdrawn all six of its patrol boats from the lock');
    });

    it.skipIf(!has('jq') || !has('curl'))('in the shell uploads a file that is then briefed', async () => {
      const code = block('sh', 'ticket=');
      const [asks = ''] = code.trim().split('\n').slice(-1);
      const said = await run('upload.sh', code.replace(asks, 'jq -r .uploadId <<<"$ticket"'), ['bash']);

      const uploadId = said.trim().split('\n').at(-1);
      expect(uploadId).toMatch(/^[0-9a-f]{32}$/);
      await until(async () => {
        const response = await desk.get(`/v1/uploads/${uploadId}`);
        const { status } = (await response.json()) as { status: string };
        return status === 'briefed' ? status : undefined;
      });
    });
  });
});

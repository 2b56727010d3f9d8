import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ApiError } from '../../client/client.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import { CHAOS_LOG } from '../../local/chaos/chaos-log.ts';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { describeActivity } from './activity.ts';
import { DEFAULT_STATE } from './default-state.ts';
import { type Deployment, findDeployment } from './deployment.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { awaitUpload } from './send-command.ts';
import { describe, type Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

export interface LocalOptions {
  inbox: string;
  state: string;
  /** Whether the example story is briefed on the very first start. */
  examples: boolean;
  /** Whether to listen on any free ports. */
  freePorts?: boolean;
  /** Whether the API asks for signatures, as the deployed one does. */
  signed?: boolean;
  /** The seed of faults by chance. */
  chaos?: string;
  /** What the keys of files hold that can never be handled. */
  poison?: string;
  /** What the keys of files hold that kill the function. */
  poisonKills?: string;
  /** How many seconds pass in the queues and buckets in one second; 1 where it is absent. */
  timeScale?: number;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE_TIMEOUT_MS = 60_000;
/** How long what runs may take to end in good order. */
const STOP_TIMEOUT_MS = 5_000;

/** The story in `examples/`: articles only, not the page that explains them. */
async function exampleFiles(): Promise<string[]> {
  const names = await readdir(join(PROJECT, 'examples'));
  return names.filter((name) => /\.(txt|md|html)$/.test(name) && name !== 'README.md').sort();
}

/** Puts the example story into the inbox and waits for its briefs. @returns how many are there. */
async function briefExamples(deployment: Deployment): Promise<number> {
  const names = await exampleFiles();
  const statuses = await Promise.all(
    names.map(async (name) => {
      const Key = `in/examples/${name}`;
      const Body = await readFile(join(PROJECT, 'examples', name));
      const put = await deployment.s3.send(new PutObjectCommand({ Bucket: deployment.inboxBucket, Key, Body }));
      return awaitUpload(deployment.client, Key, put.VersionId, EXAMPLE_TIMEOUT_MS);
    }),
  );
  return statuses.filter(({ status }) => status === 'briefed').length;
}

function clockTime(): string {
  return new Date().toTimeString().slice(0, 8);
}

/** What a person reads once all runs: where to read, where to drop files, what to try. */
export function greeting(
  runtime: Pick<Runtime, 'apiUrl' | 'passive'>,
  options: Pick<LocalOptions, 'inbox' | 'state' | 'signed'>,
  examples: number,
  seconds: number,
): string {
  const from = (path: string) => {
    const near = relative(process.cwd(), path) || '.';
    return near.startsWith('..') ? resolve(path) : near;
  };
  const inbox = `${from(options.inbox)}/`;
  const state = options.state === DEFAULT_STATE ? '' : ` --state ${from(options.state)}`;
  const command = (text: string) => `${`npx precis ${text}${state}`.padEnd(32)}  `;
  const story =
    examples > 0
      ? `${examples} example briefs are there: one invented story over three days`
      : 'the briefs, beside their articles';
  const page = options.signed ? `npx precis open${state}` : `${runtime.apiUrl}/`;
  return `
Precis is running your AWS template on this machine. No account, no Docker, no model.

  Read     ${page.padEnd(33)} ${story}
           ${command('list')}the same here, newest first; ${'`get ID`'} prints one
           ${command('find WORDS')}every claim that holds them, with its quote
  Drop     ${inbox.padEnd(33)} files put here are briefed in about a second; deleted, they are gone
  API      ${`${runtime.apiUrl}/v1/briefs`.padEnd(33)} ${options.signed ? 'asks for a signature, as deployed' : 'open to this machine only, without a signature; deployed, it asks for one'}

  Try      npx precis brief FILE             a brief with no server at all
           ${command('send FILE')}upload a file and wait for its brief
           ${command('changes --since 3d')}what is new, moved or contradicted in each story
           ${command('list --measure withdrawal').trimEnd()}
           ${options.signed ? 'curl --aws-sigv4 …: docs/local.md says how' : `curl -H 'accept: text/markdown' ${runtime.apiUrl}/v1/briefs/ID`}

  Passive here: ${runtime.passive.map(({ type }) => type.replace(/^AWS::/, '')).join(', ') || 'nothing'} (docs/local.md says why)
Ready in ${seconds.toFixed(1)} s. State in ${from(options.state)}/. Ctrl-C stops everything.
`;
}

/** The example story, on the very first start of a state; a start at which it failed is followed by another try. */
async function examplesOnce(options: LocalOptions, terminal: Terminal): Promise<number> {
  const marker = join(options.state, 'examples-briefed');
  if (!options.examples || existsSync(marker)) return 0;
  try {
    const briefed = await briefExamples(await findDeployment({ state: options.state }));
    await writeFile(marker, '');
    return briefed;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      // It is in the inbox; only whoever has signed in can ask what became of it.
      await writeFile(marker, '');
      return 0;
    }
    terminal.progress(`The example story could not be briefed: ${describe(error)}`);
    return 0;
  }
}

/** What is to go wrong by the options; undefined where nothing is. */
function chaosOf({ chaos: seed, poison: fails, poisonKills: kills }: LocalOptions): Chaos | undefined {
  if (seed === undefined && fails === undefined && kills === undefined) return undefined;
  return new Chaos({
    seed,
    poison: [
      ...(fails === undefined ? [] : [{ text: fails, how: 'fails' as const }]),
      ...(kills === undefined ? [] : [{ text: kills, how: 'kills' as const }]),
    ],
  });
}

/** @throws UsageError where an option names something that is there and is no folder. */
function checkFolders(options: Pick<LocalOptions, 'inbox' | 'state'>): void {
  for (const name of ['inbox', 'state'] as const) {
    const found = statSync(options[name], { throwIfNoEntry: false });
    if (found && !found.isDirectory())
      throw new UsageError(`--${name} takes a folder, and this is none.`, { file: options[name] });
  }
}

/**
 * `precis local`: runs the template on this machine until it is stopped.
 * @returns the exit status.
 * @throws PrecisError where it cannot start, with what to do.
 */
export async function runLocally(options: LocalOptions, terminal: Terminal): Promise<number> {
  checkFolders(options);
  if (options.poison === '' || options.poisonKills === '')
    throw new UsageError('--poison takes a text: each key holds none.');
  const chaos = chaosOf(options);
  let apiUrl = '';
  const starting = startRuntime({
    projectDir: PROJECT,
    stateDir: options.state,
    inboxDir: options.inbox,
    ...(options.freePorts ? { ports: 'free' as const } : {}),
    requireSignatures: options.signed === true,
    ...(options.timeScale === undefined ? {} : { timeScale: options.timeScale }),
    chaos,
    log: (line) => terminal.progress(line),
    onFunctionLog(_functionName, line) {
      const activity = describeActivity(line, apiUrl, clockTime());
      if (activity !== undefined) terminal.progress(activity);
    },
  });
  const stopped = untilStopped();
  // Ctrl-C ends a start in the middle; what it had begun ends with the process, and the next start goes on from there.
  void stopped.then(() => {
    terminal.progress('Stopping.');
    setTimeout(() => process.exit(EXIT.ok), STOP_TIMEOUT_MS).unref();
  });
  const runtime = await Promise.race([starting, stopped.then(() => undefined)]);
  if (!runtime) process.exit(EXIT.ok);
  apiUrl = runtime.apiUrl;
  try {
    const examples = await Promise.race([
      runtime.ready.then(() => examplesOnce(options, terminal)),
      stopped.then(() => undefined),
    ]);
    if (examples !== undefined) {
      terminal.progress(greeting(runtime, options, examples, performance.now() / 1000));
      if (chaos) terminal.progress(`Things go wrong on purpose: ${join(options.state, 'logs', CHAOS_LOG)} tells each.`);
      await stopped;
    }
  } finally {
    await runtime.close();
  }
  return EXIT.ok;
}

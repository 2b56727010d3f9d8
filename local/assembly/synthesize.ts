import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssemblyError } from './assembly-error.ts';
import { hashSources } from './source-hash.ts';

export interface SynthesisOptions {
  /** The project: holds `bin/app.ts` and `cdk.json`. */
  projectDir: string;
  /** Where the assembly is kept: `<stateDir>/cdk.out`. */
  stateDir: string;
  /** The CDK context value `stage`; without it, the app's own default. */
  stage?: string | undefined;
  /** Told before the app is synthesized, which takes seconds. */
  onStart(): void;
}

/** How much of what a failed synthesis printed is shown. */
const SHOWN_LINES = 15;
/** A line that says where an error came by, not what is wrong. */
const STACK_FRAME = /^\s+at /;

/**
 * Makes sure that the app is synthesized from its present sources: runs it in a process of its own unless the sources
 * are those of the assembly that is there already. A failed synthesis leaves the older assembly.
 * @returns the assembly's directory, absolute if `stateDir` is.
 * @throws AssemblyError with the last lines that the app printed.
 */
export async function synthesize(options: SynthesisOptions): Promise<string> {
  const { projectDir, stateDir, stage } = options;
  const directory = join(stateDir, 'cdk.out');
  const mark = join(directory, 'precis-sources');
  const context = await readContext(projectDir, stage);
  const hash = await hashSources(projectDir, [JSON.stringify(context)]);
  if ((await readFile(mark, 'utf8').catch(() => '')) === hash) return directory;

  options.onStart();
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  // What was left by a start that was stopped in the middle: nobody else has this state now.
  const left = (await readdir(stateDir)).filter((name) => name.startsWith('cdk.out.'));
  for (const name of left) await rm(join(stateDir, name), { recursive: true, force: true });
  const fresh = join(stateDir, `cdk.out.${process.pid}`);
  await mkdir(fresh, { mode: 0o700 });
  try {
    await runApp(projectDir, fresh, context);
    await writeFile(join(fresh, 'precis-sources'), hash);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
  return directory;
}

/** The context that the CDK command line would give the app: that of `cdk.json`, and the stage. */
async function readContext(projectDir: string, stage: string | undefined): Promise<Record<string, unknown>> {
  const settings: unknown = JSON.parse(await readFile(join(projectDir, 'cdk.json'), 'utf8'));
  const context = typeof settings === 'object' && settings !== null && 'context' in settings ? settings.context : {};
  return { ...(typeof context === 'object' ? context : {}), ...(stage === undefined ? {} : { stage }) };
}

function runApp(projectDir: string, outDir: string, context: Record<string, unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join('bin', 'app.ts')], {
      cwd: projectDir,
      env: {
        ...process.env,
        CDK_OUTDIR: outDir,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        CDK_VALIDATION: 'false',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const keep = (chunk: Buffer) => {
      printed = (printed + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const stop = () => child.kill('SIGKILL');
    process.once('exit', stop);
    child.once('error', (cause) => reject(new AssemblyError('The app cannot be started.', { cause })));
    child.once('close', (status) => {
      process.off('exit', stop);
      if (status === 0) return resolve();
      const told = printed.split('\n').filter((line) => !STACK_FRAME.test(line));
      const lines = told.join('\n').trim().split('\n').slice(-SHOWN_LINES).join('\n');
      reject(
        new AssemblyError(`The app cannot be synthesized:\n${lines}`, {
          file: 'bin/app.ts',
          remedy: 'Run `npm run synth` for the whole message.',
        }),
      );
    });
  });
}

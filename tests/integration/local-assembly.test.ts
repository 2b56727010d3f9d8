import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AssemblyError } from '../../local/assembly/assembly-error.ts';
import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { synthesize } from '../../local/assembly/synthesize.ts';

/** An app that writes its assembly without CDK: a stack, and a count of how often it ran. */
const APP = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const out = process.env.CDK_OUTDIR ?? '';
const runs = existsSync('runs') ? Number(readFileSync('runs', 'utf8')) + 1 : 1;
writeFileSync('runs', String(runs));
const write = (name: string, value: unknown) => writeFileSync(out + '/' + name, JSON.stringify(value));
write('manifest.json', {
  artifacts: {
    Tree: { type: 'cdk:tree' },
    DataId: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'DataId.template.json', stackName: 'Data' },
    },
  },
});
write('DataId.template.json', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
write('DataId.assets.json', {
  files: {
    c0de: { source: { path: 'asset.c0de', packaging: 'zip' } },
    f11e: { source: { path: 'DataId.template.json', packaging: 'file' } },
  },
});
write('context.json', JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}'));
`;

let projectDir: string;
let stateDir: string;
let starts: number;

beforeEach(async () => {
  projectDir = await mkdtemp(join(tmpdir(), 'precis-assembly-'));
  stateDir = join(projectDir, 'state');
  starts = 0;
  for (const folder of ['bin', 'lib', 'state']) await mkdir(join(projectDir, folder));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(projectDir, 'node_modules'));
  await writeFile(join(projectDir, 'package.json'), '{"type":"module"}');
  await writeFile(join(projectDir, 'cdk.json'), '{"app":"x","context":{"flag":true}}');
  await writeFile(join(projectDir, 'bin', 'app.ts'), APP);
});

afterEach(() => rm(projectDir, { recursive: true, force: true }));

const run = (stage?: string) =>
  synthesize({
    projectDir,
    stateDir,
    stage,
    onStart: () => {
      starts += 1;
    },
  });
const runs = async () => Number(await readFile(join(projectDir, 'runs'), 'utf8'));

describe('Assembly: synthesis', () => {
  it('runs the app once for the same sources, and again for others or another stage', async () => {
    const directory = await run();
    await run();
    expect([directory, starts, await runs()]).toEqual([join(stateDir, 'cdk.out'), 1, 1]);

    await writeFile(join(projectDir, 'lib', 'stack.ts'), 'export {};');
    await run();
    expect([starts, await runs()]).toEqual([2, 2]);

    await run('prod');
    expect([starts, await runs()]).toEqual([3, 3]);
    expect(JSON.parse(await readFile(join(directory, 'context.json'), 'utf8'))).toEqual({ flag: true, stage: 'prod' });
  });

  it('makes a state folder that is not there for its owner alone', async () => {
    stateDir = join(projectDir, 'private');

    await run();

    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
  });

  it('says what the app printed when it fails, and keeps the assembly that was there', async () => {
    const directory = await run();
    await writeFile(join(projectDir, 'lib', 'stack.ts'), '');
    await writeFile(
      join(projectDir, 'bin', 'app.ts'),
      "process.stderr.write('The stage is unknown.'); process.exit(1);",
    );

    await expect(run()).rejects.toThrow(AssemblyError);
    await expect(run()).rejects.toThrow('The app cannot be synthesized:\nThe stage is unknown.');
    expect((await readAssembly(directory)).map(({ name }) => name)).toEqual(['Data']);
  });
});

describe('Assembly: a synthesis that does not end well', () => {
  it('says what was wrong, not by which calls', async () => {
    await writeFile(
      join(projectDir, 'bin', 'app.ts'),
      `function deep(depth: number): void {
         if (depth === 0) throw new Error('The disk is full.');
         deep(depth - 1);
       }
       Error.stackTraceLimit = 40;
       deep(30);`,
    );

    const failure = await run().catch((error) => error);

    expect(failure.message).toContain('Error: The disk is full.');
    expect(failure.message).not.toMatch(/^\s+at /m);
  });

  it('leaves nothing behind, and what was left by a kill is removed', async () => {
    await mkdir(join(stateDir, 'cdk.out.1'));
    await writeFile(join(projectDir, 'bin', 'app.ts'), 'process.exit(1);');

    await expect(run()).rejects.toThrow(AssemblyError);

    expect(await readdir(stateDir)).toEqual([]);
  });
});

describe('Assembly: reading', () => {
  it('gives the stacks with the directories of their code', async () => {
    const directory = await run();

    const [stack, ...others] = await readAssembly(directory);

    expect(others).toEqual([]);
    expect(stack?.name).toBe('Data');
    expect([...(stack?.template.resources.keys() ?? [])]).toEqual(['Queue']);
    expect([...(stack?.assets ?? [])]).toEqual([['c0de', join(directory, 'asset.c0de')]]);
  });

  it('refuses what is no assembly, and one of stages', async () => {
    await expect(readAssembly(join(projectDir, 'none'))).rejects.toThrow(
      'It cannot be read as part of a cloud assembly.',
    );
    await expect(readAssembly(stateDir)).rejects.toMatchObject({
      remedy: `Delete the folder ${stateDir} to have the app synthesized anew.`,
    });
    const write = (artifacts: object) => writeFile(join(stateDir, 'manifest.json'), JSON.stringify({ artifacts }));
    await write({});
    await expect(readAssembly(stateDir)).rejects.toThrow('The synthesized app has no stack.');
    await write({ 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: {} } });
    await expect(readAssembly(stateDir)).rejects.toThrow(
      'The app holds the stage assembly-Prod, which has no local model.',
    );
  });
});

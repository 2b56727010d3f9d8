import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FunctionPool, RequestTooLargeError, ThrottledError } from '../../local/lambda/function-pool.ts';
import type { LambdaFunction } from '../../local/lambda/lambda-function.ts';
import { LambdaService } from '../../local/lambda/lambda-service.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const codeDirectory = join(PROJECT, 'tests', 'fixtures', 'local', 'functions');

const SERVICE = pathToFileURL(join(PROJECT, 'local', 'lambda', 'lambda-service.ts'));

let directory: string;
let service: LambdaService | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'precis-lambda-'));
});

afterEach(async () => {
  await service?.close();
  service = undefined;
  await rm(directory, { recursive: true, force: true });
});

function aFunction(changes: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    name: 'echo',
    arn: 'arn:aws:lambda:eu-central-1:000000000000:function:echo',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    memoryMegabytes: 128,
    timeoutSeconds: 20,
    environment: { TABLE: 'briefs' },
    codeDirectory,
    reservedConcurrency: undefined,
    credentials: { accessKeyId: 'KEYOFECHO', secretAccessKey: 'secret' },
    endpoints: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' },
    region: 'eu-central-1',
    ...changes,
  };
}

function start(
  lambda: LambdaFunction,
  options: { maximumSandboxes?: number; idleMs?: number; initLimitMs?: number } = {},
) {
  service = new LambdaService([lambda], { logDirectory: directory, maximumSandboxes: 4, idleMs: 60_000, ...options });
  return service;
}

const log = (name = 'echo') => readFile(FunctionPool.logFile(directory, name), 'utf8').catch(() => '');

async function invoke(lambdas: LambdaService, event: object) {
  const { payload, failed } = await lambdas.invoke('echo', event);
  return { answer: JSON.parse(payload), failed };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('Lambda: sandboxes', () => {
  it('gives the event to the handler and its answer back, and keeps the sandbox warm', async () => {
    const lambdas = start(aFunction());

    const first = await invoke(lambdas, { do: 'echo', word: 'über' });
    const second = await invoke(lambdas, { do: 'echo' });

    expect(first.failed).toBe(false);
    expect(first.answer).toMatchObject({ event: { do: 'echo', word: 'über' }, invocations: 1 });
    expect(first.answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.answer.remaining).toBeGreaterThan(10_000);
    expect(first.answer.remaining).toBeLessThanOrEqual(20_000);
    expect(second.answer.invocations).toBe(2);
    expect((await invoke(lambdas, {})).answer).toBeNull();
  });

  it('shows the handler nothing of this machine but PATH', async () => {
    const { answer } = await invoke(start(aFunction()), { do: 'environment' });

    expect(answer.directory).toBe(codeDirectory);
    expect(answer.names).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL_S3',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'PATH',
      'TABLE',
      'TZ',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ]);
  });

  it('writes START, END and REPORT lines and what the handler prints, each to the log of its function', async () => {
    const lambdas = start(aFunction());

    await lambdas.invoke('echo', { do: 'print', line: 'a line' });
    await lambdas.invoke('echo', { do: 'echo' });
    await lambdas.close();

    const lines = (await log()).split('\n');
    expect(lines.filter((line) => line.startsWith('START RequestId: '))).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('END RequestId: '))).toHaveLength(2);
    expect(lines).toContain('a line');
    const reports = lines.filter((line) => line.startsWith('REPORT '));
    expect(reports[0]).toMatch(
      /^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t(Max Memory Used: \d+ MB\t)?Init Duration: [\d.]+ ms$/,
    );
    expect(reports[1]).not.toContain('Init Duration');
  });

  it('reports what the handler throws, and uses the sandbox again', async () => {
    const lambdas = start(aFunction());

    const { answer, failed } = await invoke(lambdas, { do: 'throw' });

    expect(failed).toBe(true);
    expect(answer).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' });
    expect((await invoke(lambdas, { do: 'echo' })).answer.invocations).toBe(2);
  });

  it('replaces a sandbox whose process ends', async () => {
    const lambdas = start(aFunction());

    const exit = await invoke(lambdas, { do: 'exit' });
    const crash = await invoke(lambdas, { do: 'crash' });
    const next = await invoke(lambdas, { do: 'echo' });

    expect(exit).toMatchObject({ failed: true, answer: { errorType: 'Runtime.ExitError' } });
    expect(exit.answer.errorMessage).toMatch(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/);
    expect(crash).toMatchObject({ failed: true, answer: { errorType: 'RangeError', errorMessage: 'out of range' } });
    expect(next.answer.invocations).toBe(1);
  });

  it('kills a sandbox that is over its time, in the words of AWS', async () => {
    const lambdas = start(aFunction({ timeoutSeconds: 1 }));
    const file = join(directory, 'pid');

    const { answer, failed } = await invoke(lambdas, { do: 'spin', file });

    expect(failed).toBe(true);
    expect(answer.errorType).toBe('Sandbox.Timedout');
    expect(answer.errorMessage).toMatch(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/);
    const pid = Number(await readFile(file, 'utf8'));
    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
    expect(await log()).toContain('Task timed out after 1.00 seconds');
    expect((await invoke(lambdas, { do: 'echo' })).answer.invocations).toBe(1);
  });

  it('ends a sandbox that takes more heap than its memory', async () => {
    const { answer, failed } = await invoke(start(aFunction({ memoryMegabytes: 64 })), { do: 'fill' });

    expect(failed).toBe(true);
    expect(answer.errorType).toBe('Runtime.ExitError');
  });

  it('refuses an answer over 6 MB and an event over 6 MB', async () => {
    const lambdas = start(aFunction());

    const { answer, failed } = await invoke(lambdas, { do: 'large', length: 6_291_556 });

    expect(failed).toBe(true);
    expect(answer).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size (6291558 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect((await invoke(lambdas, { do: 'large', length: 6_291_554 })).failed).toBe(false);
    await expect(invoke(lambdas, { text: 'x'.repeat(6 * 1024 * 1024) })).rejects.toThrow(RequestTooLargeError);
  });

  it('tells why a function cannot initialize', async () => {
    await writeFile(join(directory, 'broken.mjs'), 'throw new SyntaxError("bad start");');
    const wrong = await invoke(start(aFunction({ handler: 'index.notAFunction' })), {});
    await service?.close();
    const missing = await invoke(start(aFunction({ handler: 'absent.handler' })), {});
    await service?.close();
    const broken = await invoke(start(aFunction({ codeDirectory: directory, handler: 'broken.handler' })), {});

    expect(wrong).toMatchObject({ failed: true, answer: { errorType: 'Runtime.HandlerNotFound' } });
    expect(missing).toMatchObject({ failed: true, answer: { errorType: 'Runtime.ImportModuleError' } });
    expect(broken).toMatchObject({ failed: true, answer: { errorType: 'SyntaxError', errorMessage: 'bad start' } });
  });

  it('gives a sandbox that is too slow to initialize one more try', async () => {
    await writeFile(
      join(directory, 'slow.mjs'),
      `import { existsSync, writeFileSync } from 'node:fs';
       if (!existsSync('${directory}/tried')) { writeFileSync('${directory}/tried', ''); await new Promise((done) => setTimeout(done, 60_000)); }
       export const handler = async () => 'second try';`,
    );

    const lambda = aFunction({ codeDirectory: directory, handler: 'slow.handler' });
    const { answer, failed } = await invoke(start(lambda, { initLimitMs: 1500 }), {});

    expect({ answer, failed }).toEqual({ answer: 'second try', failed: false });
    expect(await log()).toContain('Phase: init\tStatus: timeout');
  });
});

describe('Lambda: concurrency', () => {
  it('handles as many events at once as there are sandboxes; the others wait', async () => {
    const lambdas = start(aFunction(), { maximumSandboxes: 2 });

    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => (await invoke(lambdas, { do: 'environment' })).answer.pid),
    );

    expect(new Set(answers).size).toBe(2);
  });

  it('throttles over the reserved concurrency of the function', async () => {
    const lambdas = start(aFunction({ reservedConcurrency: 1 }));

    const first = invoke(lambdas, { do: 'echo' });

    await expect(invoke(lambdas, { do: 'echo' })).rejects.toThrow(ThrottledError);
    expect((await first).failed).toBe(false);
  });

  it('ends a sandbox that has been idle for long', async () => {
    const lambdas = start(aFunction(), { idleMs: 1 });

    const { answer } = await invoke(lambdas, { do: 'environment' });

    await vi.waitUntil(() => !isAlive(answer.pid), { timeout: 10_000 });
    expect((await invoke(lambdas, { do: 'echo' })).answer.invocations).toBe(1);
  });

  it('has a sandbox ready before the first event', async () => {
    const lambdas = start(aFunction());

    await lambdas.warm();
    await lambdas.warm();
    const { answer } = await invoke(lambdas, { do: 'echo' });

    expect(answer.invocations).toBe(1);
    expect((await log()).match(/START/g)).toHaveLength(1);
  });
});

describe('Lambda: a first event', () => {
  it('takes the sandbox that is being started ahead', async () => {
    const lambdas = start(aFunction());

    const warmed = lambdas.warm();
    const first = await invoke(lambdas, { do: 'environment' });
    const second = await invoke(lambdas, { do: 'environment' });

    expect(await warmed).toEqual([]);
    expect(second.answer.pid).toBe(first.answer.pid);
  });

  it('finds a function that hangs when it initializes', async () => {
    await writeFile(join(directory, 'index.mjs'), 'setInterval(() => {}, 1000); await new Promise(() => {});');
    const lambdas = start(aFunction({ codeDirectory: directory, timeoutSeconds: 0.1 }), { initLimitMs: 100 });

    expect(await lambdas.warm()).toEqual(['echo']);
  });

  it('is not needed to find the functions that cannot initialize', async () => {
    expect(await start(aFunction({ handler: 'index.notAFunction' })).warm()).toEqual(['echo']);
  });

  it('tells that, too, where an event has started a sandbox before', async () => {
    const lambdas = start(aFunction({ handler: 'index.notAFunction' }));
    const invoked = lambdas.invoke('echo', { do: 'echo' });
    await new Promise((resolve) => setImmediate(resolve));

    expect(await lambdas.warm()).toEqual(['echo']);
    expect((await invoked).failed).toBe(true);
  });
});

describe('Lambda: where the project is', () => {
  it('does not matter: its path may hold blanks, percent signs and letters of any script', async () => {
    const project = join(directory, 'Zürich 50%20 記事');
    for (const part of [
      ['local', 'lambda'],
      ['functions', 'core'],
      ['tests', 'fixtures', 'local', 'functions'],
    ]) {
      await cp(join(PROJECT, ...part), join(project, ...part), { recursive: true });
    }
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    const moved = aFunction({ codeDirectory: join(project, 'tests', 'fixtures', 'local', 'functions') });
    const script = `
      const { LambdaService } = await import(${JSON.stringify(pathToFileURL(join(project, 'local', 'lambda', 'lambda-service.ts')).href)});
      const lambda = JSON.parse(process.argv[1]);
      const lambdas = new LambdaService([lambda], { logDirectory: ${JSON.stringify(join(project, 'logs'))}, maximumSandboxes: 2, idleMs: 60000 });
      const { payload } = await lambdas.invoke('echo', { do: 'environment' });
      process.stdout.write(payload);
      await lambdas.close();
    `;

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(moved)],
      { cwd: PROJECT },
    );

    expect(JSON.parse(stdout)).toMatchObject({ directory: moved.codeDirectory });
  });
});

describe('Lambda: end of the runtime', () => {
  it('ends all processes when it is closed', async () => {
    const lambdas = start(aFunction());
    const { answer } = await invoke(lambdas, { do: 'environment' });
    const file = join(directory, 'pid');
    const running = invoke(lambdas, { do: 'spin', file });
    await vi.waitUntil(async () => (await readFile(file, 'utf8').catch(() => '')) !== '', { timeout: 10_000 });

    await lambdas.close();

    expect(isAlive(answer.pid)).toBe(false);
    expect(isAlive(Number(await readFile(file, 'utf8')))).toBe(false);
    expect((await running).answer.errorType).toBe('Runtime.ExitError');
  });

  it.each(['hang', 'spin'])('ends all processes when it is killed, also one that is in a %s', async (what) => {
    const file = join(directory, 'pid');
    const script = `
      import { LambdaService } from ${JSON.stringify(SERVICE.href)};
      const lambda = JSON.parse(process.argv[1]);
      const lambdas = new LambdaService([lambda], { logDirectory: ${JSON.stringify(directory)}, maximumSandboxes: 2, idleMs: 60000 });
      await lambdas.invoke('echo', { do: '${what}', file: ${JSON.stringify(file)} });
    `;
    const arguments_ = ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(aFunction())];
    const owner = spawn(process.execPath, arguments_, { stdio: 'inherit' });
    await vi.waitUntil(async () => (await readFile(file, 'utf8').catch(() => '')) !== '', { timeout: 20_000 });
    const pid = Number(await readFile(file, 'utf8'));
    expect(isAlive(pid)).toBe(true);

    owner.kill('SIGKILL');

    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
    expect(isAlive(pid)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { SmokeTestError, smokeTest } from '../../bin/precis/smoke-test.ts';
import { PrecisClient } from '../../client/client.ts';
import type { StackAccess } from '../../operations/stack-access.ts';

const OPTIONS = { run: 'RUN', timeoutMs: 1, onStep: () => {} };
const nobody = new PrecisClient(() => Promise.reject(new Error('no API')));

/** A deployment whose inbox answers each request so. */
function deployment(answer: (operation: string, key: string) => Promise<never>): StackAccess {
  const s3 = {
    send: (command: { input: { Key?: string; Prefix?: string } }) =>
      answer(command.constructor.name, command.input.Key ?? command.input.Prefix ?? ''),
  };
  return { s3, inboxBucket: 'inbox' } as unknown as StackAccess;
}

describe('A smoke test', () => {
  it('tries to purge both files to the end, and names each that it leaves', async () => {
    let tried = 0;
    const access = deployment(async (operation, key) => {
      if (operation === 'PutObjectCommand') throw new Error('out of order');
      // The picture's is asked for longer than the article's.
      if (key.includes('picture')) await new Promise((resolve) => setTimeout(resolve, 20));
      tried += 1;
      throw new Error('not now');
    });

    const failures = await smokeTest(access, nobody, { ...OPTIONS, stopped: new Promise(() => {}) });

    expect(tried).toBe(2);
    expect(failures.map(String)).toEqual([
      'Error: out of order',
      'SmokeTestError: in/precis-smoke/RUN.txt is not purged: not now Later: precis purge in/precis-smoke/RUN.txt --yes in/precis-smoke/RUN-picture.txt is not purged: not now Later: precis purge in/precis-smoke/RUN-picture.txt --yes',
    ]);
    expect(failures[1]).toBeInstanceOf(SmokeTestError);
  });

  it('sends nothing more where it is stopped, and purges once what it sends has arrived', async () => {
    const asked: string[] = [];
    let arrive = (_: unknown) => {};
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const access = deployment((operation, key) => {
      asked.push(`${operation} ${key}`);
      if (operation !== 'PutObjectCommand') return Promise.reject(new Error('not now'));
      return new Promise<never>((resolve) => {
        arrive = resolve as typeof arrive;
      });
    });

    const tested = smokeTest(access, nobody, { ...OPTIONS, stopped });
    stop();
    await new Promise((resolve) => setImmediate(resolve));
    const before = [...asked];
    arrive({});
    const failures = await tested;

    expect(before).toEqual(['PutObjectCommand in/precis-smoke/RUN.txt']);
    expect(asked.slice(1).map((each) => each.split(' ')[0])).toEqual(Array(2).fill('ListObjectVersionsCommand'));
    expect(failures.map(String)).toEqual([
      'SmokeTestError: The test was stopped.',
      expect.stringContaining('in/precis-smoke/RUN.txt is not purged'),
    ]);
  });
});

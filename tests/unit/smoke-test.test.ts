import { describe, expect, it } from 'vitest';
import { SmokeTestError, smokeTest } from '../../bin/precis/smoke-test.ts';
import { PrecisClient } from '../../client/client.ts';
import type { StackAccess } from '../../operations/stack-access.ts';

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

    const failures = await smokeTest(access, nobody, { run: 'RUN', timeoutMs: 1, onStep: () => {} });

    expect(tried).toBe(2);
    expect(failures.map(String)).toEqual([
      'Error: out of order',
      'SmokeTestError: in/precis-smoke/RUN.txt is not purged: not now Later: precis purge in/precis-smoke/RUN.txt --yes in/precis-smoke/RUN-picture.txt is not purged: not now Later: precis purge in/precis-smoke/RUN-picture.txt --yes',
    ]);
    expect(failures[1]).toBeInstanceOf(SmokeTestError);
  });
});

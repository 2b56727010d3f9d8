import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PipelineError, UsageError } from '../../bin/precis/errors.ts';
import {
  createToken,
  findTokenParameter,
  listTokens,
  revokeToken,
  type TokenParameter,
} from '../../bin/precis/token-command.ts';
import { judge } from '../../functions/authorizer/judge.ts';
import { parseTokenList } from '../../functions/authorizer/token-list.ts';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { startJsonService } from '../json-service.ts';

const NOW = Date.UTC(2026, 2, 4, 9);
const NAME = '/precis/dev/tokens';

/** One parameter, as Systems Manager keeps it. */
let stored: { Value: string; Version: number; Type: string } | undefined;
/** Runs before each write, as somebody else would. */
let beforePut: () => void;
let readings: number;
let service: Awaited<ReturnType<typeof startJsonService>>;
let parameter: TokenParameter;

beforeEach(async () => {
  stored = undefined;
  readings = 0;
  beforePut = () => undefined;
  service = await startJsonService((operation, input) => {
    expect(input['Name']).toBe(NAME);
    if (operation === 'GetParameter') {
      readings += 1;
      expect(input['WithDecryption']).toBe(true);
      return stored ? { output: { Parameter: stored } } : { exception: 'ParameterNotFound' };
    }
    beforePut();
    if (stored && input['Overwrite'] !== true) return { exception: 'ParameterAlreadyExists' };
    stored = { Value: String(input['Value']), Type: String(input['Type']), Version: (stored?.Version ?? 0) + 1 };
    return { output: { Version: stored.Version } };
  });
  parameter = { ssm: new SSMClient(service.config), name: NAME };
});
afterEach(async () => {
  parameter.ssm.destroy();
  await service.close();
});

function terminal() {
  const written = { out: '', progress: '' };
  return {
    written,
    out(text: string) {
      written.out += text;
    },
    progress(text: string) {
      written.progress += `${text}\n`;
    },
  };
}

async function create(name: string, changes: { scope?: 'read' | 'write'; days?: number } = {}, byte = 7) {
  const screen = terminal();
  await createToken(
    { name, scope: 'read', ...changes },
    parameter,
    { chance: Buffer.alloc(32, byte), now: NOW },
    screen,
  );
  return screen.written.out.trim();
}

const list = () => parseTokenList(stored?.Value ?? '');

describe('precis token create', () => {
  it('prints a token that the authorizer takes, and stores its hash alone, as a secret', async () => {
    // Act
    const token = await create('desk', { scope: 'write', days: 30 });

    // Assess
    expect(token).toMatch(/^prc_[A-Za-z0-9_-]{43}$/);
    expect(stored).toMatchObject({ Type: 'SecureString', Version: 1 });
    expect(stored?.Value).not.toContain(token.slice(4));
    expect(list().tokens).toMatchObject([
      { name: 'desk', scope: 'write', createdAt: '2026-03-04T09:00:00.000Z', expiresAt: '2026-04-03T09:00:00.000Z' },
    ]);
    expect(judge(list(), token, 'POST /v1/uploads', NOW)).toEqual({
      isAuthorized: true,
      context: { scope: 'write', name: 'desk' },
    });
  });

  it('keeps the tokens that there are', async () => {
    await create('first');
    await create('second', {}, 8);
    expect(list().tokens.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it.each([
    ['a name that is taken', 'first', {}],
    ['a name that is none', 'First Desk', {}],
    ['more days than there are', 'second', { days: 3_651 }],
  ])('is wrong usage with %s, and changes nothing', async (_, name, changes) => {
    await create('first');
    await expect(create(name, changes, 8)).rejects.toThrow(UsageError);
    expect(stored?.Version).toBe(1);
  });

  it('says when the list is full, and leaves it as it was', async () => {
    const made: string[] = [];
    const fill = async () => {
      for (let count = 0; count < 60; count += 1) {
        await create(`desk-${count}`, {}, count);
        made.push(`desk-${count}`);
      }
    };
    await expect(fill()).rejects.toThrow('There is no room for another token: the list may have 4096 bytes.');
    expect(made.length).toBeGreaterThan(20);
    expect(list().tokens.map(({ name }) => name)).toEqual(made);
  });

  it('says that somebody else was first, and prints no token', async () => {
    // Prepare: another makes the list between the last look at it and the write.
    beforePut = () => {
      stored = { Value: '{"tokens":[]}', Version: 1, Type: 'SecureString' };
    };

    // Act
    const act = create('desk');

    // Assess
    await expect(act).rejects.toThrow(PipelineError);
    expect(stored?.Value).toBe('{"tokens":[]}');
  });

  it('tells that another write was overtaken', async () => {
    await create('first');
    beforePut = () => {
      stored = { Value: '{"tokens":[]}', Version: 2, Type: 'SecureString' };
    };
    await expect(create('second', {}, 8)).rejects.toThrow('Somebody else changed the tokens at the same time.');
  });

  it('writes over nothing that it cannot read', async () => {
    stored = { Value: 'not ours', Version: 5, Type: 'String' };
    await expect(create('desk')).rejects.toThrow(CorruptDataError);
    expect(stored).toEqual({ Value: 'not ours', Version: 5, Type: 'String' });
  });
});

describe('precis token list', () => {
  it('prints names, scopes and dates, never a hash', async () => {
    await create('desk', { scope: 'write' });
    await create('intern', { days: 1 }, 8);
    const screen = terminal();
    await listTokens(parameter, NOW + 86_400_000, screen);
    expect(screen.written.out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'desk write since 2026-03-04',
      'intern read since 2026-03-04 expired 2026-03-05',
      '',
    ]);
  });

  it('says that there are none', async () => {
    const screen = terminal();
    expect(await listTokens(parameter, NOW, screen)).toBe(0);
    expect(screen.written).toEqual({ out: '', progress: 'There are no tokens.\n' });
  });
});

describe('precis token revoke', () => {
  it('takes one token away', async () => {
    const token = await create('desk');
    await create('intern', {}, 8);
    await revokeToken('desk', parameter, terminal());
    expect(list().tokens.map(({ name }) => name)).toEqual(['intern']);
    expect(judge(list(), token, 'GET /v1/briefs', NOW).isAuthorized).toBe(false);
  });

  it('is wrong usage for a name that there is not', async () => {
    await create('desk');
    await expect(revokeToken('dusk', parameter, terminal())).rejects.toThrow(UsageError);
    expect(stored?.Version).toBe(1);
  });
});

describe('The parameter', () => {
  it('of the local runtime is the one of its template', async () => {
    // Prepare
    const state = await mkdtemp(join(tmpdir(), 'precis-token-'));
    const endpoint = (outputs: object) =>
      writeFile(
        join(state, 'endpoint.json'),
        JSON.stringify({
          ...service.config,
          apiUrl: 'http://127.0.0.1:1',
          s3Url: 'http://127.0.0.1:2',
          inboxBucket: 'inbox',
          ssmUrl: service.config.endpoint,
          outputs,
        }),
      );
    try {
      await endpoint({ TokensParameterName: NAME });

      // Act
      const found = await findTokenParameter({ state });
      const screen = terminal();
      await listTokens(found, NOW, screen);

      // Assess
      expect([found.name, readings]).toEqual([NAME, 1]);
      await endpoint({});
      await expect(findTokenParameter({ state })).rejects.toThrow('The local runtime takes no tokens');
    } finally {
      await rm(state, { recursive: true });
    }
  });

  it('of a stage that takes no tokens is wrong usage', async () => {
    await expect(findTokenParameter({ deployment: 'dev', state: '' })).rejects.toThrow(
      'The stage dev takes no tokens: its auth is iam.',
    );
  });
});

import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/precis/errors.ts';
import { inviteUser, type UserPool } from '../../bin/precis/invite-command.ts';
import { startJsonService } from '../json-service.ts';

/** The pool: its users, and who of them is in which group. */
let users: Map<string, string[]>;
let invitations: Record<string, unknown>[];
let service: Awaited<ReturnType<typeof startJsonService>>;
let pool: UserPool;

beforeEach(async () => {
  users = new Map();
  invitations = [];
  service = await startJsonService((operation, input) => {
    expect(input['UserPoolId']).toBe('eu-central-1_desk');
    const name = String(input['Username']);
    if (operation === 'AdminCreateUser') {
      if (users.has(name)) return { exception: 'UsernameExistsException' };
      users.set(name, []);
      invitations.push(input);
      return { output: { User: { Username: name } } };
    }
    expect(operation).toBe('AdminAddUserToGroup');
    users.get(name)?.push(String(input['GroupName']));
    return { output: {} };
  });
  pool = { cognito: new CognitoIdentityProviderClient(service.config), poolId: 'eu-central-1_desk' };
});
afterEach(async () => {
  pool.cognito.destroy();
  await service.close();
});

async function invite(email: string, write = false): Promise<string> {
  let progress = '';
  const terminal = {
    out: () => undefined,
    progress(text: string) {
      progress += `${text}\n`;
    },
  };
  expect(await inviteUser(email, { write }, pool, terminal)).toBe(0);
  return progress;
}

describe('precis invite', () => {
  it('has the pool send a mail; who is invited may read', async () => {
    expect(await invite('anna@example.org')).toContain('anna@example.org is invited');
    expect(invitations).toMatchObject([
      {
        Username: 'anna@example.org',
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [
          { Name: 'email', Value: 'anna@example.org' },
          { Name: 'email_verified', Value: 'true' },
        ],
      },
    ]);
    expect(users.get('anna@example.org')).toEqual([]);
  });

  it('makes a writer where that is asked for, also of who is there already', async () => {
    await invite('anna@example.org');
    const progress = await invite('anna@example.org', true);
    expect(progress).toContain('was invited before');
    expect(progress).toContain('may upload as well');
    expect([users.get('anna@example.org'), invitations.length]).toEqual([['writers'], 1]);
  });

  it.each(['anna', 'anna@', 'a b@example.org', 'anna@example.org\n'])('is wrong usage with %j', async (email) => {
    await expect(invite(email)).rejects.toThrow(UsageError);
    expect(users.size).toBe(0);
  });
});

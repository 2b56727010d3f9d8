import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { writeDurably } from '../durable-file.ts';
import { ServiceError } from '../service-error.ts';

const User = z.strictObject({
  /** The name that Cognito makes, which is the `sub` of the user's tokens, too. */
  username: z.string(),
  email: z.string(),
  groups: z.array(z.string()),
  /** Whether somebody has signed in as this user. */
  confirmed: z.boolean(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  modifiedAt: z.number(),
});
export type User = Readonly<z.infer<typeof User>>;

const Stored = z.strictObject({ key: z.record(z.string(), z.unknown()), users: z.array(User) });

/** The longest e-mail address (RFC 5321, 4.5.3.1.3, without its brackets). */
const LONGEST_EMAIL = 254;

/** The users of one pool and the key that its tokens are signed with, in a file that their owner alone may read. */
export class UserDirectory {
  /** The private key as a JWK. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly #file: string;
  #users: readonly User[];
  /** Changes go to the disk one after another. */
  #changed: Promise<unknown> = Promise.resolve();

  private constructor(file: string, { key, users }: z.infer<typeof Stored>) {
    this.#file = file;
    this.key = key;
    this.#users = users;
  }

  /** @throws CorruptDataError for a file that this class did not write. */
  static async open(dir: string, poolId: string): Promise<UserDirectory> {
    const file = join(dir, `${poolId}.json`);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const directory = new UserDirectory(file, { key: await newKey(), users: [] });
      await directory.#write([]);
      return directory;
    }
    try {
      return new UserDirectory(file, Stored.parse(JSON.parse(text)));
    } catch (cause) {
      throw new CorruptDataError('The stored users cannot be read.', { file, cause });
    }
  }

  /** All users, the eldest first. */
  all(): readonly User[] {
    return this.#users;
  }

  /** Finds a user by name or e-mail, which is compared without regard to case. */
  find(name: string): User | undefined {
    const email = name.toLowerCase();
    return this.#users.find((user) => user.username === name || user.email.toLowerCase() === email);
  }

  /** @throws ServiceError for an address that is none, or has a user already. */
  create(email: string, groups: readonly string[], time: number): Promise<User> {
    return this.#change((users) => {
      if (email.length > LONGEST_EMAIL || !z.email().safeParse(email).success) {
        throw new ServiceError('InvalidParameterException', 'Username should be an email.');
      }
      if (this.find(email)) {
        throw new ServiceError('UsernameExistsException', 'An account with the given email already exists.');
      }
      const user = {
        username: randomUUID(),
        email,
        groups: [...new Set(groups)],
        confirmed: false,
        createdAt: time,
        modifiedAt: time,
      };
      return { users: [...users, user], user };
    });
  }

  /** @throws ServiceError if there is no such user. */
  update(name: string, change: (user: User) => Partial<User>, time: number): Promise<User> {
    return this.#change((users) => {
      const before = this.find(name);
      if (!before) throw userNotFound();
      const user = { ...before, ...change(before), modifiedAt: time };
      return { users: users.map((other) => (other === before ? user : other)), user };
    });
  }

  /** Resolves when all changes are on the disk. */
  async close(): Promise<void> {
    await this.#changed;
  }

  #change(change: (users: readonly User[]) => { users: User[]; user: User }): Promise<User> {
    const done = this.#changed.then(async () => {
      const { users, user } = change(this.#users);
      await this.#write(users);
      this.#users = users;
      return user;
    });
    this.#changed = done.catch(() => undefined);
    return done;
  }

  #write(users: readonly User[]): Promise<void> {
    return writeDurably(this.#file, JSON.stringify({ key: this.key, users }), 0o600);
  }
}

export function userNotFound(): ServiceError {
  return new ServiceError('UserNotFoundException', 'User does not exist.');
}

async function newKey(): Promise<Record<string, unknown>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

import type { Clock } from '../contracts.ts';
import type { UserPoolClientPlan } from '../template/plan.ts';
import { AuthorizationCodes } from './authorization-codes.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import type { UserPoolSpec } from './specs.ts';
import { TokenIssuer } from './token-issuer.ts';
import { UserDirectory } from './user-directory.ts';

/** A user pool at work. */
export interface UserPool {
  spec: UserPoolSpec;
  users: UserDirectory;
  tokens: TokenIssuer;
  codes: AuthorizationCodes;
  refreshTokens: RefreshTokens;
}

/** @throws CorruptDataError for a pool whose file cannot be read. */
export async function openUserPool(spec: UserPoolSpec, dir: string, clock: Clock): Promise<UserPool> {
  const users = await UserDirectory.open(dir, spec.id);
  return {
    spec,
    users,
    tokens: await TokenIssuer.open(spec.issuer, users.key, clock),
    codes: new AuthorizationCodes(clock),
    refreshTokens: new RefreshTokens(clock),
  };
}

/** A client of one of the pools, which no other pool has. */
export function findClient(
  pools: readonly UserPool[],
  clientId: string | null,
): { pool: UserPool; client: UserPoolClientPlan } | undefined {
  for (const pool of pools) {
    const client = pool.spec.clients.find(({ id }) => id === clientId);
    if (client) return { pool, client };
  }
  return undefined;
}

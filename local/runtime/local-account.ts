import type { LocalAccount } from '../contracts.ts';
import type { Stack } from '../template/app-template.ts';

/** The account and region of stacks that may be deployed anywhere. */
const ANYWHERE: LocalAccount = { accountId: '000000000000', region: 'eu-central-1' };

/** The account and region that names and ARNs carry here: those that the stacks are fixed to, if they are. */
export function accountOf(stacks: readonly Stack[]): LocalAccount {
  const environments = stacks.flatMap(({ environment }) => environment ?? []);
  return {
    accountId: environments.find(({ account }) => account !== undefined)?.account ?? ANYWHERE.accountId,
    region: environments.find(({ region }) => region !== undefined)?.region ?? ANYWHERE.region,
  };
}

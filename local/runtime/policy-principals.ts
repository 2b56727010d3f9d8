import type { LocalAccount, Principal } from '../contracts.ts';
import { rolePrincipal } from '../iam/principals.ts';
import type { PolicyPlan, PolicyStatement } from '../template/plan.ts';
import { newAccessKey } from './access-keys.ts';

/**
 * For each managed policy that lets people call an API, somebody who has that policy alone.
 * @returns them by the policy's name. @throws ConfigurationError for a policy that is not understood.
 */
export function policyPrincipals(policies: readonly PolicyPlan[], account: LocalAccount): Map<string, Principal> {
  return new Map(
    policies
      .filter(({ statements }) => statements.some(letsCallApi))
      .map(({ name, statements }) => {
        const arn = `arn:aws:iam::${account.accountId}:user/${name}`;
        return [name, rolePrincipal({ ...newAccessKey(), arn }, statements, account)];
      }),
  );
}

function letsCallApi({ Effect, Action }: PolicyStatement): boolean {
  return Effect === 'Allow' && [Action ?? []].flat().some((action) => /^(\*$|execute-api:)/i.test(action));
}

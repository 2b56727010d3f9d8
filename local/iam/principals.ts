import type { LocalAccount, Principal, Principals } from '../contracts.ts';
import type { PolicyStatement } from '../template/plan.ts';
import { readPolicies } from './policies.ts';

/** An access key and whose it is. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  arn: string;
}

/**
 * A role with its identity policies.
 * @throws ConfigurationError for a policy that is not understood.
 */
export function rolePrincipal(
  credentials: Credentials,
  statements: readonly PolicyStatement[],
  account: LocalAccount,
): Principal {
  return { ...credentials, allows: readPolicies(statements, credentials.arn, account) };
}

/** The owner of this machine, who may do everything. */
export function ownerPrincipal(credentials: Credentials): Principal {
  return { ...credentials, allows: () => true };
}

/** Finds principals by their access key ids. */
export function principalsOf(list: readonly Principal[]): Principals {
  const byKey = new Map(list.map((principal) => [principal.accessKeyId, principal]));
  return { find: (accessKeyId) => byKey.get(accessKeyId) };
}

/** What AWS answers a principal without the permission (IAM User Guide, "Troubleshoot access denied error messages"). */
export function deniedMessage(principal: Principal, action: string, resource: string): string {
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;
}

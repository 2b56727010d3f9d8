import type { Clock, LocalAccount, Principals } from '../contracts.ts';
import type { UserPoolPlan } from '../template/plan.ts';

/** A user pool as the template has it. */
export type UserPoolSpec = Omit<UserPoolPlan, 'stack' | 'logicalId'>;

export interface IdentityOptions {
  /** Where keys and users live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  pools: UserPoolSpec[];
  /** Whose pages may ask for tokens; others may not read the answers. */
  allowsOrigin(origin: string): boolean;
  /** The time that tokens and signatures carry: that of those who check them, so by default the machine's. */
  clock?: Clock;
}

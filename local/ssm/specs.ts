import type { Clock, LocalAccount, Principals } from '../contracts.ts';

export interface SsmOptions {
  /** Where the parameters live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The runtime's time, of which modification times are. */
  clock: Clock;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
}

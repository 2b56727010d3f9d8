import type { Clock, LocalAccount, Principals } from '../contracts.ts';

export interface LogsOptions {
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The file that each log group is, by the group's name. What was rotated stands beside it as `<file>.1`. */
  groups: ReadonlyMap<string, string>;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
}

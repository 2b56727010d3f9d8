import type { Clock, LocalAccount, Principals } from '../contracts.ts';

export interface CloudFormationOptions {
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The stacks that are deployed here, with their resolved outputs. */
  stacks: readonly { name: string; outputs: Readonly<Record<string, string>> }[];
  /** When they were, in milliseconds since the epoch. */
  startedAt: number;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
}

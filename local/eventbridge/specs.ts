import type { Chaos } from '../chaos/chaos.ts';
import type { Clock, LocalAccount, Principals } from '../contracts.ts';
import type { Json } from '../template/template.ts';

/** A rule as the template has it. */
export interface EventRuleSpec {
  name: string;
  busArn: string;
  pattern: Json;
  /** The queues that get each event that it matches. */
  queueArns: string[];
}

export interface EventBridgeOptions {
  /** The file that each event is written to as a line of JSON, as targets get it. Its folder is made if absent. */
  logFile: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The runtime's time, of which the times of events are. */
  clock: Clock;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  rules: EventRuleSpec[];
  /** Sends a message to a queue; resolved once it is stored durably. */
  deliver(queueArn: string, body: string): Promise<void>;
  /** What goes wrong with requests on purpose; without it, nothing. */
  chaos?: Chaos | undefined;
}

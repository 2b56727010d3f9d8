/** What the parts of the local runtime promise each other. They talk over HTTP with signed requests, as they would in AWS. */

/** A local AWS service that listens on 127.0.0.1. */
export interface LocalService {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  readonly url: string;
  /** Stops listening and lets go of files; safe to call twice. */
  close(): Promise<void>;
}

/** Time, injectable so that tests and `--time-scale` need no waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once after `ms` of this clock's time; the function returned cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Who a request comes from, by its access key id. */
export interface Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `arn:aws:iam::…:role/…`, `…:user/…`, or the owner of this machine. */
  readonly arn: string;
  /**
   * Whether an identity policy allows it.
   * @param action as `s3:GetObject`
   * @param resource the full ARN
   * @param keys what the request says for the condition keys of its service
   */
  allows(action: string, resource: string, keys?: RequestKeys): boolean;
}

/** Condition keys of services that a request says itself, in lower case, where policies here go by them. */
export interface RequestKeys {
  /** The values of the partition keys that a request names (Service Authorization Reference, "Amazon DynamoDB"). */
  readonly 'dynamodb:leadingkeys'?: readonly string[];
}

/**
 * The principals of one runtime: a role for each function, somebody for each policy that lets people call the API, and
 * the owner of this machine, who may do everything.
 */
export interface Principals {
  find(accessKeyId: string): Principal | undefined;
}

/** The account and region that local ARNs carry. */
export interface LocalAccount {
  readonly accountId: string;
  readonly region: string;
}

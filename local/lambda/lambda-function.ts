import type { FunctionPlan } from '../template/plan.ts';

/** A function as the sandboxes need it. */
export type LambdaFunction = Pick<
  FunctionPlan,
  | 'name'
  | 'arn'
  | 'handler'
  | 'runtime'
  | 'memoryMegabytes'
  | 'timeoutSeconds'
  | 'environment'
  | 'codeDirectory'
  | 'reservedConcurrency'
> & {
  /** The key of the function's role. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Where the AWS services listen, by the name of the variable that the AWS SDK reads. */
  endpoints: Record<string, string>;
  region: string;
};

/** What an invocation gave. */
export interface InvocationResult {
  /** The handler's JSON answer, or an object `{ errorType, errorMessage, trace? }`. */
  payload: string;
  /** Whether the function failed: it threw, ended, ran out of time or memory, or answered too much. */
  failed: boolean;
}

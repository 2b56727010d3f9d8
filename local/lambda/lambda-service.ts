import { FunctionPool, type PoolOptions } from './function-pool.ts';
import type { InvocationResult, LambdaFunction } from './lambda-function.ts';

/** The functions of one app, by name. */
export class LambdaService {
  readonly #pools: ReadonlyMap<string, FunctionPool>;

  constructor(functions: LambdaFunction[], options: PoolOptions) {
    this.#pools = new Map(functions.map((lambda) => [lambda.name, new FunctionPool(lambda, options)]));
  }

  /**
   * Invokes a function and waits for its answer.
   * @param event what the handler gets; it must be JSON.
   * @throws ThrottledError, RequestTooLargeError; RangeError for a function that is not there.
   */
  invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    const pool = this.#pools.get(functionName);
    if (!pool) throw new RangeError(`There is no function ${functionName}.`);
    return pool.invoke(JSON.stringify(event));
  }

  /**
   * Starts one sandbox of each function, one after another, so that the first event finds it warm.
   * @returns the names of the functions that cannot initialize; their logs say why.
   */
  async warm(): Promise<string[]> {
    const failed: string[] = [];
    for (const [name, pool] of this.#pools) if (!(await pool.warm())) failed.push(name);
    return failed;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}

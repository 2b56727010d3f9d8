import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { UNFINISHED, writeDurably } from '../durable-file.ts';
import { ServiceError } from '../service-error.ts';

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

const Parameter = z.strictObject({
  type: z.enum(PARAMETER_TYPES),
  value: z.string(),
  version: z.number().int(),
  /** Milliseconds since the epoch. */
  modifiedAt: z.number(),
});
export type Parameter = z.infer<typeof Parameter>;
const Parameters = z.record(z.string(), Parameter);

/** The parameters of one account and region by name, in a file that their owner alone may read. */
export class ParameterStore {
  readonly #file: string;
  #parameters: ReadonlyMap<string, Parameter>;
  /** Changes go to the disk one after another. */
  #changed: Promise<unknown> = Promise.resolve();

  private constructor(file: string, parameters: ReadonlyMap<string, Parameter>) {
    this.#file = file;
    this.#parameters = parameters;
  }

  /** @throws CorruptDataError for a file that this class did not write. */
  static async open(dir: string): Promise<ParameterStore> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(dir)) if (name.endsWith(UNFINISHED)) await rm(join(dir, name), { force: true });
    const file = join(dir, 'parameters.json');
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    try {
      return new ParameterStore(file, new Map(Object.entries(Parameters.parse(JSON.parse(text)))));
    } catch (cause) {
      throw new CorruptDataError('The stored parameters cannot be read.', { file, cause });
    }
  }

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  /**
   * Stores a value durably.
   * @param type of a new parameter; one that is there keeps its type if none is given.
   * @returns its version. @throws ServiceError if it is there and may not be overwritten, or has no type.
   */
  put(
    name: string,
    value: string,
    type: Parameter['type'] | undefined,
    overwrite: boolean,
    time: number,
  ): Promise<number> {
    return this.#change((parameters) => {
      const before = parameters.get(name);
      if (before && !overwrite) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const kept = type ?? before?.type;
      if (kept === undefined) throw new ServiceError('ValidationException', 'A parameter type is required.');
      const version = (before?.version ?? 0) + 1;
      parameters.set(name, { type: kept, value, version, modifiedAt: time });
      return version;
    });
  }

  /** @returns whether it was there. */
  delete(name: string): Promise<boolean> {
    return this.#change((parameters) => parameters.delete(name));
  }

  /** Resolves when all changes are on the disk. */
  async close(): Promise<void> {
    await this.#changed;
  }

  #change<Result>(change: (parameters: Map<string, Parameter>) => Result): Promise<Result> {
    const done = this.#changed.then(async () => {
      const parameters = new Map(this.#parameters);
      const result = change(parameters);
      await writeDurably(this.#file, JSON.stringify(Object.fromEntries(parameters)), 0o600);
      this.#parameters = parameters;
      return result;
    });
    this.#changed = done.catch(() => undefined);
    return done;
  }
}

import { serveTasks } from '../runtime/worker-task.ts';
import { type ParseLimits, parseFile } from './parse.ts';

/** One file to parse in the isolated worker. */
export interface ParseTask {
  bytes: Uint8Array;
  /** The file's name or key: a hint. */
  name: string;
  limits: ParseLimits;
}

serveTasks(({ bytes, name, limits }: ParseTask) => parseFile(bytes, { name }, limits));

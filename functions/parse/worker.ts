import type { Rejection } from '../core/manifest.ts';
import { serveTasks } from '../runtime/worker-task.ts';
import { type ParseLimits, parseFile } from './parse.ts';

/** One file to parse in the isolated worker. */
export interface ParseTask {
  bytes: Uint8Array;
  /** The file's name or key: a hint. */
  name: string;
  limits: ParseLimits;
  /** Parts that broke a limit before. */
  broken: ReadonlyMap<string, Rejection>;
}

serveTasks(({ bytes, name, limits, broken }: ParseTask, begin) =>
  parseFile(bytes, { name }, limits, { begin, broken }),
);

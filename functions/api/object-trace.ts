import { traceIdOfVersion } from '../core/trace.ts';

/** The header by which an answer about one object is traced to the log lines of the file that it came from. */
export const OBJECT_TRACE = 'x-precis-trace';

/**
 * The trace of a brief, or of a file, as a header of an answer about it.
 * @param version the stored version that the answer is about: for what was removed, that of the removal.
 */
export function objectTrace(id: string, version: string): Record<string, string> {
  return { [OBJECT_TRACE]: traceIdOfVersion(id, version) };
}

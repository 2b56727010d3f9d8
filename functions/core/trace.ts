import { REVISION_WIDTH } from './identity.ts';

/**
 * What one version of a file, or of an article of it, is called in every log line and answer about it:
 * `uploadId.revision`, then `articleId.revision`. Both end in the same revision, so that it alone finds the whole way of
 * a file.
 */
export function traceIdOf(id: string, revision: string): string {
  return `${id}.${revision}`;
}

/** The trace id by a stored version, which begins with its revision. */
export function traceIdOfVersion(id: string, version: string): string {
  return traceIdOf(id, version.slice(0, REVISION_WIDTH));
}

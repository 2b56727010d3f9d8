import { briefAddress } from '../../core/brief-address.ts';
import type { BriefView } from '../../core/store/brief-views.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { objectTrace } from '../object-trace.ts';
import { readId, VersionParameters } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery } from '../query.ts';
import type { ListedVersion, VersionList } from '../responses.ts';

/**
 * `GET /v1/briefs/{id}/versions`: versions that were ever current and are still kept, newest first, each with what changed
 * against the one before. Of a removed brief no text is told.
 */
export const listVersions: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { limit, cursor } = readQuery(VersionParameters(), request.query);
  const id = readId(request.parameters['id']);
  const now = context.now();
  // One more than are told: the oldest of a page is compared with it.
  const { items, more } = await context.store.getVersionsWhole(id, { limit: limit + 1, before: cursor }, now);
  const current = cursor === undefined ? items[0] : await context.store.getBrief(id, now);
  if (current === undefined) throw new ProblemError('not-found', `There is no brief ${id}.`);
  // Few ask for a history: what compares versions is not loaded at start.
  const { versionChanges } = await import('../../core/notes/version-changes.ts');
  const listed = items.slice(0, limit).map((view, index): ListedVersion => {
    const before = current.state === 'removed' ? undefined : items[index + 1];
    const isComparable = view.state === 'live' && before?.state === 'live';
    return {
      version: view.version,
      state: view.state,
      current: view.version === current.version,
      briefedAt: view.briefedAt,
      ...(view.state === 'live' && current.state !== 'removed' ? { address: addressOf(view) } : {}),
      ...(isComparable ? { changes: versionChanges(before.brief, view.brief) } : {}),
    };
  });
  const last = listed.at(-1);
  const next = (more || items.length > limit) && last !== undefined ? last.version : undefined;
  const body: VersionList = { items: listed, ...(next === undefined ? {} : { next }) };
  return respondJson(request, body, { ...objectTrace(id, current.version), ...nextLink(request, next) });
};

function addressOf({ briefId, version }: BriefView): string {
  return `/v1/briefs/${briefAddress(briefId, version)}`;
}

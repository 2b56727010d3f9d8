import { readChanges } from '../../core/ledger/read-changes.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { ChangesParameters, readStretch, readWatchId } from '../ledger-parameters.ts';
import { readQuery } from '../query.ts';
import { withKnownWatch } from './known-watch.ts';

async function changesOf(request: ApiRequest, context: ApiContext, watchId: string | undefined) {
  const { quiet, ...given } = readQuery(ChangesParameters(), request.query);
  const now = context.now();
  const query = { ...readStretch(given, now), quietAfterDays: quiet, watchId };
  return respondJson(request, await withKnownWatch('not-found', () => readChanges(context, query, now)));
}

/** `GET /v1/changes`: what changed over all briefs, by story. */
export const listChanges: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  return changesOf(request, context, undefined);
};

/** `GET /v1/watches/{id}/changes`: what changed on one watch, by story. */
export const listWatchChanges: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  return changesOf(request, context, readWatchId(request.parameters['id']));
};

import { dossierOf, identityOf } from '../../core/dossier/party-dossier.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { DossierParameters, PartyListParameters, readPartyId } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery } from '../query.ts';
import type { Dossier, PartyList } from '../responses.ts';

/** Briefs in which a party is looked for that the page itself does not name. */
const NEWEST = 5;

/** `GET /v1/parties`: the parties of the newest briefs, the one that gains most first. */
export const listParties: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const query = readQuery(PartyListParameters, request.query);
  return respondJson(request, (await context.store.listParties(query, context.now())) satisfies PartyList);
};

/** `GET /v1/parties/{id}`: one page of a party's dossier, made of the briefs that name it. */
export const getDossier: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const query = readQuery(DossierParameters, request.query);
  const id = readPartyId(request.parameters['id']);
  const now = context.now();
  const { items, next } = await context.store.listWholeBriefs({ ...query, party: id, view: 'dossier' }, now);
  // A page may be empty: no brief of that time or outlet, or the end. Then the newest brief of all says who it is.
  const party =
    identityOf(id, items) ??
    identityOf(id, (await context.store.listWholeBriefs({ party: id, limit: NEWEST, view: 'dossier' }, now)).items);
  if (party === undefined) throw new ProblemError('not-found', `No brief names a party ${id}.`);
  const dossier: Dossier = { party, ...dossierOf(id, items), ...(next === undefined ? {} : { next }) };
  return respondJson(request, dossier, nextLink(request, next));
};

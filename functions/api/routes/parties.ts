import { dossierOf, identityOf, type PartyIdentity } from '../../core/dossier/party-dossier.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { DossierParameters, PartyListParameters, readPartyId } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery } from '../query.ts';
import type { Dossier, PartyList } from '../responses.ts';

/** Of a cursor. */
const VIEW = 'dossier';
/** Briefs in which a party is looked for at once that the page itself does not name, and how often: all may be copies. */
const SOUGHT = 5;
const MOST_SEARCHES = 20;

/** Who a party is, as the newest brief of all that name it has it. */
async function newestIdentity(id: string, context: ApiContext, now: number): Promise<PartyIdentity | undefined> {
  let cursor: string | undefined;
  for (let searches = 0; searches < MOST_SEARCHES; searches += 1) {
    const query = { party: id, limit: SOUGHT, view: VIEW, cursor };
    const { items, next } = await context.store.listWholeBriefs(query, now);
    const found = identityOf(id, items);
    if (found !== undefined || next === undefined) return found;
    cursor = next;
  }
  return undefined;
}

/** `GET /v1/parties`: the parties of the newest briefs, the one that gains most first. */
export const listParties: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const query = readQuery(PartyListParameters(), request.query);
  return respondJson(request, (await context.store.listParties(query, context.now())) satisfies PartyList);
};

/** `GET /v1/parties/{id}`: one page of a party's dossier, made of the briefs that name it. */
export const getDossier: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const query = readQuery(DossierParameters(), request.query);
  const id = readPartyId(request.parameters['id']);
  const now = context.now();
  const { items, next } = await context.store.listWholeBriefs({ ...query, party: id, view: VIEW }, now);
  // A page may be empty: no brief of that time or outlet, copies alone, or the end.
  const party = identityOf(id, items) ?? (await newestIdentity(id, context, now));
  if (party === undefined) throw new ProblemError('not-found', `No brief names a party ${id}.`);
  const dossier: Dossier = { party, ...dossierOf(id, items), ...(next === undefined ? {} : { next }) };
  return respondJson(request, dossier, nextLink(request, next));
};

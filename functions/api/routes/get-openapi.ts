import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond } from '../http.ts';
import { refuseParameters } from '../query.ts';

/** `GET /openapi.json`: the document as it was built; `npm run openapi` writes it. */
export const getOpenApi: Route = async (request: ApiRequest, { openApi }: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  return respond(request, 'application/json', await openApi());
};

import document from '../../../docs/openapi.json' with { type: 'json' };
import type { Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { refuseParameters } from '../query.ts';

/** `GET /openapi.json`: the document as it was built; `npm run openapi` writes it. */
export const getOpenApi: Route = async (request: ApiRequest) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  return respondJson(request, document);
};

import { renderMarkdown } from '../../core/render/markdown.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { readId } from '../parameters.ts';
import { refuseParameters } from '../query.ts';
import { liveBrief } from './live-brief.ts';

/** `GET /v1/briefs/{id}`: a brief as JSON or Markdown. */
export const getBrief: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/markdown']);
  refuseParameters(request.query);
  const { brief } = await liveBrief(readId(request.parameters['id']), context);
  return mediaType === 'text/markdown'
    ? respond(request, mediaType, renderMarkdown(brief))
    : respondJson(request, brief);
};

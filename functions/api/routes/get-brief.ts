import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { readId } from '../parameters.ts';
import { refuseParameters } from '../query.ts';
import { liveBrief } from './live-brief.ts';

/** `GET /v1/briefs/{id}`: a brief as JSON, as a page of Markdown, or as a page of HTML that prints well. */
export const getBrief: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/markdown', 'text/html']);
  refuseParameters(request.query);
  const { brief, trace } = await liveBrief(readId(request.parameters['id']), context);
  // Most ask for JSON: what writes the pages is loaded for the first one.
  if (mediaType === 'text/markdown') {
    const { renderMarkdown } = await import('../../core/render/markdown.ts');
    return respond(request, mediaType, renderMarkdown(brief), trace);
  }
  if (mediaType === 'text/html') {
    const { PAGE_POLICY, renderHtml } = await import('../../core/render/html.ts');
    return respond(request, mediaType, renderHtml(brief), {
      ...trace,
      'content-security-policy': `${PAGE_POLICY}; frame-ancestors 'none'`,
    });
  }
  return respondJson(request, brief, trace);
};

import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { readId } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { refuseParameters } from '../query.ts';
import type { ArticleText } from '../responses.ts';
import { liveBrief } from './live-brief.ts';

/** `GET /v1/briefs/{id}/article`: the text that the brief's offsets index. */
export const getArticle: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/plain']);
  refuseParameters(request.query);
  const id = readId(request.parameters['id']);
  const { articleKey, trace } = await liveBrief(id, context);
  const article = await context.readArticle(articleKey);
  if (!article) throw new ProblemError('not-found', 'The text of the article is no longer kept.', [], trace);
  if (mediaType === 'text/plain') return respond(request, mediaType, article.text, trace);
  const { title, language, contentHash, text, boilerplate, notes } = article;
  const shown: ArticleText = { briefId: id, title, language, contentHash, text, boilerplate, notes };
  return respondJson(request, shown, trace);
};

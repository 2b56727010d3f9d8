import type { Brief } from '../../core/brief.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { readBriefAddress } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { refuseParameters } from '../query.ts';
import type { ArticleText } from '../responses.ts';
import { liveBrief, liveVersion } from './live-brief.ts';

/** S3 tells when a version was put in whole seconds, its event in milliseconds. */
const SECOND_MS = 1000;

/**
 * Whether the inbox still has the version that a brief is of: the text of a file that is deleted is withheld at once, before
 * the pipeline comes to it. A version that was put since is on its way and removes nothing; an older one shows that the
 * brief's own was deleted for good.
 */
async function isInInbox({ article: { upload, receivedAt } }: Brief, context: ApiContext): Promise<boolean> {
  const shown = await context.currentVersion(upload.key);
  if (shown === undefined || shown.versionId === upload.versionId) return shown !== undefined;
  return receivedAt === null || shown.lastModified + SECOND_MS >= Date.parse(receivedAt);
}

/** `GET /v1/briefs/{id}/article`: the text that the brief's offsets index, or those of one version of it. */
export const getArticle: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/plain']);
  refuseParameters(request.query);
  const { id, version } = readBriefAddress(request.parameters['id']);
  const { readArticle } = context;
  if (readArticle === undefined) {
    throw new ProblemError('text-not-served', 'This deployment serves briefs with their quotes, and no whole article.');
  }
  const { articleKey, brief, trace } =
    version === undefined ? await liveBrief(id, context) : await liveVersion(id, version, context);
  if (!(await isInInbox(brief, context))) {
    throw new ProblemError('removed', 'The article was removed from the inbox.', [], trace);
  }
  const article = await readArticle(articleKey);
  if (!article) throw new ProblemError('not-found', 'The text of the article is no longer kept.', [], trace);
  if (mediaType === 'text/plain') return respond(request, mediaType, article.text, trace);
  const { title, language, contentHash, text, boilerplate, notes } = article;
  const shown: ArticleText = { briefId: id, title, language, contentHash, text, boilerplate, notes };
  return respondJson(request, shown, trace);
};

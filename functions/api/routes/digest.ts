import { readDigest } from '../../core/ledger/read-digest.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { DigestParameters, readStretch } from '../ledger-parameters.ts';
import { readQuery } from '../query.ts';
import { withKnownWatch } from './known-watch.ts';

/**
 * Briefs that are read for the watches of one answer: at most two milliseconds each of a whole processor, of which the function
 * has a part, within its time.
 */
const MOST_BRIEFS = 600;

/** `GET /v1/digest`: the page of the morning, as JSON, as a page of HTML that may be sent or printed, or as Markdown. */
export const getDigest: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/html', 'text/markdown']);
  const { since, watch } = readQuery(DigestParameters(), request.query);
  const now = context.now();
  const query = { ...readStretch({ since }, now), watchId: watch, mostBriefs: MOST_BRIEFS };
  const digest = await withKnownWatch('invalid-request', () => readDigest(context, query, now));
  if (mediaType === 'text/markdown') {
    const { renderDigestMarkdown } = await import('../../core/render/digest-markdown.ts');
    return respond(request, mediaType, renderDigestMarkdown(digest, request.origin));
  }
  if (mediaType === 'text/html') {
    const { DIGEST_POLICY, renderDigestHtml } = await import('../../core/render/digest-html.ts');
    return respond(request, mediaType, renderDigestHtml(digest, request.origin), {
      'content-security-policy': `${DIGEST_POLICY}; frame-ancestors 'none'`,
    });
  }
  return respondJson(request, digest);
};

import { briefAddress } from '../../core/brief-address.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { BriefParameters, readBriefAddress } from '../parameters.ts';
import { readQuery } from '../query.ts';
import type { Edition, ServedBrief } from '../responses.ts';
import { corrected } from './corrected.ts';
import { type LiveBrief, liveBrief, liveVersion } from './live-brief.ts';

/** One version never says anything else. A removal or purge of its article reaches whoever asks, and no copy of theirs. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/**
 * `GET /v1/briefs/{id}`: a brief as JSON, as a page of Markdown, or as a page of HTML that prints well, with what a desk
 * noted applied. `{id}@{version}` is one version of it as the analyzer wrote it, for ever.
 */
export const getBrief: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/markdown', 'text/html']);
  const { corrections } = readQuery(BriefParameters(), request.query);
  const { id, version } = readBriefAddress(request.parameters['id']);
  const live = version === undefined ? await liveBrief(id, context) : await liveVersion(id, version, context);
  const isAsWritten = version !== undefined || corrections === 'none';
  const served = await corrected(live, isAsWritten ? [] : await context.notes.of(id), context);
  const headers = {
    ...live.trace,
    ...linksOf(request, live),
    ...(version === undefined ? {} : { 'cache-control': FOR_EVER }),
  };
  // Most ask for JSON: what writes the pages is loaded for the first one.
  if (mediaType === 'text/markdown') {
    const { renderMarkdown } = await import('../../core/render/markdown.ts');
    return respond(request, mediaType, renderMarkdown(served.brief, served.desk), headers);
  }
  if (mediaType === 'text/html') {
    const { PAGE_POLICY, renderHtml } = await import('../../core/render/html.ts');
    return respond(request, mediaType, renderHtml(served.brief, served.desk), {
      ...headers,
      'content-security-policy': `${PAGE_POLICY}; frame-ancestors 'none'`,
    });
  }
  const body: ServedBrief = {
    ...served.brief,
    edition: editionOf(live),
    ...(served.desk === undefined ? {} : { desk: served.desk }),
  };
  return respondJson(request, body, headers);
};

function editionOf({ briefId, version, briefedAt }: LiveBrief): Edition {
  return { version, briefedAt, address: `/v1/briefs/${briefAddress(briefId, version)}` };
}

/** The permanent address of what is answered, and that of its history (RFC 8288, RFC 5829). */
function linksOf({ origin }: ApiRequest, { briefId, version }: LiveBrief): Record<string, string> {
  const address = (path: string): string => `<${origin}/v1/briefs/${path}>`;
  const own = `${address(briefAddress(briefId, version))}; rel="bookmark"`;
  return { link: `${own}, ${address(`${briefId}/versions`)}; rel="version-history"` };
}

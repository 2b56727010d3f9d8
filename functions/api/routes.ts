import type { Route } from './context.ts';
import type { RouteKey } from './route-table.ts';
import { getArticle } from './routes/get-article.ts';
import { getBrief } from './routes/get-brief.ts';
import { listBriefs } from './routes/list-briefs.ts';
import { getAsset, getShell } from './routes/reader.ts';

/** A route whose code is loaded when it is first asked for: a cold start does not read it. */
function whenAsked(load: () => Promise<Route>): Route {
  return async (...asked) => (await load())(...asked);
}

const parties = () => import('./routes/parties.ts');
const uploads = () => import('./routes/uploads.ts');

/** What answers each route of the table. Those that a reader asks first, lists and briefs, are there at once. */
export const ROUTES: Record<RouteKey, Route> = {
  'GET /v1/briefs': listBriefs,
  'GET /v1/briefs/{id}': getBrief,
  'GET /v1/briefs/{id}/article': getArticle,
  'GET /v1/briefs/{id}/versions': whenAsked(async () => (await import('./routes/list-versions.ts')).listVersions),
  'GET /v1/parties': whenAsked(async () => (await parties()).listParties),
  'GET /v1/parties/{id}': whenAsked(async () => (await parties()).getDossier),
  'GET /v1/issues': whenAsked(async () => (await import('./routes/issues.ts')).listIssues),
  'GET /v1/feed': whenAsked(async () => (await import('./routes/get-feed.ts')).getFeed),
  'GET /v1/uploads': whenAsked(async () => (await uploads()).findUpload),
  'POST /v1/uploads': whenAsked(async () => (await uploads()).createUpload),
  'GET /v1/uploads/{uploadId}': whenAsked(async () => (await uploads()).getUpload),
  'GET /openapi.json': whenAsked(async () => (await import('./routes/get-openapi.ts')).getOpenApi),
  'GET /': getShell,
  'GET /b/{id}': getShell,
  'GET /parties': getShell,
  'GET /parties/{id}': getShell,
  'GET /issues': getShell,
  'GET /assets/{name}': getAsset,
};

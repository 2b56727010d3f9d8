import type { Route } from './context.ts';
import { getArticle } from './routes/get-article.ts';
import { getBrief } from './routes/get-brief.ts';
import { getOpenApi } from './routes/get-openapi.ts';
import { listBriefs } from './routes/list-briefs.ts';
import { listVersions } from './routes/list-versions.ts';
import { findUpload, getUpload } from './routes/uploads.ts';

/** Every route of the API by its path; each answers GET, and HEAD without a body. */
export const ROUTES: Record<string, Route> = {
  '/v1/briefs': listBriefs,
  '/v1/briefs/{id}': getBrief,
  '/v1/briefs/{id}/article': getArticle,
  '/v1/briefs/{id}/versions': listVersions,
  '/v1/uploads': findUpload,
  '/v1/uploads/{uploadId}': getUpload,
  '/openapi.json': getOpenApi,
};

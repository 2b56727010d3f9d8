import type { Route } from './context.ts';
import type { RouteKey } from './route-table.ts';
import { getArticle } from './routes/get-article.ts';
import { getBrief } from './routes/get-brief.ts';
import { getFeed } from './routes/get-feed.ts';
import { getOpenApi } from './routes/get-openapi.ts';
import { listIssues } from './routes/issues.ts';
import { listBriefs } from './routes/list-briefs.ts';
import { listVersions } from './routes/list-versions.ts';
import { listNotedBriefs, listNotes } from './routes/notes.ts';
import { getDossier, listParties } from './routes/parties.ts';
import { getAsset, getShell } from './routes/reader.ts';
import { createUpload, findUpload, getUpload } from './routes/uploads.ts';

/** A route that most instances of the function never serve: its code is loaded for the first request of it. */
function loaded(load: () => Promise<Route>): Route {
  return async (request, context) => (await load())(request, context);
}

const calendar = () => import('./routes/calendar.ts');
const changes = () => import('./routes/changes.ts');
const watches = () => import('./routes/watches.ts');

/** What answers each route of the table. */
export const ROUTES: Record<RouteKey, Route> = {
  'GET /v1/briefs': listBriefs,
  'GET /v1/briefs/{id}': getBrief,
  'GET /v1/briefs/{id}/article': getArticle,
  'GET /v1/briefs/{id}/versions': listVersions,
  'GET /v1/briefs/{id}/notes': listNotes,
  // What writes a note knows the evidence gate.
  'POST /v1/briefs/{id}/notes': loaded(async () => (await import('./routes/create-note.ts')).createNote),
  'GET /v1/notes': listNotedBriefs,
  'GET /v1/parties': listParties,
  'GET /v1/parties/{id}': getDossier,
  'GET /v1/issues': listIssues,
  'GET /v1/feed': getFeed,
  'GET /v1/changes': loaded(async () => (await changes()).listChanges),
  'GET /v1/digest': loaded(async () => (await import('./routes/digest.ts')).getDigest),
  'GET /v1/calendar': loaded(async () => (await calendar()).getCalendar),
  'GET /v1/calendar.ics': loaded(async () => (await calendar()).getICalendar),
  'GET /v1/watches': loaded(async () => (await watches()).listWatches),
  'GET /v1/watches/{id}': loaded(async () => (await watches()).getWatch),
  'PUT /v1/watches/{id}': loaded(async () => (await watches()).putWatch),
  'DELETE /v1/watches/{id}': loaded(async () => (await watches()).removeWatch),
  'GET /v1/watches/{id}/changes': loaded(async () => (await changes()).listWatchChanges),
  'GET /v1/uploads': findUpload,
  'POST /v1/uploads': createUpload,
  'GET /v1/uploads/{uploadId}': getUpload,
  'GET /openapi.json': getOpenApi,
  'GET /': getShell,
  'GET /b/{id}': getShell,
  'GET /parties': getShell,
  'GET /parties/{id}': getShell,
  'GET /issues': getShell,
  'GET /assets/{name}': getAsset,
};

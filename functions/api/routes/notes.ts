import type { Note } from '../../core/notes/note.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { NotePageParameters, readId } from '../parameters.ts';
import { readQuery, refuseParameters } from '../query.ts';
import type { NoteList, NotePage } from '../responses.ts';
import { liveBrief } from './live-brief.ts';

/** `GET /v1/briefs/{id}/notes`: all of them, the oldest first. */
export const listNotes: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  const id = readId(request.parameters['id']);
  const { trace } = await liveBrief(id, context);
  const items = await context.notes.of(id);
  return respondJson(request, { items } satisfies NoteList, trace);
};

/** The notes on a brief that is there; of a removed one none is told, as they quote it. */
async function notesOn(briefId: string, since: string, context: ApiContext): Promise<Note[]> {
  const found = await context.store.getBrief(briefId, context.now());
  if (found?.state !== 'live') return [];
  return (await context.notes.of(briefId)).filter(({ at }) => at >= since);
}

/**
 * `GET /v1/notes`: the notes on all briefs that have some, in the order of their ids; a page examines at most `limit` of
 * them, with two reads each, and so may be short or empty.
 */
export const listNotedBriefs: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { since = '', limit, cursor } = readQuery(NotePageParameters(), request.query);
  const { ids: examined, more } = await context.notes.noted(limit, cursor);
  const noted = await Promise.all(
    examined.map(async (briefId) => ({ briefId, notes: await notesOn(briefId, since, context) })),
  );
  const next = more ? examined.at(-1) : undefined;
  const page: NotePage = {
    items: noted.filter(({ notes }) => notes.length > 0),
    ...(next === undefined ? {} : { next }),
  };
  return respondJson(request, page, nextLink(request, next));
};

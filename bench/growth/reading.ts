import type { ApiContext } from '../../functions/api/context.ts';
import { dispatch } from '../../functions/api/dispatch.ts';
import type { RouteKey } from '../../functions/api/route-table.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { encodeCursor } from '../../functions/core/store/cursor.ts';
import { drivingFacets, filtersOf, hashOfFilters, type ListQuery } from '../../functions/core/store/filters.ts';
import { postingPartition } from '../../functions/core/store/keys.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { WatchStore } from '../../functions/core/store/watches.ts';
import { NEWEST } from './archive.ts';

/** One call of the API that reads. */
export interface Call {
  readonly name: string;
  readonly route: RouteKey;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
}

const PARTY = 'uruguay';
const TWO_FILTERS = { party: PARTY, measure: 'withdrawal' } as const;
/** An outlet that no brief of the archive has: a page looks through as many as it may. */
const NO_OUTLET = { party: PARTY, source: 'The Unwritten Times' } as const;

/**
 * The cursor that stands in the middle of the archive, by time.
 * @param view of what is made of the list, as its route names it.
 */
async function middleCursor(table: Table, query: ListQuery, middle: string, view?: string): Promise<string> {
  const filters = filtersOf(query);
  const [driving] = drivingFacets(filters);
  if (driving === undefined) throw new Error('The list has no facet.');
  const { facet, value } = driving;
  const { items } = await table.query({ pk: postingPartition(facet, value, 0), before: middle, limit: 1 });
  const [posting] = items;
  if (posting === undefined) throw new Error(`The archive has nothing under ${facet} before ${middle}.`);
  return encodeCursor(hashOfFilters(filters, view), posting.sk);
}

/**
 * The calls that are measured: the newest page of every kind of list, and pages deep in it.
 * @param newest the id of the newest brief.
 * @param oldestMs the time of the oldest brief, in milliseconds since the epoch.
 */
export async function readingCalls(table: Table, newest: string, oldestMs: number): Promise<Call[]> {
  const middle = new Date((oldestMs + NEWEST) / 2).toISOString();
  const day = middle.slice(0, 10);
  const list = 'GET /v1/briefs' as const;
  const deep = async (query: ListQuery, view?: string) => ({ cursor: await middleCursor(table, query, middle, view) });
  return [
    { name: 'list', route: list },
    { name: 'list, in the middle', route: list, query: await deep({}) },
    { name: 'list of one day, in the middle', route: list, query: { from: day, to: day } },
    { name: 'list by party', route: list, query: { party: PARTY } },
    { name: 'list by party, in the middle', route: list, query: { party: PARTY, ...(await deep({ party: PARTY })) } },
    { name: 'list by party and measure', route: list, query: TWO_FILTERS },
    {
      name: 'list by party and measure, in the middle',
      route: list,
      query: { ...TWO_FILTERS, ...(await deep(TWO_FILTERS)) },
    },
    { name: 'list by party and outlet, none has both', route: list, query: NO_OUTLET },
    { name: 'brief', route: 'GET /v1/briefs/{id}', id: newest },
    { name: 'dossier', route: 'GET /v1/parties/{id}', id: PARTY },
    {
      name: 'dossier, in the middle',
      route: 'GET /v1/parties/{id}',
      id: PARTY,
      query: await deep({ party: PARTY }, 'dossier'),
    },
    { name: 'issues', route: 'GET /v1/issues' },
    { name: 'issues, in the middle', route: 'GET /v1/issues', query: await deep({}, 'issues ') },
    { name: 'search, a frequent word', route: list, query: { q: 'canal' } },
    { name: 'search, a word in no brief', route: list, query: { q: 'xylophone' } },
    { name: 'parties', route: 'GET /v1/parties' },
    { name: 'feed', route: 'GET /v1/feed' },
  ];
}

/**
 * Answers a call with the code of the api function.
 * @throws Error where it is not answered well.
 */
export async function ask(call: Call, table: Table): Promise<void> {
  const refuse = async (): Promise<never> => {
    throw new Error(`${call.name} asks for more than the table.`);
  };
  const context: ApiContext = {
    store: new BriefStore({ table }),
    notes: new NoteStore(table),
    watches: new WatchStore(table),
    readArticle: refuse,
    currentVersion: refuse,
    presignUpload: refuse,
    openApi: refuse,
    inboxBucket: 'inbox',
    reader: { config: { mode: 'public' }, connectOrigins: async () => [], files: async () => new Map() },
    maxUploadBytes: 1,
    newUlid: () => '',
    newWebhookSecret: () => '',
    alertTargets: { hosts: [], addresses: [] },
    overdueAfterMs: 60_000,
    now: () => NEWEST,
  };
  const [method = '', path = ''] = call.route.split(' ');
  const parameters: Record<string, string> = call.id === undefined ? {} : { id: call.id };
  const query = new URLSearchParams(call.query);
  const request = { method, caller: 'public', origin: 'https://desk.example', path, parameters, query, headers: {} };
  const answer = await dispatch(ROUTES[call.route], request, context, (error) => {
    throw error;
  });
  if (answer.status !== 200) throw new Error(`${call.name} answers ${answer.status}: ${answer.body}`);
}

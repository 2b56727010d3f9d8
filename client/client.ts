import type { ListParameters } from '../functions/api/parameters.ts';
import type {
  ArticleText,
  BriefPage,
  Dossier,
  IssuePage,
  ListedBrief,
  NoteList,
  NotePage,
  PartyList,
  Problem,
  ServedBrief,
  StoredWatch,
  UploadReport,
  UploadTicket,
  VersionList,
  WatchList,
} from '../functions/api/responses.ts';
import type { Calendar } from '../functions/core/ledger/calendar.ts';
import type { Digest } from '../functions/core/ledger/digest.ts';
import type { Changes } from '../functions/core/ledger/ledger-line.ts';
import type { Note, NoteInput } from '../functions/core/notes/note.ts';
import type { Watch, WatchInput } from '../functions/core/watches/watch.ts';

/** A request of the client, ready but for whatever proves who sends it. */
export interface ClientRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the root of the API, with the query: `/v1/briefs?party=norway`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request to the API, signed or with a token as the deployment asks. Rejects where the API cannot be reached. */
export type Transport = (request: ClientRequest) => Promise<Response>;

/** The parameters of a request as their texts in the query; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** The filters of lists (`GET /v1/briefs` and the others that take them). */
export type BriefQuery = Readonly<Partial<Record<keyof ListParameters, string | number | undefined>>>;

/** An answer that is an error: its status, and its problem (RFC 9457) where the API itself answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>) {
    const fields = (problem.errors ?? []).map(({ field, message }) => ` ${field}: ${message}`).join('');
    super(`${problem.detail ?? problem.title ?? 'No reason is given.'}${fields}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

function pathWith(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

function watchPath(id: string): string {
  return `/v1/watches/${encodeURIComponent(id)}`;
}

/** The address of a brief in a path: the `@` before a version may stand there as it is (RFC 3986, 3.3). */
function addressPath(id: string): string {
  return encodeURIComponent(id).replace('%40', '@');
}

/** What an error says of itself: a problem, or the gateway's own `{"message"}`. */
async function problemIn(response: Response): Promise<Partial<Problem>> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return {};
  if ('message' in body && typeof body.message === 'string') return { title: body.message };
  return body;
}

/** The API, typed: one method for each route. Every method throws `ApiError` for an answer that is an error. */
export class PrecisClient {
  readonly #send: Transport;

  constructor(send: Transport) {
    this.#send = send;
  }

  /** `GET /v1/briefs`: one page. */
  listBriefs(query: BriefQuery = {}): Promise<BriefPage> {
    return this.#json('/v1/briefs', query);
  }

  /** Every brief of a list, page by page, the newest first. */
  async *eachBrief(query: BriefQuery = {}): AsyncGenerator<ListedBrief> {
    let { cursor } = query;
    do {
      const page = await this.listBriefs({ ...query, cursor });
      yield* page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  /**
   * A brief with what a desk noted applied, or as the analyzer wrote it.
   * @param id its id, or `id@version` for one version of it.
   */
  getBrief(id: string, query: { readonly corrections?: 'none' } = {}): Promise<ServedBrief> {
    return this.#json(`/v1/briefs/${addressPath(id)}`, query);
  }

  /** A brief as a page of Markdown or HTML. */
  async getBriefPage(id: string, mediaType: 'text/markdown' | 'text/html'): Promise<string> {
    return (await this.#get(`/v1/briefs/${addressPath(id)}`, mediaType)).text();
  }

  /** @param id its id, or `id@version` for the text of one version. */
  getArticle(id: string): Promise<ArticleText> {
    return this.#json(`/v1/briefs/${addressPath(id)}/article`);
  }

  /** `GET /v1/briefs/{id}/versions`: one page. */
  getVersions(id: string, query: Query = {}): Promise<VersionList> {
    return this.#json(`/v1/briefs/${encodeURIComponent(id)}/versions`, query);
  }

  /** What a desk noted about a brief, the oldest first. */
  getNotes(id: string): Promise<NoteList> {
    return this.#json(`/v1/briefs/${encodeURIComponent(id)}/notes`);
  }

  /** The notes on every brief that has some, page by page. */
  async *eachNotedBrief(
    query: { readonly since?: string | undefined } = {},
  ): AsyncGenerator<NotePage['items'][number]> {
    let cursor: string | undefined;
    do {
      const page = await this.#json<NotePage>('/v1/notes', { ...query, cursor });
      yield* page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  /**
   * `POST /v1/briefs/{id}/notes`: corrects a brief, comments on it or assesses it.
   * @param version the version that was noted; the current one by default.
   */
  async addNote(id: string, note: NoteInput, version?: string): Promise<Note> {
    const path = pathWith(`/v1/briefs/${encodeURIComponent(id)}/notes`, { version });
    return (await this.#post(path, note)) as Note;
  }

  listParties(query: Query = {}): Promise<PartyList> {
    return this.#json('/v1/parties', query);
  }

  /** `GET /v1/parties/{id}`: one page of a dossier. */
  getDossier(partyId: string, query: Query = {}): Promise<Dossier> {
    return this.#json(`/v1/parties/${encodeURIComponent(partyId)}`, query);
  }

  listIssues(query: Query = {}): Promise<IssuePage> {
    return this.#json('/v1/issues', query);
  }

  /** What changed: over all briefs, or on one watch. */
  getChanges(query: Query = {}, watchId?: string): Promise<Changes> {
    return this.#json(watchId === undefined ? '/v1/changes' : `${watchPath(watchId)}/changes`, query);
  }

  getDigest(query: Query = {}): Promise<Digest> {
    return this.#json('/v1/digest', query);
  }

  /** `GET /v1/calendar`: what lies ahead. */
  getCalendar(query: Query = {}): Promise<Calendar> {
    return this.#json('/v1/calendar', query);
  }

  listWatches(): Promise<WatchList> {
    return this.#json('/v1/watches');
  }

  getWatch(id: string): Promise<Watch> {
    return this.#json(watchPath(id));
  }

  /**
   * `PUT /v1/watches/{id}`: makes a watch, or replaces it whole.
   * @param isNew whether it is refused where there is one of that id.
   */
  async putWatch(id: string, watch: WatchInput, isNew: boolean): Promise<StoredWatch> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const response = await this.#ask({
      method: 'PUT',
      path: watchPath(id),
      headers: isNew ? { ...headers, 'if-none-match': '*' } : headers,
      body: JSON.stringify(watch),
    });
    return (await response.json()) as StoredWatch;
  }

  async removeWatch(id: string): Promise<void> {
    await this.#ask({ method: 'DELETE', path: watchPath(id), headers: { accept: 'application/json' } });
  }

  /** What became of a file, by its id. */
  getUpload(uploadId: string): Promise<UploadReport> {
    return this.#json(`/v1/uploads/${encodeURIComponent(uploadId)}`);
  }

  /** What became of a file, by its key in the inbox. */
  findUpload(key: string, versionId?: string): Promise<UploadReport> {
    return this.#json('/v1/uploads', { key, versionId });
  }

  /** `POST /v1/uploads`: leave to put a file of this name into the inbox, by a form posted to `url`. */
  async requestUpload(filename: string): Promise<UploadTicket> {
    return (await this.#post('/v1/uploads', { filename })) as UploadTicket;
  }

  /** Any representation of a route, by its media type (a list as `text/csv`, a feed). */
  async getText(path: string, query: Query, mediaType: string): Promise<string> {
    return (await this.#get(pathWith(path, query), mediaType)).text();
  }

  async #json<T>(path: string, query: Query = {}): Promise<T> {
    return (await (await this.#get(pathWith(path, query), 'application/json')).json()) as T;
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const response = await this.#ask({ method: 'POST', path, headers, body: JSON.stringify(body) });
    return response.json();
  }

  #get(path: string, accept: string): Promise<Response> {
    return this.#ask({ method: 'GET', path, headers: { accept } });
  }

  async #ask(request: ClientRequest): Promise<Response> {
    const response = await this.#send(request);
    if (!response.ok) throw new ApiError(response.status, await problemIn(response));
    return response;
  }
}

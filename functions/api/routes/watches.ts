import { isAllowedTarget } from '../../core/alerts/allowed-targets.ts';
import { InvalidRequestError } from '../../core/errors.ts';
import { oneLine } from '../../core/render/one-line.ts';
import { foldedWords } from '../../core/search/folded-words.ts';
import { parseSearch } from '../../core/search/search-query.ts';
import type { WatchSecrets } from '../../core/store/watches.ts';
import type { AlertTarget, Watch, WatchInput } from '../../core/watches/watch.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondCreated, respondJson, respondRemoved, respondStored } from '../http.ts';
import { readNewWatchId, readWatchId, WatchBody, WatchPutParameters } from '../ledger-parameters.ts';
import { checkPreconditions } from '../preconditions.ts';
import { ProblemError } from '../problem.ts';
import { readQuery, refuseParameters } from '../query.ts';
import { readBody, WRONG_BODY } from '../request-body.ts';
import type { FieldError, StoredWatch, WatchList } from '../responses.ts';

const JSON_TYPE = 'application/json';
/** What a watch with as much in every field as it may have comes to, about. */
const MAX_WATCH_CHARACTERS = 100_000;

/** `GET /v1/watches`: all of them, in the order of their ids. */
export const listWatches: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, [JSON_TYPE]);
  refuseParameters(request.query);
  return respondJson(request, { items: await context.watches.list() } satisfies WatchList);
};

/** @throws ProblemError `not-found` */
async function watchOf(id: string, context: ApiContext): Promise<Watch> {
  const watch = await context.watches.get(id);
  if (watch === undefined) throw new ProblemError('not-found', `There is no watch ${id}.`);
  return watch;
}

/** `GET /v1/watches/{id}`: what was put, by whom and when. */
export const getWatch: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, [JSON_TYPE]);
  refuseParameters(request.query);
  return respondJson(request, await watchOf(readWatchId(request.parameters['id']), context));
};

/** What the schema cannot say of a field, by the place of each value that is wrong. */
function wrongIn(values: readonly string[] | undefined, field: string, check: (value: string) => string | undefined) {
  return (values ?? []).flatMap((value, index): FieldError[] => {
    const message = check(value);
    return message === undefined ? [] : [{ field: `${field}.${index}`, message }];
  });
}

function wrongSearch(words: string): string | undefined {
  try {
    parseSearch(words);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.message;
    throw error;
  }
}

function wrongPair(pair: string): string | undefined {
  const [first, second, ...others] = pair.split('~');
  const isPair = Boolean(first && second) && others.length === 0;
  return isPair ? undefined : 'It must be two party ids joined by "~", as iceland~norway.';
}

function wrongTarget(target: AlertTarget, { alertTargets }: ApiContext): FieldError | undefined {
  if (isAllowedTarget(target, alertTargets)) return undefined;
  if (target.type === 'email') {
    return { field: 'to.address', message: 'The stage’s setting `alerts.addresses` does not name it.' };
  }
  const message = target.url.startsWith('https:')
    ? 'The stage’s setting `alerts.hosts` does not name its host.'
    : 'It must begin with https: and have a host that the stage’s setting `alerts.hosts` names.';
  return { field: 'to.url', message };
}

function checkWatch({ name, words, pairs, names, sources, alerts }: WatchInput, context: ApiContext): void {
  const wordless = (value: string) => (foldedWords(value).length === 0 ? 'It must have a word.' : undefined);
  const blank = (value: string) => (value.trim() === '' ? 'It must have a character.' : undefined);
  const nameless = oneLine(name) === '' ? [{ field: 'name', message: 'It must have a character that is seen.' }] : [];
  const wrong = [
    ...nameless,
    ...wrongIn(words, 'words', wrongSearch),
    ...wrongIn(pairs, 'pairs', wrongPair),
    ...wrongIn(names, 'names', wordless),
    ...wrongIn(sources, 'sources', blank),
    ...(alerts ?? []).flatMap(({ to }, index): FieldError[] => {
      const error = wrongTarget(to, context);
      return error === undefined ? [] : [{ field: `alerts.${index}.${error.field}`, message: error.message }];
    }),
  ];
  if (wrong.length > 0) throw new ProblemError('invalid-request', WRONG_BODY, wrong);
}

/** The secrets of a watch's webhooks: those that they had, and new ones for the others or for all. */
function secretsFor({ alerts }: WatchInput, known: WatchSecrets, isRotated: boolean, newSecret: () => string) {
  const urls = new Set((alerts ?? []).flatMap(({ to }) => (to.type === 'webhook' ? [to.url] : [])));
  const all: Record<string, string> = {};
  const made: Record<string, string> = {};
  for (const url of urls) {
    const kept = isRotated || !Object.hasOwn(known, url) ? undefined : known[url];
    const secret = kept ?? newSecret();
    all[url] = secret;
    if (kept === undefined) made[url] = secret;
  }
  return { all, made };
}

/**
 * `PUT /v1/watches/{id}`: creates a watch, or replaces it whole. The secrets that are made for its webhooks are in this answer
 * and in no other.
 */
export const putWatch: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, [JSON_TYPE]);
  const { rotate } = readQuery(WatchPutParameters(), request.query);
  const id = readNewWatchId(request.parameters['id']);
  const input = readBody(WatchBody(), request, MAX_WATCH_CHARACTERS);
  checkWatch(input, context);
  const stored = await context.watches.getWithSecrets(id);
  const before = stored?.watch;
  const isHeld = checkPreconditions(request, JSON_TYPE, before === undefined ? undefined : JSON.stringify(before));
  const watch: Watch = { id, ...input, by: request.caller, at: new Date(context.now()).toISOString() };
  const secrets = secretsFor(input, stored?.secrets ?? {}, rotate === true, context.newWebhookSecret);
  // A secret that was read is not put back over one that was made since.
  const isGuarded = isHeld || Object.keys(secrets.all).length > 0;
  const isStored = await context.watches.put(watch, secrets.all, isGuarded ? (stored?.tag ?? 'absent') : undefined);
  if (!isStored && isHeld) throw new ProblemError('changed', 'Get it again: somebody changed or removed it since.');
  if (!isStored) throw new ProblemError('try-again', 'Somebody else is changing it. Try again.');
  const shown: StoredWatch = { ...watch, ...(Object.keys(secrets.made).length > 0 ? { secrets: secrets.made } : {}) };
  return before === undefined ? respondCreated(`/v1/watches/${id}`, shown) : respondStored(shown);
};

/** `DELETE /v1/watches/{id}` */
export const removeWatch: Route = async (request: ApiRequest, context: ApiContext) => {
  refuseParameters(request.query);
  const watch = await watchOf(readWatchId(request.parameters['id']), context);
  checkPreconditions(request, JSON_TYPE, JSON.stringify(watch));
  await context.watches.remove(watch.id);
  return respondRemoved();
};

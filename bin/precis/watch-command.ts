import { ApiError, type PrecisClient } from '../../client/client.ts';
import { CHANGE_KINDS, type ChangeKind } from '../../functions/core/ledger/ledger-line.ts';
import { type Alert, type Watch, WatchId, WatchInput } from '../../functions/core/watches/watch.ts';
import { watchIdFrom } from '../../functions/core/watches/watch-id.ts';
import { PipelineError, UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

/** The fields of a watch that hold what briefs are matched by, with the options that fill them. */
export const WATCH_OPTIONS = {
  party: 'parties',
  pair: 'pairs',
  country: 'countries',
  measure: 'measures',
  measureStatus: 'statuses',
  source: 'sources',
  word: 'words',
  ownName: 'names',
} as const satisfies Record<string, keyof WatchInput>;
type WatchOption = keyof typeof WATCH_OPTIONS;

export interface NewWatchOptions extends Partial<Record<WatchOption, string[]>> {
  /** In the watch's address; made of its name where it is absent. */
  id?: string;
  /** Where alerts go. */
  webhook?: string[];
  slack?: string[];
  email?: string[];
  /** The kinds of change that they tell of, joined by commas. */
  alertOn?: string;
  /** Over a watch of that id. */
  replace?: boolean;
}

/** What alerts tell of unless they are asked for more. */
const DEFAULT_ALERTS: readonly ChangeKind[] = ['new', 'moved', 'contradicted'];

/** A watch's id of its name. @throws UsageError where it makes none */
function idOf(name: string): string {
  const parsed = WatchId.safeParse(watchIdFrom(name));
  if (parsed.success) return parsed.data;
  throw new UsageError('Its name makes no id.', { remedy: 'Give one with --id: letters a to z, digits and hyphens.' });
}

/** The kinds that `--alert-on` names. @throws UsageError for another */
function changeKinds(text: string): ChangeKind[] {
  return text.split(',').map((word) => {
    const kind = CHANGE_KINDS.find((one) => one === word.trim());
    if (kind !== undefined) return kind;
    throw new UsageError(`A change is one of ${CHANGE_KINDS.join(', ')}, not ${JSON.stringify(word)}.`);
  });
}

function alertsOf({ webhook = [], slack = [], email = [], alertOn }: NewWatchOptions): Alert[] {
  const kinds = alertOn === undefined ? [...DEFAULT_ALERTS] : changeKinds(alertOn);
  return [
    ...webhook.map((url) => ({ kinds, to: { type: 'webhook' as const, url } })),
    ...slack.map((url) => ({ kinds, to: { type: 'slack' as const, url } })),
    ...email.map((address) => ({ kinds, to: { type: 'email' as const, address } })),
  ];
}

/** @throws UsageError that names the option that is wrong. */
function inputOf(name: string, options: NewWatchOptions): WatchInput {
  const fields = Object.entries(WATCH_OPTIONS).flatMap(([option, field]) => {
    const values = options[option as WatchOption];
    if (values === undefined) return [];
    const written = option === 'country' ? values.map((code) => code.toUpperCase()) : values;
    return [[field, option === 'party' ? values.map((id) => id.toLowerCase()) : written]];
  });
  const alerts = alertsOf(options);
  if (options.alertOn !== undefined && alerts.length === 0) {
    throw new UsageError('--alert-on says of what, and nothing says to whom.', {
      remedy: 'Give --webhook, --slack or --email as well.',
    });
  }
  const parsed = WatchInput.safeParse({
    name,
    ...Object.fromEntries(fields),
    ...(alerts.length > 0 ? { alerts } : {}),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`It is no watch: ${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error });
}

/**
 * `precis watch add NAME`: saves a filter under a name, and prints its id. The secrets that its webhooks are signed with are
 * printed, the only time that they are seen.
 * @throws UsageError where an option is wrong; PipelineError where there is a watch of that id; ApiError as the API refuses.
 */
export async function addWatch(
  name: string,
  options: NewWatchOptions,
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  const id = options.id ?? idOf(name);
  if (!WatchId.safeParse(id).success) {
    throw new UsageError('An id has letters a to z in lower case and digits, joined by hyphens, at most 60.');
  }
  const input = inputOf(name, options);
  try {
    const { secrets = {} } = await client.putWatch(id, input, options.replace !== true);
    terminal.out(`${id}\n`);
    for (const [url, secret] of Object.entries(secrets))
      terminal.out(`${printableLine(url)}\t${printableLine(secret)}\n`);
    if (Object.keys(secrets).length > 0) {
      terminal.progress('Messages to these addresses are signed with these secrets, which are shown this once.');
    }
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    throw new PipelineError(`There is a watch ${id} already.`, {
      cause: error,
      remedy: 'Give another --id, or --replace to write over it.',
    });
  }
}

/** What a watch asks of a brief, in a line: `party norway, iceland · measure withdrawal`. */
function filterOf(watch: Watch): string {
  const asked = Object.entries(WATCH_OPTIONS).flatMap(([option, field]) => {
    const values = watch[field];
    const name = option.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return values === undefined ? [] : [`${name} ${values.join(', ')}`];
  });
  return asked.length === 0 ? 'all briefs' : asked.join(' · ');
}

/** `precis watch list`: a line a watch. Says so where there is none. @throws ApiError as the API refuses */
export async function listWatches(
  { json }: { json: boolean },
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  const { items } = await client.listWatches();
  for (const watch of items) {
    const { id, name } = watch;
    terminal.out(json ? jsonLine(watch) : `${printableLine(`${id}  ${name}  ${filterOf(watch)}`)}\n`);
  }
  if (items.length === 0) terminal.progress('There is no watch: `precis watch add NAME --party …` makes one.');
  return EXIT.ok;
}

function targetOf({ kinds, to }: Alert): string {
  return `${kinds.join(', ')} to ${to.type === 'email' ? to.address : `${to.type} ${to.url}`}`;
}

/** `precis watch show ID`. @throws ApiError as the API refuses */
export async function showWatch(
  id: string,
  { json }: { json: boolean },
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  const watch = await client.getWatch(id);
  const lines = [
    `${watch.id}  ${watch.name}`,
    `  asks for  ${filterOf(watch)}`,
    ...(watch.alerts ?? []).map((alert) => `  alerts    ${targetOf(alert)}`),
    `  written   by ${watch.by}, ${watch.at}`,
  ];
  terminal.out(json ? jsonLine(watch) : lines.map((line) => `${printableLine(line)}\n`).join(''));
  return EXIT.ok;
}

/** `precis watch remove ID`. @throws ApiError as the API refuses */
export async function removeWatch(id: string, client: PrecisClient, terminal: Terminal): Promise<number> {
  await client.removeWatch(id);
  terminal.progress(`${printableLine(id)} is removed.`);
  return EXIT.ok;
}

import { InvalidCursorError } from '../../functions/core/errors.ts';
import { headVersionOfBrief, uploadIdOf } from '../../functions/core/identity.ts';
import type { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { BriefView } from '../../functions/core/store/brief-views.ts';
import { ownerOf } from '../../functions/core/store/content-owner.ts';
import { canonicalSource, pairOf } from '../../functions/core/store/facets.ts';
import type { ListQuery } from '../../functions/core/store/filters.ts';
import { ownerKey, parsePosition } from '../../functions/core/store/keys.ts';
import type { ListItem, ListPage } from '../../functions/core/store/listing.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import { isExpired } from '../../functions/core/store/retention.ts';
import { sortTimeOf } from '../../functions/core/store/sort-time.ts';
import { parseStoredBrief, ungroupPostings } from '../../functions/core/store/stored-brief.ts';
import type { Item } from '../../functions/core/store/table.ts';
import { type UploadStatus, uploadStatus } from '../../functions/core/store/upload-status.ts';
import type { Finding } from '../../operations/reconcile-plan.ts';
import { FILES } from './actions.ts';
import { BrokenInvariant } from './broken-invariant.ts';
import { PARTIES } from './contents.ts';
import {
  type ExpectedArticle,
  type ExpectedFile,
  expectedFile,
  expectedStatus,
  isDone,
  type Truth,
} from './expected.ts';
import { INBOX } from './inbox.ts';
import { OVERDUE_MS, type Pipeline } from './pipeline.ts';
import { leftOfPurge } from './purge.ts';

/** Checked of every list, by each filter and in pages of each size. */
export const LISTED_ONCE = 'a list shows what is current, each once';

const PAGE_SIZES = [1, 2, 3, 7, 50] as const;
/** More pages than any list here has. */
const PAGES = 100;

/** Everything that must hold of a pipeline at rest. @throws BrokenInvariant with the first that does not. */
export async function checkAtRest(pipeline: Pipeline, truth: Truth): Promise<void> {
  const files = FILES.map((key) => expectedFile(pipeline, key, truth));
  for (const { ordinal, key, kind } of pipeline.inbox.events) {
    const isParsed = pipeline.progressOf(ordinal).parsedBy.size > 0;
    ensure(pipeline, 'no event is lost', isParsed || pipeline.lost > 0, () => `${kind} of ${key}`);
  }
  for (const { key, status, newest } of files) {
    const isWhole = status !== 'parsed' || pipeline.lost > 0 || pipeline.isPast(newest?.time ?? 0);
    ensure(pipeline, 'no article is lost', isWhole, () => key);
  }
  const items = await pipeline.items();
  const current = files.flatMap(({ articles }) => articles).filter(({ received }) => !pipeline.isPast(received));
  await checkBriefs(pipeline, current);
  await checkLists(
    pipeline,
    current.filter(({ state }) => state === 'live'),
    items,
    truth === 'all that happened',
  );
  await checkStatuses(pipeline, files);
  checkNothingLeft(pipeline, items);
  await checkHistories(pipeline);
  await checkPurges(pipeline);
  await checkNotes(pipeline);
  checkSubscriber(pipeline, items);
  checkWork(pipeline);
}

/** What was lost with a message that waited too long, nobody announces. */
function checkSubscriber(pipeline: Pipeline, items: readonly Item[]): void {
  if (pipeline.lost > 0) return;
  const rejected = items.filter(
    ({ sk, rejection, endsAt }) =>
      sk === 'HEAD' &&
      rejection !== undefined &&
      !isExpired(typeof endsAt === 'number' ? endsAt : undefined, pipeline.now),
  );
  const files = rejected.map(({ pk, version }) => `${pk.slice('UPLOAD#'.length)}.${version}`);
  pipeline.subscriber.checkAtRest(pipeline.watched, files, pipeline.now);
}

function ensure(pipeline: Pipeline, invariant: string, holds: boolean, what: () => string): void {
  pipeline.checked.add(invariant);
  if (!holds) throw new BrokenInvariant(invariant, what());
}

const stateOf = (view: BriefView | undefined): string =>
  view === undefined ? 'absent' : `${view.state} ${view.version}`;

async function checkBriefs(pipeline: Pipeline, expected: readonly ExpectedArticle[]): Promise<void> {
  const store = pipeline.store();
  const byId = new Map(expected.map((article) => [article.briefId, article]));
  for (const briefId of new Set([...byId.keys(), ...pipeline.watched.versions.keys()])) {
    const view = await store.getBrief(briefId, pipeline.now);
    const wanted = byId.get(briefId);
    if (wanted === undefined) {
      const isLive = view?.state === 'live' || view?.state === 'rejected';
      ensure(pipeline, 'no article but those of the newest version', !isLive || isOld(pipeline, view), () =>
        stateOf(view),
      );
    } else {
      const is = stateOf(view);
      const should = `${wanted.state} ${wanted.version}`;
      ensure(pipeline, 'one current brief per article, the newest', is === should, () => `is ${is}, not ${should}`);
    }
  }
}

/** A rejection may outlive its article's retention. */
function isOld(pipeline: Pipeline, view: BriefView): boolean {
  if (view.state !== 'rejected') return false;
  const event = pipeline.eventAt(view.uploadId, view.version.split('.')[0] ?? '');
  return event !== undefined && pipeline.isPast(event.time);
}

interface ModelFilter {
  readonly query: ListQuery;
  matches(article: ExpectedArticle): boolean;
}

const published = ({ traits, received }: ExpectedArticle): string =>
  sortTimeOf({ datedAt: traits.publishedAt, receivedAt: new Date(received).toISOString() });

function filtersFor(live: readonly ExpectedArticle[]): ModelFilter[] {
  const sources = ['Gazette', 'courier # 7'];
  const pairs = PARTIES.map((party, index) => pairOf(party, PARTIES[(index + 1) % 3] ?? party));
  return [
    ...PARTIES.map((party) => ({ query: { party }, matches: ofParty(party) })),
    { query: { party: 'south', duplicates: true }, matches: ofParty('south') },
    ...pairs.map((pair) => ({
      query: { pair },
      matches: ({ traits: { parties } }: ExpectedArticle) =>
        parties.length > 1 && pairOf(...foremost(parties)) === pair,
    })),
    ...['NO', 'za'].map((country) => ({
      query: { country },
      matches: ({ traits }: ExpectedArticle) => traits.country === country.toUpperCase(),
    })),
    ...(['trade', 'aid'] as const).map((measure) => ({
      query: { measure },
      matches: ({ traits }: ExpectedArticle) => traits.measure === measure,
    })),
    ...sources.map((source) => ({
      query: { source },
      matches: ({ traits }: ExpectedArticle) =>
        traits.source !== null && canonicalSource(traits.source) === canonicalSource(source),
    })),
    ...[...new Set(live.map(({ uploadId }) => uploadId))].map((upload) => ({
      query: { upload },
      matches: ({ uploadId }: ExpectedArticle) => uploadId === upload,
    })),
    {
      query: { from: '2026-04-02', party: 'north' },
      matches: (article) => published(article) >= '2026-04-02' && ofParty('north')(article),
    },
    { query: { to: '2026-04-01' }, matches: (article) => published(article) < '2026-04-02' },
    { query: { q: 'quay opens' }, matches: () => true },
    { query: { q: 'crane' }, matches: () => false },
  ];
}

const foremost = (parties: readonly string[]): [string, string] => [parties[0] ?? '', parties[1] ?? ''];
const ofParty =
  (party: string) =>
  ({ traits }: ExpectedArticle): boolean =>
    traits.parties.includes(party);

async function pageOf(store: BriefStore, query: ListQuery, now: number): Promise<ListPage> {
  try {
    return await store.listBriefs(query, now);
  } catch (error) {
    if (!(error instanceof InvalidCursorError)) throw error;
    throw new BrokenInvariant('Pages of a list', 'its own cursor is refused');
  }
}

async function readAll(pipeline: Pipeline, query: ListQuery, limit: number): Promise<ListItem[]> {
  const store = pipeline.store();
  const found: ListItem[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await pageOf(store, { ...query, limit, cursor }, pipeline.now);
    if (page.items.length > limit)
      throw new BrokenInvariant('pages of a list', `${page.items.length} on a page of ${limit}`);
    found.push(...page.items);
    cursor = page.next;
    pages += 1;
  } while (cursor !== undefined && pages < PAGES);
  if (cursor !== undefined) throw new BrokenInvariant('pages of a list', `${JSON.stringify(query)} never ends`);
  return found;
}

/**
 * What must hold of the list of all briefs between any two steps: it shows what is current, each once; a copy may be left
 * out, but never all that have one text.
 */
export async function checkAtAnyTime(pipeline: Pipeline, limit: number): Promise<void> {
  const current = [...pipeline.watched.current.values()].flatMap(({ stored }) =>
    stored.state === 'live' && !isExpired(stored.expiresAt, pipeline.now) ? [stored] : [],
  );
  const found = await readAll(pipeline, {}, limit);
  const byId = new Map(current.map((stored) => [stored.briefId, stored]));
  const isCurrent = found.every(({ card, version }) => byId.get(card.briefId)?.version === version);
  ensure(pipeline, 'at any time, a list shows what is current', isCurrent, () => `${found.length}`);
  const ids = new Set(found.map(({ card }) => card.briefId));
  ensure(pipeline, 'at any time, a list shows each once', ids.size === found.length, () => `${ids.size}`);
  const seen = new Set(found.map(({ card }) => card.contentHash));
  const isSeen = current.every(
    ({ contentHash, uploadId, version }) =>
      seen.has(contentHash) || headVersionOfBrief(version) <= (pipeline.purged.get(uploadId) ?? ''),
  );
  ensure(pipeline, 'at any time, of each text at least one is seen', isSeen, () => `${seen.size}`);
}

/** Of each text, the article that owns it now. */
function ownersOf(items: readonly Item[], now: number): Map<string, string> {
  const owners = items.filter(({ sk, expiresAt }) => sk === 'OWNER' && !isExpired(expiresAt, now));
  return new Map(owners.map((item) => [item.pk, ownerOf(item)]));
}

/** Of so many filters, one is read where lists are not checked thoroughly. */
const FILTERS_LEFT_OUT = 5;

async function checkLists(
  pipeline: Pipeline,
  live: readonly ExpectedArticle[],
  items: readonly Item[],
  isThorough: boolean,
): Promise<void> {
  const owners = ownersOf(items, pipeline.now);
  const check = async ({ query, matches }: ModelFilter, limit: number): Promise<void> => {
    const matching = live.filter(matches);
    const hides = query.duplicates !== true;
    const shown = hides ? matching.filter((article) => !isHidden(article, matching, owners)) : matching;
    const found = await readAll(pipeline, query, limit);
    const wanted = shown.map(({ briefId, version }) => `${briefId} ${version}`).sort();
    const is = found.map(({ card, version }) => `${card.briefId} ${version}`).sort();
    const isRight = wanted.join() === is.join() || (pipeline.lost > 0 && isBetween(is, wanted, matching));
    const told = (): string => `${JSON.stringify(query)} in pages of ${limit}: ${is.length}, not ${wanted.length}`;
    ensure(pipeline, LISTED_ONCE, isRight, told);
    const times = found.map(({ time }) => time);
    ensure(pipeline, 'a list is in order', times.join() === [...times].sort().reverse().join(), () => times.join());
    if (shown.length < matching.length) pipeline.reached.add('a copy hidden in a list');
    for (const hash of new Set(matching.map(({ contentHash }) => contentHash))) {
      const isSeen = shown.some(({ contentHash }) => contentHash === hash);
      ensure(pipeline, 'of each text, at least one is seen', isSeen, () => `${JSON.stringify(query)}: ${hash}`);
    }
  };
  const turn = live.length + pipeline.inbox.events.length;
  const sizes = isThorough ? PAGE_SIZES : [PAGE_SIZES[turn % PAGE_SIZES.length] ?? 1];
  for (const limit of sizes) {
    await check({ query: {}, matches: () => true }, limit);
    await check({ query: { order: 'received' }, matches: () => true }, limit);
    await check({ query: { duplicates: true }, matches: () => true }, limit);
  }
  for (const [index, filter] of filtersFor(live).entries()) {
    if (!isThorough && (index + turn) % FILTERS_LEFT_OUT > 0) continue;
    await check(filter, PAGE_SIZES[(index + turn) % PAGE_SIZES.length] ?? 1);
  }
  const texts = new Set(live.map(({ contentHash }) => contentHash));
  if (texts.size < live.length) pipeline.reached.add('copies of a text at rest');
}

/**
 * Where the message of a copy was lost before it was noted as one, lists show it, until it is briefed again: `reconcile`
 * does not look for that.
 */
function isBetween(found: readonly string[], shown: readonly string[], matching: readonly ExpectedArticle[]): boolean {
  const all = matching.map(({ briefId, version }) => `${briefId} ${version}`);
  const isOnce = new Set(found).size === found.length;
  return isOnce && shown.every((one) => found.includes(one)) && found.every((one) => all.includes(one));
}

/** A copy is hidden while the owner of its text is another article of the same list. */
function isHidden(
  { briefId, contentHash }: ExpectedArticle,
  matching: readonly ExpectedArticle[],
  owners: ReadonlyMap<string, string>,
): boolean {
  const owner = owners.get(ownerKey(contentHash).pk);
  return matching.some(
    (other) => other.briefId === owner && other.briefId !== briefId && other.contentHash === contentHash,
  );
}

/** The status of a file, or of one version of it, as the API tells it. */
async function statusOf(pipeline: Pipeline, file: ExpectedFile, asked?: string): Promise<UploadStatus | undefined> {
  const shown = pipeline.inbox.current(file.key);
  return uploadStatus({
    upload: await pipeline.store().getUpload(file.uploadId, pipeline.now),
    current: shown === undefined ? undefined : { versionId: shown.versionId, lastModified: shown.time },
    askedVersionId: asked,
    now: pipeline.now,
    overdueAfterMs: OVERDUE_MS,
  });
}

async function checkStatuses(pipeline: Pipeline, files: readonly ExpectedFile[]): Promise<void> {
  for (const file of files) {
    const events = pipeline.inbox.events.filter(({ key }) => key === file.key);
    // Past its retention a file is known no more.
    if (events.length === 0 || events.some(({ time }) => pipeline.isPast(time))) continue;
    const shown = pipeline.inbox.current(file.key)?.versionId;
    const uploads = events.filter(({ kind }) => kind === 'created').map(({ versionId }) => versionId);
    for (const asked of [undefined, ...uploads]) {
      const is = (await statusOf(pipeline, file, asked))?.status ?? 'unknown';
      const wanted = expectedStatus(file, shown, asked);
      // That an old version was deleted for good, `reconcile` does not tell the table; and a purge erases what told so.
      const isForgetful = pipeline.lost > 0 || pipeline.purged.has(file.uploadId);
      const isRight = is === wanted || (isForgetful && is === 'superseded' && wanted === 'removed');
      const told = (): string => `${file.key} ${asked ?? 'as shown'} is ${is}, not ${wanted}`;
      ensure(pipeline, 'every version ends with its status', isRight, told);
      pipeline.reached.add(`status ${wanted}`);
    }
  }
}

function checkNothingLeft(pipeline: Pipeline, items: readonly Item[]): void {
  const kept = items.filter(({ expiresAt }) => !isExpired(expiresAt, pipeline.now));
  const current = [...pipeline.watched.current.values()];
  const own = new Set(current.flatMap(({ postings }) => [...postings]));
  const all = new Set(items.map(({ pk, sk }) => `${pk} ${sk}`));
  for (const { stored, postings } of current) {
    // With a retention, what leads to a refusal may go some days before it.
    if (stored.expiresAt !== undefined) continue;
    for (const posting of postings) ensure(pipeline, 'no posting is missing', all.has(posting), () => posting);
  }
  for (const { pk, sk } of kept.filter((item) => /^\d{4}-/.test(item.sk) && item['isFile'] !== true)) {
    const isOwn = own.has(`${pk} ${sk}`);
    ensure(pipeline, 'no posting is left over', isOwn || isDebris(pipeline, pk, sk), () => `${pk} ${sk}`);
    if (!isOwn) pipeline.reached.add('debris of a delivery that was repeated otherwise');
  }
  for (const { briefId, replaces } of kept.filter(({ sk }) => sk === 'BRIEF').map(parseStoredBrief)) {
    // A removal that dies after its last deletion is not repeated, as nothing leads to it any more: only the names stay.
    const left = ungroupPostings(replaces).filter(({ pk, sk }) => all.has(`${pk} ${sk}`));
    const isDone = left.length === 0 || pipeline.lost > 0;
    ensure(pipeline, 'nothing is left to be replaced', isDone, () => `${briefId}: ${left[0]?.pk}`);
    if (replaces.length > 0) pipeline.reached.add('a removal that died before its last step');
  }
}

/**
 * Whether a posting is one that nobody can know of any more: its writer died before it put or read the brief that names it, and the
 * message was delivered again to another release, under another shard count, after a purge, too late, or never. Readers drop
 * it.
 */
function isDebris(pipeline: Pipeline, pk: string, sk: string): boolean {
  const { briefId, version } = parsePosition(sk) ?? { briefId: '', version: '' };
  if (pipeline.lost > 0 || (pipeline.hasMoreShards && !pk.startsWith('upload#'))) return true;
  if (pipeline.watched.current.get(briefId)?.stored.version === version) return false;
  if ([...pipeline.purged.values()].some((through) => headVersionOfBrief(version) <= through)) return true;
  const [revision] = version.split('.');
  // What comes after its retention is not looked at; a refusal's posting expires some days later.
  const events = pipeline.inbox.events.filter((event) => pipeline.revisionOf(event) === revision);
  if (events.some(({ time }) => pipeline.isPast(time))) return true;
  return pipeline.wasTakenOver(briefId, headVersionOfBrief(version));
}

/** Every version that was ever current can be read, each once. */
async function checkHistories(pipeline: Pipeline): Promise<void> {
  if (pipeline.retentionDays !== undefined) return;
  const store = pipeline.store();
  for (const [briefId, versions] of pipeline.watched.versions) {
    const uploadId = pipeline.watched.current.get(briefId)?.stored.uploadId ?? '';
    const through = pipeline.purged.get(uploadId) ?? '';
    const isPurged = (version: string): boolean => headVersionOfBrief(version) <= through;
    const views = await store.getVersions(briefId, pipeline.now);
    const kept = views.map(({ version }) => version).filter((version) => !isPurged(version));
    const wanted = versions.filter((version) => !isPurged(version)).reverse();
    const told = (): string => `${briefId}: ${kept.length} of ${versions.length}`;
    ensure(pipeline, 'every version that was current is kept', kept.join() === wanted.join(), told);
    const isErased = views.every(({ version, state }) => !isPurged(version) || state === 'removed');
    ensure(pipeline, 'no word of a purged version is kept', isErased, () => briefId);
  }
}

/** Nothing is staged, and nothing in the table, of what was purged. */
/** Notes survive all that happens to their brief, but a purge, which `checkPurges` looks after. */
async function checkNotes(pipeline: Pipeline): Promise<void> {
  const notes = new NoteStore(pipeline.watched);
  for (const { id, briefId, version, uploadId } of pipeline.notes) {
    if (headVersionOfBrief(version) <= (pipeline.purged.get(uploadId) ?? '')) continue;
    const view = await pipeline.store().getBrief(briefId, pipeline.now);
    // With a retention, those on what was removed go some days before the tombstone.
    if (pipeline.retentionDays !== undefined && view?.state !== 'live') continue;
    const isThere = (await notes.of(briefId)).some((note) => note.id === id);
    ensure(pipeline, 'notes stay', isThere, () => `${id} on ${briefId}`);
    if (view?.state === 'live' && view.version !== version) pipeline.reached.add('a note on a brief that was replaced');
  }
}

async function checkPurges(pipeline: Pipeline): Promise<void> {
  for (const key of FILES) {
    const through = pipeline.purged.get(uploadIdOf(INBOX, key));
    if (through === undefined) continue;
    const [first] = await leftOfPurge(pipeline, key, through);
    ensure(pipeline, 'nothing is left of a purged file', first === undefined, () => `${key}: ${first}`);
  }
}

/** Side effects of one delivery at most: the postings of a brief three times over, and what it replaces and buries. */
const EFFECTS_PER_DELIVERY = 80;

function checkWork(pipeline: Pipeline): void {
  const { work } = pipeline;
  ensure(pipeline, 'work is bounded', work.analyzerRuns <= work.articles, () => `${work.analyzerRuns} analyzer runs`);
  const most = EFFECTS_PER_DELIVERY * work.deliveries;
  ensure(pipeline, 'work is bounded', work.effects <= most, () => `${work.effects} side effects, not ${most}`);
}

/** What must hold after every file was repaired by its name: nothing is left to mend, and the table shows what the inbox does. */
export async function checkRepaired(pipeline: Pipeline, left: readonly Finding[]): Promise<void> {
  const [first] = left;
  ensure(pipeline, 'a repair leaves nothing to mend', first === undefined, () => `${first?.key} is ${first?.cause}`);
  for (const key of FILES) {
    const shown = pipeline.inbox.current(key);
    if (shown === undefined || pipeline.isPast(shown.time)) continue;
    const { newest, status } = expectedFile(pipeline, key, 'what the inbox shows');
    const isShown = newest?.versionId === shown.versionId && (status === 'briefed' || status === 'rejected');
    ensure(pipeline, 'a repaired file shows what the inbox does', isShown, () => `${key}: ${status}`);
  }
}

/**
 * What must hold where nothing is left but dead letters: a file whose newest version is not done is overdue, for all to
 * see.
 */
export async function checkStalled(pipeline: Pipeline): Promise<void> {
  for (const key of FILES) {
    const file = expectedFile(pipeline, key);
    const shown = pipeline.inbox.current(key);
    if (shown === undefined || pipeline.isPast(shown.time)) continue;
    const status = await statusOf(pipeline, file);
    ensure(pipeline, 'no upload is lost from sight', status !== undefined, () => `${key} is unknown`);
    if (status?.status === 'briefed' || status?.status === 'rejected') {
      const done = isDone(pipeline, key, shown.versionId);
      ensure(pipeline, 'what is told as done is done', done, () => `${key} is ${status.status}`);
    }
    if (status?.status !== 'received' && status?.status !== 'parsed') continue;
    ensure(pipeline, 'what waits too long is overdue', status.overdue, () => `${key} is ${status.status}`);
    pipeline.reached.add(`overdue while ${status.status}`);
  }
}

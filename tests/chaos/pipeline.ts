import { setImmediate as settled } from 'node:timers/promises';
import { record, recordMissing } from '../../functions/brief/record.ts';
import type { Article } from '../../functions/core/article.ts';
import { CorruptDataError } from '../../functions/core/errors.ts';
import type { Announce } from '../../functions/core/events.ts';
import { headVersionOf, headVersionOfBrief, uploadIdOf } from '../../functions/core/identity.ts';
import { type Manifest, manifestKey, StagedObject, stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore, type ManifestResult, type StoreResult } from '../../functions/core/store/brief-store.ts';
import { NoteStore } from '../../functions/core/store/notes.ts';
import { type Erasure, isStagedErased } from '../../functions/core/store/purge.ts';
import { isExpired } from '../../functions/core/store/retention.ts';
import type { Item, Table } from '../../functions/core/store/table.ts';
import { stage } from '../../functions/parse/stage.ts';
import { readObjectEvents, type StageRequest } from '../../functions/runtime/s3-events.ts';
import { NOW } from '../store/records.ts';
import { type Action, FILES, TIMES } from './actions.ts';
import { BrokenInvariant, type Tally } from './broken-invariant.ts';
import { briefAs, bytesOf, CONTENTS, parseAs, parserGenerationOf } from './contents.ts';
import { type Draw, drawsOf } from './draws.ts';
import { type FileEvent, type FileVersion, INBOX, Inbox, stagedNotification } from './inbox.ts';
import { Invocation, STAGES, type Stage } from './invocation.ts';
import { InvocationTable } from './invocation-table.ts';
import { reconcile, replay, sendStagedAgain } from './operator.ts';
import { type PendingPurge, purgeStep } from './purge.ts';
import { MAX_RECEIVES, type Message, Queue, VISIBILITY_MS } from './queue.ts';
import { ReleasedStore, stagedBy } from './releases.ts';
import type { SeededBug } from './seeded-bugs.ts';
import { Subscriber } from './subscriber.ts';
import { WatchedTable } from './watched-table.ts';

export const STAGED = 'staged';
/** As the functions of the stack: their messages stay out of sight six times as long. */
const FUNCTION_TIMEOUT_MS = VISIBILITY_MS / 6;
const RUNNING_AT_ONCE = 3;
/** No invocation takes so many steps unless it goes round in circles. */
const STEPS_OF_AN_INVOCATION = 3_000;
const ROUNDS_TO_REST = 400;
const BATCH = 10;
const MAX_SHARDS = 3;
/** When a file without a result is overdue. */
export const OVERDUE_MS = 2 * VISIBILITY_MS * MAX_RECEIVES;

/** A table to run a schedule on. */
export interface TestTable {
  readonly table: Table;
  items(): Promise<Item[]>;
}

const isRemoval = (staged: StagedObject): boolean =>
  staged.kind === 'manifest' && staged.manifest.outcome.kind === 'removed';

/** What the schedule has made of one event of the inbox, by the release that did it. */
export interface Progress {
  /** Releases whose parser committed the event. */
  readonly parsedBy: Set<number>;
  /** Those of them that did not find the version any more. */
  readonly missingIn: Set<number>;
  /** Releases whose analyzer was run to the end, by parser's release and part: `0 p`. */
  readonly briefedBy: Map<string, Set<number>>;
}

/**
 * The whole pipeline over a simulated clock: the real `readObjectEvents`, `stage`, `record` and `BriefStore`, and models
 * of what AWS does between them.
 */
export class Pipeline {
  now = NOW;
  readonly inbox = new Inbox();
  readonly staged = new Map<string, { readonly object: StagedObject; readonly putAt: number }>();
  readonly queues: Readonly<Record<Stage, Queue>> = { parse: new Queue(), brief: new Queue() };
  watched: WatchedTable;
  /** Messages that waited longer than their queue keeps them. */
  lost = 0;
  /** A repair chose a revision at which something else is staged that nothing tells of. */
  hasCollided = false;
  readonly retentionDays: number | undefined;
  readonly progress = new Map<number, Progress>();
  /** For a message of a failing schedule. */
  readonly trace: string[] = [];
  readonly reached: Tally;
  readonly checked: Tally;
  /** Who is told what changed. */
  readonly subscriber: Subscriber;
  readonly work = { deliveries: 0, articles: 0, analyzerRuns: 0, steps: 0, effects: 0, kills: 0 };
  readonly #bug: SeededBug | undefined;
  #base: TestTable;
  readonly #orders = new Map<string, number>();
  readonly #running: Invocation[] = [];
  readonly #purges = new Map<string, PendingPurge>();
  /** The version through which a file is, or is being, purged. */
  readonly purged = new Map<string, string>();
  /** Notes that were taken. */
  readonly notes: {
    readonly id: string;
    readonly briefId: string;
    readonly version: string;
    readonly uploadId: string;
  }[] = [];
  readonly #sent: Record<Stage, string[]> = { parse: [], brief: [] };
  readonly #begun = new Map<string, Set<number>>();
  readonly #tracing: boolean;
  #release = 0;
  #shards = 1;

  constructor(
    base: TestTable,
    retentionDays: number | undefined,
    tallies: { checked: Tally; reached: Tally },
    options: { bug?: SeededBug | undefined; tracing?: boolean | undefined } = {},
  ) {
    this.#bug = options.bug;
    this.#tracing = options.tracing ?? false;
    this.#base = base;
    this.retentionDays = retentionDays;
    this.checked = tallies.checked;
    this.reached = tallies.reached;
    this.watched = this.#watch(base);
    this.subscriber = new Subscriber(tallies);
  }

  /** The table is lost, and an empty one takes its place. */
  replaceTable(base: TestTable): void {
    this.#base = base;
    this.watched = this.#watch(base);
    this.subscriber.startOver();
    this.#shards = 1;
    this.notes.splice(0);
    this.#begun.clear();
    for (const { briefedBy } of this.progress.values()) briefedBy.clear();
  }

  #watch({ table }: TestTable): WatchedTable {
    const orderOf = (uploadId: string, version: string): number[] => {
      const [revision = '', ...generations] = version.split('.');
      return [this.eventAt(uploadId, revision)?.order ?? 0, ...generations.map(Number)];
    };
    const mutated = this.#bug?.mutant === undefined ? table : this.#bug.mutant(table);
    const isPurged = (uploadId: string, version: string): boolean =>
      headVersionOfBrief(version) <= (this.purged.get(uploadId) ?? '');
    return new WatchedTable(mutated, { orderOf, isPurged }, { checked: this.checked, reached: this.reached });
  }

  /** The store as its readers see it, between two steps of the schedule. */
  store(): BriefStore {
    return new BriefStore({ table: this.watched, retentionDays: this.retentionDays });
  }

  /** All items of the table. */
  async items(): Promise<Item[]> {
    const items = await this.#base.items();
    return items.map((item) => this.#bug?.unmutated?.(item) ?? item);
  }

  /** Whether what was received then is past its retention. */
  isPast(received: number): boolean {
    return this.store().isPastRetention(received, this.now);
  }

  progressOf(ordinal: number): Progress {
    const known = this.progress.get(ordinal) ?? {
      parsedBy: new Set<number>(),
      missingIn: new Set<number>(),
      briefedBy: new Map<string, Set<number>>(),
    };
    this.progress.set(ordinal, known);
    return known;
  }

  revisionOf(event: FileEvent): string {
    return this.#bug?.revision?.(event.revision) ?? event.revision;
  }

  eventAt(uploadId: string, revision: string): FileEvent | undefined {
    return this.inbox.events[(this.#orders.get(`${uploadId} ${revision}`) ?? 0) - 1];
  }

  /** Whether deliveries of one staged article were begun by several releases. */
  wasTakenOver(briefId: string, headVersion: string): boolean {
    return (this.#begun.get(stagedArticleKey(briefId, headVersion))?.size ?? 0) > 1;
  }

  get release(): number {
    return this.#release;
  }

  /** Purges that were begun, by their files. */
  get pendingPurges(): ReadonlyMap<string, PendingPurge> {
    return this.#purges;
  }

  /** A delete marker is put by a person. */
  putMarker(key: string): FileVersion {
    this.now += 1;
    this.#notify(this.inbox.putMarker(key, this.now, 0));
    const marker = this.inbox.versions(key).at(-1);
    if (marker === undefined) throw new CorruptDataError('There is no marker.');
    return marker;
  }

  /** A version or a delete marker is deleted by a person. */
  deleteVersion(key: string, version: FileVersion): void {
    this.#notify(this.inbox.deleteVersion(key, version, this.now, 0));
  }

  /** Stages the manifest of a purge. @param known the revision that it is next above. */
  stagePurge(key: string, manifest: Manifest, known: string): void {
    const { uploadId, revision, parserGeneration, versionId } = manifest;
    const about = { key, versionId: versionId ?? '', revision, time: this.now };
    const event = this.inbox.request('purged', about, this.eventAt(uploadId, known));
    this.#orders.set(`${uploadId} ${revision}`, event.ordinal);
    this.purged.set(uploadId, headVersionOf(revision, parserGeneration));
    this.#putStaged(
      manifestKey(uploadId, headVersionOf(revision, parserGeneration)),
      { kind: 'manifest', manifest },
      event.ordinal,
      this.#release,
    );
  }

  get hasMoreShards(): boolean {
    return this.#shards > 1;
  }

  async perform(action: Action): Promise<void> {
    this.now += 1;
    this.#say(() => JSON.stringify(action));
    const key = 'file' in action ? (FILES[action.file % FILES.length] ?? FILES[0]) : FILES[0];
    switch (action.do) {
      case 'upload':
        this.#notify(this.inbox.put(key, action.content % CONTENTS.length, this.now, action.leap));
        break;
      case 'upload again': {
        const shown = this.inbox.current(key);
        if (shown !== undefined) this.#notify(this.inbox.put(key, shown.content, this.now, action.leap));
        break;
      }
      case 'delete':
        if (this.inbox.versions(key).length > 0) this.#notify(this.inbox.putMarker(key, this.now, action.leap));
        break;
      case 'delete version': {
        const versions = this.inbox.versions(key);
        const version = versions.at(-1 - (action.version % (versions.length || 1)));
        if (version !== undefined) this.#notify(this.inbox.deleteVersion(key, version, this.now, action.leap));
        break;
      }
      case 'expire version': {
        const [oldest, ...newer] = this.inbox.versions(key);
        if (oldest !== undefined && newer.length > 0) this.inbox.expireVersion(key, oldest);
        break;
      }
      case 'repeat': {
        const sent = this.#sent[action.stage];
        const body = sent.at(-1 - (action.event % (sent.length || 1)));
        if (body !== undefined) this.queues[action.stage].send(body, this.now);
        break;
      }
      case 'start':
        await this.#start(action);
        break;
      case 'outage':
        await this.#fail(action);
        break;
      case 'run': {
        const invocation = this.#running[action.invocation % (this.#running.length || 1)];
        if (invocation !== undefined) await this.#run(invocation, action.steps, drawsOf(action.pick));
        break;
      }
      case 'wait':
        this.#wait(TIMES[action.time % TIMES.length] ?? 0);
        break;
      case 'redrive':
        if (this.queues[action.stage].redrive(this.now) > 0)
          this.reached.add(`dead letters of ${action.stage} redriven`);
        break;
      case 'deploy':
        this.#release = Math.max(this.#release, action.release);
        break;
      case 'replay':
        await replay(this, action.stage);
        break;
      case 'reconcile':
        await reconcile(this, { isNamed: action.named });
        break;
      case 'purge':
        await this.purge(key);
        break;
      case 'note':
        await this.#note(key, action.article);
        break;
      case 'send staged again':
        await sendStagedAgain(this, async () => {});
        break;
      case 'raise shards':
        this.#shards = Math.min(MAX_SHARDS, this.#shards + 1);
        await this.store().raiseShardCount(this.#shards);
        break;
      case 'expire items':
        await this.#expireItems(drawsOf(action.pick));
        break;
      case 'read':
        break;
    }
  }

  /** A note on one of the live briefs of a file, in one go: `tests/store` has its steps among those of others. */
  async #note(key: string, article: number): Promise<void> {
    const uploadId = uploadIdOf(INBOX, key);
    const briefIds = await this.store().articlesOf(uploadId);
    const briefId = briefIds.sort()[article % (briefIds.length || 1)];
    const view = briefId === undefined ? undefined : await this.store().getBrief(briefId, this.now);
    if (view?.state !== 'live') return;
    const { version } = view;
    const id = String(this.notes.length).padStart(4, '0');
    const at = new Date(this.now).toISOString();
    const note = {
      action: 'comment',
      value: { text: 'Seen.' },
      id,
      briefId: view.briefId,
      version,
      by: 'desk',
      at,
    } as const;
    if ((await new NoteStore(this.watched).append(note)) === 'appended') {
      this.notes.push({ id, briefId: view.briefId, version, uploadId });
    }
  }

  /**
   * Takes note of what a request to the parse stage stands for.
   * @param highest the highest revision that was known of the file.
   * @returns false where another request that is on its way has its revision already, for something else.
   */
  admitRequest({ kind, key, versionId, revision, time }: StageRequest, highest: string): boolean {
    const uploadId = uploadIdOf(INBOX, key);
    if (this.#purges.has(key)) return false;
    const known = this.eventAt(uploadId, revision);
    if (known?.kind === kind && known.versionId === (versionId ?? '')) return true;
    if (known !== undefined && this.#isOnItsWay(key, revision)) return false;
    if (known !== undefined && this.#isStaged(key, revision)) {
      this.hasCollided = true;
      this.reached.add('a repair at a revision that an article without a manifest had');
      return false;
    }
    const about = { key, versionId: versionId ?? '', revision, time: Date.parse(time) };
    const event = this.inbox.request(kind, about, this.eventAt(uploadId, highest));
    this.#orders.set(`${uploadId} ${revision}`, event.ordinal);
    return true;
  }

  /** Begins a purge of a file, or takes its next step. */
  async purge(key: string): Promise<void> {
    const pending = this.#purges.get(key);
    const isKnown = this.inbox.events.some((event) => event.key === key);
    const asked = this.inbox.events.filter((event) => event.key === key && event.body === '');
    // Whoever repairs a file and purges it waits for the one before the other.
    if (pending === undefined && (!isKnown || asked.some(({ revision }) => this.#isOnItsWay(key, revision)))) return;
    const next = await purgeStep(this, key, pending);
    if (next === undefined) this.#purges.delete(key);
    else this.#purges.set(key, next);
  }

  /** Gives up a purge half-way, as where its message waited too long. */
  forgetPurge(key: string): void {
    this.#purges.delete(key);
  }

  #isStaged(key: string, revision: string): boolean {
    return [...this.staged].some(([name, { object }]) => {
      const file = object.kind === 'article' ? object.article.upload.key : object.manifest.key;
      return file === key && name.includes(revision);
    });
  }

  #isOnItsWay(key: string, revision: string): boolean {
    const { waiting, dead } = this.queues.parse;
    return [...waiting, ...dead].some(({ body }) =>
      readObjectEvents(body).some((event) => event.key === key && event.revision === revision),
    );
  }

  /** Lets all that is running end, and delivers all messages, until nothing but dead letters is left. */
  async settle(): Promise<void> {
    const first = drawsOf(0);
    for (let rounds = 0; ; rounds += 1) {
      if (rounds > ROUNDS_TO_REST) throw new BrokenInvariant('work is bounded', 'The pipeline does not come to rest');
      for (const invocation of [...this.#running]) await this.#run(invocation, STEPS_OF_AN_INVOCATION, first);
      const queues = STAGES.map((name) => this.queues[name]);
      if (queues.every(({ waiting }) => waiting.length === 0)) return;
      const times = queues.flatMap((queue) => queue.nextVisibleAt(this.now) ?? []);
      const isVisible = queues.some(({ waiting }) => waiting.some(({ visibleAt }) => visibleAt <= this.now));
      if (!isVisible) this.now = Math.min(...times);
      for (const name of STAGES) {
        await this.#start({ stage: name, batch: BATCH, fate: 'none', at: 1, steps: STEPS_OF_AN_INVOCATION, pick: 0 });
      }
    }
  }

  #say(what: () => string): void {
    if (this.#tracing) this.trace.push(what());
  }

  #notify(event: FileEvent): void {
    const uploadId = uploadIdOf(INBOX, event.key);
    this.#orders.set(`${uploadId} ${this.revisionOf(event)}`, event.ordinal);
    this.#send('parse', event.body);
  }

  #send(to: Stage, body: string): void {
    this.#sent[to].push(body);
    this.queues[to].send(body, this.now);
  }

  #wait(milliseconds: number): void {
    this.now += milliseconds;
    for (const invocation of [...this.#running]) {
      if (this.now - invocation.startedAt >= FUNCTION_TIMEOUT_MS) {
        invocation.kill();
        this.#end(invocation);
      }
    }
    for (const name of STAGES) this.lost += this.queues[name].expire(this.now).length;
    if (this.lost > 0) this.reached.add('messages that waited too long');
    for (const [key, { object }] of this.staged) {
      const { receivedAt } = object.kind === 'article' ? object.article : object.manifest;
      if (this.isPast(Date.parse(receivedAt ?? ''))) this.staged.delete(key);
    }
  }

  async #fail({ stage: name, fate, at }: Extract<Action, { do: 'outage' }>): Promise<void> {
    const queue = this.queues[name];
    const dead = queue.dead.length;
    for (let receives = 0; receives < MAX_RECEIVES; receives += 1) {
      const batches = Math.ceil(queue.waiting.length / BATCH);
      for (let batch = 0; batch < batches; batch += 1) {
        await this.#start({ stage: name, batch: BATCH, fate, at, steps: STEPS_OF_AN_INVOCATION, pick: 0 });
      }
      this.#wait(VISIBILITY_MS);
    }
    queue.receive(0, drawsOf(0), this.now);
    if (queue.dead.length > dead) this.reached.add(`dead letters of ${name}`);
  }

  async #expireItems(draw: Draw): Promise<void> {
    if (this.retentionDays === undefined) return;
    this.#wait(TIMES.at(-1) ?? 0);
    const items = await this.items();
    const past = items.filter((item) => isExpired(item.expiresAt, this.now) && draw(3) > 0);
    if (past.length > 0) this.reached.add('the table deleted what had expired');
    await this.watched.expire(past);
  }

  async #start(how: Omit<Extract<Action, { do: 'start' }>, 'do'>): Promise<void> {
    if (this.#running.length >= RUNNING_AT_ONCE) return;
    const draw = drawsOf(how.pick);
    const messages = this.queues[how.stage].receive(how.batch, draw, this.now);
    if (messages.length === 0) return;
    const running = this.#running.flatMap((invocation) => invocation.messages.map(({ body }) => body));
    if (messages.some(({ body }) => running.includes(body))) this.reached.add('one message in two invocations at once');
    const fate = { kind: how.fate, at: how.at };
    const invocation = new Invocation(how.stage, this.#release, messages, this.now, fate);
    this.#running.push(invocation);
    this.work.deliveries += messages.length;
    const announce: Announce = (event) =>
      invocation.write(`announce ${event.type} ${event.detail.uploadId}`, 1, async () => {
        if ('articleId' in event.detail) {
          invocation.unfinished.delete(`a brief and its announcement:BRIEF#${event.detail.articleId}`);
        }
        this.subscriber.receive(event, this.watched);
      });
    const own = { table: new InvocationTable(this.watched, invocation, draw), announce };
    const told = this.#bug?.announcing?.(own) ?? own;
    const store = new ReleasedStore(told.table, this.retentionDays, invocation.release, told.announce);
    const handle = how.stage === 'parse' ? this.#parse : this.#brief;
    invocation.start((message) => handle.call(this, message, invocation, store));
    await this.#run(invocation, how.steps, draw);
  }

  async #run(invocation: Invocation, steps: number, draw: Draw): Promise<void> {
    for (let taken = 0; ; taken += 1) {
      await settled();
      if (invocation.state !== 'running') {
        this.#end(invocation);
        return;
      }
      if (taken >= steps) return;
      if (taken >= STEPS_OF_AN_INVOCATION) throw new BrokenInvariant('work is bounded', 'An invocation does not end');
      const label = await invocation.step(draw);
      this.work.steps += 1;
      this.#say(() => `    ${invocation.stage} ${invocation.messages.map(({ id }) => id).join('+')}: ${label}`);
    }
  }

  #end(invocation: Invocation): void {
    const index = this.#running.indexOf(invocation);
    if (index < 0) return;
    this.#running.splice(index, 1);
    this.work.effects += invocation.effects;
    const queue = this.queues[invocation.stage];
    this.#say(() => `    ${invocation.stage} ${invocation.state}, ${invocation.failed.size} failed`);
    if (invocation.state === 'killed') {
      this.reached.add(`${invocation.stage} killed`);
      this.work.kills += 1;
      if (invocation.effects > 0) this.reached.add(`${invocation.stage} killed after a side effect`);
      for (const unfinished of invocation.unfinished) this.reached.add(`killed between ${unfinished.split(':')[0]}`);
      return;
    }
    if (invocation.failed.size > 0 && invocation.failed.size < invocation.messages.length) {
      this.reached.add('a batch that failed in part');
    }
    for (const message of invocation.messages) if (!invocation.failed.has(message)) queue.delete(message);
  }

  async #parse(message: Message, invocation: Invocation): Promise<void> {
    for (const told of readObjectEvents(message.body)) {
      if (told.bucket !== INBOX) throw new CorruptDataError('The message is about another bucket.');
      const uploadId = uploadIdOf(INBOX, told.key);
      const event = { ...told, revision: this.#bug?.revision?.(told.revision) ?? told.revision };
      const ordinal = this.#orders.get(`${uploadId} ${event.revision}`) ?? 0;
      const { release } = invocation;
      let isReadable = event.kind === 'created';
      await stage(event, {
        readVersion: ({ key, versionId }) =>
          invocation.read(`read ${key} ${versionId}`, async () => {
            const found = this.inbox.find(key, versionId ?? '');
            if (found === undefined) this.reached.add('a version that could no longer be read');
            isReadable = found !== undefined;
            return found === undefined ? undefined : bytesOf(found.content);
          }),
        parse: async (bytes) => parseAs(release, bytes),
        putOnce: (ownKey, put) => {
          this.#checkStaged(ownKey, put, event.kind !== 'version-deleted' && !isReadable);
          const { key, staged } = stagedBy(release, put);
          return invocation.write(`stage ${key}`, 1, async () => this.#putStaged(key, staged, ordinal, release));
        },
      });
    }
  }

  #checkStaged(key: string, staged: StagedObject, isGoneForGood: boolean): void {
    this.checked.add('what is staged lies under its own key');
    if (stagedBy(0, staged).key !== key) throw new BrokenInvariant('what is staged lies under its own key', key);
    this.checked.add('a file is removed where it is not there, and only there');
    if (isRemoval(staged) !== isGoneForGood) {
      throw new BrokenInvariant('a file is removed where it is not there, and only there', key);
    }
  }

  /** @returns whether nothing was there. */
  #putStaged(key: string, staged: StagedObject, ordinal: number, release: number): boolean {
    if (this.staged.has(key)) {
      this.reached.add('a staged object that was there already');
      return false;
    }
    this.staged.set(key, { object: StagedObject().parse(JSON.parse(JSON.stringify(staged))), putAt: this.now });
    this.#send('brief', stagedNotification(STAGED, key, this.now));
    if (staged.kind === 'article' && staged.manifest === null) return true;
    const progress = this.progressOf(ordinal);
    const { parsedBy, missingIn } = progress;
    if (isRemoval(staged) && !parsedBy.has(release)) missingIn.add(release);
    if (parsedBy.size > 0) this.reached.add('a file parsed by another release');
    parsedBy.add(release);
    const own = this.inbox.events[ordinal - 1];
    const isOvertaken = this.inbox.events.some(
      (other) => other.key === own?.key && other.order > own.order && this.progressOf(other.ordinal).parsedBy.size > 0,
    );
    if (isOvertaken) this.reached.add('an event that a newer one had overtaken');
    return true;
  }

  async #brief(message: Message, invocation: Invocation, store: BriefStore): Promise<void> {
    for (const event of readObjectEvents(message.body)) {
      if (event.bucket !== STAGED) throw new CorruptDataError('The message is about another bucket.');
      if (event.kind !== 'created') continue;
      const staged = await invocation.read(`read ${event.key}`, async () => this.staged.get(event.key)?.object);
      const { release } = invocation;
      const context = {
        store,
        brief: async (article: Article) => {
          this.work.analyzerRuns += 1;
          return briefAs(release, article);
        },
        eraseStaged: (erasure: Erasure) => this.#eraseStaged(erasure, invocation),
        now: () => this.now,
      };
      if (staged === undefined) {
        const wasPurged = await recordMissing(event.key, context);
        this.reached.add(wasPurged ? 'a staged object that was purged' : 'a staged object that had expired');
        continue;
      }
      if (staged.kind === 'article') this.work.articles += 1;
      this.#begun.set(event.key, (this.#begun.get(event.key) ?? new Set()).add(release));
      const { result } = await record(staged, event.key, context);
      this.#noteRecorded(staged, result, release);
    }
  }

  async #eraseStaged(erasure: Erasure, invocation: Invocation): Promise<void> {
    const keys = [...this.staged.keys()].filter((key) => isStagedErased(erasure, key));
    if (keys.length === 0) return;
    await invocation.write(`erase ${keys.length} staged objects`, keys.length, async (count) => {
      for (const key of keys.slice(0, count)) this.staged.delete(key);
    });
  }

  #noteRecorded(staged: StagedObject, result: StoreResult | ManifestResult, release: number): void {
    this.reached.add(`${staged.kind} ${result.outcome}`);
    if (staged.kind === 'manifest') {
      if (staged.manifest.outcome.kind === 'parts' && Number(result.buried) > 0) {
        this.reached.add('a bundle that lost articles');
      }
      if (staged.manifest.outcome.kind === 'removed' && Number(result.buried) > 0) this.reached.add('a file removed');
      if (staged.manifest.outcome.kind === 'gone' && Number(result.buried) > 0) this.reached.add('a version removed');
      return;
    }
    const { uploadId, revision, parserGeneration, part } = staged.article;
    if (result.buried === true && result.outcome !== 'superseded') {
      this.reached.add('a late article buried at once by its own writer');
    }
    if ('duplicateOf' in result) this.reached.add('a copy of a text');
    const { briefedBy } = this.progressOf(this.#orders.get(`${uploadId} ${revision}`) ?? 0);
    const of = `${parserGeneration - parserGenerationOf(0)} ${part}`;
    const releases = briefedBy.get(of) ?? new Set();
    if (releases.size > 0 && !releases.has(release)) this.reached.add('an article briefed by another release');
    briefedBy.set(of, releases.add(release));
  }
}

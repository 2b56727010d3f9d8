import { Activity, type Tally } from './activity.ts';
import { checkBriefs, checkRetracted, checkVersions } from './brief-checks.ts';
import type { Check } from './check.ts';
import { ExpectedInbox } from './expected-inbox.ts';
import { checkFiles, checkInbox, isPoison, readInbox } from './file-checks.ts';
import { doActs } from './inbox-acts.ts';
import { checkLists } from './list-checks.ts';
import { checkDeadLetters, checkReconciled, checkStatus, redrive } from './operator-checks.ts';
import { type Plan, POISON, planSoak } from './plan.ts';
import { type QueueDepths, tryDepths, untilQuiet } from './queue-depths.ts';
import type { SoakReport } from './report.ts';
import { RuntimeProcess } from './runtime-process.ts';
import { checkTable } from './table-check.ts';

export interface SoakOptions {
  /** A folder for the state of the runtime. */
  readonly folder: string;
  /** As it was called. */
  readonly command: string;
  readonly seed: string;
  /** How many articles are uploaded for the first time. */
  readonly articles: number;
  /** How often the whole runtime is killed. */
  readonly kills: number;
  readonly poison: number;
  /** How many seconds of the services pass in one of the machine. */
  readonly timeScale: number;
  /** Whether faults are injected; without them, only the kills are left. */
  readonly faults: boolean;
  /** Told how far it is. */
  log(line: string): void;
}

/**
 * The share of all articles of which messages may wait before whoever uploads waits, too: so uploads go on for most of the
 * run, and kills and faults meet all that there is.
 */
const BACKLOG = 0.05;
/** Where faults are injected, by the first word of their names. */
const PLACES_OF_FAULTS: readonly string[] = ['send', 'invoke', 's3', 'dynamodb'];
/** Of so many articles, it is no chance if one of these places has no fault; fewer may come in a few batches. */
const ENOUGH_FOR_FAULTS = 500;
const LOOK_MS = 300;
/** How long a message that failed stays hidden, in the time of the queues. */
const HIDDEN_MS = 360_000;
/** How long a function may take to start on a machine that is busy. */
const LONGEST_START_MS = 60_000;

/**
 * Runs a soak:
 * 1. the runtime is started with faults; the inbox is filled, overwritten and emptied; meanwhile it is killed and started
 *    again several times;
 * 2. when all is quiet, every file but the poison must have ended as it must, and nothing else may be a dead letter;
 * 3. the faults are lifted, the dead letters are returned once;
 * 4. when all is quiet again, everything is compared with what must be true.
 *
 * @throws Error where the runtime does not start, ends by itself, or does nothing any more while messages wait.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const soak = new Soak(options);
  try {
    return await soak.run();
  } finally {
    await soak.close();
  }
}

class Soak {
  readonly #options: SoakOptions;
  readonly #plan: Plan;
  readonly #runtime: RuntimeProcess;
  readonly #activity: Activity;
  readonly #seconds: Tally = {};
  readonly #started = performance.now();
  #phaseStart = this.#started;
  #depths: QueueDepths | undefined;
  #watching = true;
  #watchError: unknown;

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#plan = planSoak(options);
    this.#runtime = new RuntimeProcess(options.folder);
    this.#activity = new Activity(this.#runtime.state);
  }

  async run(): Promise<SoakReport> {
    const { command, seed, articles } = this.#options;
    const { endpoint } = await this.#runtime.start(this.#flags(true));
    this.#ended('start');
    const expected = new ExpectedInbox(endpoint.inboxBucket);
    this.#watch().catch((error: unknown) => {
      this.#watchError = error;
    });
    const { repeated, kills } = await this.#actsAndKills(expected);
    this.#ended('uploads and kills');
    const quiet = await this.#quiet();
    this.#ended('until all is quiet, under faults');
    const underFaults = this.#elapsed();
    const checks = await this.#checksUnderFaults(expected, quiet);
    if (this.#options.faults && this.#options.articles >= ENOUGH_FOR_FAULTS) checks.push(this.#checkFaults());
    this.#ended('checks under faults');
    checks.push(...(await this.#liftFaults(quiet)));
    this.#ended('redrive without faults');
    checks.push(...(await this.#lastChecks(expected)));
    this.#ended('checks');
    this.#seconds['in all'] = Math.round(this.#elapsed() * 10) / 10;
    const { faults, invocations, messages, briefed } = this.#activity;
    return {
      command,
      seed,
      planned: { ...this.#plan.counts, 'acts done again': repeated },
      faults,
      invocations,
      messages,
      analyses: spread(briefed),
      kills,
      seconds: this.#seconds,
      articlesPerSecond: articles / underFaults,
      checks,
    };
  }

  async close(): Promise<void> {
    this.#watching = false;
    await this.#runtime.stop();
  }

  #flags(faults: boolean): string[] {
    const { timeScale, seed } = this.#options;
    const scale = ['--time-scale', String(timeScale)];
    return faults && this.#options.faults ? [...scale, '--chaos', seed, '--poison', POISON] : scale;
  }

  /** In seconds. */
  #elapsed(): number {
    return (performance.now() - this.#started) / 1000;
  }

  #log(line: string): void {
    this.#options.log(`${this.#elapsed().toFixed(0).padStart(4)} s  ${line}`);
  }

  #ended(phase: string): void {
    const now = performance.now();
    this.#seconds[phase] = Math.round((now - this.#phaseStart) / 100) / 10;
    this.#phaseStart = now;
    this.#log(`${phase}: done`);
  }

  /** Follows the logs and the queues. */
  async #watch(): Promise<void> {
    while (this.#watching) {
      await this.#activity.read();
      this.#depths = (await tryDepths(this.#runtime)) ?? this.#depths;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#watchError !== undefined) throw this.#watchError;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Messages that wait or are in work, as they were seen last. */
  #waiting(): number {
    return this.#depths === undefined ? 0 : this.#depths.parse + this.#depths.brief;
  }

  #quiet(): Promise<QueueDepths> {
    const stallMs = LONGEST_START_MS + (2 * HIDDEN_MS) / this.#options.timeScale;
    return untilQuiet(this.#runtime, () => this.#activity.moves, stallMs);
  }

  async #actsAndKills(expected: ExpectedInbox): Promise<{ repeated: number; kills: string[] }> {
    const { articles, kills } = this.#options;
    const backlog = Math.ceil(articles * BACKLOG);
    let uploading = true;
    const acting = doActs(this.#plan.acts, {
      runtime: this.#runtime,
      expected,
      admit: () => this.#until(() => this.#waiting() <= backlog),
    }).finally(() => {
      uploading = false;
    });
    // It is awaited below, unless a kill fails before.
    acting.catch(() => undefined);
    const share = () => Object.keys(this.#activity.briefed).length / articles;
    const killed: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      // With nothing waiting and nothing to come, it would never be that far.
      await this.#until(() => share() >= kill / (kills + 1) || (!uploading && this.#waiting() === 0));
      const meanwhile = uploading ? ', files being uploaded' : '';
      const when = `at ${(share() * 100).toFixed(0)} % of the articles, ${this.#waiting()} messages waiting or in work`;
      await this.#restart(() => this.#runtime.kill(), true);
      killed.push(`${when}${meanwhile}`);
      this.#log(`kill -9 ${killed.at(-1)}`);
    }
    const { repeated } = await acting;
    return { repeated, kills: killed };
  }

  async #restart(end: () => Promise<void>, faults: boolean): Promise<void> {
    await end();
    // A start may begin a log anew.
    await this.#activity.read();
    await this.#runtime.start(this.#flags(faults));
  }

  async #checksUnderFaults(expected: ExpectedInbox, quiet: QueueDepths): Promise<Check[]> {
    const site = await this.#runtime.site();
    return [
      checkInbox(expected, await readInbox(site.s3, expected.bucket)),
      await checkFiles(site, expected, true),
      await checkDeadLetters(this.#runtime.state, expected.files().filter(isPoison), quiet),
    ];
  }

  /** That there were faults at all: a soak in which nothing went wrong shows nothing. */
  #checkFaults(): Check {
    const wanted = this.#options.poison > 0 ? [...PLACES_OF_FAULTS, 'poison'] : PLACES_OF_FAULTS;
    const { faults } = this.#activity;
    const met = new Set(Object.keys(faults).map((fault) => fault.split(':')[0]));
    const misses = wanted.filter((place) => !met.has(place)).map((place) => `none of ${place}`);
    const count = Object.values(faults).reduce((sum, some) => sum + some, 0);
    return { name: 'faults of every kind', figure: `${count} injected`, misses };
  }

  async #liftFaults({ parseDead, briefDead }: QueueDepths): Promise<Check[]> {
    await this.#restart(() => this.#runtime.stop(), false);
    const redriven = await redrive(this.#runtime.state, parseDead + briefDead);
    const drained = await this.#quiet();
    const left = drained.parseDead + drained.briefDead;
    const misses = left === 0 ? [] : [JSON.stringify(drained)];
    return [redriven, { name: 'dead letters after one redrive', figure: String(left), misses }];
  }

  async #lastChecks(expected: ExpectedInbox): Promise<Check[]> {
    const site = await this.#runtime.site();
    const inbox = await readInbox(site.s3, expected.bucket);
    return [
      await checkFiles(site, expected, false),
      ...(await checkBriefs(site, expected)),
      ...(await checkLists(site, expected)),
      await checkRetracted(site, expected),
      await checkVersions(site, expected, inbox),
      await checkTable(site),
      await checkStatus(this.#runtime.state, expected),
      await checkReconciled(this.#runtime.state),
    ];
  }
}

/** How many names have each number. */
function spread(tally: Tally): Tally {
  const numbers: Tally = {};
  for (const number of Object.values(tally)) {
    const name = number === 1 ? 'once' : `${number} times`;
    numbers[name] = (numbers[name] ?? 0) + 1;
  }
  return numbers;
}

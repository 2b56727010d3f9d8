import { Activity, type Tally } from './activity.ts';
import { checkBriefs, checkRetracted, checkVersions } from './brief-checks.ts';
import type { Check } from './check.ts';
import { ExpectedInbox } from './expected-inbox.ts';
import { checkFiles, checkInbox, isPoison, readInbox } from './file-checks.ts';
import { doActs } from './inbox-acts.ts';
import { checkLists } from './list-checks.ts';
import { checkDeadLetters, checkReconciled, checkStatus, redrive } from './operator-checks.ts';
import { POISON, planSoak } from './plan.ts';
import { type QueueDepths, tryDepths, untilQuiet } from './queue-depths.ts';
import type { SoakReport } from './report.ts';
import { RuntimeProcess } from './runtime-process.ts';
import { checkTable } from './table-check.ts';

export interface SoakOptions {
  /** An empty folder for the state of the runtime. */
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
const LOOK_MS = 300;

/**
 * Runs a soak:
 * 1. the runtime is started with faults; the inbox is filled, overwritten and emptied; meanwhile it is killed and started
 *    again several times;
 * 2. when all is quiet, every file but the poison must have ended as it must, and nothing else may be a dead letter;
 * 3. the faults are lifted, the dead letters are returned once;
 * 4. when all is quiet again, everything is compared with what must be true.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { folder, seed, articles, kills, poison, timeScale, faults, log } = options;
  const started = performance.now();
  const backlog = Math.ceil(articles * BACKLOG);
  const plan = planSoak({ seed, articles, poison });
  const scale = ['--time-scale', String(timeScale)];
  const withFaults = faults ? [...scale, '--chaos', seed, '--poison', POISON] : [];
  const runtime = new RuntimeProcess(folder);
  const activity = new Activity(runtime.state);
  const seconds: Tally = {};
  let phaseStart = started;
  const ended = (phase: string) => {
    const now = performance.now();
    seconds[phase] = Math.round((now - phaseStart) / 100) / 10;
    phaseStart = now;
    log(`${((now - started) / 1000).toFixed(0).padStart(4)} s  ${phase}: done`);
  };
  let depths: QueueDepths | undefined;
  let watching = true;
  const watch = async () => {
    while (watching) {
      await activity.read();
      depths = (await tryDepths(runtime)) ?? depths;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  };
  const waiting = () => (depths === undefined ? 0 : depths.parse + depths.brief);
  const restart = async (end: () => Promise<void>, flags: readonly string[]) => {
    await end();
    await activity.read();
    return runtime.start(flags);
  };

  try {
    const { endpoint } = await runtime.start(withFaults);
    ended('start');
    const expected = new ExpectedInbox(endpoint.inboxBucket);
    const watcher = watch();
    watcher.catch(() => undefined);

    const killed: string[] = [];
    const share = () => Object.keys(activity.briefed).length / articles;
    const acting = doActs(plan.acts, { runtime, expected, admit: () => until(() => waiting() <= backlog) });
    let uploading = true;
    const uploaded = acting.finally(() => {
      uploading = false;
    });
    uploaded.catch(() => undefined);
    for (let kill = 1; kill <= kills; kill += 1) {
      // Without messages and with no more to come, nothing would ever be there to kill it at.
      await until(() => share() >= kill / (kills + 1) || (!uploading && waiting() === 0));
      const when = `at ${(share() * 100).toFixed(0)} % of the articles, ${waiting()} messages waiting or in work`;
      await restart(() => runtime.kill(), withFaults);
      killed.push(`${when}${uploading ? ', files being uploaded' : ''}`);
      log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  kill -9 ${killed.at(-1)}`);
    }
    const { repeated } = await uploaded;
    ended('uploads and kills');
    const stallMs = 120_000;
    const quiet = await untilQuiet(runtime, () => activity.moves, stallMs);
    ended('all quiet under faults');
    const work = performance.now() - started;

    const checks: Check[] = [];
    const faulty = await runtime.site();
    checks.push(checkInbox(expected, await readInbox(faulty.s3, endpoint.inboxBucket)));
    checks.push(await checkFiles(faulty, expected, true));
    checks.push(await checkDeadLetters(runtime.state, expected.files().filter(isPoison), quiet));
    ended('checks under faults');

    const site = await restart(() => runtime.stop(), scale);
    checks.push(await redrive(runtime.state, quiet.parseDead + quiet.briefDead));
    const drained = await untilQuiet(runtime, () => activity.moves, stallMs);
    const left = drained.parseDead + drained.briefDead;
    checks.push({
      name: 'dead letters after one redrive',
      figure: String(left),
      misses: left === 0 ? [] : [JSON.stringify(drained)],
    });
    ended('redrive');

    const inbox = await readInbox(site.s3, endpoint.inboxBucket);
    checks.push(await checkFiles(site, expected, false));
    checks.push(...(await checkBriefs(site, expected)));
    checks.push(...(await checkLists(site, expected)));
    checks.push(await checkRetracted(site, expected));
    checks.push(await checkVersions(site, expected, inbox));
    checks.push(await checkTable(site));
    checks.push(await checkStatus(runtime.state, expected));
    checks.push(await checkReconciled(runtime.state));
    watching = false;
    await watcher;
    ended('checks');
    seconds['in all'] = Math.round((performance.now() - started) / 100) / 10;
    return {
      command: options.command,
      seed,
      planned: { ...plan.counts },
      faults: activity.faults,
      invocations: activity.invocations,
      messages: activity.messages,
      analyses: spread(activity.briefed),
      repeatedActs: repeated,
      kills: killed,
      seconds,
      articlesPerSecond: articles / (work / 1000),
      checks,
    };
  } finally {
    watching = false;
    await runtime.stop();
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

/**
 * `npm run test:chaos -- [--seed N] [--schedules N] [--dynamo N] [--replay FILE [--bug N]]`: checks random schedules of the whole
 * pipeline, runs some of them through DynamoDB's protocol, and shows that seeded bugs are found. `README.md` says what is
 * modelled. Ends with 1 if anything fails.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startDynamo } from '../store/dynamo.ts';
import { readSchedule, type Schedule, writeSchedule } from './actions.ts';
import type { Tally } from './broken-invariant.ts';
import { checkSchedule, newTallies, type Tallies } from './check-schedule.ts';
import { type Failure, findFailure, sampleOf } from './find-failure.ts';
import type { Pipeline } from './pipeline.ts';
import { RARE_STATES } from './rare-states.ts';
import { checkSameOutcome } from './same-outcome.ts';
import { SEEDED_BUGS } from './seeded-bugs.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261127' },
    schedules: { type: 'string', default: '20000' },
    dynamo: { type: 'string', default: '500' },
    replay: { type: 'string' },
    bug: { type: 'string', default: '0' },
  },
});

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** A bug that is not found in so many schedules counts as missed. */
const SCHEDULES_FOR_A_BUG = 2_000;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const number = (value: number): string => value.toLocaleString('en-GB');

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} is a whole number.\n`);
  process.exit(2);
}

/** @param replayedBy the options that replay it. */
function sayFailure({ error, schedule, runs, shrinks }: Failure, replayedBy = '--replay FILE'): void {
  say(`  ${told(error)}`);
  say(
    `  found by schedule ${number(runs)}, shortened in ${number(shrinks)} steps; in a file, it is replayed by ${replayedBy}:`,
  );
  say(writeSchedule(schedule));
}

function sayCounts(title: string, { counts }: Tally): void {
  say(title);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  for (const [name, count] of sorted) say(`  ${number(count).padStart(12)}  ${name}`);
}

async function timed<T>(what: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await what();
  return { result, seconds: (performance.now() - began) / 1000 };
}

async function checkAll(seed: number, count: number, tallies: Tallies): Promise<boolean> {
  say(`Schedules over the table in memory: ${number(count)}, seed ${seed}`);
  const { result, seconds } = await timed(() => findFailure(seed, count, { tallies }));
  sayCounts('In all', tallies.totals);
  sayCounts('Invariants, by how often they were checked', tallies.checked);
  sayCounts('States, by how many schedules reached them', tallies.reached);
  if (result !== undefined) {
    say('FAILED');
    sayFailure(result);
    return false;
  }
  const missed = count < 1_000 ? [] : RARE_STATES.filter((state) => tallies.reached.get(state) === 0);
  for (const state of missed) say(`FAILED: no schedule reached "${state}"`);
  if (missed.length === 0) say(`passed in ${seconds.toFixed(1)} s`);
  return missed.length === 0;
}

async function checkDynamo(schedules: readonly Schedule[]): Promise<boolean> {
  const dynamo = await startDynamo();
  try {
    const { seconds } = await timed(async () => {
      for (const schedule of schedules) {
        try {
          await checkSameOutcome(schedule, dynamo);
        } catch (error) {
          say('A schedule that ends otherwise; in a file, it is replayed by --replay FILE:');
          say(writeSchedule(schedule));
          throw error;
        }
      }
    });
    say(`the same items at rest, ${number(dynamo.consumed.requests)} requests, in ${seconds.toFixed(1)} s`);
    return true;
  } catch (error) {
    say(`FAILED: ${told(error)}`);
    return false;
  } finally {
    await dynamo.close();
  }
}

async function checkFirstOnDynamo(seed: number, count: number): Promise<boolean> {
  say();
  say(`The first ${number(count)} of them through DynamoDB's protocol`);
  return checkDynamo(sampleOf(seed, count));
}

async function checkBugs(seed: number): Promise<boolean> {
  say();
  say('Seeded bugs, each of which must be found');
  let isFound = true;
  for (const [index, bug] of SEEDED_BUGS.entries()) {
    const { result, seconds } = await timed(() => findFailure(seed, SCHEDULES_FOR_A_BUG, { bug }));
    say();
    say(`${result === undefined ? 'MISSED' : 'found'}: ${bug.name} (${seconds.toFixed(1)} s)`);
    if (result === undefined) isFound = false;
    else sayFailure(result, `--replay FILE --bug ${index + 1}`);
  }
  return isFound;
}

/** @param bugNumber of a seeded bug, from 1; 0 for the pipeline as it is, which then is compared with DynamoDB, too. */
async function replay(file: string, bugNumber: number): Promise<boolean> {
  const schedule = readSchedule(readFileSync(file, 'utf8'));
  const bug = SEEDED_BUGS[bugNumber - 1];
  if (bug === undefined && bugNumber > 0) {
    process.stderr.write(`--bug is a number from 1 to ${SEEDED_BUGS.length}.\n`);
    process.exit(2);
  }
  let pipeline: Pipeline | undefined;
  try {
    await checkSchedule(schedule, { bug, onBegin: (begun) => (pipeline = begun) });
    say('passed over the table in memory');
  } catch (error) {
    for (const line of pipeline?.trace ?? []) say(line);
    say(`FAILED: ${error instanceof Error ? error.stack : String(error)}`);
    return false;
  }
  return bug !== undefined || (await checkDynamo([schedule]));
}

async function main(): Promise<boolean> {
  if (values.replay !== undefined) return replay(values.replay, wholeNumber('bug', values.bug));
  const seed = wholeNumber('seed', values.seed);
  const passed = [
    await checkAll(seed, wholeNumber('schedules', values.schedules), newTallies()),
    await checkFirstOnDynamo(seed, wholeNumber('dynamo', values.dynamo)),
    await checkBugs(seed),
  ];
  return passed.every(Boolean);
}

process.exitCode = (await main()) ? 0 : 1;

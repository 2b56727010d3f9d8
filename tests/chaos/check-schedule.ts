import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Schedule } from './actions.ts';
import { BrokenInvariant, Tally } from './broken-invariant.ts';
import { checkAtAnyTime, checkAtRest, checkRepaired, checkStalled } from './invariants.ts';
import { STAGES } from './invocation.ts';
import { reconcile, sendStagedAgain } from './operator.ts';
import { OVERDUE_MS, Pipeline, type TestTable } from './pipeline.ts';
import type { SeededBug } from './seeded-bugs.ts';

/** What is counted over many schedules. */
export interface Tallies {
  /** Invariants, by how often they were checked. */
  readonly checked: Tally;
  /** States that schedules reached, by in how many schedules. */
  readonly reached: Tally;
  /** Actions, steps and deliveries in all. */
  readonly totals: Tally;
}

export const newTallies = (): Tallies => ({ checked: new Tally(), reached: new Tally(), totals: new Tally() });

function memoryTable(): TestTable {
  const table = new MemoryTable();
  return { table, items: async () => table.items() };
}

export interface CheckOptions {
  readonly bug?: SeededBug | undefined;
  readonly base?: TestTable;
  readonly tallies?: Tallies;
  /** Whether the lists and statuses are read at the end; the steps are watched in any case. */
  readonly reading?: boolean;
  /** Is given the pipeline before anything happens; its steps are traced then. */
  readonly onBegin?: (pipeline: Pipeline) => void;
}

/** Of so many schedules, one ends with a table that is rebuilt. */
const REBUILT = 4;

/**
 * Runs a schedule and brings the pipeline to rest; then repairs what is missing, so that the table shows what the inbox
 * shows; then, of some, rebuilds the table. Checks all that must hold in between.
 * @throws BrokenInvariant with the first that does not.
 */
export async function checkSchedule(schedule: Schedule, options: CheckOptions = {}): Promise<Pipeline> {
  const { base = memoryTable(), tallies = newTallies(), reading = true, bug, onBegin } = options;
  const reached = new Tally();
  const pipeline = new Pipeline(
    base,
    schedule.retentionDays,
    { checked: tallies.checked, reached },
    { bug, tracing: onBegin !== undefined },
  );
  onBegin?.(pipeline);
  try {
    for (const action of schedule.actions) {
      await pipeline.perform(action);
      if (action.do === 'read' && reading) await checkAtAnyTime(pipeline, action.limit);
    }
    await bringToRest(pipeline, reading);
    if (bug === undefined) await repair(pipeline, reading);
    if (bug === undefined && reading && isRebuilt(pipeline, schedule)) await rebuild(pipeline);
  } finally {
    for (const name of reached.counts.keys()) tallies.reached.add(name);
    tallies.totals.add('schedules');
    tallies.totals.add('actions', schedule.actions.length);
    tallies.totals.add('deliveries', pipeline.work.deliveries);
    tallies.totals.add('kills', pipeline.work.kills);
    tallies.totals.add('steps', pipeline.work.steps);
    tallies.totals.add('analyzer runs', pipeline.work.analyzerRuns);
    tallies.totals.add('side effects', pipeline.work.effects);
  }
  return pipeline;
}

async function bringToRest(pipeline: Pipeline, reading: boolean): Promise<void> {
  await pipeline.settle();
  pipeline.now += OVERDUE_MS;
  if (reading) await checkStalled(pipeline);
  for (const stage of STAGES) {
    await pipeline.perform({ do: 'redrive', stage });
    await pipeline.settle();
  }
  await finishPurges(pipeline);
  // What waited too long is found by `reconcile` alone.
  if (reading && pipeline.lost === 0) await checkAtRest(pipeline, 'all that happened');
}

/** A person who purges repeats it until it is done. */
const PURGE_STEPS = 8;

async function finishPurges(pipeline: Pipeline): Promise<void> {
  for (const key of [...pipeline.pendingPurges.keys()]) {
    for (let step = 0; step < PURGE_STEPS && pipeline.pendingPurges.has(key); step += 1) {
      if (step === PURGE_STEPS / 2) pipeline.forgetPurge(key);
      await pipeline.purge(key);
      await pipeline.settle();
    }
    if (pipeline.pendingPurges.has(key)) throw new BrokenInvariant('A purge comes to its end', key);
  }
}

async function repair(pipeline: Pipeline, reading: boolean): Promise<void> {
  for (const isNamed of [false, true]) {
    await reconcile(pipeline, { isNamed });
    await pipeline.settle();
    pipeline.now += OVERDUE_MS;
  }
  if (!reading || pipeline.hasCollided) return;
  await checkRepaired(pipeline, await reconcile(pipeline, { isNamed: true, isDryRun: true }));
  await checkAtRest(pipeline, 'what the inbox shows');
}

function isRebuilt({ lost, retentionDays }: Pipeline, { actions }: Schedule): boolean {
  return lost === 0 && retentionDays === undefined && actions.length % REBUILT === 0;
}

async function rebuild(pipeline: Pipeline): Promise<void> {
  pipeline.replaceTable(memoryTable());
  await sendStagedAgain(pipeline, () => pipeline.settle());
  await checkAtRest(pipeline, 'what the inbox shows');
  pipeline.reached.add('a table rebuilt');
}

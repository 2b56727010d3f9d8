import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Schedule } from './actions.ts';
import { Tally } from './broken-invariant.ts';
import { checkAtAnyTime, checkAtRest, checkStalled } from './invariants.ts';
import { STAGES } from './invocation.ts';
import { OVERDUE_MS, Pipeline, type SeededBug, type TestTable } from './pipeline.ts';

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

export function memoryTable(): TestTable {
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

/**
 * Runs a schedule, brings the pipeline to rest, and checks all that must hold.
 * @throws BrokenInvariant with the first that does not.
 */
export async function checkSchedule(schedule: Schedule, options: CheckOptions = {}): Promise<Pipeline> {
  const { base = memoryTable(), tallies = newTallies(), reading = true, bug, onBegin } = options;
  const reached = new Tally();
  const pipeline = new Pipeline(
    base,
    schedule.retentionDays,
    { checked: tallies.checked, reached },
    {
      bug,
      tracing: onBegin !== undefined,
    },
  );
  onBegin?.(pipeline);
  try {
    for (const action of schedule.actions) {
      await pipeline.perform(action);
      if (action.do === 'read' && reading) await checkAtAnyTime(pipeline, action.limit);
    }
    await pipeline.settle();
    pipeline.now += OVERDUE_MS;
    if (reading) await checkStalled(pipeline);
    for (const stage of STAGES) {
      await pipeline.perform({ do: 'redrive', stage });
      await pipeline.settle();
    }
    if (reading) await checkAtRest(pipeline);
  } finally {
    for (const name of reached.counts.keys()) tallies.reached.add(name);
    tallies.totals.add('schedules');
    tallies.totals.add('actions', schedule.actions.length);
    tallies.totals.add('deliveries', pipeline.work.deliveries);
    tallies.totals.add('steps', pipeline.work.steps);
    tallies.totals.add('analyzer runs', pipeline.work.analyzerRuns);
    tallies.totals.add('side effects', pipeline.work.effects);
  }
  return pipeline;
}

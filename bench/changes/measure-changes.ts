import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { WatchStore } from '../../functions/core/store/watches.ts';
import type { WatchInput } from '../../functions/core/watches/watch.ts';
import { median } from '../figures/median.ts';
import { processorMs } from '../figures/processor-time.ts';
import { NEWEST } from '../growth/archive.ts';
import { openDynaliteTable } from '../growth/dynalite-table.ts';
import { ask, type Call } from '../growth/reading.ts';
import { fillVariedArchive, partyIn } from './varied-archive.ts';

const DAY_MS = 86_400_000;
const WARM_UP_ROUNDS = 2;
const ROUNDS = 9;

/** One question: what changed for a watch since some days ago. */
interface Question {
  readonly name: string;
  readonly watch?: Omit<WatchInput, 'name'>;
  readonly days: number;
}

const PARTY = partyIn('uruguay', 3);
const QUESTIONS: readonly Question[] = [
  { name: 'a party, since yesterday', watch: { parties: [PARTY] }, days: 1 },
  { name: 'a party, since a week ago', watch: { parties: [PARTY] }, days: 7 },
  { name: 'five parties', watch: { parties: [0, 1, 2, 3, 4].map((place) => partyIn('uruguay', place)) }, days: 1 },
  { name: 'a party and a word', watch: { parties: [PARTY], words: ['monitors'] }, days: 1 },
  { name: 'a word alone', watch: { words: ['monitors'] }, days: 1 },
  { name: 'a word in no brief', watch: { words: ['xylophone'] }, days: 1 },
  { name: 'a type of measure', watch: { measures: ['withdrawal'] }, days: 1 },
  { name: 'no watch, since yesterday', days: 1 },
  { name: 'no watch, since a week ago', days: 7 },
];

/** What one question takes. */
export interface ChangesMeasured {
  readonly name: string;
  /** Of the whole call of the API. */
  readonly requests: number;
  readonly readUnits: number;
  /** Briefs that the ledger is made of, and whether these are all. */
  readonly briefs: number;
  readonly complete: boolean;
  /** Medians of the whole call, wall-clock and processor time: the table's side of each request is in the same process. */
  readonly milliseconds: number;
  readonly processorMs: number;
  /** Median processor time of the part of it that reads the briefs. */
  readonly readingProcessorMs: number;
}

const WATCH_ID = 'measured';

/** The call of the API that a question is. */
async function callOf({ name, watch, days }: Question, table: Table): Promise<Call> {
  const query = { since: since(days) };
  if (watch === undefined) return { name, route: 'GET /v1/changes', query };
  const at = new Date(NEWEST).toISOString();
  await new WatchStore(table).put({ ...watch, id: WATCH_ID, name, by: 'bench', at });
  return { name, route: 'GET /v1/watches/{id}/changes', id: WATCH_ID, query };
}

const since = (days: number): string => new Date(NEWEST - days * DAY_MS).toISOString();

async function timesOf(work: () => Promise<unknown>, time: (work: () => Promise<void>) => Promise<number>) {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const one = await time(async () => {
      await work();
    });
    if (round >= WARM_UP_ROUNDS) times.push(one);
  }
  return median(times);
}

async function wallMs(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @param log is told what is being done. */
export async function measureChanges(count: number, log: (line: string) => void): Promise<ChangesMeasured[]> {
  const { table, costOf, close } = await openDynaliteTable();
  try {
    const start = performance.now();
    await fillVariedArchive(table, count);
    log(`${count} briefs are in the table after ${((performance.now() - start) / 1000).toFixed(0)} s`);
    const measured: ChangesMeasured[] = [];
    for (const question of QUESTIONS) {
      const { name, watch, days } = question;
      const call = await callOf(question, table);
      const window = { watch, from: since(days), to: new Date(NEWEST).toISOString() };
      const read = () => new BriefStore({ table }).ledgerBriefs(window, NEWEST);
      const { items, complete } = await read();
      const { requests, readUnits } = await costOf((metered) => ask(call, metered));
      measured.push({
        name,
        requests,
        readUnits,
        briefs: items.length,
        complete,
        milliseconds: await timesOf(() => ask(call, table), wallMs),
        processorMs: await timesOf(() => ask(call, table), processorMs),
        readingProcessorMs: await timesOf(read, processorMs),
      });
      log(name);
    }
    return measured;
  } finally {
    await close();
  }
}

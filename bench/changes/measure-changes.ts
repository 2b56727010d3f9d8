import { readLedger } from '../../functions/core/ledger/ledger.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { LedgerPage, LedgerWindow } from '../../functions/core/store/ledger-window.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { median } from '../figures/median.ts';
import { processorMs } from '../figures/processor-time.ts';
import { NEWEST } from '../growth/archive.ts';
import { openDynaliteTable } from '../growth/dynalite-table.ts';
import { fillVariedArchive, partyIn } from './varied-archive.ts';

const DAY_MS = 86_400_000;
const WARM_UP_ROUNDS = 2;
const ROUNDS = 9;

/** One question: what changed for a watch since some days ago. */
interface Question {
  readonly name: string;
  readonly watch?: NonNullable<LedgerWindow['watch']>;
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
  readonly requests: number;
  readonly readUnits: number;
  /** Briefs that are given, and whether these are all. */
  readonly briefs: number;
  readonly complete: boolean;
  /** Median wall-clock time and processor time of the reading, both sides of each request in one process. */
  readonly readMs: number;
  readonly readProcessorMs: number;
  /** Median processor time of the ledger that is made of the briefs. */
  readonly ledgerProcessorMs: number;
}

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
    for (const { name, watch, days } of QUESTIONS) {
      const since = new Date(NEWEST - days * DAY_MS).toISOString();
      const until = new Date(NEWEST).toISOString();
      const ask = (over: Table): Promise<LedgerPage> =>
        new BriefStore({ table: over }).ledgerBriefs({ watch, from: since, to: until }, NEWEST);
      let page: LedgerPage | undefined;
      const cost = await costOf(async (metered) => {
        page = await ask(metered);
      });
      const { items = [], complete = true } = page ?? {};
      const ledger = async (): Promise<unknown> => readLedger(items, { since, asOf: until });
      measured.push({
        name,
        requests: cost.requests,
        readUnits: cost.readUnits,
        briefs: items.length,
        complete,
        readMs: await timesOf(() => ask(table), wallMs),
        readProcessorMs: await timesOf(() => ask(table), processorMs),
        ledgerProcessorMs: await timesOf(ledger, processorMs),
      });
      log(name);
    }
    return measured;
  } finally {
    await close();
  }
}

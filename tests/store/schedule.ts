import { setImmediate as settled } from 'node:timers/promises';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { Change, Condition, Item, ItemKey, Page, Range, Table } from '../../functions/core/store/table.ts';
import { xorshift32 } from '../chaos/draws.ts';

/**
 * Runs several writers against one table, one table operation at a time, in an order that the caller chooses. A writer
 * may die between any two of its operations, and its message is then delivered again.
 */

/** One message, as the brief function handles it. */
export interface Writer {
  readonly name: string;
  /** @param table the store's own, for what it does not do. */
  deliver(store: BriefStore, table: Table): Promise<unknown>;
}

/** Wraps a table, to show that a broken protocol would be found. */
export type Mutant = (table: Table) => Table;

export interface Option {
  readonly kind: 'step' | 'redeliver';
  readonly writer: number;
}

/** Chooses one of the options by its index; undefined ends the run early. */
export type Choose = (options: readonly Option[], stateOf: () => string) => number | undefined;

export interface RunResult {
  readonly done: boolean;
  /** Every brief and version that was current at some time. */
  readonly currents: readonly { readonly briefId: string; readonly version: string }[];
  /** The steps in their order, for a failing test's message. */
  readonly trace: string;
}

export interface RunSettings {
  /** How many deliveries may be cut short or repeated. */
  readonly redeliveries: number;
  readonly mutant?: Mutant;
}

interface Pending {
  readonly writer: number;
  readonly label: string;
  run(): Promise<void>;
}

class ScheduledTable implements Table {
  readonly #table: Table;
  readonly #submit: <T>(label: string, operation: () => Promise<T>) => Promise<T>;

  readonly #onPut: (item: Item) => void;

  constructor(
    table: Table,
    submit: <T>(label: string, operation: () => Promise<T>) => Promise<T>,
    onPut: (item: Item) => void,
  ) {
    this.#table = table;
    this.#submit = submit;
    this.#onPut = onPut;
  }

  get(key: ItemKey): Promise<Item | undefined> {
    return this.#submit(`get ${key.sk}`, () => this.#table.get(key));
  }
  batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    return this.#submit('batchGet', () => this.#table.batchGet(keys, attributes));
  }
  put(item: Item): Promise<void> {
    return this.#submit(`put ${item.pk}`, () => this.#table.put(item));
  }
  putIf(item: Item, condition: Condition): Promise<boolean> {
    return this.#submit(`putIf ${item.pk}`, async () => {
      const done = await this.#table.putIf(item, condition);
      if (done) this.#onPut(item);
      return done;
    });
  }
  update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    return this.#submit(`update ${key.pk}`, () => this.#table.update(key, change, condition));
  }
  delete(key: ItemKey): Promise<boolean> {
    return this.#submit(`delete ${key.pk} ${key.sk}`, () => this.#table.delete(key));
  }
  writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    const [first] = [...(batch.puts ?? []), ...(batch.deletes ?? [])];
    return this.#submit(`write ${first?.pk} ${first?.sk}`, () => this.#table.writeBatch(batch));
  }
  query(range: Range): Promise<Page> {
    return this.#submit(`query ${range.pk}`, () => this.#table.query(range));
  }
}

/** One delivery that was begun, with all that it has learnt from the table. */
interface Delivery {
  abandoned: boolean;
  finished: boolean;
  steps: number;
  /** What it has learnt, as a number; 0 before the first step. */
  history: number;
}

/** Steps as a person reads them, long ids cut. */
const shown = (trace: readonly string[]): string =>
  trace.join(' ').replace(/([0-9a-fA-F]{4})[0-9a-fA-F.]{20,}/g, '$1…');

const byOrder = (a: Pending, b: Pending): number => a.writer - b.writer || (a.label < b.label ? -1 : 1);

/** The same for the same, of what JSON writes at length (bytes) or not at all (sets, in whatever order). */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value].sort();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = plain(inner);
  return copy;
}

const numbers = new Map<string, number>();

/** A number from 1 in place of a text: the same for the same. */
function numberOf(text: string): number {
  let number = numbers.get(text);
  if (number === undefined) {
    number = numbers.size + 1;
    numbers.set(text, number);
  }
  return number;
}

/** The numbers of what cannot change any more. */
const ofFrozen = new WeakMap<object, number>();

function numberOfValue(value: unknown): number {
  const isFrozen = typeof value === 'object' && value !== null && Object.isFrozen(value);
  const known = isFrozen ? ofFrozen.get(value) : undefined;
  if (known !== undefined) return known;
  const number = numberOf(JSON.stringify(plain(value)) ?? '');
  if (isFrozen) ofFrozen.set(value, number);
  return number;
}

/** Items, or what a table answered, as text by which this process recognises them. */
export function fingerprint(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(numberOfValue).join()}]` : String(numberOfValue(value));
}

/**
 * Delivers every writer's message, and goes on until all are done.
 * @param tableState the whole table as text, where `choose` recognises states that were seen before.
 */
export async function run(
  writers: readonly Writer[],
  table: Table,
  choose: Choose,
  settings: RunSettings,
  tableState?: () => string,
): Promise<RunResult> {
  const deliveries: Delivery[] = [];
  const trace: string[] = [];
  const currents: { briefId: string; version: string }[] = [];
  const onPut = (item: Item): void => {
    if (item.sk === 'BRIEF') currents.push({ briefId: String(item['briefId']), version: String(item['version']) });
  };
  let pending: Pending[] = [];
  let redeliveries = settings.redeliveries;
  let failure: unknown;

  const begin = (index: number): void => {
    const writer = writers[index];
    if (writer === undefined) throw new Error(`There is no writer ${index}.`);
    const delivery: Delivery = { abandoned: false, finished: false, steps: 0, history: 0 };
    deliveries[index] = delivery;
    const submit = <T>(label: string, operation: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const step = async (): Promise<void> => {
          delivery.steps += 1;
          try {
            const result = await operation();
            if (tableState !== undefined)
              delivery.history = numberOf(`${delivery.history};${label}>${fingerprint(result)}`);
            resolve(result);
          } catch (error) {
            reject(error);
          }
        };
        if (!delivery.abandoned) pending.push({ writer: index, label, run: step });
      });
    const scheduled = new ScheduledTable(table, submit, onPut);
    const own = settings.mutant === undefined ? scheduled : settings.mutant(scheduled);
    writer.deliver(new BriefStore({ table: own }), own).then(
      () => {
        delivery.finished = true;
      },
      (error: unknown) => {
        failure ??= error;
        delivery.finished = true;
      },
    );
  };

  const stateOf = (): string => {
    if (tableState === undefined) throw new Error('Nothing is remembered of a run without the state of its table.');
    const learnt = deliveries.map(({ finished, history }) => (finished ? 'end' : history));
    return `${redeliveries}|${learnt.join('|')}|${tableState()}`;
  };

  writers.forEach((_, index) => {
    begin(index);
  });
  for (;;) {
    await settled();
    if (failure !== undefined) throw failure;
    pending.sort(byOrder);
    const steps = pending.map(({ writer }): Option => ({ kind: 'step', writer }));
    const again = deliveries.flatMap(({ steps: taken }, writer): Option[] =>
      redeliveries > 0 && taken > 0 ? [{ kind: 'redeliver', writer }] : [],
    );
    if (steps.length === 0 && again.length === 0) return { done: true, currents, trace: shown(trace) };
    const options = [...steps, ...again];
    const chosen = choose(options, stateOf);
    const option = chosen === undefined ? undefined : options[chosen];
    if (option === undefined) return { done: steps.length === 0, currents, trace: shown(trace) };
    const name = writers[option.writer]?.name ?? '';
    if (option.kind === 'redeliver') {
      redeliveries -= 1;
      trace.push(`${name}:AGAIN`);
      const cut = deliveries[option.writer];
      if (cut !== undefined) cut.abandoned = true;
      pending = pending.filter(({ writer }) => writer !== option.writer);
      begin(option.writer);
    } else {
      const [step] = pending.splice(chosen ?? 0, 1);
      trace.push(`${name}:${step?.label}`);
      await step?.run();
    }
  }
}

export interface Exploration {
  readonly runs: number;
  readonly states: number;
  readonly ends: number;
}

/**
 * Runs every schedule, by running again from the start with each choice changed; a state that was seen before (of the
 * table, and of what every writer has learnt) is not entered twice.
 * @param onEnd is called with the table of each different end, and says whether to go on.
 */
export async function explore<T extends Table>(
  writers: readonly Writer[],
  newTable: () => T,
  stateOf: (table: T) => string,
  onEnd: (table: T, trace: string) => Promise<boolean>,
  settings: RunSettings,
): Promise<Exploration> {
  const visited = new Set<string>();
  const ends = new Set<string>();
  const open: number[][] = [[]];
  let runs = 0;
  for (let prefix = open.pop(); prefix !== undefined; prefix = open.pop()) {
    runs += 1;
    const table = newTable();
    const path: number[] = [];
    const known = prefix;
    const choose: Choose = (options, state) => {
      const depth = path.length;
      let choice = known[depth];
      if (choice === undefined) {
        const key = state();
        if (visited.has(key)) return undefined;
        visited.add(key);
        for (let other = 1; other < options.length; other += 1) open.push([...path, other]);
        // Where nothing but redeliveries is left, the run may as well end here.
        if (options.every(({ kind }) => kind === 'redeliver')) {
          open.push([...path, 0]);
          return undefined;
        }
        choice = 0;
      }
      path.push(choice);
      return choice;
    };
    const { done, trace } = await run(writers, table, choose, settings, () => stateOf(table));
    if (!done) continue;
    const end = stateOf(table);
    if (!ends.has(end)) {
      ends.add(end);
      if (!(await onEnd(table, trace))) break;
    }
  }
  return { runs, states: visited.size, ends: ends.size };
}

/** A choice of schedule that a seed decides; one in `rarity` choices is a redelivery, where one is possible. */
export function chooseBySeed(seed: number, rarity = 8): Choose {
  const below = xorshift32(seed ^ 0x9e3779b9);
  for (let warm = 0; warm < 8; warm += 1) below(2);
  return (options) => {
    const steps = options.filter(({ kind }) => kind === 'step').length;
    const again = options.length - steps;
    if (again > 0 && below(rarity) === 0) return steps + below(again);
    return steps > 0 ? below(steps) : undefined;
  };
}

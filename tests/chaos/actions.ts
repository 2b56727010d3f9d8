import fc from 'fast-check';
import { CONTENTS, RELEASES } from './contents.ts';
import { FATES, STAGES, type Stage } from './invocation.ts';

/** The files of a schedule: of one name in every alphabet, as S3 encodes names in its messages. */
export const FILES = ['in/a.txt', 'in/b + ü.html', 'in/c d.ndjson'] as const;

/** Steps of the clock, in milliseconds: within a function, past its time-out, past a visibility time-out, past a retention. */
export const TIMES = [1_000, 60_000, 7 * 60_000, 86_400_000, 12 * 86_400_000] as const;

/** One thing that happens. Numbers are read modulo what there is, so that any list of actions is a schedule. */
export type Action =
  | { readonly do: 'upload'; readonly file: number; readonly content: number; readonly leap: number }
  /** The bytes that the bucket shows are put again. */
  | { readonly do: 'upload again'; readonly file: number; readonly leap: number }
  | { readonly do: 'delete'; readonly file: number; readonly leap: number }
  /** A version or a delete marker is deleted for good; 0 is the newest. */
  | { readonly do: 'delete version'; readonly file: number; readonly version: number; readonly leap: number }
  /** A lifecycle rule deletes an old version. */
  | { readonly do: 'expire version'; readonly file: number }
  /** A message that was sent once comes again, however late; 0 is the newest. */
  | { readonly do: 'repeat'; readonly stage: Stage; readonly event: number }
  /** A function is started with a batch of messages, and takes some steps. */
  | {
      readonly do: 'start';
      readonly stage: Stage;
      readonly batch: number;
      readonly fate: (typeof FATES)[number];
      readonly at: number;
      readonly steps: number;
      readonly pick: number;
    }
  /** A stage fails, in one way, until all that waits before it is a dead letter. */
  | { readonly do: 'outage'; readonly stage: Stage; readonly fate: (typeof FATES)[number]; readonly at: number }
  /** One of those running takes some more steps. */
  | { readonly do: 'run'; readonly invocation: number; readonly steps: number; readonly pick: number }
  | { readonly do: 'wait'; readonly time: number }
  | { readonly do: 'redrive'; readonly stage: Stage }
  /** From now on functions are of that release. */
  | { readonly do: 'deploy'; readonly release: number }
  /** A stage is done again for what the table shows. */
  | { readonly do: 'replay'; readonly stage: Stage }
  /** What is missing is looked for and sent again; of files that are named, also what only a person can know. */
  | { readonly do: 'reconcile'; readonly named: boolean }
  /** A file is purged; one whose purge was begun comes a step further. */
  | { readonly do: 'purge'; readonly file: number }
  /** Somebody writes a note on a brief of the file. */
  | { readonly do: 'note'; readonly file: number; readonly article: number }
  /** All that is staged is sent again. */
  | { readonly do: 'send staged again' }
  | { readonly do: 'raise shards' }
  /** The list of all briefs is read, and compared with what is current. */
  | { readonly do: 'read'; readonly limit: number }
  /** With a retention: much time passes, and the table deletes some of what has expired. */
  | { readonly do: 'expire items'; readonly pick: number };

export interface Schedule {
  /** Undefined keeps everything. */
  readonly retentionDays: number | undefined;
  readonly actions: readonly Action[];
}

/** More steps than any invocation takes. */
const TO_THE_END = 999;

const pick = fc.integer({ min: 0, max: 0xffff });
const file = fc.nat({ max: FILES.length - 1 });
const leap = fc.nat({ max: 3 });
const stage = fc.constantFrom(...STAGES);
const steps = fc.oneof(fc.nat({ max: 12 }), fc.constant(TO_THE_END));

/** What is lost after many days comes rarely, as it ends much else. */
const time = fc.oneof(
  { weight: 9, arbitrary: fc.nat({ max: TIMES.length - 2 }) },
  { weight: 1, arbitrary: fc.constant(TIMES.length - 1) },
);

const of = <D extends Action['do']>(
  name: D,
  fields: { [F in Exclude<keyof Extract<Action, { do: D }>, 'do'>]: fc.Arbitrary<Extract<Action, { do: D }>[F]> },
): fc.Arbitrary<Action> => fc.record({ do: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Action>;

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: of('upload', { file, content: fc.nat({ max: CONTENTS.length - 1 }), leap }) },
  { weight: 2, arbitrary: of('upload again', { file, leap }) },
  { weight: 3, arbitrary: of('delete', { file, leap }) },
  { weight: 3, arbitrary: of('delete version', { file, version: fc.nat({ max: 2 }), leap }) },
  { weight: 1, arbitrary: of('expire version', { file }) },
  { weight: 5, arbitrary: of('repeat', { stage, event: fc.nat({ max: 9 }) }) },
  {
    weight: 32,
    arbitrary: of('start', {
      stage,
      batch: fc.integer({ min: 1, max: 4 }),
      fate: fc.oneof(
        { weight: 5, arbitrary: fc.constant('none' as const) },
        { weight: 5, arbitrary: fc.constantFrom(...FATES) },
      ),
      at: fc.integer({ min: 1, max: 24 }),
      steps,
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: of('outage', { stage, fate: fc.constantFrom(...FATES.slice(1)), at: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 22, arbitrary: of('run', { invocation: fc.nat({ max: 2 }), steps, pick }) },
  { weight: 6, arbitrary: of('wait', { time }) },
  { weight: 2, arbitrary: of('redrive', { stage }) },
  { weight: 4, arbitrary: of('deploy', { release: fc.nat({ max: RELEASES - 1 }) }) },
  { weight: 4, arbitrary: of('replay', { stage }) },
  { weight: 3, arbitrary: of('reconcile', { named: fc.boolean() }) },
  { weight: 3, arbitrary: of('purge', { file }) },
  { weight: 3, arbitrary: of('note', { file, article: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: of('send staged again', {}) },
  { weight: 1, arbitrary: of('raise shards', {}) },
  { weight: 2, arbitrary: of('expire items', { pick }) },
  { weight: 3, arbitrary: of('read', { limit: fc.integer({ min: 1, max: 3 }) }) },
);

/** Schedules of 1 to `longest` actions; one in six has a retention. */
export function schedules(longest: number): fc.Arbitrary<Schedule> {
  return fc.record({
    retentionDays: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(10, 40) },
    ),
    actions: fc.array(action, { minLength: 1, maxLength: longest, size: 'max' }),
  });
}

/** A schedule as text that `run.ts --replay` reads, one action a line. */
export function writeSchedule({ retentionDays, actions }: Schedule): string {
  const lines = actions.map((one) => `  ${JSON.stringify(one)}`);
  return `{"retentionDays":${retentionDays ?? 'null'},"actions":[\n${lines.join(',\n')}\n]}`;
}

/** @throws SyntaxError if it is no JSON. */
export function readSchedule(json: string): Schedule {
  const { retentionDays, actions } = JSON.parse(json) as { retentionDays: number | null; actions: Action[] };
  return { retentionDays: retentionDays ?? undefined, actions };
}

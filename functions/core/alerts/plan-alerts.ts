import type { LedgerLine, Story, StoryChanges } from '../ledger/ledger-line.ts';
import type { AlertTarget, Watch } from '../watches/watch.ts';
import { type AlertProgress, type AlertRecord, messageIdOf, targetKeyOf } from './alert-record.ts';

/**
 * Which lines of the ledger are told to whom. It is pure: what was done before stands in records, and whoever carries the
 * plan out writes a record before a message is sent and after it has arrived.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * How far behind the last sweep the ledger is read again: an article counts as known from its receipt, and may be briefed
 * later, at most after all deliveries of its messages (half an hour a stage).
 */
const OVERLAP_MS = 2 * HOUR_MS;
/** What a watch tells first that was written before there were alerts; a new one tells what is known since it was written. */
const FIRST_MS = HOUR_MS;
/** For so long a message is tried again; older lines are left to the digest. */
const TRIED_FOR_MS = DAY_MS;
/** What one message holds at most; other lines come in the next one. */
const MOST_LINES = 20;
/** New messages of one sweep to one target; the others are made by the next sweep. */
const MOST_MESSAGES = 30;
/** Ids of told lines that a record keeps: more than are known within the time that is read again. */
const MOST_TOLD = 600;

/** A message to be sent. */
export interface PlannedAlert {
  readonly target: AlertTarget;
  readonly story: Story;
  readonly lines: readonly LedgerLine[];
  /** To be written before it is sent, but for the time of the attempt. */
  readonly record: Omit<AlertRecord, 'triedAt'>;
  /** What it is written over; undefined for the first message of this story to this target. */
  readonly before: AlertRecord | undefined;
}

export interface AlertPlan {
  readonly messages: readonly PlannedAlert[];
  /** Messages that are not sent again: nobody took them for a day, or the ledger has none of their lines any more. */
  readonly ended: readonly { readonly record: AlertRecord; readonly reason: 'expired' | 'withdrawn' }[];
  /** The earliest moment at which a line was known that waits for the next sweep; undefined where none does. */
  readonly waitsFrom: string | undefined;
}

export interface SweptWatch {
  readonly watch: Pick<Watch, 'id' | 'alerts'>;
  readonly progress: AlertProgress;
  readonly records: readonly AlertRecord[];
  /** What the ledger says since `readFrom`. */
  readonly stories: readonly StoryChanges[];
  /** Whether that is all that there is; else what is missing is taken for unread. */
  readonly isComplete: boolean;
  /** The time of the sweep. */
  readonly at: string;
  /** Whether a message is being sent at this moment by another run. */
  isInFlight(record: AlertRecord): boolean;
  /** Whether the settings let alerts go there. */
  isAllowed(target: AlertTarget): boolean;
}

const before = (time: string, ms: number): string => new Date(Date.parse(time) - ms).toISOString();
const elapsed = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
const latest = (...times: string[]): string => times.reduce((a, b) => (a > b ? a : b));
const earliest = (times: readonly string[]): string | undefined =>
  times.reduce<string | undefined>((a, b) => (a !== undefined && a < b ? a : b), undefined);

/** Where a watch begins that is swept for the first time. @param at the time of the sweep. */
export function firstProgress({ at: writtenAt }: Pick<Watch, 'at'>, at: string): AlertProgress {
  const isNew = elapsed(writtenAt, at) <= TRIED_FOR_MS;
  const from = isNew && writtenAt < at ? writtenAt : before(at, FIRST_MS);
  return { from, since: from };
}

/** Since when the ledger has to be read again: behind what every line was told until. @param at the time of the sweep. */
export function readFrom({ from, since }: AlertProgress, at: string): string {
  return latest(before(since, OVERLAP_MS), from, before(at, TRIED_FOR_MS + OVERLAP_MS));
}

/** How far a watch has come once a plan is carried out. @param unsent since when lines are known that did not arrive. */
export function nextProgress(progress: AlertProgress, at: string, unsent: readonly string[]): AlertProgress {
  const waiting = earliest(unsent);
  return { ...progress, since: waiting !== undefined && waiting <= at ? before(waiting, 1) : at };
}

/** Targets, each once, with the kinds of line that they are told. */
function targetsOf(watch: SweptWatch['watch']): Map<string, { target: AlertTarget; kinds: Set<string> }> {
  const targets = new Map<string, { target: AlertTarget; kinds: Set<string> }>();
  for (const { to, kinds } of watch.alerts ?? []) {
    const key = targetKeyOf(to);
    const known = targets.get(key) ?? { target: to, kinds: new Set() };
    for (const kind of kinds) known.kinds.add(kind);
    targets.set(key, known);
  }
  return targets;
}

/** Nothing that was perhaps misread is told. */
function isCertain({ from, to }: LedgerLine): boolean {
  return to.certainty !== 'low' && from?.certainty !== 'low';
}

/**
 * What a sweep has to send. A line is told once to each target that wants its kind; a target gets one message of a story
 * in an hour at most, and what is held back comes with the next one. A message that was made and is not known to have
 * arrived is sent again as it was, with the lines that the ledger still has.
 */
export function planAlerts(swept: SweptWatch): AlertPlan {
  const parts = [...targetsOf(swept.watch)]
    .filter(([, { target }]) => swept.isAllowed(target))
    .map(([key, { target, kinds }]) => {
      const records = swept.records.filter((record) => record.target === key);
      const old = planUnsettled(records, target, swept);
      const fresh = planFresh(records, { key, target, kinds }, swept);
      return {
        messages: [...old.messages, ...fresh.messages],
        ended: old.ended,
        waiting: [...old.waiting, ...fresh.waiting],
      };
    });
  return {
    messages: parts.flatMap(({ messages }) => messages),
    ended: parts.flatMap(({ ended }) => ended),
    waitsFrom: earliest(parts.flatMap(({ waiting }) => waiting)),
  };
}

/** Messages to one target that are not known to have arrived. */
function planUnsettled(records: readonly AlertRecord[], target: AlertTarget, swept: SweptWatch) {
  const messages: PlannedAlert[] = [];
  const ended: AlertPlan['ended'][number][] = [];
  const waiting: string[] = [];
  for (const record of records.filter(({ state }) => state === 'claimed')) {
    if (elapsed(record.madeAt, swept.at) > TRIED_FOR_MS) {
      ended.push({ record, reason: 'expired' });
      continue;
    }
    waiting.push(record.knownFrom);
    if (swept.isInFlight(record)) continue;
    const again = repeated(record, target, swept);
    if (again !== undefined) messages.push(again);
    else if (swept.isComplete) ended.push({ record, reason: 'withdrawn' });
  }
  return { messages, ended, waiting };
}

/** Messages to one target of lines that it has not been told. */
function planFresh(
  records: readonly AlertRecord[],
  { key, target, kinds }: { key: string; target: AlertTarget; kinds: ReadonlySet<string> },
  swept: SweptWatch,
) {
  const messages: PlannedAlert[] = [];
  const waiting: string[] = [];
  const told = new Set(records.flatMap((record) => [...record.lines, ...record.told]));
  for (const { story, lines } of swept.stories) {
    const untold = lines.filter(
      (line) => kinds.has(line.kind) && isCertain(line) && line.knownAt > swept.progress.from && !told.has(line.id),
    );
    const last = records.find(({ storyId }) => storyId === story.id);
    const isHeld =
      messages.length === MOST_MESSAGES ||
      (last !== undefined && (last.state === 'claimed' || elapsed(last.sweptAt, swept.at) < HOUR_MS));
    const sent = isHeld ? [] : untold.slice(0, MOST_LINES);
    waiting.push(...untold.slice(sent.length).map(({ knownAt }) => knownAt));
    if (sent.length > 0) messages.push(firstSent(swept, { key, target, story, lines: sent, last }));
  }
  return { messages, waiting };
}

interface Fresh {
  key: string;
  target: AlertTarget;
  story: Story;
  lines: readonly LedgerLine[];
  last: AlertRecord | undefined;
}

function firstSent({ watch, at }: SweptWatch, { key, target, story, lines, last }: Fresh): PlannedAlert {
  const name = { target: key, storyId: story.id, madeAt: at };
  const record = {
    ...name,
    messageId: messageIdOf(watch.id, name),
    state: 'claimed' as const,
    lines: lines.map(({ id }) => id),
    knownFrom: earliest(lines.map(({ knownAt }) => knownAt)) ?? at,
    sweptAt: at,
    told: [...(last?.told ?? []), ...(last?.lines ?? [])].slice(-MOST_TOLD),
  };
  return { target, story, lines, record, before: last };
}

/** The message of a record once more; undefined where the ledger has none of its lines now. */
function repeated(record: AlertRecord, target: AlertTarget, { stories, at }: SweptWatch): PlannedAlert | undefined {
  const { triedAt: _, ...kept } = record;
  for (const { story, lines } of stories) {
    const still = lines.filter(({ id }) => record.lines.includes(id));
    if (still.length > 0) return { target, story, lines: still, record: { ...kept, sweptAt: at }, before: record };
  }
  return undefined;
}

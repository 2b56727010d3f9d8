import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, printableLine } from '../../bin/precis/terminal.ts';
import { IssueState, Likelihood, MeasureStatus } from '../../functions/core/brief.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { ChangeKind, FollowedList } from '../../functions/core/ledger/ledger-line.ts';

/** The stories with hand-made ledgers; their README defines the form and when a line is matched. */
export const STORIES = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'stories');

/** Stories that nothing is tuned on. */
export const WATCHED_STORIES: readonly string[] = ['mill-merger', 'tambo-fever'];

/** A ledger that is not there, or not as it has to be. */
export class GoldLedgerError extends PrecisError {
  static override readonly name = 'GoldLedgerError';
}

const several = <Value extends z.ZodType>(value: Value) =>
  z.union([value.transform((one) => [one]), z.array(value).min(1)]);
const Status = z.union([MeasureStatus, IssueState, Likelihood]);
const Place = z.strictObject({ file: z.string(), quote: z.string().min(1) });
const Places = z.array(Place).min(1);

const GoldLine = z
  .strictObject({
    kind: ChangeKind,
    list: FollowedList,
    subject: z.string(),
    from: Places.optional(),
    fromStatus: several(Status).optional(),
    to: Places,
    toStatus: several(Status).optional(),
    outlets: several(z.int().positive()).optional(),
    independent: several(z.int().nonnegative()).optional(),
    days: several(z.int().positive()).optional(),
    optional: z.boolean().default(false),
  })
  .refine(({ kind, from }) => (from === undefined) === (kind === 'new' || kind === 'quiet'), 'from')
  .refine(({ kind, fromStatus, toStatus }) => {
    const needed = kind === 'moved' || kind === 'contradicted';
    return (fromStatus !== undefined) === needed && (toStatus !== undefined) === needed;
  }, 'fromStatus, toStatus')
  .refine(({ kind, outlets, independent }) => {
    const needed = kind === 'repeated';
    return (outlets !== undefined) === needed && (independent !== undefined) === needed;
  }, 'outlets, independent')
  .refine(({ kind, days }) => (days !== undefined) === (kind === 'quiet'), 'days');
export type GoldLine = z.infer<typeof GoldLine>;
export type GoldPlace = z.infer<typeof Place>;

const Instant = z.iso.datetime().length(24);

const GoldLedger = z.strictObject({
  since: Instant,
  asOf: Instant,
  received: z.record(z.string(), Instant),
  copies: z.array(z.array(z.string()).min(2)),
  lines: z.array(GoldLine).min(1),
});
export type GoldLedger = z.infer<typeof GoldLedger>;

export interface GoldStory {
  readonly name: string;
  readonly folder: string;
  /** The names of its articles, in the order of publication. */
  readonly files: readonly string[];
  readonly ledger: GoldLedger;
}

function readLedgerFile(name: string, path: string): GoldLedger {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new GoldLedgerError(`The ledger of ${printableLine(name)} cannot be read: ${describe(error)}`);
  }
  const parsed = GoldLedger.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: place, message }) => `${place.join('.')} (${message})`);
  throw new GoldLedgerError(`The ledger of ${printableLine(name)} is not of its form: ${faults.join(', ')}.`);
}

/**
 * Reads a story: a folder with articles and their ledger.
 * @throws GoldLedgerError if it is missing or its ledger is not of its form.
 */
export function readStory(name: string): GoldStory {
  const folder = join(STORIES, name);
  const ledger = readLedgerFile(name, join(folder, 'ledger.json'));
  const files = readdirSync(folder)
    .filter((file) => /^\d\d-/.test(file))
    .sort();
  return { name, folder, files, ledger };
}

/** The names of all stories. */
export function storyNames(): string[] {
  return readdirSync(STORIES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

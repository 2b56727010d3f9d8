import type { PrecisClient } from '../../client/client.ts';
import { NOTE_ACTIONS, type NoteInput } from '../../functions/core/notes/note.ts';
import { requireBriefId } from './brief-id.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface NoteOptions {
  /** The id of the item that it is about. */
  item?: string;
  reason?: string;
  /** `FIELD=VALUE`, each once. */
  set?: readonly string[];
  /** The version that was noted, where that is not the current one any more. */
  ofVersion?: string;
  json?: boolean;
}

/** Fields that hold ids of parties, separated by commas. */
const LISTS: ReadonlySet<string> = new Set(['actors', 'targets', 'parties']);

/** The value of a note, of `FIELD=VALUE`. @throws UsageError for another form, and for a field that is given twice */
function fieldsOf(settings: readonly string[]): Record<string, string | string[]> {
  const value = new Map<string, string | string[]>();
  for (const setting of settings) {
    const [, name, text = ''] = /^([a-z]+)=(.*)$/is.exec(setting) ?? [];
    if (name === undefined) throw new UsageError(`--set takes FIELD=VALUE, not ${JSON.stringify(setting)}.`);
    if (value.has(name)) throw new UsageError(`The field ${name} is set twice.`);
    const entries = text.split(',').map((entry) => entry.trim());
    value.set(name, LISTS.has(name) ? entries.filter(Boolean) : text);
  }
  return Object.fromEntries(value);
}

/**
 * `precis note ID ACTION`: writes a note, which the API checks and signs with the caller; prints its id.
 * @returns the exit status: 0.
 * @throws UsageError for what is no id, no action or no setting of a field; ApiError as the API refuses.
 */
export async function writeNote(
  id: string,
  action: string,
  { item, reason, set = [], ofVersion, json = false }: NoteOptions,
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  requireBriefId(id);
  if (!NOTE_ACTIONS.some((known) => known === action)) {
    throw new UsageError(`A note is one of ${NOTE_ACTIONS.join(', ')}, not ${JSON.stringify(action)}.`);
  }
  // The API reads it by its schema, and names each field that is wrong.
  const input = {
    action,
    ...(item === undefined ? {} : { item }),
    ...(set.length === 0 ? {} : { value: fieldsOf(set) }),
    ...(reason === undefined ? {} : { reason }),
  } as NoteInput;
  const note = await client.addNote(id, input, ofVersion);
  terminal.out(json ? jsonLine(note) : `${printableLine(note.id)}\n`);
  return EXIT.ok;
}

import type { WatchInput } from '../../../core/watches/watch.ts';
import { watchIdFrom } from '../../../core/watches/watch-id.ts';
import { partyIdOf } from '../list/list-filters.ts';

/** What a form asks for: a watch, and the id that its name makes. */
export interface AskedWatch {
  readonly id: string;
  readonly watch: WatchInput;
}

function listed(data: FormData, name: string): string[] {
  const parts = String(data.get(name) ?? '').split(',');
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

/**
 * The watch that a form holds; a party that was typed by its name is turned into its id.
 * @returns what is still missing, in words, where it makes no watch yet.
 */
export function watchIn(data: FormData): AskedWatch | string {
  const name = String(data.get('name') ?? '').trim();
  const id = watchIdFrom(name);
  if (id === '') return 'Give it a name, with a letter from a to z or a digit.';
  const fields = {
    parties: listed(data, 'parties').map(partyIdOf),
    countries: listed(data, 'countries').map((code) => code.toUpperCase()),
    measures: data.getAll('measures').map(String),
    statuses: data.getAll('statuses').map(String),
    sources: listed(data, 'sources'),
    words: listed(data, 'words'),
    names: listed(data, 'names'),
  };
  const said = Object.entries(fields).filter(([, values]) => values.length > 0);
  if (said.length === 0) return 'Say what it is to watch.';
  return { id, watch: { name, ...Object.fromEntries(said) } as WatchInput };
}

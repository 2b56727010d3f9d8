import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk } from '../../../core/notes/note.ts';
import type { Item } from '../brief/cited-lines.ts';

/** What somebody is asked to fill in. */
export type AskedNote =
  | { readonly action: 'accept' | 'reject' | 'amend'; readonly item: Item }
  | { readonly action: 'comment' | 'assess'; readonly item?: Item }
  | { readonly action: 'add'; readonly quote: string };

/** What a desk noted of the brief, and the way to note more; given to whatever shows its items. */
export interface DeskTools {
  /** Undefined where nobody noted anything, and of an earlier version. */
  readonly desk: Desk | undefined;
  /** Whether notes can be written here: not on an earlier version, nor by somebody who was refused. */
  readonly mayNote: boolean;
  /** Whether there is a text against which an item can be amended or added. */
  readonly mayAmend: boolean;
  /** Opens the form of a note. */
  ask(note: AskedNote): void;
}

export const DeskContext = createContext<DeskTools>({
  desk: undefined,
  mayNote: false,
  mayAmend: false,
  ask: () => {},
});

export function useDesk(): DeskTools {
  return useContext(DeskContext);
}

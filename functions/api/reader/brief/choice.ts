import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CitedLine } from './cited-lines.ts';

/** Which line of a brief is chosen, and what choosing does; given to whatever shows lines. */
export interface Choice {
  readonly chosen: string | undefined;
  /** Whether the chosen item says why it is there. */
  readonly asksWhy: boolean;
  choose(id: string | undefined): void;
  toggleWhy(id: string): void;
  copy(id: string): void;
  /** Numbers of the line's quotes in the notes of a printed page. */
  numbersOf(id: string): string;
  lineOf(id: string): CitedLine | undefined;
}

export const ChoiceContext = createContext<Choice | undefined>(undefined);

export function useChoice(): Choice {
  const choice = useContext(ChoiceContext);
  if (choice === undefined) throw new Error('Lines of a brief stand within its page.');
  return choice;
}

import type { GoldLine } from './gold-ledger.ts';

/**
 * The moves that leave out a step of a thread which the ledger tells: from an earlier end of one of its moves to the later
 * end of a further one. They are optional: such a line is not false, and does not tell all.
 * @param lines of one ledger; the moves of a thread have one subject and stand in the order of time.
 */
export function movesOverSteps(lines: readonly GoldLine[]): GoldLine[] {
  const moves = lines.filter(({ kind }) => kind === 'moved');
  return moves.flatMap((first, index) =>
    moves
      .slice(index + 1)
      .filter(({ list, subject }) => list === first.list && subject === first.subject)
      .map(({ to, toStatus }) => ({ ...first, to, toStatus, optional: true })),
  );
}

import type { ChangeKind, LedgerLine, Telling } from '../../functions/core/ledger/ledger-line.ts';
import type { GoldLedger, GoldLine, GoldPlace } from './gold-ledger.ts';
import { sharesHalf } from './shared-words.ts';
import { movesOverSteps } from './skipped-steps.ts';

/** What came of the lines of one story. */
export interface LedgerScore {
  readonly matched: readonly { gold: GoldLine; found: LedgerLine }[];
  /** Lines that match an optional one. */
  readonly excused: readonly { gold: GoldLine; found: LedgerLine }[];
  /** Required lines that nothing matches. */
  readonly missed: readonly GoldLine[];
  /** Lines that match nothing, or only what another line has matched. */
  readonly wrong: readonly LedgerLine[];
}

/** Whether an article is the one that is meant, or prints the same text. */
export function isOfFile(file: string | undefined, { file: meant }: GoldPlace, copies: GoldLedger['copies']): boolean {
  if (file === undefined) return false;
  return file === meant || copies.some((group) => group.includes(file) && group.includes(meant));
}

/** Decides whether lines match, within one story. */
class Matcher {
  readonly #fileOf: ReadonlyMap<string, string>;
  readonly #copies: GoldLedger['copies'];

  constructor(fileOf: ReadonlyMap<string, string>, copies: GoldLedger['copies']) {
    this.#fileOf = fileOf;
    this.#copies = copies;
  }

  #tells(telling: Telling | undefined, places: readonly GoldPlace[] | undefined): boolean {
    if (telling === undefined || places === undefined) return telling === undefined && places === undefined;
    const file = this.#fileOf.get(telling.briefId);
    return places.some(
      (place) =>
        isOfFile(file, place, this.#copies) && telling.evidence.some(({ quote }) => sharesHalf(quote, place.quote)),
    );
  }

  /** Whether the ends are those of the line that is looked for, each with a status that is accepted. */
  #hasEnds(gold: GoldLine, from: Telling | undefined, to: Telling): boolean {
    const accepts = (telling: Telling | undefined, statuses: readonly string[] | undefined) =>
      statuses === undefined || (telling !== undefined && statuses.includes(telling.status));
    return (
      this.#tells(from, gold.from) &&
      this.#tells(to, gold.to) &&
      accepts(from, gold.fromStatus) &&
      accepts(to, gold.toStatus)
    );
  }

  matches(gold: GoldLine, found: LedgerLine): boolean {
    if (gold.kind !== found.kind || gold.list !== found.list) return false;
    const { kind, from, to } = found;
    // `new` and `quiet` have one end, whatever else they carry.
    const start = gold.from === undefined ? undefined : from;
    const hasEnds =
      this.#hasEnds(gold, start, to) ||
      (kind === 'contradicted' && from !== undefined && this.#hasEnds(gold, to, from));
    if (!hasEnds) return false;
    if (kind === 'quiet') return found.days !== undefined && gold.days?.includes(found.days) === true;
    if (kind !== 'repeated') return true;
    return gold.outlets?.includes(found.outlets) === true && gold.independent?.includes(found.independent) === true;
  }
}

/**
 * Matches as many lines as can be, one to one, those that come first before the others (augmenting paths, H. W. Kuhn's
 * and M. Hall's method for bipartite graphs).
 * @returns the gold line of each line that was found, by index.
 */
function assignment(
  golds: readonly GoldLine[],
  candidates: (gold: GoldLine) => readonly number[],
): Map<number, GoldLine> {
  const goldOf = new Map<number, GoldLine>();
  const place = (gold: GoldLine, tried: Set<number>): boolean =>
    candidates(gold).some((index) => {
      if (tried.has(index)) return false;
      tried.add(index);
      const holder = goldOf.get(index);
      if (holder !== undefined && !place(holder, tried)) return false;
      goldOf.set(index, gold);
      return true;
    });
  for (const gold of golds) place(gold, new Set());
  return goldOf;
}

/**
 * Compares the lines that were found in a story with those of its hand-made ledger.
 * @param fileOf the file of each brief, by its id.
 */
export function scoreLedger(
  { lines, copies }: Pick<GoldLedger, 'lines' | 'copies'>,
  found: readonly LedgerLine[],
  fileOf: ReadonlyMap<string, string>,
): LedgerScore {
  const matcher = new Matcher(fileOf, copies);
  const acceptable = [...lines, ...movesOverSteps(lines)];
  const candidates = new Map(
    acceptable.map((gold) => [gold, found.flatMap((line, index) => (matcher.matches(gold, line) ? [index] : []))]),
  );
  const requiredFirst = acceptable.sort((a, b) => Number(a.optional) - Number(b.optional));
  const goldOf = assignment(requiredFirst, (gold) => candidates.get(gold) ?? []);
  const pairs = found.flatMap((line, index) => {
    const gold = goldOf.get(index);
    return gold === undefined ? [] : [{ gold, found: line }];
  });
  const told = new Set(pairs.map(({ gold }) => gold));
  return {
    matched: pairs.filter(({ gold }) => !gold.optional),
    excused: pairs.filter(({ gold }) => gold.optional),
    missed: lines.filter((gold) => !gold.optional && !told.has(gold)),
    wrong: found.filter((_, index) => !goldOf.has(index)),
  };
}

export interface LedgerFigures {
  readonly matched: number;
  readonly excused: number;
  readonly missed: number;
  readonly wrong: number;
  /** 1 of none. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const share = (part: number, whole: number, ofNone: number): number => (whole === 0 ? ofNone : part / whole);

/** The figures of several stories together, of one kind of line or of all. */
export function ledgerFigures(scores: readonly LedgerScore[], kind?: ChangeKind): LedgerFigures {
  const count = (pick: (score: LedgerScore) => readonly ChangeKind[]) =>
    scores.flatMap(pick).filter((one) => kind === undefined || one === kind).length;
  const matched = count((score) => score.matched.map(({ found }) => found.kind));
  const excused = count((score) => score.excused.map(({ found }) => found.kind));
  const missed = count((score) => score.missed.map((gold) => gold.kind));
  const wrong = count((score) => score.wrong.map((line) => line.kind));
  const precision = share(matched, matched + wrong, 1);
  const recall = share(matched, matched + missed, 1);
  const f1 = share(2 * matched, 2 * matched + wrong + missed, 1);
  return { matched, excused, missed, wrong, precision, recall, f1 };
}

/** The share of all `moved` lines that were found which match none; 0 where none was found. */
export function falseMoved(scores: readonly LedgerScore[]): number {
  const { matched, excused, wrong } = ledgerFigures(scores, 'moved');
  return share(wrong, matched + excused + wrong, 0);
}

/** What the ledger must reach over all stories. */
export const LIMITS = { f1: 0.7, falseMoved: 0.05 };

/** Whether the figures of the stories are within the limits. */
export function isWithinLimits(scores: readonly LedgerScore[]): boolean {
  return ledgerFigures(scores).f1 >= LIMITS.f1 && falseMoved(scores) <= LIMITS.falseMoved;
}

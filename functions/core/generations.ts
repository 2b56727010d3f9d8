/**
 * Generations order what different releases of Precis made of the same bytes. They are whole numbers, raised by hand
 * whenever a change can alter the output; `tests/unit/generations.test.ts` fails when sources changed and they did not.
 *
 * A brief's own generation is of both its analyzer and the desk's own words that were laid over it (`generationOf`); it is
 * one whole number, by which all that is stored of an article is ordered.
 */

/** Raised when any article may be parsed differently. */
export const PARSER_GENERATION = 2;

/** Raised when any brief may come out differently (rules, lexicons, gate). */
export const ANALYZER_GENERATION = 6;

/** The highest generation of a brief; tombstones alone carry it. */
export const TOMBSTONE_GENERATION = 999_999;

/** Overlays are numbered from 1; 0 is an analyzer without one. */
export const LAST_OVERLAY = 999;

/**
 * The generation of a brief: above that of every older analyzer, whatever overlay it was read with. Briefs of analyzer
 * generations 1 to 5 carry that number itself, and so stand below all others.
 * @param overlay the number of the lexicon overlay, 0 to `LAST_OVERLAY`; 0 for none.
 */
export function generationOf(overlay: number, analyzerGeneration: number = ANALYZER_GENERATION): number {
  return analyzerGeneration * (LAST_OVERLAY + 1) + overlay;
}

/** The generation that a person names: as briefs tell it, or, below all of those, an analyzer's without any overlay. */
export function generationNamed(named: number): number {
  return named > LAST_OVERLAY ? named : generationOf(0, named);
}

/** The semantic version shown to people. */
export const PRECIS_VERSION = '0.1.0';

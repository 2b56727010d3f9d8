/**
 * Generations order what different releases of Precis made of the same bytes. They are whole numbers, raised by hand
 * whenever a change can alter the output; `tests/unit/generations.test.ts` fails when sources changed and they did not.
 */

/** Raised when any article may be parsed differently. */
export const PARSER_GENERATION = 2;

/** Raised when any brief may come out differently (rules, lexicons, gate). */
export const ANALYZER_GENERATION = 5;

/** The highest analyzer generation; tombstones alone carry it. */
export const TOMBSTONE_GENERATION = 999_999;

/** The semantic version shown to people. */
export const PRECIS_VERSION = '0.1.0';

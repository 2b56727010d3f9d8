import type { Measure, Party, Sourcing } from '../../core/brief.ts';
import type { Genre } from './genre.ts';
import { isEnglish } from './language.ts';
import type { Document } from './model.ts';

/** At most this many parties are listed as not heard. */
const MOST_NAMES = 4;

/** What a reader would ask for and the article lacks, as short phrases. */
export function notStatedIn(
  document: Document,
  measures: readonly Measure[],
  parties: readonly Party[],
  sourcing: Sourcing,
  genre?: Genre,
): string[] {
  const missing: string[] = [];
  if (document.publishedAt === null && document.dateline.date === null) missing.push('a publication date');
  // What is only looked through for names may state all the rest, and nobody asks it of a recipe.
  if (!isEnglish(document) || (genre !== undefined && genre !== 'obituary')) return missing;
  const coming = measures.filter((measure) => measure.status === 'announced' || measure.status === 'agreed');
  if (coming.length > 0 && coming.every((measure) => measure.when === undefined && measure.deadline === undefined)) {
    missing.push('a date for any next step');
  }
  const asked = measures.filter((measure) => measure.status === 'demanded' || measure.status === 'threatened');
  if (asked.length > 0 && asked.every((measure) => measure.deadline === undefined)) missing.push('a deadline');
  if (sourcing.named.length === 0) missing.push('a named official or speaker');
  const silent = parties.filter((party) => sourcing.notHeard.includes(party.id)).map((party) => party.name);
  if (silent.length > 0) missing.push(`a word from ${listed(silent.slice(0, MOST_NAMES))}`);
  return missing;
}

function listed(names: readonly string[]): string {
  const [last = '', ...rest] = [...names].reverse();
  return rest.length === 0 ? last : `${rest.reverse().join(', ')} or ${last}`;
}

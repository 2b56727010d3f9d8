import { createHash } from 'node:crypto';
import * as abbreviations from '../../core/text/abbreviations.ts';
import * as boilerplate from '../../core/text/boilerplate-lexicon.ts';
import * as speechVerbs from '../../core/text/speech-verbs.ts';
import * as controlVerbs from './lexicon/control-verbs.ts';
import * as countries from './lexicon/countries.ts';
import * as groups from './lexicon/groups.ts';
import * as harms from './lexicon/harms.ts';
import * as issueCues from './lexicon/issue-cues.ts';
import * as measures from './lexicon/measures.ts';
import * as metonyms from './lexicon/metonyms.ts';
import * as nameParts from './lexicon/name-parts.ts';
import * as nominals from './lexicon/nominals.ts';
import * as organisations from './lexicon/organisations.ts';
import * as riskCues from './lexicon/risk-cues.ts';
import * as sources from './lexicon/sources.ts';
import * as stateOrgans from './lexicon/state-organs.ts';
import * as statesmen from './lexicon/statesmen.ts';
import * as titles from './lexicon/titles.ts';
import * as verbForms from './lexicon/verb-forms.ts';

const LEXICONS = {
  abbreviations,
  boilerplate,
  controlVerbs,
  countries,
  groups,
  harms,
  issueCues,
  measures,
  metonyms,
  nameParts,
  nominals,
  organisations,
  riskCues,
  sources,
  speechVerbs,
  stateOrgans,
  statesmen,
  titles,
  verbForms,
};

let known: string | undefined;

/**
 * SHA-256 over the data of all lexicons, `sha256:<hex>`: two briefs with the same hash were read with the same words.
 * @param overlay the hash of the desk's own words, where it is read with some: it is covered as well.
 */
export function lexiconHash(overlay?: string): string {
  const own = ownHash();
  return overlay === undefined ? own : `sha256:${createHash('sha256').update(`${own}\n${overlay}`).digest('hex')}`;
}

function ownHash(): string {
  known ??= `sha256:${createHash('sha256')
    .update(JSON.stringify(plainOf(LEXICONS)))
    .digest('hex')}`;
  return known;
}

/** Data as JSON can hold it: sets and maps as lists, patterns as their source; functions are no data. */
function plainOf(value: unknown): unknown {
  if (value instanceof RegExp) return value.source;
  if (value instanceof Set) return [...value].map(plainOf);
  if (value instanceof Map) return [...value].map(plainOf);
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, plainOf(own)]));
  }
  return typeof value === 'function' ? null : value;
}

/**
 * The closed sets of words of a brief, in their order, without the validator that `brief.ts` makes of them: a page in a browser
 * has use for the one and not for the other.
 */

export const PARTY_KINDS = [
  'state',
  'government-body',
  'intergovernmental',
  'armed-group',
  'political-party',
  'company',
  'organisation',
  'community',
  'person',
] as const;

export const MEASURE_TYPES = [
  'agreement',
  'negotiation',
  'ceasefire',
  'withdrawal',
  'deployment',
  'military-action',
  'security-assistance',
  'sanctions',
  'trade',
  'finance',
  'aid',
  'legislation',
  'regulation',
  'legal',
  'release',
  'diplomatic',
  'political',
  'protest',
  'movement',
  'infrastructure',
  'corporate',
  'oversight',
  'other',
] as const;

/** `unclear` is honest: an analyzer that cannot tell the status says so. */
export const MEASURE_STATUSES = [
  'completed',
  'under-way',
  'agreed',
  'announced',
  'proposed',
  'demanded',
  'threatened',
  'refused',
  'ended',
  'unclear',
] as const;

export const ISSUE_STATES = [
  'deferred',
  'contested',
  'stalled',
  'refused',
  'undecided',
  'disputed-fact',
  'demand-unmet',
  'unexplained',
] as const;

/** `possible` where the text only hedges; the others are the bands of U.S. Intelligence Community Directive 203. */
export const LIKELIHOODS = [
  'possible',
  'remote',
  'very-unlikely',
  'unlikely',
  'even-chance',
  'likely',
  'very-likely',
  'nearly-certain',
] as const;

export const PARTY_ROLES = ['acts', 'acted-upon', 'mediates', 'backs', 'mentioned'] as const;
export const VOICES = ['party', 'named', 'unnamed', 'document', 'outlet'] as const;
export const CERTAINTIES = ['high', 'medium', 'low'] as const;

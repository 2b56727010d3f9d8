import type { IssueState, Likelihood, MeasureStatus, MeasureType, Voice } from '../../../core/brief.ts';

/**
 * The words of the schema, in its order. They stand here once more because the schema brings its validator along, which
 * is larger than this page; a test holds the two equal.
 */
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
] as const satisfies readonly MeasureType[];

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
] as const satisfies readonly MeasureStatus[];

export const ISSUE_STATES = [
  'deferred',
  'contested',
  'stalled',
  'refused',
  'undecided',
  'disputed-fact',
  'demand-unmet',
  'unexplained',
] as const satisfies readonly IssueState[];

export const LIKELIHOODS = [
  'possible',
  'remote',
  'very-unlikely',
  'unlikely',
  'even-chance',
  'likely',
  'very-likely',
  'nearly-certain',
] as const satisfies readonly Likelihood[];

export const VOICES = ['party', 'named', 'unnamed', 'document', 'outlet'] as const satisfies readonly Voice[];

const VOICE_LABELS: Record<Voice, string> = {
  party: 'a party',
  named: 'a named person',
  unnamed: 'unnamed sources',
  document: 'a document',
  outlet: 'the outlet alone',
};

export function voiceLabel(voice: Voice): string {
  return VOICE_LABELS[voice];
}

/** A type of measure as words: `military-action` is "Military action". */
export function typeLabel(type: MeasureType): string {
  return capitalised(type.replaceAll('-', ' '));
}

export function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** A number and its noun: "1 risk", "2 risks". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

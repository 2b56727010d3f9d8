import type { MeasureType, Voice } from '../../../core/brief.ts';

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

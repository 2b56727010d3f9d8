import type { MeasureType } from '../brief.ts';

/**
 * Types that tell one act in different words: talks end in an agreement, which an article may call diplomacy. A type may
 * be of several families.
 */
const FAMILIES: readonly (readonly MeasureType[])[] = [
  ['agreement', 'negotiation', 'ceasefire', 'diplomatic'],
  ['withdrawal', 'movement', 'ceasefire'],
  ['deployment', 'military-action'],
  ['security-assistance', 'aid', 'deployment'],
  ['finance', 'aid', 'trade'],
  ['finance', 'corporate', 'infrastructure'],
  ['trade', 'sanctions', 'regulation'],
  ['legislation', 'regulation', 'oversight', 'political'],
  ['regulation', 'oversight', 'legal', 'corporate'],
  ['legal', 'release'],
  ['protest', 'political', 'corporate'],
];

const FAMILY_MASKS: ReadonlyMap<MeasureType, number> = (() => {
  const masks = new Map<MeasureType, number>();
  FAMILIES.forEach((types, index) => {
    for (const type of types) masks.set(type, (masks.get(type) ?? 0) | (1 << index));
  });
  return masks;
})();

/** Whether measures of two types may be one. `other` says nothing of what a measure is not. */
export function areOfOneFamily(a: MeasureType, b: MeasureType): boolean {
  if (a === b || a === 'other' || b === 'other') return true;
  return ((FAMILY_MASKS.get(a) ?? 0) & (FAMILY_MASKS.get(b) ?? 0)) !== 0;
}

/** Types in which those who act and those at whom it is directed do it together. */
const MUTUAL: ReadonlySet<MeasureType> = new Set(['agreement', 'negotiation', 'ceasefire', 'diplomatic']);

/** Types of what one asks of another, and the other does or refuses. */
const ANSWERED: ReadonlySet<MeasureType> = new Set([
  ...MUTUAL,
  'legal',
  'finance',
  'corporate',
  'regulation',
  'oversight',
  'legislation',
]);

/** Whether in measures of a type he who was asked may be he who acts later. */
export function isAnswered(type: MeasureType): boolean {
  return ANSWERED.has(type);
}

/** Whether in measures of a type it says little who is named first. */
export function isMutual(type: MeasureType): boolean {
  return MUTUAL.has(type);
}

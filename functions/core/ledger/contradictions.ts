import type { MeasureStatus } from '../brief.ts';
import { foldedWords } from '../search/folded-words.ts';
import type { FollowedItem } from './followed-items.ts';
import type { Step } from './steps.ts';
import type { Thread } from './threads.ts';

const AFFIRMED: readonly string[] = ['announced', 'agreed', 'under-way', 'completed'] satisfies MeasureStatus[];

/** Who says an item, or, where the outlet does, whose act it is: ids of parties, or the folded name of a source. */
function voicesOf({ attribution, actors }: FollowedItem): string[] {
  if (attribution.party !== undefined) return [attribution.party];
  if (attribution.voice !== 'outlet' && attribution.label !== undefined)
    return [foldedWords(attribution.label).join(' ')];
  return attribution.voice === 'outlet' ? [...actors] : [];
}

/** Who agrees to something is not yet who says so. */
const OF_ACTING = /\b(?:agree|accept|consent)/;

/** What is denied that says no more of its act than that it was agreed. */
const DENIED_AGREEMENT = /\b(?:agreed|no such (?:agreement|understanding|deal|accord|arrangement))\b/;

/** Whether a denial is of the act of a telling, or that it was agreed. */
function isOfAct({ acts, status }: FollowedItem, { words, evidence }: FollowedItem): boolean {
  if (acts.some((act) => words.has(act))) return true;
  return acts.length === 0 && status === 'agreed' && DENIED_AGREEMENT.test(evidence[0]?.quote ?? '');
}

const DENIES = /\bden(?:y|ies|ied|ying)\b/;

/** Whether who denies is known only by his own quote, in which who told it is not. */
function isByAnother({ attribution: { label } }: FollowedItem, { attribution, evidence }: FollowedItem): boolean {
  const quote = evidence[0]?.quote ?? '';
  if (attribution.label !== undefined || label === undefined || !DENIES.test(quote)) return false;
  const quoted = foldedWords(quote);
  return !foldedWords(label).some((word) => quoted.includes(word));
}

/** Whether a denial contradicts a telling: it is of the same act, and not by who told it, be that a party or an outlet. */
export function isDenied(telling: FollowedItem, denial: FollowedItem): boolean {
  const { party, cue } = telling.attribution;
  if (!isOfAct(telling, denial)) return false;
  const isTold = party !== undefined && !OF_ACTING.test(cue ?? '');
  if (!isTold) return denial.attribution.voice !== 'outlet';
  return areOfDifferentVoices(telling, denial) || isByAnother(telling, denial);
}

/** Whether two items are told by voices that are known, and of which none is of both. */
function areOfDifferentVoices(a: FollowedItem, b: FollowedItem): boolean {
  const [ofA, ofB] = [voicesOf(a), voicesOf(b)];
  return ofA.length > 0 && ofB.length > 0 && !ofA.some((voice) => ofB.includes(voice));
}

/** Whether the two tellings of a step say opposite things, in different voices: then it is none. */
export function isContradiction({ from, to }: Step): boolean {
  const isOpposite =
    (AFFIRMED.includes(from.status) && to.status === 'refused') ||
    (from.status === 'refused' && AFFIRMED.includes(to.status));
  return from.list === 'measures' && isOpposite && areOfDifferentVoices(from, to);
}

/**
 * What contradicts a thread of measures: a telling that affirms it, and one by another voice that it is refused, or an issue
 * that is a dispute whether it is so. Of several pairs the one whose later telling is the earliest.
 * @param denials the issues of the story that are disputes over a fact.
 */
export function contradictionOf(thread: Thread, denials: readonly FollowedItem[]): Step | undefined {
  if (thread.list !== 'measures') return undefined;
  const { tellings } = thread;
  const affirming = tellings.filter(({ status }) => AFFIRMED.includes(status));
  const ended = tellings.filter(({ status }) => status === 'ended');
  const refusing = tellings.filter(({ status }) => status === 'refused' || status === 'disputed-fact');
  for (const to of [...refusing, ...denials]) {
    const differ = to.status === 'disputed-fact' ? isDenied : areOfDifferentVoices;
    // What ended is no less told than what was done; a refusal does not deny it.
    const denied = to.status === 'disputed-fact' ? [...affirming, ...ended] : affirming;
    const from = denied.find((one) => differ(one, to) && thread.kinship(one, to) > 0);
    if (from !== undefined) return { from, to };
  }
  return undefined;
}

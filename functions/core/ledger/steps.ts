import type { IssueState, MeasureStatus } from '../brief.ts';
import { isEarlier } from './articles.ts';
import { isDenied } from './contradictions.ts';
import type { FollowedItem } from './followed-items.ts';
import type { FollowedList } from './ledger-line.ts';
import type { Thread } from './threads.ts';
import { isMutual } from './type-families.ts';

/** The later telling of a thread, and the last one of the status that it had before. */
export interface Step {
  readonly from: FollowedItem;
  readonly to: FollowedItem;
}

/** How far a measure has come. */
const RANKS: Readonly<Partial<Record<string, number>>> = {
  proposed: 0,
  demanded: 0,
  threatened: 0,
  announced: 1,
  agreed: 2,
  'under-way': 3,
  completed: 4,
} satisfies Partial<Record<MeasureStatus, number>>;

const SHELVED: readonly string[] = ['refused', 'deferred', 'stalled'] satisfies IssueState[];

/**
 * Whether a status is a step on from another. `told` are those that were told before: what was told already is told
 * again after a refusal, but does not undo it.
 */
function isStep(list: FollowedList, from: string, to: string, told: ReadonlySet<string>): boolean {
  if (from === to || told.has(to)) return false;
  if (list === 'unresolvedIssues') return SHELVED.includes(to);
  if (list === 'risks') return true;
  const [before, after] = [RANKS[from], RANKS[to]];
  if (to === 'refused' || to === 'ended') return before !== undefined || from === 'refused';
  if (after === undefined) return false;
  // A refusal is undone by a step that is taken, not by another demand.
  return before === undefined ? from === 'refused' && after > 0 : after > before;
}

/** A demand that is yet to be made ("it would ask the court"). */
const TO_BE_ASKED = /\b(?:will|would|to|may|might|could) (?:ask|call|demand|request|seek|urge)\b/;

/** What may be done by nobody in particular is not proposed by anybody. */
function isProposedByNobody({ status, actors, attribution }: FollowedItem): boolean {
  return status === 'proposed' && actors.length === 0 && attribution.voice === 'outlet';
}

const NEGATION = /\b(?:not|never|no)\b|n[’']t\b/;

/** Statuses of what has been done. */
const DONE: readonly string[] = ['under-way', 'completed', 'ended'] satisfies MeasureStatus[];
/** A month that is named without its year and would be longer ago than this is as well one to come. */
const MOST_MONTHS_AGO = 6;

/** Months from the first day of one date to the other, of which the former may be no more than a year. */
function monthsBetween(early: string, late: string): number {
  const months = (date: string): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7) || '12');
  return months(late) - months(early);
}

/** Had done, been done or gone: the outlet tells what came before its news. */
const PLUPERFECT = /\bhad (?:(?:already|also|earlier|previously|long|once) )?(?:been |\w+ed\b|\w+en\b)/;

/** Whether an outlet tells what had been done before. What others say had been done, they may say first. */
function tellsOfBefore({ attribution, evidence }: FollowedItem): boolean {
  return attribution.voice === 'outlet' && PLUPERFECT.test(evidence[0]?.quote ?? '');
}

/** Whether an item tells what was done in a month before that of its article. */
function tellsOfPast({ when, status, article }: FollowedItem): boolean {
  if (when === undefined || article.moment === undefined || !DONE.includes(status)) return false;
  const ago = monthsBetween(when, article.moment.firstDay);
  return ago > 0 && ago <= MOST_MONTHS_AGO;
}

/** Whether a measure begins with an item: somebody does it, or wants it done, now. */
export function isBeginning(item: FollowedItem): boolean {
  const { list, status, evidence } = item;
  if (list !== 'measures') return true;
  if (status === 'unclear' || status === 'disputed-fact' || isProposedByNobody(item)) return false;
  // What has not been done is nothing new.
  if (status === 'refused' && NEGATION.test(evidence[0]?.quote ?? '')) return false;
  return !tellsOfPast(item) && !tellsOfBefore(item);
}

/** Whether the status of an item says surely where its thread stands. */
function isSure(item: FollowedItem): boolean {
  const { list, status, article, evidence, isProbable, isConditional } = item;
  if (article.moment === undefined) return false;
  if (list !== 'measures') return list === 'unresolvedIssues' || isProbable;
  if (status === 'unclear' || isProposedByNobody(item)) return false;
  return (
    !(status === 'proposed' && isConditional) && (status !== 'demanded' || !TO_BE_ASKED.test(evidence[0]?.quote ?? ''))
  );
}

/** Whether an item tells of a time before another was published: it tells what came before that. */
function looksBack(item: FollowedItem, before: FollowedItem): boolean {
  const { when, status } = item;
  const { moment } = before.article;
  if (when === undefined || moment === undefined || !DONE.includes(status)) return false;
  return when < moment.firstDay.slice(0, when.length) && monthsBetween(when, moment.firstDay) <= MOST_MONTHS_AGO;
}

interface Standing {
  readonly status: string;
  /** Statuses that were told. */
  readonly told: ReadonlySet<string>;
}

/** Where a thread stood: the status that its tellings came to, the earliest of them first. What is denied is not come to. */
function standing(list: FollowedList, tellings: readonly FollowedItem[]): Standing | undefined {
  const told = new Set<string>();
  const statuses: string[] = [];
  for (const { status } of tellings) {
    const last = statuses.at(-1);
    if (list === 'measures' && status === 'disputed-fact') {
      if (last !== undefined && (RANKS[last] ?? 0) > 0) statuses.pop();
    } else {
      if (last === undefined || isStep(list, last, status, told)) statuses.push(status);
      told.add(status);
    }
  }
  const status = statuses.at(-1);
  return status === undefined ? undefined : { status, told };
}

/** How alike two measures are at least of which one is a step on from the other, unless it is of the same object. */
const LEAST_OF_STEP = 0.3;

/** Whether what one party offers, another agrees to do with it. */
function isAnswerTo(from: FollowedItem, to: FollowedItem): boolean {
  return (
    from.status === 'proposed' && to.status === 'agreed' && from.actors.some((actor) => to.targets.includes(actor))
  );
}

/** Whether it is surely the same thing that two tellings of a thread tell. */
function areSurelyOne(from: FollowedItem, to: FollowedItem, kinship: number): boolean {
  if (from.list !== 'measures') return kinship > 0;
  // What one party alone will do, it announces; called agreed, it is no further.
  if (from.status === 'announced' && to.status === 'agreed' && to.type !== undefined && !isMutual(to.type))
    return false;
  // Who refuses a request against an order has not refused the order.
  const isOfAnother = to.head.length > 0 && from.head.length > 0 && !to.head.some((word) => from.words.has(word));
  const isRefusal = to.status === 'refused' || to.status === 'ended';
  if (isRefusal && isOfAnother) return false;
  return (
    kinship >= LEAST_OF_STEP ||
    (kinship > 0 && isAnswerTo(from, to)) ||
    (kinship > 0 && from.acts.some((act) => to.acts.includes(act)))
  );
}

/**
 * The steps of a thread, the earliest first; each status is come to once from another.
 * @param denials the issues of the story that are disputes over a fact: nothing moves on from what was denied.
 */
export function stepsOf({ list, tellings, kinship }: Thread, denials: readonly FollowedItem[]): Step[] {
  const sure = tellings.filter(isSure);
  const denialsOf = new Map(
    sure.map((telling) => [
      telling,
      denials.filter(
        (denial) =>
          isEarlier(telling.article, denial.article) && isDenied(telling, denial) && kinship(telling, denial) > 0,
      ),
    ]),
  );
  const isUndone = (telling: FollowedItem, by: FollowedItem): boolean =>
    denialsOf.get(telling)?.some((denial) => isEarlier(denial.article, by.article)) === true;
  const steps = new Map<string, Step>();
  for (const to of sure) {
    const earlier = sure.filter((other) => isEarlier(other.article, to.article) && !isUndone(other, to));
    const stood = standing(list, earlier);
    if (stood === undefined || !isStep(list, stood.status, to.status, stood.told)) continue;
    const from = earlier.findLast(
      (other) => other.status === stood.status && areSurelyOne(other, to, kinship(other, to)),
    );
    if (from === undefined || looksBack(to, from)) continue;
    const key = `${from.status} ${to.status}`;
    if (!steps.has(key)) steps.set(key, { from, to });
  }
  return [...steps.values()];
}

import type { IssueState, MeasureStatus } from '../brief.ts';
import { isEarlier } from './articles.ts';
import type { FollowedItem } from './followed-items.ts';
import type { FollowedList } from './ledger-line.ts';
import type { Thread } from './threads.ts';

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

/** Whether the status of an item says anything of where its thread stands. */
function isTelling(item: FollowedItem): boolean {
  if (item.article.moment === undefined) return false;
  return item.list === 'measures' ? item.status !== 'unclear' : item.list === 'unresolvedIssues' || item.isProbable;
}

/** Whether an item tells of a day before another was published: it tells what came before that. */
function looksBack(item: FollowedItem, before: FollowedItem): boolean {
  const { moment } = before.article;
  return item.day !== undefined && moment !== undefined && item.day < moment.firstDay;
}

/** Where a thread stood: the status that its tellings came to, the earliest of them first. */
function standing(
  list: FollowedList,
  tellings: readonly FollowedItem[],
): { status: string; told: Set<string> } | undefined {
  const [first] = tellings;
  if (first === undefined) return undefined;
  let status: string = first.status;
  const told = new Set<string>();
  for (const telling of tellings) {
    if (isStep(list, status, telling.status, told)) status = telling.status;
    told.add(telling.status);
  }
  return { status, told };
}

/** The steps of a thread, the earliest first; each status is come to once from another. */
export function stepsOf({ list, tellings, kinship }: Thread): Step[] {
  const telling = tellings.filter(isTelling);
  const steps = new Map<string, Step>();
  for (const to of telling) {
    const earlier = telling.filter((other) => isEarlier(other.article, to.article));
    const stood = standing(list, earlier);
    if (stood === undefined || !isStep(list, stood.status, to.status, stood.told)) continue;
    const from = earlier.findLast((other) => other.status === stood.status && kinship(other, to) > 0);
    if (from === undefined || looksBack(to, from)) continue;
    const key = `${from.status} ${to.status}`;
    if (!steps.has(key)) steps.set(key, { from, to });
  }
  return [...steps.values()];
}

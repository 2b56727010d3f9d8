import type { Evidence, IssueState, MeasureStatus } from '../brief.ts';
import type { FollowedItem } from './followed-items.ts';
import type { FollowedList } from './ledger-line.ts';

/** States of an issue that say of a measure of the same passage that it is refused, or denied. */
const ANSWERS: readonly string[] = ['refused', 'disputed-fact'] satisfies IssueState[];
/** Statuses of a measure that such an issue is the answer to. */
const ANSWERABLE: readonly string[] = ['proposed', 'demanded', 'threatened', 'unclear'] satisfies MeasureStatus[];
/** States that say no more than that a measure is refused or demanded. */
const OF_MEASURES: readonly string[] = ['refused', 'demand-unmet'] satisfies IssueState[];
/** States of an open question, of which a measure of the same passage is no more than a part. */
const QUESTIONS: readonly string[] = ['undecided', 'unexplained'] satisfies IssueState[];

/** Whether two quotes are of one passage: they share half of the shorter one. */
function areOfOnePassage(a: Evidence | undefined, b: Evidence | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return 2 * shared >= Math.min(a.end - a.start, b.end - b.start);
}

/**
 * The items of one article, each passage followed once. What is a risk or a question is no measure. A measure whose passage
 * is also an issue that says it is refused or denied is told by that issue; an issue that says no more than its measure is
 * followed as the measure.
 */
export function withoutTwins(items: readonly FollowedItem[]): FollowedItem[] {
  const told = new Set<string>();
  return items.flatMap((item) => {
    const twin = (list: FollowedList) =>
      items.find((other) => other.list === list && areOfOnePassage(other.evidence[0], item.evidence[0]));
    if (item.list === 'unresolvedIssues') {
      return OF_MEASURES.includes(item.status) && twin('measures') !== undefined ? [] : [item];
    }
    if (item.list === 'risks') return [item];
    const issue = twin('unresolvedIssues');
    if (twin('risks') !== undefined || (issue !== undefined && QUESTIONS.includes(issue.status))) return [];
    // What is denied is no refusal: it has a side of its own.
    const isDenied = issue?.status === 'disputed-fact' && item.status === 'refused';
    const isAnswered = issue !== undefined && ANSWERS.includes(issue.status) && ANSWERABLE.includes(item.status);
    if (issue === undefined || !(isAnswered || isDenied)) return [item];
    const { id, text, status, attribution, certainty, evidence } = issue;
    // An issue tells of one measure.
    if (told.has(id)) return [];
    told.add(id);
    return [{ ...item, id, text, status, attribution, certainty, evidence }];
  });
}

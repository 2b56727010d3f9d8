import type { IssueState, UnresolvedIssue } from '../brief.ts';
import { JoinedSets } from '../joined-sets.ts';
import { foldedWords } from '../search/folded-words.ts';
import { canonicalSource } from '../store/facets.ts';
import {
  type CitedIssue,
  citeIssue,
  newestFirst,
  type PartyRef,
  partiesOfIssue,
  type ReadBrief,
} from './cited-items.ts';
import { topicWords } from './topic-words.ts';

/** Unresolved issues whose topics are nearly the same. */
export interface IssueGroup {
  /** That of its newest issue. */
  topic: string;
  states: IssueState[];
  parties: PartyRef[];
  /** The times by which its oldest and newest brief are listed. */
  firstSeen: string;
  lastSeen: string;
  /** How many different outlets show it open. */
  outlets: number;
  /** Newest first. */
  items: CitedIssue[];
}

interface Issue {
  readonly cited: CitedIssue;
  readonly time: string;
  readonly words: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
  /** The words of its quote, folded, where they are so many that they tell one passage from another. */
  readonly passage: string | undefined;
}

/** Words of a passage at least. */
const PASSAGE_WORDS = 6;

function passageOf({ evidence }: UnresolvedIssue): string | undefined {
  const words = foldedWords(evidence[0]?.quote ?? '');
  return words.length < PASSAGE_WORDS ? undefined : words.join(' ');
}

function issuesOf({ brief, time }: ReadBrief): Issue[] {
  const names = brief.parties.flatMap(({ name, aliases }) => [name, ...aliases]);
  return brief.unresolvedIssues.map((issue) => ({
    cited: citeIssue(brief, issue),
    time,
    words: topicWords(issue.topic, names),
    parties: new Set(partiesOfIssue(issue)),
    passage: passageOf(issue),
  }));
}

/** Two topics that have less of their words in common are never the same. */
const LEAST_SHARE = 0.4;

/**
 * Whether two issues that share so many words of their topics are the same. The share of words that they must have in
 * common (of all that either has) depends on whether they are between the same parties.
 */
function isSame(a: Issue, b: Issue, shared: number): boolean {
  const share = shared / (a.words.size + b.words.size - shared);
  if (share < LEAST_SHARE) return false;
  if ([...a.parties].some((id) => b.parties.has(id))) {
    // One topic may be the other with a detail more.
    const smaller = Math.min(a.words.size, b.words.size);
    return share >= 0.5 || (shared >= 2 && shared === smaller);
  }
  if (a.parties.size > 0 && b.parties.size > 0) return shared >= 3 && share >= 0.75;
  return shared >= 2 && share >= 0.6;
}

/** For each issue the first of its group, by index: those that are the same, and those that are the same as these. */
function firstsOfGroups(issues: readonly Issue[]): number[] {
  const groups = new JoinedSets(issues.length);
  const firstByPassage = new Map<string, number>();
  const byWord = new Map<string, number[]>();
  const shared = new Uint16Array(issues.length);
  issues.forEach((issue, index) => {
    // The same passage, in two outlets that had it from one agency.
    const sameQuote = issue.passage === undefined ? undefined : firstByPassage.get(issue.passage);
    if (sameQuote !== undefined) groups.join(sameQuote, index);
    else if (issue.passage !== undefined) firstByPassage.set(issue.passage, index);

    // How many words each earlier issue shares with this one: counted by number, as all may share some.
    shared.fill(0, 0, index);
    for (const word of issue.words) {
      const earlier = byWord.get(word);
      for (const other of earlier ?? []) shared[other] = (shared[other] ?? 0) + 1;
      if (earlier === undefined) byWord.set(word, [index]);
      else earlier.push(index);
    }
    for (let other = 0; other < index; other += 1) {
      const count = shared[other] ?? 0;
      const earlier = issues[other];
      if (count > 0 && earlier !== undefined && isSame(issue, earlier, count)) groups.join(other, index);
    }
  });
  return issues.map((_, index) => groups.lowestOf(index));
}

function groupOf(issues: readonly Issue[]): IssueGroup[] {
  const [newest] = issues;
  const oldest = issues.at(-1);
  if (newest === undefined || oldest === undefined) return [];
  const items = issues.map(({ cited }) => cited);
  const parties = new Map<string, PartyRef>();
  for (const item of items) {
    for (const party of [...item.parties, ...item.sides.map((side) => side.party)]) {
      if (!parties.has(party.id)) parties.set(party.id, party);
    }
  }
  const outlets = items.flatMap(({ source }) => (source === null ? [] : [canonicalSource(source)]));
  return [
    {
      topic: newest.cited.topic,
      states: [...new Set(items.map(({ state }) => state))],
      parties: [...parties.values()],
      firstSeen: oldest.time,
      lastSeen: newest.time,
      outlets: new Set(outlets).size,
      items,
    },
  ];
}

/**
 * Groups the unresolved issues of some briefs by topic; the group seen open last comes first. Two issues are in one group
 * if their topics share enough words (`topicWords`) or they rest on the same quote, or if a chain of such pairs joins
 * them: so the groups do not depend on the order in which the briefs come.
 * @param state only issues that are open in this way.
 */
export function groupIssues(read: readonly ReadBrief[], state?: IssueState): IssueGroup[] {
  const issues = [...read]
    .sort(newestFirst)
    .flatMap(issuesOf)
    .filter(({ cited }) => state === undefined || cited.state === state);
  const groups = new Map<number, Issue[]>();
  firstsOfGroups(issues).forEach((first, index) => {
    const issue = issues[index];
    if (issue === undefined) return;
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [issue]);
    else group.push(issue);
  });
  // Issues are newest first, and a group is made at its first: so the groups are in order already.
  return [...groups.values()].flatMap(groupOf);
}

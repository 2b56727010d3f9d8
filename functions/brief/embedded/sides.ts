import type { UnresolvedIssue } from '../../core/brief.ts';
import { contentOf, sharedBy } from './content-words.ts';
import type { Merged } from './merging.ts';
import type { Clause, IssueHit } from './model.ts';
import { quoteOf } from './quotes.ts';
import { evidenceOf, type Reading } from './reading.ts';

/** Verbs by which a party shows what it wants in a matter. */
const WANTING: ReadonlySet<string> = new Set(
  (
    'want demand insist seek reject oppose refuse deny accuse claim call support urge favour favor object propose dismiss ' +
    'dispute defend argue maintain vow threaten pledge require condemn back'
  ).split(' '),
);
const MOST_SIDES = 4;
/** A wish further off must share this many words with the issue. */
const SHARED_WORDS = 2;

/** What each party wants in an issue: clauses with one party as their subject, in the issue's sentences or about its words. */
export function sidesOf(reading: Reading, issue: Merged<IssueHit>): UnresolvedIssue['sides'] {
  const { document, names, clauses, isParty } = reading;
  const sentences = new Set([issue.lead, ...issue.others].map((hit) => hit.sentence));
  const words = contentOf(document, names, issue.lead.span);
  const sides: UnresolvedIssue['sides'] = [];
  for (const clause of clauses) {
    const party = wisher(clause, isParty);
    if (party === undefined || sides.length >= MOST_SIDES || sides.some((side) => side.party === party)) continue;
    const span = quoteOf(document, clauses, lastGoverned(clauses, clause));
    const near = sentences.has(clause.sentence);
    if (!near && sharedBy(words, contentOf(document, names, span)) < SHARED_WORDS) continue;
    const evidence = [evidenceOf(document, span, clause.sentence)];
    sides.push({ party, wants: document.text.slice(span.start, span.end), evidence });
  }
  return sides;
}

function wisher(clause: Clause, isParty: (key: string) => boolean): string | undefined {
  const [subject, other] = clause.subjects;
  if (!subject || other || !clause.verb || clause.verb.passive || !WANTING.has(clause.verb.lemma)) return undefined;
  return isParty(subject.entity) ? subject.entity : undefined;
}

/** "refused | to withdraw": the clause that says what is wanted. */
function lastGoverned(clauses: readonly Clause[], clause: Clause): Clause {
  const next = clauses[clause.index + 1];
  return next?.governor === clause.index && next.sentence === clause.sentence ? next : clause;
}

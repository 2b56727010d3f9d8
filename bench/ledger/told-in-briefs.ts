import type { Brief } from '../../functions/core/brief.ts';
import type { FollowedList } from '../../functions/core/ledger/ledger-line.ts';
import type { BriefedStory } from './brief-story.ts';
import type { GoldLine, GoldPlace } from './gold-ledger.ts';
import { isOfFile } from './score-ledger.ts';
import { sharesHalf } from './shared-words.ts';

interface Item {
  readonly status: string;
  readonly quotes: readonly string[];
}

/** The items of a list that are not of low certainty, each with its status, state or likelihood. */
function listed(brief: Brief, list: FollowedList): Item[] {
  const statuses = {
    measures: () => brief.measures.map((item) => ({ item, status: item.status })),
    unresolvedIssues: () => brief.unresolvedIssues.map((item) => ({ item, status: item.state })),
    risks: () => brief.risks.map((item) => ({ item, status: item.likelihood })),
  };
  return statuses[list]()
    .filter(({ item }) => item.certainty !== 'low')
    .map(({ item, status }) => ({ status, quotes: item.evidence.map(({ quote }) => quote) }));
}

/** The items that can be an end of a line: a denial may be told as an issue. */
function itemsFor({ kind, list }: GoldLine, brief: Brief): Item[] {
  const denials = kind === 'contradicted' ? listed(brief, 'unresolvedIssues') : [];
  return [...listed(brief, list), ...denials];
}

/**
 * Whether the briefs of a story hold all that a line needs: at each end an item of the list with a quote of the place and,
 * where the line asks for one, an accepted status. What is not told there no ledger can find.
 */
export function isToldInBriefs(line: GoldLine, { story, briefs, fileOf }: BriefedStory): boolean {
  const tells = (places: readonly GoldPlace[], statuses: readonly string[] | undefined): boolean =>
    briefs.some(({ brief }) =>
      places.some(
        (place) =>
          isOfFile(fileOf.get(brief.briefId), place, story.ledger.copies) &&
          itemsFor(line, brief).some(
            ({ status, quotes }) =>
              (statuses === undefined || statuses.includes(status)) &&
              quotes.some((quote) => sharesHalf(quote, place.quote)),
          ),
      ),
    );
  return (line.from === undefined || tells(line.from, line.fromStatus)) && tells(line.to, line.toStatus);
}

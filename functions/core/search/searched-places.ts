import type { Brief, Evidence } from '../brief.ts';

/** The lists of a brief, and the fields, that a search looks through. */
export type SearchedList =
  | 'headline'
  | 'summary'
  | 'parties'
  | 'positions'
  | 'measures'
  | 'unresolvedIssues'
  | 'risks'
  | 'upsides';

/** A text of a brief that can be found, with the quotes it rests on. */
export interface SearchedPlace {
  readonly list: SearchedList;
  /** Of a measure, issue, risk or upside. */
  readonly itemId?: string;
  readonly text: string;
  /** The clearest first; none for the headline. */
  readonly evidence: readonly Evidence[];
}

/** Every text of a brief that a search looks through, in the order of the brief. Their quotes are looked through as well. */
export function* searchedPlaces(brief: Brief): Generator<SearchedPlace> {
  const { title } = brief.article;
  yield { list: 'headline', text: brief.headline.text, evidence: [] };
  if (title !== null && title !== brief.headline.text) yield { list: 'headline', text: title, evidence: [] };
  for (const { text, evidence } of brief.summary) yield { list: 'summary', text, evidence };
  for (const { name, aliases, positions, evidence } of brief.parties) {
    yield { list: 'parties', text: name, evidence };
    for (const alias of aliases) yield { list: 'parties', text: alias, evidence: [] };
    for (const position of positions)
      yield { list: 'positions', text: position.statement, evidence: position.evidence };
  }
  for (const { id, description, evidence } of brief.measures) {
    yield { list: 'measures', itemId: id, text: description, evidence };
  }
  for (const { id, topic, description, sides, evidence } of brief.unresolvedIssues) {
    const issue = { list: 'unresolvedIssues', itemId: id } as const;
    yield { ...issue, text: topic, evidence };
    yield { ...issue, text: description, evidence };
    for (const side of sides) yield { ...issue, text: side.wants, evidence: side.evidence };
  }
  for (const list of ['risks', 'upsides'] as const) {
    for (const { id, statement, evidence } of brief[list]) yield { list, itemId: id, text: statement, evidence };
  }
}

import type { Article } from '../../core/article.ts';
import type { BriefDraft } from '../../core/brief.ts';
import { PRECIS_VERSION } from '../../core/generations.ts';
import type { Analyzer } from '../analyzer.ts';
import { amongParties, attributionAt, findStatements } from './attribution.ts';
import { findClauses } from './clauses.ts';
import { coverageOf, notesOf } from './coverage.ts';
import { findDates, whenIn } from './dates.ts';
import { readDocument } from './document.ts';
import { headlineOf } from './headline.ts';
import { findIssues } from './issues.ts';
import { writeIssues, writeMeasures, writeRisks } from './items.ts';
import { isEnglish } from './language.ts';
import { lexiconHash } from './lexicon-hash.ts';
import { findMeasures } from './measures.ts';
import { mergeIssues, mergeMeasures, mergeRisks } from './merging.ts';
import type { Document, MeasureHit } from './model.ts';
import { findNames } from './names.ts';
import { notStatedIn } from './not-stated.ts';
import { chooseParties } from './parties.ts';
import {
  raiseByTitle,
  rankIssues,
  rankMeasures,
  rankRisks,
  rankUpsides,
  withoutHopes,
  withoutSteps,
} from './ranking.ts';
import type { Reading } from './reading.ts';
import { findRisks } from './risks.ts';
import { sourcingOf } from './sourcing.ts';
import { summarise } from './summary.ts';
import { timelinesOf } from './timeline.ts';

/** What a word of the title adds to the score of a hit that holds it. */
const TITLE_WEIGHT = 0.15;

/**
 * Reads an article by rules and lexicons alone: the same article and version give the same draft, byte for byte.
 *
 * 1. cut the text into sentences, tokens and clauses; find names and statements
 * 2. find measures, issues and risks clause by clause
 * 3. merge what is told more than once, rank, and cut
 * 4. choose the parties, write the items, and put what surrounds them
 */
function draftOf(article: Article): BriefDraft {
  const document = readDocument(article);
  const names = findNames(document);
  const statements = findStatements(document, names);
  const clauses = isEnglish(document) ? findClauses(document, names) : [];
  const dates = findDates(document);

  const measureHits = raiseByTitle(document, findMeasures(document, names, clauses), TITLE_WEIGHT);
  const issueHits = raiseByTitle(document, findIssues(document, names, clauses), TITLE_WEIGHT);
  const riskHits = raiseByTitle(document, findRisks(document, names, clauses), TITLE_WEIGHT);

  const stepHits = withoutHopes(measureHits, riskHits);
  const rankedMeasures = rankMeasures(mergeMeasures(document, names, stepHits));
  const rankedIssues = rankIssues(document, mergeIssues(document, names, issueHits));
  const steps = stepHits.map((hit) => hit.span);
  const mergedRisks = mergeRisks(document, names, withoutSteps(riskHits, steps));

  const slots = slotsOf(rankedMeasures.map(({ lead }) => lead));
  const parties = chooseParties(document, names, slots, statements);
  const ids = new Set<string>(parties.map((party) => party.id));
  const reading: Reading = {
    document,
    names,
    clauses,
    isParty: (key) => ids.has(key),
    attributionAt: (span) => amongParties(attributionAt(statements, span), ids),
    whenAt: (span) => whenIn(dates, span),
  };
  const measures = writeMeasures(reading, rankedMeasures);
  const unresolvedIssues = writeIssues(reading, rankedIssues);
  const concerned = [...measures, ...unresolvedIssues];
  const risks = writeRisks(reading, 'risks', rankRisks(document, mergedRisks), concerned);
  const upsides = writeRisks(reading, 'upsides', rankUpsides(mergedRisks), concerned);

  const items = [...measures, ...unresolvedIssues, ...risks, ...upsides];
  const attributions = items.map((item) => item.attribution);
  const sourcing = sourcingOf(document, names, statements, parties, attributions);
  const summary = summarise(document, clauses, measures, [unresolvedIssues, risks]);
  const timelines = timelinesOf(document, clauses, dates);
  const found = new Set([...measureHits, ...issueHits, ...riskHits].map((hit) => hit.sentence));
  const cited = [...items, ...summary, ...timelines.timeline, ...timelines.ahead];
  return {
    headline: headlineOf(article.title, items, summary[0]?.text ?? openingOf(document)),
    summary,
    sourcing,
    parties,
    measures,
    unresolvedIssues,
    risks,
    upsides,
    ...timelines,
    notStated: notStatedIn(document, measures, parties, sourcing),
    coverage: coverageOf(document, cited, found),
    analysis: {
      analyzer: 'embedded',
      version: PRECIS_VERSION,
      lexiconHash: lexiconHash(),
      dropped: {},
      held: {},
      notes: notesOf(document, { measures, unresolvedIssues, risks }),
    },
  };
}

/** Who acts and is acted upon in the measures that are shown: they are parties, whatever their rank. */
function slotsOf(measures: readonly MeasureHit[]): { actors: string[]; targets: string[] } {
  return {
    actors: measures.flatMap((measure) => measure.actors),
    targets: measures.flatMap((measure) => measure.targets),
  };
}

function openingOf(document: Document): string {
  const first = document.sentences[0];
  return first ? document.text.slice(first.start, first.end) : '';
}

/** The analyzer that runs where Precis runs, without a model and without a network. */
export const embeddedAnalyzer: Analyzer = {
  name: 'embedded',
  analyze: async (article) => draftOf(article),
};

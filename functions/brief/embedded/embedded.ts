import type { Article } from '../../core/article.ts';
import type { BriefDraft, Party } from '../../core/brief.ts';
import { PRECIS_VERSION } from '../../core/generations.ts';
import type { Analyzer } from '../analyzer.ts';
import { attributionAt, findStatements } from './attribution.ts';
import { findClauses } from './clauses.ts';
import { coverageOf, emptyNotes } from './coverage.ts';
import { readDocument } from './document.ts';
import { headlineOf } from './headline.ts';
import { findIssues } from './issues.ts';
import { writeIssues, writeMeasures, writeRisks } from './items.ts';
import { lexiconHash } from './lexicon-hash.ts';
import { findMeasures } from './measures.ts';
import { mergeIssues, mergeMeasures, mergeRisks } from './merging.ts';
import { findNames } from './names.ts';
import { notStatedIn } from './not-stated.ts';
import { chooseParties } from './parties.ts';
import { raiseByTitle, rankIssues, rankMeasures, rankRisks, rankUpsides } from './ranking.ts';
import type { Reading } from './reading.ts';
import { findRisks } from './risks.ts';
import { summarise } from './summary.ts';

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
  const clauses = findClauses(document, names);
  const reading: Reading = { document, names, clauses, attributionAt: (span) => attributionAt(statements, span) };

  const measureHits = raiseByTitle(document, findMeasures(document, names, clauses), TITLE_WEIGHT);
  const issueHits = raiseByTitle(document, findIssues(document, names, clauses), TITLE_WEIGHT);
  const riskHits = raiseByTitle(document, findRisks(document, names, clauses), TITLE_WEIGHT);

  const rankedMeasures = rankMeasures(mergeMeasures(document, names, measureHits));
  const rankedIssues = rankIssues(document, mergeIssues(document, names, issueHits));
  const mergedRisks = mergeRisks(document, names, riskHits);

  const measures = writeMeasures(reading, rankedMeasures);
  const slots = {
    actors: measures.flatMap((measure) => measure.actors),
    targets: measures.flatMap((measure) => measure.targets),
  };
  const parties = chooseParties(document, names, slots, statements);
  const isParty = partyTest(parties);
  const unresolvedIssues = writeIssues(reading, rankedIssues, isParty);
  const concerned = [...measures, ...unresolvedIssues];
  const risks = writeRisks(reading, 'risks', rankRisks(document, mergedRisks), isParty, concerned);
  const upsides = writeRisks(reading, 'upsides', rankUpsides(mergedRisks), isParty, concerned);

  const items = [...measures, ...unresolvedIssues, ...risks, ...upsides];
  const summary = summarise(document, clauses, [measures, unresolvedIssues, risks]);
  const sourcing = {
    named: [],
    bodies: [],
    unnamed: [],
    attributed: items.filter((item) => item.attribution.voice !== 'outlet').length,
    outletOnly: items.filter((item) => item.attribution.voice === 'outlet').length,
    notHeard: [],
    opinion: false,
  };
  const found = new Set([...measureHits, ...issueHits, ...riskHits].map((hit) => hit.sentence));
  return {
    headline: headlineOf(article.title, items, summary[0]?.text ?? ''),
    summary,
    sourcing,
    parties,
    measures,
    unresolvedIssues,
    risks,
    upsides,
    timeline: [],
    ahead: [],
    notStated: notStatedIn(document, measures, parties, sourcing),
    coverage: coverageOf(document, [...items, ...summary], found),
    analysis: {
      analyzer: 'embedded',
      version: PRECIS_VERSION,
      lexiconHash: lexiconHash(),
      dropped: {},
      held: {},
      notes: emptyNotes(document, { measures, unresolvedIssues, risks }),
    },
  };
}

function partyTest(parties: readonly Party[]): (key: string) => boolean {
  const ids = new Set<string>(parties.map((party) => party.id));
  return (key) => ids.has(key);
}

/** The analyzer that runs where Precis runs, without a model and without a network. */
export const embeddedAnalyzer: Analyzer = {
  name: 'embedded',
  analyze: async (article) => draftOf(article),
};

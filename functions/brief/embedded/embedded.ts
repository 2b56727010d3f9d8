import type { Article } from '../../core/article.ts';
import type { BriefDraft } from '../../core/brief.ts';
import { PRECIS_VERSION } from '../../core/generations.ts';
import type { Analyzer } from '../analyzer.ts';
import type { Lexicon } from '../lexicon.ts';
import { amongParties, attributionAt, findStatements } from './attribution.ts';
import { findClauses } from './clauses.ts';
import { coverageOf, notesOf } from './coverage.ts';
import { findDates, whenIn } from './dates.ts';
import { answersOf } from './dialogue.ts';
import { readDocument } from './document.ts';
import { withFirstPersons } from './first-person.ts';
import { genreOf, stepsBeside, stepsBesideForesight, voicedBeside } from './genre.ts';
import { headlineOf } from './headline.ts';
import { findIssues } from './issues.ts';
import { itemReasons } from './item-reasons.ts';
import { writeIssues, writeMeasures, writeRisks } from './items.ts';
import { isEnglish } from './language.ts';
import { lexiconHash } from './lexicon-hash.ts';
import { findMeasures, loweredBy } from './measures.ts';
import { mergeIssues, mergeMeasures, mergeRisks } from './merging.ts';
import type { Document, MeasureHit, RiskHit, Span } from './model.ts';
import { findNames } from './names.ts';
import { notStatedIn } from './not-stated.ts';
import { chooseParties } from './parties.ts';
import {
  LEAST_SCORE,
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
import { Trace } from './trace.ts';
import { asWritten, writerOf } from './writer.ts';

/** What a word of the title adds to the score of a hit that holds it. */
const TITLE_WEIGHT = 0.15;

/**
 * Reads an article by rules and lexicons alone: the same article and version give the same draft, byte for byte.
 *
 * 1. cut the text into sentences, tokens and clauses; find names and statements
 * 2. find measures, issues and risks clause by clause
 * 3. merge what is told more than once, rank, and cut
 * 4. choose the parties, write the items, and put what surrounds them
 *
 * @param lexicon the desk's own words, laid over the lexicons.
 * @param trace takes what each step found and left out; nothing is read from it.
 */
function draftOf(article: Article, lexicon?: Lexicon, trace?: Trace): { draft: BriefDraft; document: Document } {
  const document = readDocument(article, lexicon);
  const named = findNames(document);
  const statements = [...findStatements(document, named), ...answersOf(document, named)];
  const names = withFirstPersons(document, named, statements);
  const genre = isEnglish(document) ? genreOf(document) : undefined;
  const clauses = isEnglish(document) ? findClauses(document, names) : [];
  const dates = findDates(document);

  const found = <T extends { span: Span; score: number }>(hits: readonly T[]): T[] =>
    raiseByTitle(document, hits, TITLE_WEIGHT);
  const passOver = {
    measures: trace?.passOver('measures'),
    issues: trace?.passOver('unresolvedIssues'),
    risks: trace?.passOver('risks'),
  };
  const writer = writerOf(document, genre);
  const allSteps = findMeasures(document, names, clauses, passOver.measures);
  const told = writer === undefined ? allSteps : stepsBesideForesight(statements, allSteps, passOver.measures);
  const measureHits = found(stepsBeside(document, genre, told, passOver.measures));
  const openMatters = findIssues(document, names, clauses, passOver.issues);
  const issueHits = found(voicedBeside(genre, openMatters, passOver.issues));
  const riskHits = found(voicedBeside(genre, findRisks(document, names, clauses, passOver.risks), passOver.risks));

  const stepHits = withoutHopes(measureHits, riskHits);
  const mergedMeasures = mergeMeasures(document, names, stepHits);
  const rankedMeasures = rankMeasures(mergedMeasures);
  const mergedIssues = mergeIssues(document, names, issueHits);
  const rankedIssues = rankIssues(document, mergedIssues);
  const harmHits = withoutSteps(
    riskHits,
    stepHits.map((hit) => hit.span),
  );
  const mergedRisks = mergeRisks(document, names, harmHits);
  const rankedRisks = rankRisks(document, mergedRisks);
  const rankedUpsides = rankUpsides(mergedRisks);

  const slots = slotsOf(rankedMeasures.map(({ lead }) => lead));
  const parties = chooseParties(document, names, slots, statements, trace);
  const ids = new Set<string>(parties.map((party) => party.id));
  const reading: Reading = {
    document,
    names,
    clauses,
    isParty: (key) => ids.has(key),
    attributionAt: (span) => {
      const attribution = amongParties(attributionAt(statements, span), ids);
      return attribution.voice === 'outlet' && writer !== undefined ? writer : attribution;
    },
    whenAt: (span) => whenIn(dates, span),
  };
  const measures = writeMeasures(reading, rankedMeasures, trace?.noteSigns('measures'));
  const unresolvedIssues = writeIssues(reading, rankedIssues, trace?.noteSigns('unresolvedIssues'));
  const concerned = [...measures, ...unresolvedIssues];
  const risks = writeRisks(reading, 'risks', rankedRisks, concerned, trace?.noteSigns('risks'));
  const upsides = writeRisks(reading, 'upsides', rankedUpsides, concerned, trace?.noteSigns('upsides'));

  const items = [...measures, ...unresolvedIssues, ...risks, ...upsides];
  const attributions = items.map((item) => item.attribution);
  const sourcing = sourcingOf(document, names, statements, parties, attributions, genre);
  const sentences = summarise(document, clauses, measures, [unresolvedIssues, risks], writer?.label);
  const summary = writer === undefined ? sentences : asWritten(sentences, writer);
  const timelines = timelinesOf(document, clauses, dates, trace);
  const met = new Set([...measureHits, ...issueHits, ...riskHits].map((hit) => hit.sentence));
  const cited = [...items, ...summary, ...timelines.timeline, ...timelines.ahead];
  trace?.list('measures', {
    found: measureHits,
    kept: stepHits,
    without: 'hope',
    merged: mergedMeasures,
    ranked: rankedMeasures,
    items: measures,
    least: LEAST_SCORE.measures,
    lowered: (hit) => loweredBy(document, clauses, hit),
  });
  trace?.list('unresolvedIssues', {
    found: issueHits,
    kept: issueHits,
    merged: mergedIssues,
    ranked: rankedIssues,
    items: unresolvedIssues,
    least: LEAST_SCORE.issues,
  });
  const hits = { found: riskHits, kept: harmHits, without: 'step', merged: mergedRisks } as const;
  const isGain = (hit: RiskHit): boolean => hit.upside;
  trace?.list('risks', { ...hits, ranked: rankedRisks, items: risks, least: LEAST_SCORE.risks, not: isGain });
  trace?.list('upsides', { ...hits, ranked: rankedUpsides, items: upsides, least: LEAST_SCORE.upsides, only: isGain });
  trace?.noParties(names.entities.values());
  const draft: BriefDraft = {
    headline: headlineOf(article.title, items, sentences[0]?.text ?? openingOf(document)),
    summary,
    sourcing,
    parties,
    measures,
    unresolvedIssues,
    risks,
    upsides,
    ...timelines,
    notStated: notStatedIn(document, measures, parties, sourcing, genre),
    coverage: coverageOf(document, cited, met),
    analysis: {
      analyzer: 'embedded',
      version: PRECIS_VERSION,
      lexiconHash: lexiconHash(lexicon?.hash),
      dropped: {},
      held: {},
      notes: notesOf(document, { measures, unresolvedIssues, risks }, genre),
      reasons: itemReasons([
        { items: measures, ranked: rankedMeasures },
        { items: unresolvedIssues, ranked: rankedIssues },
        { items: risks, ranked: rankedRisks },
        { items: upsides, ranked: rankedUpsides },
      ]),
    },
  };
  return { draft, document };
}

/** Who acts and is acted upon in the measures that are shown: they are parties, unless they are faint. */
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
  analyze: async (article, lexicon) => draftOf(article, lexicon).draft,
  explain: async (article, lexicon) => {
    const trace = new Trace();
    const { draft, document } = draftOf(article, lexicon, trace);
    return { draft, reasons: trace.reasons(document, isEnglish(document)) };
  },
};

import * as z from 'zod';
import { type Brief, MeasureStatus, MeasureType, PartyId, VOICES, Voice } from '../brief.ts';
import { facetValuesOf, foremost } from './facets.ts';
import { datedAtOf } from './sort-time.ts';

const LONGEST_LINE = 300;

/** A brief as a list shows it, and what the filters of lists look at. Its parties and measures are the foremost ones. */
export const Card = z.strictObject({
  briefId: z.string(),
  headline: z.string(),
  title: z.string().nullable(),
  source: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Its publication, or the whole day of its dateline: what lists and their `from` and `to` go by. */
  datedAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  language: z.string(),
  words: z.int().nonnegative(),
  parties: z.array(z.strictObject({ id: PartyId, name: z.string() })),
  countries: z.array(z.string()),
  /** Distinct pairs of type and status. */
  measures: z.array(z.strictObject({ type: MeasureType, status: MeasureStatus })),
  /** The voices that at least one item rests on. */
  voices: z.array(Voice),
  counts: z.strictObject({
    measures: z.int().nonnegative(),
    unresolvedIssues: z.int().nonnegative(),
    risks: z.int().nonnegative(),
    upsides: z.int().nonnegative(),
  }),
  notHeard: z.array(PartyId),
  opinion: z.boolean(),
  contentHash: z.string(),
});
export type Card = z.infer<typeof Card>;

/** A line of at most 300 code units, cut at a whole character and marked where it was cut. */
function line(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  return `${foremost(text, LONGEST_LINE - 1)}…`;
}

function voicesOf(brief: Brief): Voice[] {
  const items = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const heard = new Set(items.map((item) => item.attribution.voice));
  return VOICES.filter((voice) => heard.has(voice));
}

/** The card of a brief. */
export function cardOf(brief: Brief): Card {
  const { article } = brief;
  const values = facetValuesOf(brief);
  const parties = values.parties.map(({ id, name }) => ({ id, name: line(name) }));
  return {
    briefId: brief.briefId,
    headline: line(brief.headline.text),
    title: article.title === null ? null : line(article.title),
    source: article.source === null ? null : line(article.source),
    publishedAt: article.publishedAt,
    datedAt: datedAtOf(article),
    receivedAt: article.receivedAt,
    language: article.language,
    words: article.words,
    parties,
    countries: [...values.countries],
    measures: [...values.measures],
    voices: voicesOf(brief),
    counts: {
      measures: brief.measures.length,
      unresolvedIssues: brief.unresolvedIssues.length,
      risks: brief.risks.length,
      upsides: brief.upsides.length,
    },
    notHeard: brief.sourcing.notHeard.filter((id) => parties.some((party) => party.id === id)),
    opinion: brief.sourcing.opinion,
    contentHash: article.contentHash,
  };
}

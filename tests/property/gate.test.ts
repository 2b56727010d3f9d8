import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import {
  Brief,
  BriefDraft,
  CERTAINTIES,
  type Evidence,
  ISSUE_STATES,
  LIKELIHOODS,
  MEASURE_STATUSES,
  VOICES,
} from '../../functions/core/brief.ts';
import { type ItemList, isVerbatim, itemIdOf } from '../../functions/core/evidence.ts';
import { articleOf, draftOf, emptyDraft } from '../fixtures/draft.ts';
import { propertyRuns } from '../long-run.ts';

const WORDS = fc.constantFrom(
  ...'Norland Ostia Vell Marta Berg it they the ministry government did not could may withdraw withdrew agreed to halt 12 ten about ferry talks said that if unless likely in March 🚢 “we will” denied | * <b> `x` \u202e ’s'.split(
    ' ',
  ),
  ', ',
  '. ',
  '\n\n',
);
const texts = fc.array(WORDS, { minLength: 8, maxLength: 80 }).map((words) => `${words.join(' ')} end.`);

/** Quotes of a text, most of them of whole words, some of them moved, cut or changed. */
function evidenceOf(text: string): fc.Arbitrary<Evidence> {
  const edges = [...text.matchAll(/\b/g)].map(({ index }) => index);
  const edge = (offset: number): number => edges.find((one) => one >= offset) ?? text.length;
  return fc
    .record({
      from: fc.nat(text.length - 1),
      length: fc.integer({ min: 1, max: 90 }),
      whole: fc.constantFrom(true, true, true, true, false),
      slip: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
      sentence: fc.nat(12),
    })
    .map(({ from, length, whole, slip, sentence }) => {
      const start = whole ? Math.min(text.length - 1, edge(from)) : from;
      const end = whole ? edge(start + length) : Math.min(text.length, start + length);
      return {
        quote: text.slice(start, end),
        start: Math.max(0, start + slip),
        end: Math.max(1, end + slip),
        sentence,
        paragraph: 0,
      };
    });
}

const ids = fc.constantFrom('norland', 'ostia', 'nobody');

function draftsOf(text: string): fc.Arbitrary<BriefDraft> {
  const evidence = fc.array(evidenceOf(text), { minLength: 1, maxLength: 3 });
  const written = fc.oneof(
    fc.array(WORDS, { minLength: 1, maxLength: 12 }).map((words) => words.join(' ')),
    evidenceOf(text).map((piece) => piece.quote),
  );
  const attribution = fc.record(
    {
      voice: fc.constantFrom(...VOICES),
      label: written,
      party: ids,
      evidence: fc.array(evidenceOf(text), { maxLength: 1 }),
    },
    { requiredKeys: ['voice'] },
  );
  const base = { attribution, certainty: fc.constantFrom(...CERTAINTIES), evidence };
  const withId = <T extends { evidence: Evidence[] }>(list: ItemList, item: T): T & { id: string } => ({
    ...item,
    id: itemIdOf(list, item.evidence[0]?.quote ?? ''),
  });
  const parties = fc.array(ids, { maxLength: 2 });
  const measure = fc
    .record(
      {
        ...base,
        type: fc.constant('other' as const),
        status: fc.constantFrom(...MEASURE_STATUSES),
        actors: parties,
        targets: parties,
        description: written,
        extent: written,
        condition: written,
        when: fc.record({ edtf: fc.constant('2026-03'), stated: written, basis: fc.constant('stated' as const) }),
      },
      { requiredKeys: ['attribution', 'certainty', 'evidence', 'type', 'status', 'actors', 'targets', 'description'] },
    )
    .map((item) => withId('measures', item));
  const issue = fc
    .record({
      ...base,
      topic: written,
      state: fc.constantFrom(...ISSUE_STATES),
      parties,
      sides: fc.array(fc.record({ party: ids, wants: written, evidence }), { maxLength: 2 }),
      description: written,
    })
    .map((item) => withId('unresolvedIssues', item));
  const risk = fc
    .record({
      ...base,
      statement: written,
      likelihood: fc.constantFrom(...LIKELIHOODS),
      probabilityStated: fc.boolean(),
      cue: written,
      about: fc.constant(['m-00000000']),
      parties,
    })
    .map((item) => withId('risks', item));
  const party = fc.record({
    id: fc.constantFrom('norland', 'ostia'),
    name: fc.constantFrom('Norland', 'Ostia'),
    kind: fc.constantFrom('state' as const, 'person' as const),
    aliases: fc.array(written, { maxLength: 2 }),
    role: fc.constant('acts' as const),
    heard: fc.boolean(),
    positions: fc.array(fc.record({ statement: written, speaker: written, evidence }), { maxLength: 2 }),
    mentions: fc.constant(1),
    evidence,
  });
  return fc
    .record({
      parties: fc.array(party, { maxLength: 4 }),
      measures: fc.array(measure, { maxLength: 4 }),
      unresolvedIssues: fc.array(issue, { maxLength: 3 }),
      risks: fc.array(risk, { maxLength: 3 }),
      summary: fc.array(fc.record({ text: written, evidence }), { maxLength: 3 }),
      ahead: fc.array(fc.record({ text: written, evidence }), { maxLength: 2 }),
      text: written,
      title: fc.boolean(),
    })
    .map(({ text: headline, title, ...lists }) => {
      const draft = {
        ...emptyDraft(),
        ...lists,
        headline: {
          text: headline,
          from: title ? ('title' as const) : ('items' as const),
          items: lists.measures.map((item) => item.id),
        },
        sourcing: { ...emptyDraft().sourcing, notHeard: ['norland', 'nobody'], named: ['Marta', 'Nobody'] },
      };

      return BriefDraft.parse(draft);
    });
}

const cases = texts.chain((text) => draftsOf(text).map((draft) => ({ text, draft })));

function allEvidence(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(allEvidence);
  if (typeof value !== 'object' || value === null) return [];
  if ('quote' in value && 'start' in value) return [value as Evidence];
  return Object.values(value).flatMap(allEvidence);
}

describe('Property: gate', () => {
  it('gives a valid brief in which every quote is verbatim and every reference leads somewhere', () => {
    fc.assert(
      fc.property(cases, ({ text, draft }) => {
        const brief = gate(articleOf(text), draft);

        expect(Brief.parse(brief)).toEqual(brief);
        expect(allEvidence(brief).every((piece) => isVerbatim(text, piece))).toBe(true);
        const parties = new Set(brief.parties.map((party) => party.id));
        const used = [
          ...brief.measures.flatMap((item) => [...item.actors, ...item.targets]),
          ...brief.unresolvedIssues.flatMap((item) => [...item.parties, ...item.sides.map((side) => side.party)]),
          ...brief.risks.flatMap((item) => item.parties),
          ...brief.sourcing.notHeard,
        ];
        expect(used.filter((id) => !parties.has(id))).toEqual([]);
        expect(brief.risks.flatMap((item) => item.about)).toEqual([]);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('changes nothing of what it let pass', () => {
    fc.assert(
      fc.property(cases, ({ text, draft }) => {
        const brief = gate(articleOf(text), draft);

        expect(gate(articleOf(text), draftOf(brief))).toEqual(brief);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('counts each item that it does not show', () => {
    fc.assert(
      fc.property(cases, ({ text, draft }) => {
        const { measures, unresolvedIssues, risks, parties, analysis } = gate(articleOf(text), draft);

        const shown = { measures, unresolvedIssues, risks, parties };
        for (const list of ['measures', 'unresolvedIssues', 'risks', 'parties'] as const) {
          expect(shown[list].length + (analysis.dropped[list] ?? 0)).toBe(draft[list].length);
        }
      }),
      { numRuns: propertyRuns(50) },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import { Brief } from '../../functions/core/brief.ts';
import { isVerbatim, itemIdOf } from '../../functions/core/evidence.ts';
import { applyNotes } from '../../functions/core/notes/apply-notes.ts';
import { type Desk, ITEM_LISTS, type NoteInput } from '../../functions/core/notes/note.ts';
import { articleOf, emptyDraft, issueOf, measureOf, riskOf } from '../fixtures/draft.ts';
import { noteOf } from '../fixtures/notes.ts';
import { propertyRuns } from '../long-run.ts';

const SENTENCES = [
  'Norway has signed the fishing accord with Iceland on Monday',
  'Iceland has closed two harbours in the north for the winter',
  'The council has approved the budget of the coast guard',
  'The question of quotas is still contested among the ministers',
  'The size of the fleet remains open until the summer',
  'The dispute could delay the accord for several months',
  'Cheaper fish could follow once the harbours open again',
];
const SPARE = 'Fishermen went home without a word about the quotas';
const TEXT = `${SENTENCES.join('. ')}.\n\n${SPARE}.`;
const [S0 = '', S1 = '', S2 = '', S3 = '', S4 = '', S5 = '', S6 = ''] = SENTENCES;

const BRIEF = gate(articleOf(TEXT), {
  ...emptyDraft(),
  measures: [S0, S1, S2].map((quote) => measureOf(TEXT, quote)),
  unresolvedIssues: [S3, S4].map((quote) => issueOf(TEXT, quote)),
  risks: [riskOf(TEXT, S5)],
  upsides: [{ ...riskOf(TEXT, S6), id: itemIdOf('upsides', S6) }],
});
const ITEMS = ITEM_LISTS.flatMap((list) => BRIEF[list].map(({ id }) => id));

const itemId = fc.constantFrom(...ITEMS);
const input: fc.Arbitrary<NoteInput> = fc.oneof(
  fc.record({ action: fc.constant('accept' as const), item: itemId }),
  fc.record({ action: fc.constant('reject' as const), item: itemId }),
  fc.record({
    action: fc.constant('amend' as const),
    item: itemId,
    value: fc.record(
      {
        status: fc.constantFrom('announced' as const, 'refused' as const),
        state: fc.constantFrom('stalled' as const, 'refused' as const),
        likelihood: fc.constantFrom('likely' as const, 'remote' as const),
        description: fc.constantFrom('One thing', 'Another'),
        quote: fc.constantFrom('went home', 'a word about the quotas'),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    action: fc.constant('add' as const),
    value: fc.record({ list: fc.constantFrom(...ITEM_LISTS), quote: fc.constantFrom(SPARE, 'Fishermen went home') }),
  }),
  fc.record({
    action: fc.constant('comment' as const),
    item: itemId,
    value: fc.constant({ text: 'Is that so?' }),
  }),
  fc.record({ action: fc.constant('assess' as const), value: fc.constant({ impact: 'Prices rise.' }) }),
);
const notes = fc
  .array(input, { minLength: 1, maxLength: 12 })
  .map((inputs) => inputs.map((each, order) => noteOf(BRIEF, TEXT, each, order)));

/** The brief as another run of an analyzer might write it: the same items in another order. */
const reordered = fc
  .tuple(
    fc.shuffledSubarray(BRIEF.measures, { minLength: 3 }),
    fc.shuffledSubarray(BRIEF.unresolvedIssues, { minLength: 2 }),
  )
  .map(([measures, unresolvedIssues]): Brief => ({ ...BRIEF, measures, unresolvedIssues, generation: 99 }));

/** As by another analyzer: each quote ends a word earlier, so that no id is as it was. */
function requoted(brief: Brief): Brief {
  const shorter = (quote: string): string => quote.slice(0, quote.lastIndexOf(' '));
  return {
    ...brief,
    measures: brief.measures.map(({ evidence: [piece] }) => measureOf(TEXT, shorter(piece?.quote ?? ''))),
  };
}

const idsIn = (brief: Brief): string[] => ITEM_LISTS.flatMap((list) => brief[list].map(({ id }) => id)).sort();
const notedIn = (desk: Desk | undefined): string[] =>
  [...(desk?.corrections ?? []), ...(desk?.rejected ?? []), ...(desk?.comments ?? []), ...(desk?.assessments ?? [])]
    .map(({ noteId }) => noteId)
    .sort();

const runs = { numRuns: propertyRuns(100) };

describe('Notes', () => {
  it('stay on their items in whatever order a later version has those', () => {
    fc.assert(
      fc.property(notes, reordered, (written, later) => {
        const before = applyNotes(BRIEF, written);
        const after = applyNotes(later, written);
        expect(idsIn(after.brief)).toEqual(idsIn(before.brief));
        expect(notedIn(after.desk)).toEqual(notedIn(before.desk));
        expect(after.desk?.unplaced).toEqual([]);
      }),
      runs,
    );
  });

  it('find measures again whose quotes another analyzer cut otherwise', () => {
    const later = requoted(BRIEF);
    const shorterIds = new Map(BRIEF.measures.map(({ id }, index) => [id, later.measures[index]?.id ?? '']));
    fc.assert(
      fc.property(notes, (written) => {
        const onMeasures = written.filter((note) => 'item' in note && shorterIds.has(note.item ?? ''));
        const before = applyNotes(BRIEF, onMeasures);
        const after = applyNotes(later, onMeasures);
        expect(after.brief.measures.map(({ id }) => id)).toEqual(
          before.brief.measures.map(({ id }) => shorterIds.get(id)),
        );
        expect(after.brief.measures.map(({ status }) => status)).toEqual(
          before.brief.measures.map(({ status }) => status),
        );
      }),
      runs,
    );
  });

  it('make the same brief in whatever order they are given, and however often', () => {
    fc.assert(
      fc.property(
        notes.chain((written) =>
          fc.tuple(fc.constant(written), fc.shuffledSubarray(written, { minLength: written.length })),
        ),
        ([written, shuffled]) => {
          const once = applyNotes(BRIEF, written);
          expect(applyNotes(BRIEF, [...shuffled, ...written])).toEqual(once);
          expect(applyNotes(once.brief, shuffled).brief).toEqual(once.brief);
        },
      ),
      runs,
    );
  });

  it('are told or unplaced, never lost, and leave verbatim quotes and the shape of a brief', () => {
    const gone = TEXT.replace(S0, 'Nobody came to the table').replace(SPARE, 'They slept');
    const other: Brief = {
      ...BRIEF,
      article: { ...BRIEF.article, contentHash: 'sha256:other' },
      measures: [measureOf(gone, S1)],
      unresolvedIssues: [],
      risks: [],
      upsides: [],
    };
    const versions = [
      [TEXT, BRIEF],
      [gone, other],
    ] as const;
    fc.assert(
      fc.property(notes, fc.constantFrom(...versions), (written, [text, version]) => {
        const { brief, desk } = applyNotes(version, written, text);
        const alone = written.map((note) => applyNotes(version, [note], text).desk);

        expect(Brief.parse(brief)).toEqual(brief);
        const pieces = ITEM_LISTS.flatMap((list) => brief[list].flatMap(({ evidence }) => evidence));
        expect(pieces.filter((piece) => !isVerbatim(text, piece))).toEqual([]);
        expect(alone.map((one) => notedIn(one).length + (one?.unplaced.length ?? 0))).toEqual(written.map(() => 1));
        expect(desk?.unplaced).toEqual(alone.flatMap((one) => one?.unplaced ?? []));
      }),
      runs,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { applyNotes, needsText } from '../../functions/core/notes/apply-notes.ts';
import type { Note, NoteInput } from '../../functions/core/notes/note.ts';
import { overlapOf } from '../../functions/core/notes/same-item.ts';
import { articleOf, emptyDraft, issueOf, measureOf, partyOf, riskOf } from '../fixtures/draft.ts';
import { noteOf } from '../fixtures/notes.ts';

const SIGNED = 'Norway has signed the fishing accord with Iceland';
const CLOSED = 'Iceland has closed two harbours in the north';
const OPEN = 'The question of quotas is still contested';
const RISK = 'The dispute could delay the accord for months';
const TEXT = `${SIGNED}. ${CLOSED}.\n\n${OPEN}. ${RISK}. Fishermen went home.`;

function briefOf(text = TEXT, draft: Partial<ReturnType<typeof emptyDraft>> = {}): Brief {
  return gate(articleOf(text), {
    ...emptyDraft(),
    parties: [partyOf(text, 'Norway', 'Norway'), partyOf(text, 'Iceland', 'Iceland')],
    measures: text.includes(SIGNED)
      ? [measureOf(text, SIGNED, { type: 'agreement', actors: ['norway'] }), measureOf(text, CLOSED)]
      : [measureOf(text, CLOSED)],
    unresolvedIssues: [issueOf(text, OPEN)],
    risks: [riskOf(text, RISK)],
    ...draft,
  });
}

const BRIEF = briefOf();
const [SIGNED_ID = '', CLOSED_ID = ''] = BRIEF.measures.map(({ id }) => id);

/** The notes that come of inputs, written one after the other about the one brief. */
function notesOf(...inputs: NoteInput[]): Note[] {
  return inputs.map((input, order) => noteOf(BRIEF, TEXT, input, order));
}

describe('Notes on a brief', () => {
  it('change nothing where there is none', () => {
    expect(applyNotes(BRIEF, [])).toEqual({ brief: BRIEF, desk: undefined });
  });

  it('take a rejected item out of its list and tell who rejected it and why', () => {
    const notes = notesOf({ action: 'reject', item: CLOSED_ID, reason: 'They were closed in 2019.' });

    const { brief, desk } = applyNotes(BRIEF, notes);

    expect(brief.measures.map(({ id }) => id)).toEqual([SIGNED_ID]);
    expect(desk?.rejected).toEqual([
      {
        noteId: notes[0]?.id,
        by: 'a.lind@desk.example',
        at: '2026-03-05T00:00:00.000Z',
        reason: 'They were closed in 2019.',
        list: 'measures',
        item: BRIEF.measures[1],
      },
    ]);
  });

  it('give an amended item the fields of the desk, and tell what it was', () => {
    const { brief, desk } = applyNotes(
      BRIEF,
      notesOf({ action: 'amend', item: SIGNED_ID, value: { status: 'announced', targets: ['iceland', 'nobody'] } }),
    );

    expect(brief.measures[0]).toEqual({ ...BRIEF.measures[0], status: 'announced', targets: ['iceland'] });
    expect(desk?.corrections).toMatchObject([{ action: 'amend', itemId: SIGNED_ID, was: BRIEF.measures[0] }]);
  });

  it('count field by field, the later one first', () => {
    const { brief } = applyNotes(
      BRIEF,
      notesOf(
        { action: 'amend', item: SIGNED_ID, value: { status: 'announced', type: 'trade' } },
        { action: 'amend', item: SIGNED_ID, value: { status: 'proposed' } },
      ),
    );

    expect(brief.measures[0]).toMatchObject({ status: 'proposed', type: 'trade' });
  });

  it.each<[string, NoteInput[], boolean]>([
    ['amend, then reject', [amend('announced'), { action: 'reject', item: SIGNED_ID }], false],
    ['reject, then amend', [{ action: 'reject', item: SIGNED_ID }, amend('announced')], true],
    [
      'reject, then accept',
      [
        { action: 'reject', item: SIGNED_ID },
        { action: 'accept', item: SIGNED_ID },
      ],
      true,
    ],
  ])('decide by the last of them whether an item is shown: %s', (_, inputs, isShown) => {
    const { brief } = applyNotes(BRIEF, notesOf(...inputs));

    expect(brief.measures.some(({ id }) => id === SIGNED_ID)).toBe(isShown);
  });

  it('add an item with its quote, which a later note may be about', () => {
    const quote = 'Fishermen went home';
    const added = { list: 'measures', quote, type: 'movement', status: 'completed' } as const;
    const [add] = notesOf({ action: 'add', value: added });
    const { brief } = applyNotes(BRIEF, [add as Note]);
    const item = brief.measures.at(-1);
    const later = noteOf(brief, TEXT, { action: 'amend', item: item?.id ?? '', value: { status: 'under-way' } }, 7);

    const again = applyNotes(BRIEF, [later, add as Note]);

    expect(item).toMatchObject({ type: 'movement', description: quote, evidence: [{ quote, sentence: 4 }] });
    expect(again.brief.measures.at(-1)).toEqual({ ...item, status: 'under-way' });
    expect(again.desk?.corrections.map(({ action }) => action)).toEqual(['add', 'amend']);
  });

  it('keep comments and assessments apart from the article', () => {
    const { brief, desk } = applyNotes(
      BRIEF,
      notesOf(
        { action: 'assess', item: BRIEF.risks[0]?.id, value: { likelihood: 'likely', impact: 'Prices rise.' } },
        { action: 'comment', value: { text: 'Ask the ministry.' } },
      ),
    );

    expect(brief).toEqual(BRIEF);
    expect(desk?.assessments).toMatchObject([{ itemId: BRIEF.risks[0]?.id, likelihood: 'likely' }]);
    expect(desk?.comments).toMatchObject([{ text: 'Ask the ministry.' }]);
    expect(desk?.comments[0]).not.toHaveProperty('itemId');
  });

  it('let no risk be about an item that was rejected', () => {
    const about = briefOf(TEXT, { risks: [riskOf(TEXT, RISK, { about: [SIGNED_ID] })] });

    const { brief } = applyNotes(about, notesOf({ action: 'reject', item: SIGNED_ID }));

    expect(about.risks[0]?.about).toEqual([SIGNED_ID]);
    expect(brief.risks[0]?.about).toEqual([]);
  });
});

describe('Notes on a brief of another version', () => {
  const longer = `${SIGNED} on Monday`;

  it('find an item whose quote overlaps by half', () => {
    const text = TEXT.replace(SIGNED, longer);
    const revised = briefOf(text, { measures: [measureOf(text, longer), measureOf(text, CLOSED)] });

    const { brief, desk } = applyNotes(revised, notesOf({ action: 'reject', item: SIGNED_ID }));

    expect(brief.measures.map(({ description }) => description)).toEqual([CLOSED]);
    expect(desk?.unplaced).toEqual([]);
  });

  it.each([
    ['Norway has signed the fishing accord after years of talks', 0],
    ['Norway has signed a budget for its coast guard with Iceland', 1],
  ])('take %j for the item of the quote only where they share half of it', (quote, left) => {
    const text = TEXT.replace(SIGNED, quote);
    const revised = briefOf(text, { measures: [measureOf(text, quote)] });

    const { brief, desk } = applyNotes(revised, notesOf({ action: 'reject', item: SIGNED_ID }));

    expect([brief.measures.length, desk?.unplaced.length]).toEqual([left, left]);
  });

  it('are about no item that was beside theirs', () => {
    const both = briefOf(TEXT, { measures: [measureOf(TEXT, SIGNED), measureOf(TEXT, 'signed the fishing accord')] });
    const [note] = [noteOf(both, TEXT, { action: 'reject', item: SIGNED_ID }, 0)];
    const other = briefOf(TEXT, { measures: [measureOf(TEXT, 'signed the fishing accord')] });

    const { brief, desk } = applyNotes(other, [note]);

    expect(brief.measures).toHaveLength(1);
    expect(desk?.unplaced).toEqual([note]);
  });

  it('are unplaced, and not lost, where their passage is gone', () => {
    const text = TEXT.replace(SIGNED, 'Nobody from Norway came to the table');
    const revised = briefOf(text);
    const notes = notesOf(
      { action: 'reject', item: SIGNED_ID },
      { action: 'add', value: { list: 'measures', quote: 'signed the fishing accord' } },
      { action: 'comment', item: SIGNED_ID, value: { text: 'Is it?' } },
    );

    const { brief, desk } = applyNotes(revised, notes, text);

    expect(brief.measures).toEqual(revised.measures);
    expect(desk?.unplaced).toEqual(notes);
  });

  it('place an added quote anew where the text of the article is another', () => {
    const text = `The harbour, on Friday.\n\n${TEXT}`;
    const revised = briefOf(text);
    const notes = notesOf({ action: 'add', value: { list: 'upsides', quote: 'Fishermen went home' } });

    const { brief } = applyNotes(revised, notes, text);

    expect(needsText(BRIEF, notes)).toBe(false);
    expect(needsText(revised, notes)).toBe(true);
    expect(applyNotes(revised, notes).desk?.unplaced).toEqual(notes);
    const [piece] = brief.upsides[0]?.evidence ?? [];
    expect(text.slice(piece?.start, piece?.end)).toBe('Fishermen went home');
    expect(piece).toMatchObject({ sentence: 5, paragraph: 2 });
  });

  it('lay what was added over what the analyzer finds there later', () => {
    const [add] = notesOf({
      action: 'add',
      value: { list: 'measures', quote: 'Fishermen went home', type: 'movement' },
    });
    const found = 'Fishermen went home.';
    const later = briefOf(TEXT, { measures: [measureOf(TEXT, SIGNED), measureOf(TEXT, found)] });

    const { brief, desk } = applyNotes(later, [add as Note]);

    expect(brief.measures.map(({ type }) => type)).toEqual(['other', 'movement']);
    expect(desk?.corrections).toMatchObject([{ action: 'add', was: { type: 'other' } }]);
  });
});

describe('Two quotes', () => {
  it.each([
    ['Norway has signed the accord', 'Norway has signed the accord with Iceland', 1],
    ['Norway has signed the accord', 'Sweden has signed the accord', 0.8],
    ['one of the ministers resigned yesterday in Oslo', 'one of the boats sank', 0],
    ['the ministry of trade said so', 'the boats of the north', 0],
    ['No deal', 'no deal!', 1],
    ['...', 'no deal', 0],
  ])('%j and %j overlap by %d', (one, other, overlap) => {
    expect(overlapOf(one, other)).toBeCloseTo(overlap);
    expect(overlapOf(other, one)).toBeCloseTo(overlap);
  });
});

function amend(status: 'announced'): NoteInput {
  return { action: 'amend', item: SIGNED_ID, value: { status } };
}

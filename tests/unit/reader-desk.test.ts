import { describe, expect, it } from 'vitest';
import type { Item } from '../../functions/api/reader/brief/cited-lines.ts';
import { FORM_FIELDS, listOf, noteIn } from '../../functions/api/reader/desk/note-form.ts';
import { LIST_FIELDS } from '../../functions/core/notes/desk-item.ts';
import { NoteInput } from '../../functions/core/notes/note.ts';

const MEASURE = {
  id: 'm-1a2b3c4d',
  type: 'withdrawal',
  status: 'announced',
  actors: ['uruguay', 'chile'],
  targets: [],
  description: 'Uruguay will withdraw its boats.',
  attribution: { voice: 'outlet' },
  certainty: 'high',
  evidence: [{ quote: 'it will withdraw its boats', start: 0, end: 26, sentence: 0, paragraph: 0 }],
} as const satisfies Item;

/** A form as the browser hands it over: every field, whether somebody touched it or not. */
function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

const UNTOUCHED = {
  type: 'withdrawal',
  status: 'announced',
  actors: ['uruguay', 'chile'],
  description: MEASURE.description,
  quote: '',
  reason: '',
};

describe('The form of a note', () => {
  it('has the fields that each list has', () => {
    expect(FORM_FIELDS).toEqual(LIST_FIELDS);
  });

  it.each([
    ['m-1a2b3c4d', 'measures'],
    ['i-1a2b3c4d', 'unresolvedIssues'],
    ['r-1a2b3c4d', 'risks'],
    ['u-1a2b3c4d', 'upsides'],
  ])('knows by the id %s that its item is one of %s', (id, list) => {
    expect(listOf({ ...MEASURE, id })).toBe(list);
  });

  it('holds of an amended item what is otherwise, and nothing else', () => {
    const data = form({ ...UNTOUCHED, status: 'completed', actors: ['uruguay'], reason: ' It says so. ' });

    expect(noteIn(data, { action: 'amend', item: MEASURE })).toEqual({
      action: 'amend',
      item: MEASURE.id,
      value: { status: 'completed', actors: ['uruguay'] },
      reason: 'It says so.',
    });
  });

  it('takes away all parties where none is left, and tells no difference of order', () => {
    const item = { ...MEASURE, targets: ['chile'] };
    const { actors, ...others } = UNTOUCHED;

    expect(noteIn(form({ ...others, actors: actors.toReversed() }), { action: 'amend', item })).toMatchObject({
      value: { targets: [] },
    });
  });

  it.each([
    ['amend', { action: 'amend', item: MEASURE }, UNTOUCHED],
    ['add', { action: 'add', quote: '' }, { list: 'risks', quote: ' ' }],
    ['comment', { action: 'comment' }, { text: '  ' }],
    ['assess', { action: 'assess', item: MEASURE }, { likelihood: '', impact: ' ', comment: '', reason: 'Because.' }],
  ] as const)('that says nothing makes no note to %s, and asks', (_, asked, fields) => {
    expect(noteIn(form(fields), asked)).toMatch(/^.{10,}[.?]$/);
  });

  it.each([
    ['accept', { action: 'accept', item: MEASURE }, { reason: '' }],
    ['reject', { action: 'reject', item: MEASURE }, { reason: 'No.' }],
    ['amend', { action: 'amend', item: MEASURE }, { ...UNTOUCHED, quote: 'it will withdraw' }],
    [
      'add',
      { action: 'add', quote: 'a war' },
      { list: 'risks', quote: 'a war', statement: '', likelihood: 'likely', parties: ['chile'], type: 'aid' },
    ],
    ['comment on an item', { action: 'comment', item: MEASURE }, { text: 'Ask them.' }],
    ['comment on the brief', { action: 'comment' }, { text: 'Ask them.' }],
    ['assess', { action: 'assess' }, { likelihood: 'likely', impact: 'None.', comment: '' }],
  ] as const)('makes a note that the API takes: to %s', (_, asked, fields) => {
    const note = noteIn(form(fields), asked);

    expect(NoteInput.parse(note)).toEqual(note);
  });
});

import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../bin/precis/brief-docx.ts';
import { gate } from '../../functions/brief/gate.ts';
import { applyNotes } from '../../functions/core/notes/apply-notes.ts';
import type { Note, NoteInput } from '../../functions/core/notes/note.ts';
import { renderHtml } from '../../functions/core/render/html.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { articleOf, emptyDraft, measureOf, partyOf, riskOf } from '../fixtures/draft.ts';
import { noteOf } from '../fixtures/notes.ts';

const SIGNED = 'Norway has signed the fishing accord with Iceland';
const CLOSED = 'Iceland has closed two harbours';
const RISK = 'The dispute could delay the accord';
const TEXT = `${SIGNED}. ${CLOSED}. ${RISK}. Fishermen went home.`;
const BRIEF = gate(articleOf(TEXT), {
  ...emptyDraft(),
  parties: [partyOf(TEXT, 'Norway', 'Norway'), partyOf(TEXT, 'Iceland', 'Iceland')],
  measures: [measureOf(TEXT, SIGNED, { actors: ['norway'] }), measureOf(TEXT, CLOSED)],
  risks: [riskOf(TEXT, RISK)],
});
const [SIGNED_ID = '', CLOSED_ID = ''] = BRIEF.measures.map(({ id }) => id);
const RISK_ID = BRIEF.risks[0]?.id ?? '';

function pagesOf(inputs: NoteInput[], by = 'a.lind@desk.example') {
  const notes = inputs.map((input, order): Note => ({ ...noteOf(BRIEF, TEXT, input, order), by }));
  const { brief, desk } = applyNotes(BRIEF, notes);
  return { brief, desk, markdown: renderMarkdown(brief, desk).replaceAll('\\@', '@'), html: renderHtml(brief, desk) };
}

const NOTED: NoteInput[] = [
  {
    action: 'amend',
    item: SIGNED_ID,
    value: { status: 'announced', type: 'agreement', actors: [] },
    reason: 'Read it.',
  },
  { action: 'reject', item: CLOSED_ID, reason: 'Closed in 2019.' },
  { action: 'accept', item: RISK_ID },
  { action: 'add', value: { list: 'measures', quote: 'Fishermen went home', status: 'completed' } },
  { action: 'assess', item: RISK_ID, value: { likelihood: 'likely', impact: 'Prices rise.' } },
  { action: 'comment', value: { text: 'Ask the ministry.' } },
];

describe('A page of a brief that somebody noted something about', () => {
  it('says beside an item who corrected it, and what it was', () => {
    const { markdown, html } = pagesOf(NOTED);

    const told = 'corrected by a.lind@desk.example, was completed; other; by: Norway. Reason: Read it.';
    expect(markdown).toContain(`(${told})`);
    expect(html.replace(/<\/?bdi>/g, '')).toContain(`(${told})`);
    expect(markdown).toContain('(confirmed by a.lind@desk.example)');
    expect(markdown).toContain('(added by a.lind@desk.example)');
  });

  it('does not show what was rejected, and counts it', () => {
    const { markdown, html } = pagesOf(NOTED);

    expect(markdown).not.toContain('two harbours');
    expect(html).not.toContain('two harbours');
    expect(markdown).toContain('One item is not shown: rejected by a.lind@desk.example.');
  });

  it('keeps what the desk thinks apart from what the article says', () => {
    const { markdown } = pagesOf(NOTED);

    const [article = '', desk = ''] = markdown.split('## What the desk says, not the article');
    expect(article).not.toMatch(/Prices rise|Ask the ministry|likely/);
    expect(desk).toContain(
      'On “The dispute could delay the accord”: likelihood: likely; impact: Prices rise. — a.lind@desk.example, 5 March 2026',
    );
    expect(desk).toContain('Ask the ministry. — a.lind@desk.example, 5 March 2026');
  });

  it('is as it was where nobody noted anything', () => {
    expect(renderMarkdown(BRIEF, undefined)).toBe(renderMarkdown(BRIEF));
    expect(renderMarkdown(BRIEF)).not.toMatch(/desk|corrected|confirmed/);
  });

  it('is the same in Word', async () => {
    const { brief, desk } = pagesOf(NOTED);
    const document = strFromU8(unzipSync(await renderDocx(brief, desk))['word/document.xml'] ?? new Uint8Array());
    const words = document.replace(/<[^>]+>/g, '');
    expect(words).toContain('corrected by a.lind@desk.example, was completed');
    expect(words).toContain('What the desk says, not the article');
  });

  it('takes names, reasons and comments for text, whatever they are', () => {
    const hostile = '<img src=x onerror=alert(1)> [a](javascript:b) | # \u202e\n\n## Heading';
    const harmless = pagesOf(NOTED);
    const { markdown, html } = pagesOf(
      NOTED.map((input): NoteInput => {
        if (input.action === 'comment') return { ...input, value: { text: hostile } };
        if (input.action === 'assess') return { ...input, value: { ...input.value, impact: hostile } };
        return { ...input, reason: hostile };
      }),
      hostile,
    );

    const tagsOf = (page: string) =>
      [...page.matchAll(/<(\/?[a-z0-9]+)/g)].map(([, tag]) => tag).filter((tag) => tag !== 'bdi' && tag !== '/bdi');
    const linesOf = (page: string) => page.split('\n').filter((line) => /^(?:#|\||---|- )/.test(line)).length;
    expect(tagsOf(html)).toEqual(tagsOf(harmless.html));
    expect(linesOf(markdown)).toBe(linesOf(harmless.markdown));
    expect(markdown).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(|\u202e/);
  });
});

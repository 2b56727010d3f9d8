import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { escapeMarkdown } from '../../functions/core/render/escape-markdown.ts';
import { dayLabel } from '../../functions/core/render/labels.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { articleOf, emptyDraft, measureOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

function ferryBrief(change: (brief: Brief) => void = () => undefined): Brief {
  const brief = gate(articleOf(FERRY_TEXT), trueDraft());
  change(brief);
  return brief;
}

describe('Function: renderMarkdown', () => {
  it('gives one page: sources, summary, measures by status, open issues, risks, quotes', () => {
    const page = renderMarkdown(
      ferryBrief((brief) => {
        brief.notStated = ['the date of publication'];
        brief.sourcing.notHeard = ['ostia'];
      }),
    );

    expect(page.split('\n').slice(0, 16)).toEqual([
      '# Norland has suspended 12 ferry licences, says its transport ministry',
      '',
      '**The Harbour Post** · **undated** (received 4 March 2026) · 192 words\\',
      '**Rests on** Marta Olin, Jon Berg, transport ministry, Traders’ Union. **Not heard:** Ostia.',
      '',
      'Norland has suspended 12 ferry licences of companies from Ostia, its transport ministry said [1]. Who will pay for the delay remains unresolved [2].',
      '',
      '## What is being done',
      '',
      '| Status | Measure | According to | |',
      '| --- | --- | --- | --- |',
      '| **Completed** | Norland suspended twelve ferry licences held by companies from Ostia | Norland | [1] |',
      '| **Completed** | Norland expelled two Ostian inspectors | outlet, no source | [3] |',
      '| **Announced** | The two governments plan talks in Brava | outlet, no source | [4] |',
      '| **Proposed** | Norland proposed to cut the harbour fee, “about 30 percent” | outlet, no source | [5] |',
      '| **Completed** | Norland has hired 40 clerks to read the reports | outlet, no source | [6] |',
    ]);
    expect(page).toContain('\n- **Who will pay for the delay** — *undecided*');
    expect(page).toContain(
      '\n- *likely* — Unless the crossing opens, prices are likely to rise — Traders’ Union [12]\n',
    );
    expect(page).toContain('**Not in the article:** the date of publication.');
    expect(page).toContain('\n6 ¶4 “It has hired 40 clerks to read the reports” ·\n');
    expect(page).toMatch(
      /\n\*9 of 17 sentences used; every quote verified in the text\. Precis 0, analyzer hand\..*\*\n$/,
    );
  });

  it('does not repeat a quote that a line shows', () => {
    const page = renderMarkdown(
      ferryBrief((brief) => {
        brief.measures.forEach((measure) => {
          measure.description = measure.evidence[0]?.quote ?? '';
        });
      }),
    );

    expect(page).toContain('| **Completed** | Norland: “It has hired 40 clerks to read the reports” |');
    expect(page.match(/It has hired 40 clerks/g)).toHaveLength(1);
    expect(page).toContain('\n6 ¶4 ·\n');
  });

  it('says so where no probability is stated', () => {
    const page = renderMarkdown(
      ferryBrief((brief) => {
        brief.risks = brief.risks.slice(0, 1);
      }),
    );

    expect(page).toContain('## What could go wrong (no probability is stated)\n');
  });

  it('prints why a list is empty', () => {
    const draft = emptyDraft();
    draft.analysis.notes = ['Match report: only parties.', 'No risk is voiced in 4 sentences.'];

    const page = renderMarkdown(gate(articleOf('A ball was kicked.', { title: 'Cup final' }), draft));

    expect(page).toContain('*Match report: only parties.*');
    expect(page).toContain('## What is being done\n\nNo measure is told in 4 sentences.');
    expect(page).toContain('## What is still open\n\nNo open issue is told in 4 sentences.');
    expect(page).toContain('## What could go wrong\n\nNo risk is voiced in 4 sentences.');
  });

  it('has what the analyzer says of an empty list at that list, and nowhere else', () => {
    const draft = emptyDraft();
    const notes = [
      'No step of a party is told in 1 sentence.',
      'No open matter is told in 1 sentence.',
      'No risk is voiced in 1 sentence.',
    ];
    draft.analysis.notes = notes;

    const page = renderMarkdown(gate(articleOf('A ball was kicked.', { title: 'Cup final' }), draft));

    expect(page).toContain(`## What is being done\n\n${notes[0]}`);
    for (const note of notes) expect(page.split(note)).toHaveLength(2);
  });

  it('claims nothing of lists that were not looked for', () => {
    const draft = emptyDraft();
    draft.analysis.notes = ['The article is in Spanish: names only.'];

    const page = renderMarkdown(gate(articleOf('Uruguay firmó un acuerdo.', { language: 'es' }), draft));

    expect(page).toContain('**Rests on** names alone.');
    expect(page).toContain('## What is being done\n\nNot looked for: only names were read.');
    expect(page).not.toMatch(/is told|is voiced/);
  });

  it('shows five measures, names the rest, and folds the uncertain ones', () => {
    const text = Array.from({ length: 17 }, (_, index) => `Norland opened harbour ${index + 100}.`).join(' ');
    const draft = emptyDraft();
    draft.measures = Array.from({ length: 17 }, (_, index) =>
      measureOf(text, `Norland opened harbour ${index + 100}`, { certainty: index === 0 ? 'low' : 'high' }),
    );

    const page = renderMarkdown(gate(articleOf(text), draft));

    expect(page.match(/^\| \*\*Completed\*\*/gm)).toHaveLength(5);
    expect(page).toContain('**Also:** Norland opened harbour 106 (completed) [6]; ');
    expect(page).toContain('Norland opened harbour 113 (completed) [13]; 3 more.');
    expect(page).toContain('**Less certain:** Norland opened harbour 100 (completed) [14].');
  });

  it('rests on those who are quoted, where no list names them', () => {
    const page = renderMarkdown(
      ferryBrief((brief) => {
        brief.sourcing = { ...brief.sourcing, named: [], bodies: [] };
        brief.unresolvedIssues.forEach((issue) => {
          issue.attribution = { voice: 'unnamed' };
        });
      }),
    );

    expect(page).toContain('**Rests on** Norland, Traders’ Union.');
  });

  it('shows a long brief more sparingly, with its quotes whole below', () => {
    const words = Array.from({ length: 60 }, (_, index) => `harbour${index}`).join(' ');
    const text = Array.from({ length: 8 }, (_, index) => `Norland opened gate ${index + 100} of ${words}.`).join(' ');
    const draft = emptyDraft();
    draft.measures = Array.from({ length: 8 }, (_, index) =>
      measureOf(text, `Norland opened gate ${index + 100} of ${words}`),
    );

    const page = renderMarkdown(gate(articleOf(text, { title: 'Gates' }), draft));

    const [above = '', below = ''] = page.split('\n---\n');
    expect(above.match(/[\p{L}\p{N}]\S*/gu)?.length).toBeLessThanOrEqual(350);
    expect(above).toContain('“Norland opened gate 100 of harbour0 harbour1 ');
    expect(above).toContain('…” | outlet, no source | [1] |');
    expect(below).toContain(`1 ¶1 “Norland opened gate 100 of ${words}”`);
  });

  it('keeps the page above the quotes within 350 words', () => {
    const [above = ''] = renderMarkdown(ferryBrief()).split('\n---\n');

    expect(above.split(/\s+/).length).toBeLessThanOrEqual(350);
  });

  it('cuts a text where nothing is left open or hanging', () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `gate${index}`).join(' ');
    const brieflySaid = ['(a list, ', 'the “first, ', 'said "now; '].map(
      (start) => `${words(11)} ${start}${words(20)}`,
    );
    const text = `${brieflySaid.join('. ')}.`;
    const draft = emptyDraft();
    draft.measures = brieflySaid.map((quote) => measureOf(text, quote, { certainty: 'low' }));

    const page = renderMarkdown(gate(articleOf(text, { title: 'Gates' }), draft));

    expect(page).toContain('gate10 (a…) (completed) [');
    expect(page).toContain('gate10 the… (completed) [');
    expect(page).toContain('gate10 said… (completed) [');
  });

  it('closes a quotation that a cut leaves open', () => {
    const start = 'Norland wants “a wholly new and much more comprehensive, open';
    const text = `${start} agreement with every one of its neighbours” soon.`;
    const draft = emptyDraft();
    draft.measures = [measureOf(text, text.slice(0, -1), { certainty: 'low' })];

    const page = renderMarkdown(gate(articleOf(text, { title: 'Agreement' }), draft));

    expect(page).toContain('Norland wants “a wholly new and much more comprehensive, open agreement with…” (');
  });

  it('ends no sentence with two stops', () => {
    const page = renderMarkdown(
      ferryBrief((brief) => {
        const [party] = brief.parties;
        if (party) brief.parties = [{ ...party, name: 'Dover Harbour Inc.' }];
        brief.sourcing = { ...brief.sourcing, named: ['Jon Berg Jr.'], bodies: [], unnamed: [] };
        const [sentence] = brief.summary;
        if (sentence) brief.summary = [{ ...sentence, text: 'The minister hesitated...' }];
      }),
    );

    expect(page).toContain('**Parties:** Dover Harbour Inc.\n');
    expect(page).toContain('**Rests on** Jon Berg Jr.\n');
    expect(page).toContain('The minister hesitated... [1]\n');
  });

  it('gives the same bytes for the same brief', () => {
    expect(renderMarkdown(ferryBrief())).toBe(renderMarkdown(ferryBrief()));
  });
});

describe('Function: escapeMarkdown', () => {
  it.each([
    ['a | b', 'a \\| b'],
    ['# title', '\\# title'],
    ['1. item', '1\\. item'],
    ['- item', '\\- item'],
    ['[x](http://a.example)', '\\[x\\](http:/\\/a.example)'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['two\n\nlines', 'two lines'],
    ['right\u202eleft', 'right left'],
    ['a 5-year plan', 'a 5-year plan'],
    ['US$10bn, $5 and $x$', 'US$10bn, $5 and \\$x\\$'],
    ['AT&T, R&D, &copy; &#60;', 'AT&T, R&D, &amp;copy; &amp;\\#60;'],
    ['Never! ![x](y)', 'Never! !\\[x\\](y)'],
  ])('writes %j as %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe('Function: dayLabel', () => {
  it.each([
    ['2026-03-04', '4 March 2026'],
    ['2026-12-31T23:30:00+09:00', '31 December 2026'],
    ['2026-03', '2026-03'],
    ['spring', 'spring'],
  ])('reads %s as %s', (date, label) => {
    expect(dayLabel(date)).toBe(label);
  });
});

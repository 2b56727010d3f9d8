import { unzipSync } from 'fflate';
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../bin/precis/brief-docx.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { composePage } from '../../functions/core/render/compose-page.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';
import { withTexts } from '../fixtures/hostile-brief.ts';

function ferryBrief(change: (brief: Brief) => void = () => undefined): Brief {
  const brief = gate(articleOf(FERRY_TEXT), trueDraft());
  change(brief);
  return brief;
}

interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Of the element and what is in it. */
  text: string;
}

/** The elements of an XML document, in the order in which they begin. @throws if it is not well-formed */
function elementsOf(bytes: Uint8Array | undefined): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagNS) => {
    const values = Object.entries(attributes).map(([key, { value }]: [string, SaxesAttributeNS]) => [key, value]);
    const element = { name, attributes: Object.fromEntries(values), text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
  return elements;
}

async function partsOf(brief: Brief): Promise<Record<'document' | 'footnotes' | 'core', Element[]>> {
  const entries = unzipSync(await renderDocx(brief));
  return {
    document: elementsOf(entries['word/document.xml']),
    footnotes: elementsOf(entries['word/footnotes.xml']),
    core: elementsOf(entries['docProps/core.xml']),
  };
}

function named(elements: Element[], name: string): Element[] {
  return elements.filter((element) => element.name === name);
}

describe('Function: renderDocx', () => {
  it('has a footnote for each quote, in the order and with the number of the page', async () => {
    const brief = ferryBrief();
    const { notes } = composePage(brief);

    const { document, footnotes } = await partsOf(brief);

    const numbers = named(document, 'w:footnoteReference').map(({ attributes }) => Number(attributes['w:id']));
    const quotes = named(footnotes, 'w:footnote').filter(({ attributes }) => Number(attributes['w:id']) > 0);
    expect(numbers).toEqual(notes.map(({ number }) => number));
    expect(quotes.map(({ text }) => text.trim())).toEqual(
      notes.map(({ evidence }) => `¶${evidence.paragraph + 1} “${evidence.quote}”`),
    );
  });

  it('refers to the footnote of a quote that is cited again', async () => {
    const brief = ferryBrief((change) => {
      const [first, second] = change.measures;
      if (first && second) second.evidence = first.evidence;
    });

    const { document } = await partsOf(brief);

    const marks = named(document, 'w:bookmarkStart').map(({ attributes }) => attributes['w:name']);
    const fields = named(document, 'w:fldSimple');
    expect(new Set(marks).size).toBe(marks.length);
    expect(fields.length).toBeGreaterThan(0);
    for (const { attributes, text } of fields) {
      const [, mark, number] = /^NOTEREF (quote_(\d+)) /.exec(attributes['w:instr'] ?? '') ?? [];
      expect(marks).toContain(mark);
      expect(text).toBe(number);
    }
  });

  it('says what the page says, under its headings', async () => {
    const { document, core } = await partsOf(
      ferryBrief((brief) => {
        brief.article.rights = '© 2026 The Harbour Post';
        brief.article.url = 'https://www.post.example/a"b';
      }),
    );

    const paragraphs = named(document, 'w:p').map(({ text }) => text);
    expect(paragraphs[0]).toBe('Norland has suspended 12 ferry licences, says its transport ministry');
    expect(paragraphs).toContain('What is being done');
    expect(paragraphs).toContain('Norland suspended twelve ferry licences held by companies from Ostia1');
    expect(paragraphs.at(-1)).toMatch(/^9 of 17 sentences used.* · © 2026 The Harbour Post$/);
    expect(named(document, 'w:fldSimple')[0]).toEqual({
      name: 'w:fldSimple',
      attributes: { 'w:instr': 'HYPERLINK "https://www.post.example/a%22b"' },
      text: 'post.example',
    });
    expect(core.map(({ name, text }) => [name, text]).slice(1)).toEqual([
      ['dc:title', paragraphs[0]],
      ['dc:creator', 'Precis'],
    ]);
  });

  it('is read by the parser of articles with all that it says', async () => {
    const brief = ferryBrief();

    const { articles } = await parseFile(await renderDocx(brief), { name: 'brief.docx' }, DEFAULT_LIMITS);

    expect(articles).toHaveLength(1);
    expect(articles[0]?.title).toBe(brief.headline.text);
    for (const issue of brief.unresolvedIssues) {
      expect(articles[0]?.text.toLowerCase()).toContain(issue.topic.toLowerCase());
    }
    expect(articles[0]?.text).toContain('Norland expelled two Ostian inspectors');
  });

  it('takes whatever an article writes for text', async () => {
    const hostile = '</w:t><w:r/>&amp;<!-- ]]> "\ufffe\ud800 \u0000\u0008\u202e{{x}} y';
    const plain = await partsOf(withTexts((place) => `plain ${place} y`));

    const { document, footnotes } = await partsOf(withTexts((place) => `x${place}x ${hostile}`));

    const shape = (elements: Element[]) => elements.map(({ name }) => name);
    expect(shape(document)).toEqual(shape(plain.document));
    expect(shape(footnotes)).toEqual(shape(plain.footnotes));
    expect(named(document, 'w:p')[0]?.text).toBe('xheadlinex </w:t><w:r/>&amp;<!-- ]]> " {{x}} y');
  });

  it('gives the same bytes for the same brief', async () => {
    expect(Buffer.compare(await renderDocx(ferryBrief()), await renderDocx(ferryBrief()))).toBe(0);
  });
});

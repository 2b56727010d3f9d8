import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { articleLinkOf } from '../../functions/core/render/article-link.ts';
import { renderHtml } from '../../functions/core/render/html.ts';
import { PAGE_POLICY, STYLESHEET_HASH } from '../../functions/core/render/html-stylesheet.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

function ferryBrief(change: (brief: Brief) => void = () => undefined): Brief {
  const brief = gate(articleOf(FERRY_TEXT), trueDraft());
  change(brief);
  return brief;
}

type Document = ReturnType<typeof parseHTML>['document'];

function pageOf(brief: Brief): Document {
  return parseHTML(renderHtml(brief)).document;
}

function texts(document: Document, selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((element) => element.textContent ?? '');
}

describe('Function: renderHtml', () => {
  it('shows the page of the brief under headings', () => {
    const document = pageOf(ferryBrief());

    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(document.title).toBe('Norland has suspended 12 ferry licences, says its transport ministry');
    expect(texts(document, 'h1')).toEqual([document.title]);
    expect(texts(document, 'h2')).toEqual([
      'What is being done',
      'What is still open',
      'What could go wrong',
      'Quotes',
    ]);
    expect(texts(document, 'thead th[scope=col]')).toEqual(['Status', 'Measure', 'According to']);
    expect(texts(document, 'tbody tr:first-child > *')).toEqual([
      'Completed',
      'Norland suspended twelve ferry licences held by companies from Ostia [1]',
      'Norland',
    ]);
    expect(texts(document, '.notes li')[5]).toBe('¶4 “It has hired 40 clerks to read the reports” ↩');
    expect(texts(document, 'footer')[0]).toMatch(
      /^9 of 17 sentences used; every quote verified in the text\. Precis 0/,
    );
  });

  it('keeps the rights of the article with it', () => {
    const document = pageOf(
      ferryBrief((brief) => {
        brief.article.rights = '© 2026 The Harbour Post';
      }),
    );

    expect(texts(document, 'footer')[0]).toMatch(/ · © 2026 The Harbour Post$/);
  });

  it('gives every item that it names an anchor of its id', () => {
    const brief = ferryBrief();
    const document = pageOf(brief);

    const items = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
    expect(items.length).toBeGreaterThan(5);
    for (const { id } of items) expect(document.querySelectorAll(`#${id}`)).toHaveLength(1);
  });

  it('leads from each citation to its quote and back', () => {
    const document = pageOf(ferryBrief());

    const citations = [...document.querySelectorAll('a[role=doc-noteref]')];
    const backlinks = [...document.querySelectorAll('a[role=doc-backlink]')];
    expect(citations.length).toBeGreaterThan(10);
    expect(backlinks).toHaveLength(citations.length);
    for (const citation of citations) {
      const note = document.querySelector(citation.getAttribute('href') ?? '');
      expect(note?.querySelectorAll(`a[href="#${citation.id}"]`)).toHaveLength(1);
    }
    expect(document.querySelectorAll('.notes ol > li')).toHaveLength(
      new Set(citations.map(({ textContent }) => textContent)).size,
    );
  });

  it('names the only stylesheet that its policy lets apply', () => {
    const html = renderHtml(ferryBrief());
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? [];

    expect(createHash('sha256').update(style).digest('base64')).toBe(STYLESHEET_HASH);
    expect(PAGE_POLICY).toContain(`style-src 'sha256-${STYLESHEET_HASH}'`);
    expect(pageOf(ferryBrief()).querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(PAGE_POLICY);
    expect(style).not.toMatch(/url\(|@import|</);
  });

  it('keeps the direction of texts apart and drops marks that override it', () => {
    const document = pageOf(
      ferryBrief((brief) => {
        brief.headline.text = 'שלום \u202eevil\u202c';
        brief.article.source = '\u2067معا\u2069';
      }),
    );

    expect(document.querySelector('h1[dir=auto]')?.textContent).toBe('שלום evil');
    expect(document.querySelector('.masthead strong bdi')?.textContent).toBe('معا');
  });

  it('tells the language of quotations where it is not that of the page', () => {
    const french = pageOf(
      ferryBrief((brief) => {
        brief.article.language = 'fr';
      }),
    );

    expect(french.querySelectorAll('.notes bdi[lang=fr]').length).toBeGreaterThan(5);
    expect(pageOf(ferryBrief()).querySelectorAll('bdi[lang]')).toHaveLength(0);
  });

  it('says that a note is quoted above, where it is', () => {
    const document = pageOf(
      ferryBrief((brief) => {
        brief.measures.forEach((measure) => {
          measure.description = measure.evidence[0]?.quote ?? '';
        });
      }),
    );

    expect(texts(document, '.notes li')[5]).toBe('¶4 quoted above ↩');
  });

  it('has neither a table nor notes where there is nothing to list', () => {
    const draft = {
      ...trueDraft(),
      summary: [],
      measures: [],
      unresolvedIssues: [],
      risks: [],
      upsides: [],
      ahead: [],
    };
    const document = pageOf(
      gate(articleOf(FERRY_TEXT), { ...draft, headline: { text: '', from: 'items', items: [] } }),
    );

    expect(document.querySelectorAll('table, ul, ol, .notes, .summary, p:empty')).toHaveLength(0);
    expect(texts(document, 'section p')).toEqual([
      'No measure is told in 17 sentences.',
      'No open issue is told in 17 sentences.',
      'No risk is voiced in 17 sentences.',
    ]);
  });
});

describe('Function: articleLinkOf', () => {
  it.each([
    ['https://www.post.example/a?b=1#c', { href: 'https://www.post.example/a?b=1#c', host: 'post.example' }],
    ['http://bücher.example/ "x"', { href: 'http://xn--bcher-kva.example/%20%22x%22', host: 'xn--bcher-kva.example' }],
    ['https://bank.example@evil.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['/a', undefined],
    [`https://a.example/${'a'.repeat(2000)}`, undefined],
    [null, undefined],
  ])('reads %j as %j', (url, link) => {
    expect(articleLinkOf(url)).toEqual(link);
  });

  it('reads a host with an umlaut however often it is asked', () => {
    const links = Array.from({ length: 10_000 }, () => articleLinkOf('http://bücher.example/'));
    expect(new Set(links.map((link) => link?.host))).toEqual(new Set(['xn--bcher-kva.example']));
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { articleIdOf } from '../../functions/core/identity.ts';
import { stagedArticleKey } from '../../functions/core/manifest.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { zip } from '../fixtures/formats/make/zip.ts';

async function parse(content: string, name: string): Promise<ParsedArticle> {
  const {
    articles: [article],
  } = await parseFile(new TextEncoder().encode(content), { name }, DEFAULT_LIMITS);
  if (!article) throw new Error('no article');
  return article;
}

const FIRST =
  'The two governments said on Tuesday that they would reopen the border crossing at Karsava, which has been closed since the floods of last autumn.';
const SECOND = 'Officials from both sides are to meet again on 12 May to settle who pays for the bridge.';

describe('Plain text', () => {
  it('takes title, byline and date off the head and keeps the dateline in the text', async () => {
    // Prepare
    const file = `Border crossing to reopen after talks\n\nBy Ana Reyes and Tom Okafor\n4 March 2026\n\nGENEVA, March 3 (Agency) — ${FIRST}\n\n${SECOND}\n`;
    // Act
    const article = await parse(file, 'border.txt');
    // Assess
    expect(article).toEqual({
      part: '',
      format: 'text',
      title: 'Border crossing to reopen after talks',
      source: null,
      url: null,
      authors: ['Ana Reyes', 'Tom Okafor'],
      publishedAt: '2026-03-04',
      modifiedAt: null,
      section: null,
      dateline: { places: ['Geneva'], date: '2026-03-03' },
      language: 'en',
      text: `GENEVA, March 3 (Agency) — ${FIRST}\n\n${SECOND}`,
      words: 47,
      boilerplate: [],
      rights: null,
      notes: [],
    });
  });

  it('reads header lines', async () => {
    const file = `Title: Border crossing to reopen\nSource: The Northport Courier\nDate: March 4, 2026\nURL: https://courier.example/border\nAuthor: Ana Reyes\n\n${FIRST}\n\n${SECOND}`;
    const { title, source, publishedAt, url, authors, text } = await parse(file, 'a.txt');
    expect({ title, source, publishedAt, url, authors, text }).toEqual({
      title: 'Border crossing to reopen',
      source: 'The Northport Courier',
      publishedAt: '2026-03-04',
      url: 'https://courier.example/border',
      authors: ['Ana Reyes'],
      text: `${FIRST}\n\n${SECOND}`,
    });
  });

  it('leaves a header line whose value cannot be told in the text', async () => {
    const { publishedAt, text } = await parse(`Date: some day soon\n\n${FIRST}`, 'a.txt');
    expect(publishedAt).toBeNull();
    expect(text).toBe(`Date: some day soon\n\n${FIRST}`);
  });

  it('joins lines that were wrapped by hand, and keeps list items and paragraphs apart', async () => {
    const file = [
      'The ministers agreed on Monday to keep the cease-',
      'fire in the northern valleys for another month,',
      'and to let observers return to the villages they',
      'left in January.',
      '',
      'They also agreed on three steps for the summer of',
      'the coming year:',
      '- a joint patrol of the river',
      '- an exchange of maps',
    ].join('\n');
    const { text } = await parse(file, 'wrapped.txt');
    expect(text.split('\n\n')).toEqual([
      'The ministers agreed on Monday to keep the cease-fire in the northern valleys for another month, and to let observers return to the villages they left in January.',
      'They also agreed on three steps for the summer of the coming year:',
      '- a joint patrol of the river',
      '- an exchange of maps',
    ]);
  });

  it('makes every long line a paragraph where the text is not wrapped', async () => {
    const { text, title } = await parse(`${FIRST} ${FIRST}\n${SECOND}\n${FIRST}`, 'a.txt');
    expect(title).toBeNull();
    expect(text.split('\n\n')).toEqual([`${FIRST} ${FIRST}`, SECOND, FIRST]);
  });

  it('reports undated, untitled text as such', async () => {
    const article = await parse(`${FIRST} ${SECOND}`, '2026-03-04 border.txt');
    expect(article).toMatchObject({ title: null, publishedAt: null, authors: [], text: `${FIRST} ${SECOND}` });
  });

  it('names the outlet and the rights that a closing line states, and leaves the line where it is', async () => {
    const closing = 'This story has been reported by Northport Courier. All rights reserved.';
    const { source, rights, text } = await parse(`${FIRST}\n\n${closing}`, 'a.txt');
    expect({ source, rights }).toEqual({ source: 'Northport Courier', rights: closing });
    expect(text.endsWith(closing)).toBe(true);
  });

  it('keeps emoji, combining marks and right-to-left text to the code unit', async () => {
    const sentence = 'Le pre\u0301sident a dit « non » 👩🏽‍🚀 — قال المتحدث إن المحادثات انتهت.';
    const { text } = await parse(`${FIRST}\r\n\r\n${sentence}\r\n`, 'a.txt');
    const start = text.indexOf(sentence);
    expect(text.slice(start, start + sentence.length)).toBe(sentence);
    expect(start).toBe(FIRST.length + 2);
  });
});

describe('Markdown', () => {
  it('reads front matter as data and mark-up as plain paragraphs', async () => {
    const file = `---\ntitle: Border crossing to reopen\nsource: The Northport Courier\nauthor:\n  - Ana Reyes\n  - name: Tom Okafor\ndate: 2026-03-04T09:30:00+01:00\nurl: https://courier.example/border\nlang: en-GB\n---\n\n# Border crossing to reopen\n\n${FIRST}\nIt was the **third** [round of talks](https://x.example/talks).\n\n## What is open\n\n> Nobody has *signed* anything.\n\n- the bridge\n- the toll\n\n<script>alert(1)</script>\n\n\`\`\`js\nsteal()\n\`\`\`\n\n| Item | Cost |\n| --- | --- |\n| Bridge | 3 million |\n`;
    const article = await parse(file, 'border.md');
    expect(article).toMatchObject({
      format: 'markdown',
      title: 'Border crossing to reopen',
      source: 'The Northport Courier',
      url: 'https://courier.example/border',
      authors: ['Ana Reyes', 'Tom Okafor'],
      publishedAt: '2026-03-04T09:30:00+01:00',
      language: 'en',
      notes: ['2 blocks of code or raw HTML left out'],
    });
    expect(article.text.split('\n\n')).toEqual([
      `${FIRST} It was the third round of talks.`,
      'What is open',
      'Nobody has signed anything.',
      'the bridge',
      'the toll',
      'Item | Cost',
      'Bridge | 3 million',
    ]);
  });

  it('takes title and byline from the body where there is no front matter', async () => {
    const { title, authors, publishedAt, text } = await parse(
      `# Talks resume\n\n*By Ana Reyes*\n\n4 March 2026\n\n${FIRST}`,
      'a.md',
    );
    expect({ title, authors, publishedAt, text }).toEqual({
      title: 'Talks resume',
      authors: ['Ana Reyes'],
      publishedAt: '2026-03-04',
      text: FIRST,
    });
  });

  it('never runs or expands front matter', async () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n${FIRST}`;
    expect(await parse(bomb, 'a.md')).toMatchObject({
      text: FIRST,
      title: null,
      notes: ['the front matter is not valid YAML and is not read'],
    });
    const script = `---js\n{ title: (globalThis.ran = true, "x") }\n---\n${FIRST}`;
    expect(await parse(script, 'a.md')).toMatchObject({ text: FIRST, notes: ['front matter in "js" is not read'] });
    expect('ran' in globalThis).toBe(false);
  });

  it('is told by its content where the name says nothing', async () => {
    const { format, text } = await parse(
      `# Talks resume\n\n${FIRST}\n\n**Background** is [here](https://x.example/b).`,
      'upload',
    );
    expect(format).toBe('markdown');
    expect(text).toBe(`${FIRST}\n\nBackground is here.`);
  });
});

const LINKED = {
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'Organization', '@id': '#org', name: 'The Northport Courier' },
    { '@type': 'Person', '@id': '#ana', name: 'Ana Reyes' },
    {
      '@type': 'NewsArticle',
      headline: 'Border crossing to reopen &amp; talks go on',
      author: [{ '@id': '#ana' }, { '@type': 'Person', name: 'By Tom Okafor' }],
      publisher: { '@id': '#org' },
      datePublished: '2026-03-04T09:30:00+0100',
      dateModified: '2026-03-05T08:00:00Z',
      isAccessibleForFree: false,
    },
  ],
};

function page(head: string, body: string): string {
  const filler = `<p>${FIRST}</p><p>${SECOND}</p><p>${FIRST} ${SECOND}</p>`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">${head}</head><body><nav><a href="/">Home</a> <a href="/login">Login</a></nav><article>${body}${filler}</article><aside><h2>Related</h2><a href="/x">Another story of 1 January 2020</a></aside><footer>© 2026 The Northport Courier</footer></body></html>`;
}

describe('HTML', () => {
  it('takes metadata from JSON-LD and the main text without the page around it', async () => {
    const file = page(
      `<title>Border crossing to reopen | The Northport Courier</title><link rel="canonical" href="https://courier.example/border"><script type="application/ld+json">${JSON.stringify(LINKED)}</script>`,
      '<h1>Border crossing to reopen &amp; talks go on</h1><p class="byline">By Ana Reyes and Tom Okafor</p>',
    );
    const article = await parse(file, 'border.html');
    expect(article).toEqual({
      part: '',
      format: 'html',
      title: 'Border crossing to reopen & talks go on',
      source: 'The Northport Courier',
      url: 'https://courier.example/border',
      authors: ['Ana Reyes', 'Tom Okafor'],
      publishedAt: '2026-03-04T09:30:00+01:00',
      modifiedAt: '2026-03-05T08:00:00Z',
      section: null,
      dateline: { places: [], date: null },
      language: 'en',
      text: `${FIRST}\n\n${SECOND}\n\n${FIRST} ${SECOND}`,
      words: 86,
      boilerplate: [],
      rights: '© 2026 The Northport Courier',
      notes: ['the page is marked as behind a paywall: its text may be cut'],
    });
  });

  it('takes metadata from meta elements', async () => {
    const head =
      '<meta property="og:title" content="Border crossing to reopen"><meta property="og:site_name" content="Courier"><meta name="author" content="Ana Reyes, Staff Writer"><meta property="article:published_time" content="2026-03-04 09:30">';
    const { title, source, authors, publishedAt } = await parse(page(head, ''), 'a.html');
    expect({ title, source, authors, publishedAt }).toEqual({
      title: 'Border crossing to reopen',
      source: 'Courier',
      authors: ['Ana Reyes'],
      // The page gives no zone with its time, so there is none.
      publishedAt: '2026-03-04',
    });
  });

  it('takes byline and date from what the page shows, never from its list of other stories', async () => {
    const head = '<title>Border crossing to reopen - Courier</title>';
    const shown = await parse(
      page(
        head,
        '<h1>Border crossing to reopen</h1><div>By <a href="/ana">Ana Reyes</a></div><time>4 March 2026</time>',
      ),
      'a.html',
    );
    expect(shown).toMatchObject({ authors: ['Ana Reyes'], publishedAt: '2026-03-04' });
    const undated = await parse(page(head, '<h1>Border crossing to reopen</h1>'), 'a.html');
    expect(undated).toMatchObject({ title: 'Border crossing to reopen', authors: [], publishedAt: null });
  });

  it('does not take a modification for the publication', async () => {
    const head = '<meta property="article:modified_time" content="2026-03-05T08:00:00Z">';
    expect((await parse(page(head, '<p class="updated">Updated 5 March 2026</p>'), 'a.html')).publishedAt).toBeNull();
  });

  it('recognises a page without its frame, whatever its name', async () => {
    const { format, text } = await parse(`<div><p>${FIRST}</p><p>${SECOND}</p></div>`, 'a.txt');
    expect(format).toBe('html');
    expect(text).toBe(`${FIRST}\n\n${SECOND}`);
  });

  it('keeps lines of a paragraph apart, and cells of a row', async () => {
    const body = `<p>First line<br>second line<br><br>New paragraph &lt;b&gt; &amp; more</p><table><tr><th>Item</th><th>Cost</th></tr><tr><td>Bridge</td><td>3&nbsp;million</td></tr></table>`;
    const { text } = await parse(page('', body), 'a.html');
    expect(text.split('\n\n').slice(0, 4)).toEqual([
      'First line\nsecond line',
      'New paragraph <b> & more',
      'Item | Cost',
      'Bridge | 3 million',
    ]);
  });
});

describe('A ZIP archive', () => {
  it('is one although it begins with a PDF that is stored as it is', async () => {
    // Prepare
    const content = readFileSync(new URL('../fixtures/formats/pdf/accord.pdf', import.meta.url));
    const archive = zip([
      { name: 'accord.pdf', content, stored: true },
      { name: 'border.txt', content: `Border crossing to reopen\n\n${FIRST}\n` },
    ]);

    // Act
    const { articles, refused } = await parseFile(archive, { name: 'desk.zip' }, DEFAULT_LIMITS);

    // Assess
    expect(articles.map(({ part, format }) => [part, format])).toEqual([
      ['accord.pdf', 'pdf'],
      ['border.txt', 'text'],
    ]);
    expect(refused).toEqual([]);
  });

  it('leads nowhere by the names of its entries: those that go up are passed over, and none is part of a key', async () => {
    // Prepare
    const names = ['../../../outside.txt', '/etc/cron.d/outside.txt', 'C:\\outside.txt'];
    const archive = zip(names.map((name) => ({ name, content: `${name}\n\n${FIRST}\n` })));

    // Act
    const { articles } = await parseFile(archive, { name: 'desk.zip' }, DEFAULT_LIMITS);

    // Assess
    const keys = articles.map(({ part }) => stagedArticleKey(articleIdOf('inbox', 'in/desk.zip', part), 'HEAD'));
    expect(articles.map(({ part }) => part)).toEqual(names.slice(1));
    for (const key of keys) expect(key).toMatch(/^articles\/[0-9a-f]{32}\/HEAD\.json$/);
  });
});

import { describe, expect, it } from 'vitest';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { IS_LONG_RUN } from '../long-run.ts';

const LEAD = 'The harbour of Northport will close for three weeks while engineers repair its breakwater.';
const ONE =
  'Work on the outer wall begins on Monday, the port authority said, and ferries will be sent to Eastquay until the end of the month.';
const TWO =
  '“We have waited for this since the storm,” said Mara Lindqvist, who runs the fish market, “and we can wait three weeks more.”';
const THREE =
  'The repair costs nine million crowns, of which the region pays half; the rest comes from a fund for coastal towns.';

async function parse(body: string, head = ''): Promise<ParsedArticle> {
  const html = `<!doctype html><html lang="en"><head><title>Harbour to close for repairs | The Courier</title>${head}</head><body>${body}</body></html>`;
  const {
    articles: [article],
  } = await parseFile(Buffer.from(html), { name: 'page.html' }, DEFAULT_LIMITS);
  if (!article) throw new Error('no article');
  return article;
}

const paragraphs = async (body: string, head = '') => (await parse(body, head)).text.split('\n\n');
const article = (inner: string) =>
  `<main><article><h1>Harbour to close for repairs</h1><div class="story-body"><p>${ONE}</p><p>${TWO}</p>${inner}<p>${THREE}</p></div></article></main>`;

describe('the main text of a page', () => {
  it.each([
    [
      'a consent banner',
      '<div class="cookie-banner"><p>We and our 412 partners store data on your device, and use it to measure what you read.</p></div>',
    ],
    [
      'a box of other articles',
      '<div class="related-articles"><h3>More on harbours</h3><p>Eastquay has a new ferry, which sails to the islands twice a day in summer.</p></div>',
    ],
    [
      'a list of links without a name',
      '<div><ul><li><a href="/a">Ferry to the islands delayed</a></li><li><a href="/b">Fish prices rise again</a></li></ul></div>',
    ],
    [
      'a newsletter box',
      '<section class="newsletter-signup"><p>Every morning the five stories that matter, in your mailbox before breakfast.</p></section>',
    ],
    ['a row of share links', '<div class="share-buttons"><a href="#">Mail</a> <a href="#">Print</a></div>'],
    [
      'a picture and its caption',
      '<figure><img src="a.jpg"><figcaption>The breakwater after the storm of last winter, seen from the lighthouse.</figcaption></figure>',
    ],
    [
      'a caption in a frame of a picture',
      '<div class="image-box"><img src="a.jpg"><p>The breakwater after the storm, seen from the lighthouse.</p></div>',
    ],
    [
      'the box of the author',
      '<div class="author-bio"><p>Tom Okafor has covered the coast for the Courier since 2011 and lives in Eastquay.</p></div>',
    ],
    ['tags', '<ul class="post-tags"><li>harbour</li><li>storm</li></ul>'],
    [
      'what the page hides',
      '<div hidden><p>This paragraph is for machines, and it is long enough to count as prose if anyone saw it.</p></div>',
    ],
    [
      'what a class hides',
      '<div class="hidden"><p>This paragraph is for machines, and it is long enough to count as prose if anyone saw it.</p></div>',
    ],
    ['a link to another article', '<p><strong>Read more: <a href="/a">Ferry to the islands delayed</a></strong></p>'],
    ['the same in German', '<p>Lesen Sie auch: <a href="/a">Fähre zu den Inseln verspätet sich</a></p>'],
    ['the same in Spanish', '<p><b>Lea también: Se retrasa el ferry a las islas</b></p>'],
    ['the same in French', '<p><a href="/a">À lire aussi : le ferry des îles est en retard</a></p>'],
    ['the same in Polish', '<p><em><a href="/a">Czytaj też: Prom na wyspy opóźniony</a></em></p>'],
    ['a prompt', '<p>Sign up for our newsletter <a href="/n">here</a>.</p>'],
    ['a credit', '<p>Photo: Ana Reyes/Getty Images</p>'],
    ['an advertisement', '<p>Advertisement</p>'],
  ])('leaves out %s', async (_, inner) => {
    expect(await paragraphs(article(inner))).toEqual([ONE, TWO, THREE]);
  }); // prettier-ignore

  it('leaves out what stands around the article', async () => {
    const page = `<header><nav><a href="/">Home</a></nav></header><nav class="breadcrumb"><a href="/">Home</a> › Harbour</nav>${article('')}<aside class="sidebar"><h2>Most read</h2><p>Eastquay has a new ferry, which sails to the islands twice a day in summer, and in winter once.</p></aside><section id="comments"><p>High time! My boat has been lying in Eastquay since the storm, and nobody told us anything.</p></section><footer><p>© 2026 The Courier. All rights reserved. No part of this page may be reproduced without our permission.</p></footer>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('leaves out what follows the text: a section of links, the author, rights', async () => {
    const end = `<p>${THREE}</p><h3>Related stories</h3><p><a href="/a">Ferry to the islands delayed</a></p><p><a href="/b">Fish prices rise again</a></p><p><em>Tom Okafor is a reporter for the Courier.</em></p><p>© 2026 The Courier</p>`;
    const { text, rights } = await parse(`<div class="post"><h1>Harbour</h1><p>${ONE}</p><p>${TWO}</p>${end}</div>`);
    expect(text.split('\n\n').slice(-3)).toEqual([ONE, TWO, THREE]);
    expect(rights).toBe('© 2026 The Courier');
  });

  it('keeps headings, lists, quotations and rows apart', async () => {
    const inner =
      '<h2>What closes</h2><ul><li>the ferry pier</li><li>the fish market</li></ul><blockquote><p>Nobody may enter the wall.</p></blockquote><table><tr><th>Week</th><th>Work</th></tr><tr><td><p>1</p></td><td><p>outer wall</p></td></tr></table>';
    expect(await paragraphs(article(inner))).toEqual([
      ONE,
      TWO,
      'What closes',
      'the ferry pier',
      'the fish market',
      'Nobody may enter the wall.',
      'Week | Work',
      '1 | outer wall',
      THREE,
    ]);
  });

  it('takes the lead that stands apart under the heading', async () => {
    const page = `<header class="article-head"><h1>Harbour to close for repairs</h1><p class="standfirst">${LEAD}</p><p>By Tom Okafor</p></header><div class="wrap"><div class="story"><p>${ONE}</p><p>${TWO}</p><p>${THREE}</p></div></div>`;
    expect(await paragraphs(page)).toEqual([LEAD, ONE, TWO, THREE]);
  });

  it('takes all the sections that an article is cut into', async () => {
    const section = (text: string) => `<div class="row"><div class="col"><p>${text}</p></div></div>`;
    const page = `<div class="layout">${[ONE, TWO, THREE].map(section).join('<div class="ad-slot">Advertisement</div>')}</div>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('is not misled by a name that frames the whole page', async () => {
    const page = `<div class="with-newsletter sidebar-layout related"><div class="content">${article('')}</div></div>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('keeps the posts of a discussion, where the page is one', async () => {
    const post = (text: string) => `<li class="comment"><div class="comment-body"><p>${text}</p></div></li>`;
    expect(await paragraphs(`<ol class="comments">${[ONE, TWO, THREE].map(post).join('')}</ol>`)).toEqual([
      ONE,
      TWO,
      THREE,
    ]);
  });

  it('does not take a sentence for a prompt because of how it opens', async () => {
    const sentences = [
      'Follow the coast for two days and you come to Eastquay, where the road ends and the ferries begin.',
      'Related costs, among them those of the ferries, are paid by the region until the harbour is open again.',
      'Subscribers to the plan, as the mayor calls them, number eleven of the fifteen members of the council.',
    ];
    const inner = sentences.map((sentence) => `<p>${sentence}</p>`).join('');
    expect(await paragraphs(article(inner))).toEqual([ONE, TWO, ...sentences, THREE]);
  });

  it('gives a paragraph once that the page sets twice', async () => {
    expect(await paragraphs(article(`<p>${ONE}</p>`))).toEqual([ONE, TWO, THREE]);
  });

  it('takes the text of the JSON-LD where the page shows little of it', async () => {
    const body = [
      ONE,
      TWO,
      THREE,
      ...Array.from({ length: 8 }, (_, day) => `On day ${day + 1} the work goes on. ${THREE}`),
    ];
    const linked = `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody: body.join('\n\n') })}</script>`;
    expect(await paragraphs(`<article><p>${ONE}</p></article>`, linked)).toEqual(body);
  });

  it('leaves out what a press release says of its sender', async () => {
    const page = `<article><h1>Harbour to close</h1><p>${ONE}</p><p>${TWO}</p><p>${THREE}</p><p><strong>About Northport Harbour</strong></p><p>Northport Harbour runs four piers and is owned by the region; it has two hundred people.</p></article>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('reads what a script would move into its place', async () => {
    const page = `<main><template id="B:0"></template></main><div hidden id="S:0"><article><p>${ONE}</p><p>${TWO}</p><p>${THREE}</p></article></div>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('takes of several articles the one that the title names', async () => {
    const other = `<article><h1>Ferry delayed</h1>${`<p>The ferry to the islands is late again, and nobody on the pier was told why it is so.</p><p>${LEAD}</p>`.repeat(4)}</article>`;
    const page = `<div class="stream"><article><h1>Harbour to close for repairs</h1><p>${ONE}</p><p>${TWO}</p><p>${THREE}</p></article>${other}</div>`;
    expect(await paragraphs(page)).toEqual([ONE, TWO, THREE]);
  });

  it('is not misled by what scripts and comments hold', async () => {
    const code = `<script>document.write("<p>${LEAD}</p><script>" + '<\\/script>');${'x();'.repeat(100)}</script><!-- <script> --><style>${'p { color: red }'.repeat(30)}</style>`;
    expect(await paragraphs(`${code}${article(code)}`)).toEqual([ONE, TWO, THREE]);
  });

  it('says that a page is a live blog', async () => {
    const linked = '<script type="application/ld+json">{"@type": ["LiveBlogPosting"], "headline": "Harbour"}</script>';
    const { notes } = await parse(article(''), linked);
    expect(notes).toEqual(['this is a live blog: its entries are of different times']);
  });

  it('says that a page shows no more than the start of an article', async () => {
    const page = `<article><h1>Harbour to close for repairs</h1><p>${ONE}</p><p>${TWO}</p><div class="offer"><p>Subscribe to continue reading.</p></div></article>`;
    const { notes, text } = await parse(page);
    expect(notes).toEqual(['the page shows only the start of the article: it is behind a paywall']);
    expect(text).toBe(`${ONE}\n\n${TWO}`);
    expect((await parse(article(''))).notes).toEqual([]);
  });
});

describe('pages that are made to take long', () => {
  it.each([
    ['cells', `<table><tr>${'<td></td>'.repeat(90_000)}<td>x</td></tr></table>`],
    [
      'names',
      Array.from({ length: IS_LONG_RUN ? 20_000 : 5_000 }, (_, at) => `<p class="${'_a'.repeat(120)}${at}">x</p>`).join(
        '',
      ),
    ],
    ['pictures', `${'<div class="image"><img>'.repeat(90)}${'<b></b>'.repeat(5_000)}x`],
    ['headings', Array.from({ length: 20_000 }, () => '<h1>Harbour to close</h1><p>A word.</p>').join('')],
    ['siblings', `<p>${ONE}</p>`.repeat(20_000)],
    ['breaks', `a<br>`.repeat(90_000)],
  ])(
    'are read or refused before the test times out: %s',
    async (_, body) => {
      // What grows with the square of these lengths takes minutes.
      const outcome = await parse(`${body}<p>${ONE}</p>`).then(
        () => 'read',
        (error: unknown) => (error instanceof RejectedError ? 'refused' : error),
      );
      expect(['read', 'refused']).toContain(outcome);
    },
    IS_LONG_RUN ? 240_000 : 60_000,
  );
});

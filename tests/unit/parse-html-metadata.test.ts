import { describe, expect, it } from 'vitest';
import { readLinkedData } from '../../functions/parse/html/json-ld.ts';
import { readMetadata } from '../../functions/parse/html/metadata.ts';
import { survey } from '../../functions/parse/html/survey.ts';
import { parseTree } from '../../functions/parse/html/tree.ts';

const TITLE = 'Ferry service to the outer islands resumes after storm';
const BODY =
  `<p>${'The first boat left the harbour of Eastbourne shortly after dawn with forty passengers on board. '.repeat(4)}</p>`.repeat(
    12,
  );

interface Page {
  lang?: string;
  title?: string;
  head?: string;
  /** Before the heading, in place of it, and behind it. */
  above?: string;
  heading?: string;
  below?: string;
  foot?: string;
}

const metadata = ({ lang = 'en', title = `${TITLE} | The Harbour Post`, head, above, heading, below, foot }: Page) => {
  const page = survey(
    parseTree(
      `<!doctype html><html lang="${lang}"><head><title>${title}</title>${head ?? ''}</head><body>${above ?? ''}${
        heading ?? `<h1>${TITLE}</h1>`
      }${below ?? ''}${BODY}${foot ?? ''}</body></html>`,
    ),
  );
  return readMetadata(page, readLinkedData(page.scripts, page.title));
};
const ld = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`;

describe('Publication', () => {
  it.each([
    [
      'the offset in which a time element states the same moment',
      meta('article:published_time', '2026-03-05T02:25:54Z'),
      '<time class="entry-date" datetime="2026-03-04T21:25:54-05:00">March 4, 2026</time>',
      '2026-03-04T21:25:54-05:00',
    ],
    [
      'the offset that the wall clock beside the title implies',
      meta('article:published_time', '2026-03-05T02:25:54Z'),
      '<time datetime="2026-03-04 20:25:54">March 4, 2026 at 8:25 p.m.</time>',
      '2026-03-04T20:25:54-06:00',
    ],
    [
      'the day that the page shows, where the zone is unknown and its data state the day after',
      meta('article:published_time', '2026-03-05T02:25:54Z'),
      '<p class="date">March 4, 2026</p>',
      '2026-03-04',
    ],
    [
      'an earlier day shown beside the title: the data tell when the site was built',
      ld({ '@type': 'Article', headline: TITLE, datePublished: '2026-05-20T10:00:00Z' }),
      '<div class="post-date">4 March 2026</div>',
      '2026-03-04',
    ],
    [
      'the data, where a later day is shown that is one of modification',
      ld({
        '@type': 'Article',
        headline: TITLE,
        datePublished: '2026-03-04T09:41:00Z',
        dateModified: '2026-04-01T08:00:00Z',
      }),
      '<div class="post-date">1 April 2026</div>',
      '2026-03-04T09:41:00Z',
    ],
    [
      'the data, where the standfirst is about another day',
      meta('article:published_time', '2026-03-04T09:41:00+01:00'),
      '<p class="kicker">Victims of the floods of 3 October 2021 remembered</p><p>The floods of 3 October 2021 are back in court</p>',
      '2026-03-04T09:41:00+01:00',
    ],
    [
      'a later day shown, where the data tell when a file was made',
      meta('dcterms.date', '2026-02-20T09:43:00+01:00'),
      '<span class="date">4 March 2026</span>',
      '2026-03-04',
    ],
    [
      'the moment of a day, where another witness states it',
      `${meta('article:published_time', '2026-03-04T09:41:00+01:00')}${ld({ '@type': 'NewsArticle', headline: TITLE, datePublished: '2026-03-04' })}`,
      '',
      '2026-03-04T09:41:00+01:00',
    ],
  ])('is %s', (_name, head, below, published) => {
    expect(metadata({ head, below }).publishedAt).toBe(published);
  });

  it.each([
    ['de', '<p>Pressemitteilung vom 4. März 2026 | Bremen – Der Senat hat die Mittel freigegeben.</p>', '2026-03-04'],
    ['de', '<p>04.03.2026 „Der Hafen ist wieder offen“, sagte die Sprecherin am Dienstag in Bremen.</p>', '2026-03-04'],
    ['de', '<p>Erstellt: 04.03.2026 Aktualisiert: 09.03.2026</p>', '2026-03-04'],
    ['fr', '<p>Mis à jour le 9 mars 2026, publié le 4 mars 2026</p>', '2026-03-04'],
    ['pl', '<p>Opublikowano: 4 marca 2026</p>', '2026-03-04'],
    ['es', '<p>Publicado el 4 de marzo de 2026</p>', '2026-03-04'],
    ['it', '<p>4 marzo 2026, di Carla Neri</p>', '2026-03-04'],
    ['nl', '<p>4 maart 2026</p>', '2026-03-04'],
    ['de', '<p>Stand: 4. März 2026</p>', null],
    ['en', '<p>Last updated:</p><p>March 4, 2026</p>', null],
    ['es', '<p>Última actualización: 4 de marzo de 2026</p>', null],
  ])('is read from a line of %s: %s', (lang, below, published) => {
    expect(metadata({ lang, below }).publishedAt).toBe(published);
  });

  it('of 03/04/2026 follows the other dates of the page, and nothing else in bare English', () => {
    const below = '<p class="date">03/04/2026</p>';
    expect(metadata({ below }).publishedAt).toBeNull();
    expect(metadata({ below, foot: '<p>Last season: 10/25/2025</p>' }).publishedAt).toBe('2026-03-04');
    expect(metadata({ below, foot: '<p>Last season: 25/10/2025</p>' }).publishedAt).toBe('2026-04-03');
    // German writes dots: slashes are a machine's, and it does not tell which.
    expect(metadata({ lang: 'de', head: '<meta name="date" content="03/04/2026 12:43:42">' }).publishedAt).toBeNull();
  });

  it('is not the day that the title is about', () => {
    const heading = '<h1>Results of 5 November 2024</h1>';
    expect(metadata({ title: 'Results of 5 November 2024 | Post', heading }).publishedAt).toBeNull();
  });

  it('is unknown on a page of several days, and on a front page', () => {
    const review = (day: number) => `<div class="review"><time>${day} March 2026</time><p>Quick and clean.</p></div>`;
    expect(metadata({ foot: [2, 3, 4].map(review).join('') }).publishedAt).toBeNull();
    const head = '<link rel="canonical" href="https://post.example/">';
    const front = metadata({ head, below: '<p class="byline">By Ana Reyes</p><p class="date">4 March 2026</p>' });
    expect([front.publishedAt, front.authors]).toEqual([null, []]);
  });

  it('does not come from another article, but may stand in a frame that holds the title', () => {
    const date = '<p class="date">4 March 2026</p>';
    expect(metadata({ foot: `<div class="related">${date}</div>` }).publishedAt).toBeNull();
    const heading = `<div class="layout latest"><h1>${TITLE}</h1><p>${'x '.repeat(300)}</p>${date}</div>`;
    expect(metadata({ heading }).publishedAt).toBe('2026-03-04');
  });
});

describe('Modification', () => {
  it('is read from data, meta and what is shown, and is null where it says nothing new', () => {
    const published = meta('article:published_time', '2026-03-04T09:41:00Z');
    const modified = (content: string) =>
      metadata({ head: published + meta('article:modified_time', content) }).modifiedAt;
    expect(modified('2026-03-05T08:00:00Z')).toBe('2026-03-05T08:00:00Z');
    expect(modified('2026-03-04T10:41:00+01:00')).toBeNull();
    expect(modified('2026-03-04')).toBeNull();
    expect(metadata({ below: '<p class="date">4 March 2026</p><p>Updated 6 March 2026</p>' })).toMatchObject({
      publishedAt: '2026-03-04',
      modifiedAt: '2026-03-06',
    });
    expect(metadata({ below: '<p>Updated 6 March 2026</p>' })).toMatchObject({
      publishedAt: null,
      modifiedAt: '2026-03-06',
    });
  });
});

describe('Authors', () => {
  it.each([
    ['<p>Ein Artikel von <strong>Jana Kühn</strong> | 27.01.2026 - 12:45</p>', ['Jana Kühn']],
    ['<span class="author">Erstellt von Jana Kühn</span>', ['Jana Kühn']],
    [
      '<div class="byline">Von <a href="/jk">Jana Kühn</a> und <a href="/tm">Timo Marx</a>, Bremen</div>',
      ['Jana Kühn', 'Timo Marx'],
    ],
    ['<div class="author">Von <strong><a href="/jk">Jana Kühn</a></strong> Fr, 18. Oktober 2026</div>', ['Jana Kühn']],
    ['<div class="author"><b>Jana Kühn</b> <a href="/alle">Alle Artikel</a></div>', ['Jana Kühn']],
    ['<p class="author">Interview: Jana Kühn</p>', ['Jana Kühn']],
    ['<p>27.01.2026 - Jana Kühn</p>', ['Jana Kühn']],
    ['<p>Posted by Konstantin @ 12:00 am</p>', ['Konstantin']],
    ['<p>06.11.2026 13:30 von Olga</p>', ['Olga']],
    ['<p>Geschrieben von <a href="/u/5">Möwe77</a></p>', ['Möwe77']],
    ['<a rel="author" href="/a">harbourwatch</a>', ['harbourwatch']],
    ['<p>Par Élodie Martin</p>', ['Élodie Martin']],
    ['<p class="byline">Community Editor</p>', []],
    ['<p class="author">Alle Beiträge</p>', []],
    ['<p class="author">admin</p>', []],
    ['<p>By the time the boats arrived, nobody was waiting.</p>', []],
  ])('are read from %s', (below, authors) => {
    expect(metadata({ below }).authors).toEqual(authors);
  });

  it('are persons before bodies, and the outlet only where an article names no one else', () => {
    const outlet = meta('og:site_name', 'The Harbour Post');
    const article = (author: unknown) => outlet + ld({ '@type': 'NewsArticle', headline: TITLE, author });
    const house = { '@type': 'Organization', name: 'The Harbour Post' };
    expect(metadata({ head: article(house), below: '<p>By Ana Reyes</p>' }).authors).toEqual(['Ana Reyes']);
    expect(metadata({ head: article(house) }).authors).toEqual(['The Harbour Post']);
    expect(metadata({ head: `${outlet}<meta name="author" content="The Harbour Post">` }).authors).toEqual([]);
    expect(metadata({ head: article([house, { '@type': 'Person', name: 'Ana Reyes' }]) }).authors).toEqual([
      'Ana Reyes',
    ]);
  });

  it('have the full name that the page shows for the first name that its data give', () => {
    const head = ld({ '@type': 'BlogPosting', headline: TITLE, author: { '@type': 'Person', name: 'Nils' } });
    expect(metadata({ head, below: '<p>Eine Kolumne von Nils Brandt</p>' }).authors).toEqual(['Nils Brandt']);
    expect(metadata({ head, below: '<p class="author">Kommentar melden</p>' }).authors).toEqual(['Nils']);
  });

  it('are not those of posts, of a list of articles or of references', () => {
    const post = (name: string) => `<section><p class="post-author">By ${name}</p>${BODY.slice(0, 1_200)}</section>`;
    expect(metadata({ foot: ['Ana Reyes', 'Tom Okafor', 'Li Wei'].map(post).join('') }).authors).toEqual([]);
    const heading = `<article itemscope itemtype="https://schema.org/ScholarlyArticle"><h1 itemprop="headline">${TITLE}</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Marta Adler</span></span>
      <ol><li itemprop="citation" itemscope itemtype="https://schema.org/ScholarlyArticle"><meta itemprop="author" content="B. Cited">
      <meta itemprop="datePublished" content="1999-01-01"></li></ol><meta itemprop="datePublished" content="2026-03-04"></article>`;
    expect(metadata({ heading })).toMatchObject({ authors: ['Marta Adler'], publishedAt: '2026-03-04' });
  });
});

describe('Title', () => {
  it.each([
    [
      'not the sign of the site, though the title element has it',
      {
        title: `${TITLE} – Harbour Notes of a Sailor`,
        above: '<h1><a href="/">Harbour Notes of a Sailor</a></h1>',
        heading: `<h2>${TITLE}</h2>`,
      },
      TITLE,
    ],
    [
      'without the kicker in its heading',
      { head: meta('og:title', TITLE), heading: `<h1><small>Eastbourne</small><br>${TITLE}</h1>` },
      TITLE,
    ],
    [
      'with what stands before a colon',
      { title: `Libre cours : ${TITLE}`, heading: `<h1>Libre cours : ${TITLE}</h1>` },
      `Libre cours : ${TITLE}`,
    ],
    [
      'without the date before it',
      { title: `04.03.2026 - ${TITLE}`, heading: `<h1>04.03.2026 - ${TITLE}</h1>` },
      TITLE,
    ],
    [
      'the only heading, where it is of what the data say',
      {
        head: meta('og:title', 'Storm over: ferries sail to islands'),
        title: 'Storm over',
        heading: '<h1>Islands reached again: the ferries sail</h1>',
      },
      'Islands reached again: the ferries sail',
    ],
    [
      'not a heading of something else',
      { head: meta('og:title', TITLE), heading: '<h1>We use cookies here</h1>' },
      TITLE,
    ],
    [
      'the heading that the data name, not that of the section',
      { head: meta('og:title', TITLE), title: 'News - Post', heading: `<h1>News</h1><h1>${TITLE}</h1>` },
      TITLE,
    ],
    ['without the outlet', { title: `${TITLE} | The Harbour Post`, heading: '<p></p>' }, TITLE],
    [
      'whole, where its last part is short and the outlet is another',
      {
        head: meta('og:title', 'Office work at sea – part three'),
        title: 'Office work at sea – part three | Harbour',
        heading: '<h2>Office work at sea – part three</h2>',
      },
      'Office work at sea – part three',
    ],
  ])('is %s', (_name, page, title) => {
    expect(metadata(page).title).toBe(title);
  });
});

describe('Section, outlet and address', () => {
  it('are short names', () => {
    const section = (name: string) => metadata({ head: meta('article:section', name) }).section;
    expect(section('Business')).toBe('Business');
    expect(section('Cake Recipes,Desserts')).toBe('Cake Recipes');
    expect(section('Home > News > Local')).toBeNull();
    expect(section('Uncategorized')).toBeNull();
    const head = ld({ '@type': 'NewsArticle', headline: TITLE, articleSection: ['World', 'Europe'] });
    expect(metadata({ head }).section).toBe('World');
  });

  it('take the publisher for a motto or an address', () => {
    const outlet = (site: string, publisher: string) =>
      metadata({ head: meta('og:site_name', site) + ld({ '@type': 'Article', publisher: { name: publisher } }) })
        .source;
    expect(outlet('The Harbour Post | All the news of the coast', 'The Harbour Post')).toBe('The Harbour Post');
    expect(outlet('www.harbourpost.example', 'The Harbour Post')).toBe('The Harbour Post');
    expect(outlet('Harbour Post -', 'Coast Media GmbH')).toBe('Harbour Post');
  });

  it('leave a canonical address that is the front page for the page that Open Graph names', () => {
    const head = `<link rel="canonical" href="https://post.example/">${meta('og:url', 'https://post.example/ferry')}${meta('og:type', 'article')}`;
    expect(metadata({ head }).url).toBe('https://post.example/ferry');
  });
});

describe('Linked data', () => {
  it('tell the page’s own article, a live blog, a paywall and the body', () => {
    const own = {
      '@type': 'LiveBlogPosting',
      headline: TITLE,
      datePublished: '2026-03-04',
      isAccessibleForFree: 'False',
      articleBody: 'First line.\nSecond line.',
    };
    const other = { '@type': 'NewsArticle', headline: 'Another one altogether', datePublished: '2026-03-01' };
    const linked = readLinkedData([JSON.stringify([other, own])], `${TITLE} | Post`);
    expect(linked).toMatchObject({
      headline: TITLE,
      liveBlog: true,
      paywalled: true,
      body: 'First line.\nSecond line.',
    });
    expect(readLinkedData([JSON.stringify(other)]).body).toBeNull();
  });

  it('are passed over where they are hostile', () => {
    const deep = '['.repeat(500_000);
    const nested = `{"@type":"Article","headline":${'['.repeat(20_000)}"x"${']'.repeat(20_000)},"isAccessibleForFree":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(readLinkedData([deep, nested]).headline).toBeNull();
    const long = JSON.stringify({ '@type': 'Article', articleBody: 'a'.repeat(1_500_000) });
    expect(readLinkedData([long]).body?.length ?? 0).toBeLessThanOrEqual(1_000_000);
  });
});

describe('A hostile page', () => {
  it.each([
    ['bylines', '<p class="author byline date">By Ana Reyes and 4 March 2026</p>', 4_000],
    ['nested frames', '<div class="sidebar author">', 400],
    ['headings', `<h1>${TITLE} and more of it</h1>`, 4_000],
    ['items', '<div itemscope itemtype="https://schema.org/Article"><meta itemprop="author" content="A B">', 400],
    ['separators', '<h1>a | b | c - d - e : f / g » h</h1>', 2_000],
    ['date-like lines', '<p>1.1.1.1.1 2/2/2/2 3 March 4 March von von von updated published updated</p>', 4_000],
  ])('of many %s takes no time', (_name, piece, times) => {
    const start = performance.now();
    metadata({ title: `${TITLE} - `.repeat(40), heading: piece.repeat(times) });
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

import type { RejectionCode } from '../../functions/core/errors.ts';
import type { Draws } from './draws.ts';
import type { Story } from './stories.ts';

/** What one article of a file must become. */
export interface ExpectedArticle {
  /** Its name within the file: '' where the file is one article. */
  readonly part: string;
  readonly story: Story;
}

/** What one version of a file must become, as its format promises. */
export type Outcome =
  | {
      readonly kind: 'articles';
      readonly articles: readonly ExpectedArticle[];
      readonly refused: readonly { readonly part: string; readonly code: RejectionCode }[];
    }
  | { readonly kind: 'rejected'; readonly code: RejectionCode };

/** The bytes of one version of a file, and what they must become. */
export interface ArticleFile {
  readonly bytes: Uint8Array;
  readonly outcome: Outcome;
}

export type SingleFormat = 'txt' | 'md' | 'html';

function textOf({ title, source, day, paragraphs }: Story): string {
  const dated = day === null ? [] : [`Date: ${day}`];
  return [`Title: ${title}`, `Source: ${source}`, ...dated].join('\n').concat('\n\n', paragraphs.join('\n\n'), '\n');
}

function markdownOf({ title, source, day, paragraphs }: Story): string {
  const front = [`title: ${JSON.stringify(title)}`, `source: ${JSON.stringify(source)}`];
  const dated = day === null ? front : [...front, `date: ${day}`];
  return `---\n${dated.join('\n')}\n---\n\n${paragraphs.join('\n\n')}\n`;
}

function htmlOf({ title, source, day, paragraphs }: Story): string {
  const dated = day === null ? '' : `<meta property="article:published_time" content="${day}">`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta property="og:site_name" content="${source}">${dated}</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>${title}</h1>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</article><footer>Contact</footer></body></html>
`;
}

const WRITERS: Readonly<Record<SingleFormat, (story: Story) => string>> = {
  txt: textOf,
  md: markdownOf,
  html: htmlOf,
};

/** A file that is one article. */
export function singleFile(story: Story, format: SingleFormat): ArticleFile {
  const outcome: Outcome = { kind: 'articles', articles: [{ part: '', story }], refused: [] };
  return { bytes: Buffer.from(WRITERS[format](story)), outcome };
}

/**
 * A file of several articles, an object a line.
 * @param broken whether a line between them is cut.
 */
export function bundleFile(entries: readonly { id: string; story: Story }[], broken: boolean): ArticleFile {
  const lines = entries.map(({ id, story: { title, source, day, paragraphs } }) =>
    JSON.stringify({ id, title, source, ...(day === null ? {} : { date: day }), text: paragraphs.join('\n\n') }),
  );
  if (broken) lines.splice(1, 0, '{"id":"cut","title":"A line that was cut in the mid');
  return {
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    outcome: {
      kind: 'articles',
      articles: entries.map(({ id, story }) => ({ part: id, story })),
      // A line that cannot be read has no id, so that it goes by its number.
      refused: broken ? [{ part: '2', code: 'malformed' }] : [],
    },
  };
}

const BAD_FILES: readonly [bytes: () => Uint8Array, code: RejectionCode][] = [
  [() => Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex'), 'unsupported-format'],
  [() => Buffer.alloc(0), 'empty'],
  [() => Buffer.from('   \n\n\t\n'), 'empty'],
  [() => Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 7, 0, 0, 31]), 'not-text'],
  [() => Buffer.from('{"settings":{"colour":"red","size":3}}'), 'unsupported-format'],
  [() => Buffer.from('504b0304140000000800', 'hex'), 'malformed'],
];

/** A file that can never become an article. */
export function badFile(draws: Draws): ArticleFile {
  const [bytes, code] = BAD_FILES[draws.whole(0, BAD_FILES.length - 1)] ?? [() => Buffer.alloc(0), 'empty'];
  return { bytes: bytes(), outcome: { kind: 'rejected', code } };
}

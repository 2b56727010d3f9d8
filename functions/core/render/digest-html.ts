import { createHash } from 'node:crypto';
import type { Digest } from '../ledger/digest.ts';
import {
  composeDigest,
  type DigestBlock,
  type DigestEntry,
  type DigestInline,
  type DigestLine,
  type DigestSection,
} from './digest-page.ts';
import { escapeHtml } from './escape-html.ts';

/** Light, dark and printed, in what readers of e-mail know of CSS: no variables. It loads nothing. */
const STYLESHEET = `
:root { color-scheme: light dark; }
body {
  margin: 0 auto; padding: 24px 20px 40px; max-width: 720px; overflow-wrap: anywhere; background: #fff; color: #1b1d20;
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
}
h1, h2, h3 { line-height: 1.25; font-family: Charter, 'Sitka Text', Cambria, 'Noto Serif', 'Liberation Serif', serif; }
h1 { margin: 0 0 6px; font-size: 26px; }
h2 { margin: 28px 0 8px; padding-bottom: 3px; border-bottom: 1px solid #d5d9de; font-size: 19px; }
h3 { margin: 18px 0 2px; font-size: 16px; }
p { margin: 6px 0; }
ul { margin: 6px 0; padding: 0 0 0 20px; }
li { margin: 6px 0; }
ul ul { padding-left: 16px; list-style: none; color: #595f66; font-size: 14px; }
ul ul li { margin: 2px 0; }
strong { color: #0b4f8a; }
a { color: #0b4f8a; text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid #0b4f8a; outline-offset: 2px; }
.faint { color: #595f66; font-size: 14px; }
.footer { margin-top: 28px; padding-top: 8px; border-top: 1px solid #d5d9de; color: #595f66; font-size: 13px; font-style: italic; }
@media (prefers-color-scheme: dark) {
  body { background: #15171a; color: #e6e8ea; }
  h2, .footer { border-color: #3a4047; }
  strong, a { color: #8fc1f2; }
  .faint, .footer, ul ul { color: #a3abb3; }
}
@page { margin: 15mm 16mm; }
@media print {
  body { max-width: none; padding: 0; background: #fff; color: #000; font-size: 9.5pt; line-height: 1.35; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11.5pt; break-after: avoid; }
  h3 { font-size: 10pt; break-after: avoid; }
  ul ul, .faint, .footer { color: #444; font-size: 8pt; }
  li { break-inside: avoid; }
  strong { color: #000; }
  a { color: inherit; text-decoration: none; }
}
`;

/** What a browser may load for the page: its own stylesheet and nothing else. */
export const DIGEST_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLESHEET).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Writes the parts of one page; `base` is the address of the reader, without a slash at its end. */
class Writer {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  line(line: DigestLine): string {
    return line.map((inline) => this.#inline(inline)).join('');
  }

  #inline(inline: DigestInline): string {
    switch (inline.kind) {
      case 'words':
        return escapeHtml(inline.text);
      case 'text':
        return `<bdi>${escapeHtml(inline.text)}</bdi>`;
      case 'quotation':
        return `“<bdi>${escapeHtml(inline.text)}</bdi>”`;
      case 'strong':
        return `<strong>${escapeHtml(inline.text)}</strong>`;
      case 'link':
        return `<a href="${escapeHtml(this.#base + inline.path)}"><bdi>${escapeHtml(inline.text)}</bdi></a>`;
    }
  }

  section({ title, blocks }: DigestSection): string {
    const written = blocks.map((block) => this.#block(block)).join('\n');
    return `<section>\n<h2>${this.line(title)}</h2>\n${written}\n</section>`;
  }

  #entry({ line, quotes }: DigestEntry): string {
    const cited = quotes.map((quote) => `<li>${this.line(quote)}</li>`).join('\n');
    return `<li>${this.line(line)}${cited === '' ? '' : `\n<ul>\n${cited}\n</ul>`}</li>`;
  }

  #block({ title, about, entries, more }: DigestBlock): string {
    const parts = [
      title === undefined ? '' : `<h3>${this.line(title)}</h3>`,
      about === undefined ? '' : `<p class="faint">${this.line(about)}</p>`,
      entries.length === 0 ? '' : `<ul>\n${entries.map((entry) => this.#entry(entry)).join('\n')}\n</ul>`,
      more === undefined ? '' : `<p class="faint">${this.line(more)}</p>`,
    ];
    return parts.filter((part) => part !== '').join('\n');
  }
}

/** The words of a line, for the title of a page. */
function plain(line: DigestLine): string {
  return line.map(({ text }) => text).join('');
}

/**
 * A digest as one page of HTML (`composeDigest`) that prints well, needs no script and no other resource, and so may be sent
 * as an e-mail. What articles and people wrote is escaped. The same digest gives the same page, byte for byte.
 * @param base the address of the reader that links lead to, without a slash at its end; links are relative without it.
 */
export function renderDigestHtml(digest: Digest, base = ''): string {
  const page = composeDigest(digest);
  const writer = new Writer(base);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(plain(page.title))}</title>
<style>${STYLESHEET}</style>
</head>
<body>
<main>
<h1>${writer.line(page.title)}</h1>
<p>${writer.line(page.masthead)}</p>
${page.sections.map((section) => writer.section(section)).join('\n')}
</main>
<p class="footer">${writer.line(page.footer)}</p>
</body>
</html>
`;
}

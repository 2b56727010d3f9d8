import type { Brief } from '../brief.ts';
import type { Desk } from '../notes/note.ts';
import { articleLinkOf } from './article-link.ts';
import { composePage } from './compose-page.ts';
import { escapeHtml } from './escape-html.ts';
import { PAGE_POLICY, STYLESHEET } from './html-stylesheet.ts';
import { oneLine } from './one-line.ts';
import { type Block, type Inline, type Line, MEASURE_COLUMNS, type MeasureRow, type Section } from './page.ts';
import type { Note } from './quote-notes.ts';

export { PAGE_POLICY };

/** A language tag (RFC 5646, roughly) that is not English, the language of the page. */
const OTHER_LANGUAGE = /^(?!en\b|und\b)[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

/** Writes the parts of one page in their order, and keeps count of what refers to what. */
class Writer {
  /** The language of quotations, as an attribute. */
  readonly #language: string;
  readonly #ids = new Set<string>();
  /** By the number of a note, the ids of the places that cite it. */
  readonly #places = new Map<number, string[]>();
  #citations = 0;

  constructor(language: string) {
    this.#language = OTHER_LANGUAGE.test(language) ? ` lang="${language}"` : '';
  }

  line(line: Line): string {
    return line.map((inline) => this.#inline(inline)).join('');
  }

  lines(lines: readonly Line[]): string {
    return lines.map((line) => this.line(line)).join('<br>\n');
  }

  section({ title, blocks }: Section): string {
    return `<section>\n<h2>${escapeHtml(title)}</h2>\n${blocks.map((block) => this.#block(block)).join('\n')}\n</section>`;
  }

  /** A quote, its paragraph counted from 1, and the way back to each place that cites it. */
  note({ number, evidence, shown }: Note): string {
    const places = this.#places.get(number) ?? [];
    const back = places.map((place, index) => {
      const which = places.length === 1 ? '' : ` (${index + 1} of ${places.length})`;
      return ` <a class="back" href="#${place}" role="doc-backlink" aria-label="Back to where quote ${number} is cited${which}">↩</a>`;
    });
    const quote = shown ? 'quoted above' : this.#quotation(oneLine(evidence.quote));
    return `<li id="note-${number}">¶${evidence.paragraph + 1} ${quote}${back.join('')}</li>`;
  }

  #inline(inline: Inline): string {
    switch (inline.kind) {
      case 'words':
        return escapeHtml(inline.text);
      case 'text':
        return `<bdi>${escapeHtml(inline.text)}</bdi>`;
      case 'quotation':
        return this.#quotation(inline.text);
      case 'strong':
        return `<strong>${this.line(inline.content)}</strong>`;
      case 'emphasis':
        return `<em>${this.line(inline.content)}</em>`;
      case 'citation':
        return `<span class="cited">[${inline.notes.map((number) => this.#citation(number)).join(', ')}]</span>`;
      case 'item':
        return `<span${this.#id(inline.id)}>${this.line(inline.content)}</span>`;
    }
  }

  #quotation(text: string): string {
    return `“<bdi${this.#language}>${escapeHtml(text)}</bdi>”`;
  }

  #citation(number: number): string {
    this.#citations += 1;
    const place = `cite-${this.#citations}`;
    this.#places.set(number, [...(this.#places.get(number) ?? []), place]);
    return `<a id="${place}" href="#note-${number}" role="doc-noteref">${number}</a>`;
  }

  /** The id of an item as an attribute; only its first place has it. */
  #id(id: string): string {
    if (this.#ids.has(id)) return '';
    this.#ids.add(id);
    return ` id="${escapeHtml(id)}"`;
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return `<p>${this.line(block.line)}</p>`;
      case 'list':
        return `<ul>\n${block.items.map(({ id, line }) => `<li${this.#id(id)}>${this.line(line)}</li>`).join('\n')}\n</ul>`;
      case 'measures':
        return [
          '<table>',
          `<thead><tr>${MEASURE_COLUMNS.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>`,
          '<tbody>',
          ...block.rows.map((row) => this.#row(row)),
          '</tbody>',
          '</table>',
        ].join('\n');
    }
  }

  #row({ id, status, text, who, cited }: MeasureRow): string {
    const measure = `${this.line(text)} ${this.line(cited)}`;
    return `<tr${this.#id(id)}><th scope="row">${escapeHtml(status)}</th><td>${measure}</td><td>${this.line(who)}</td></tr>`;
  }
}

function source(url: string | null): string {
  const link = articleLinkOf(url);
  if (link === undefined) return '';
  return ` · <a href="${escapeHtml(link.href)}" rel="noopener noreferrer nofollow">${escapeHtml(link.host)}</a>`;
}

/**
 * The brief as one page of HTML (`composePage`), complete with its stylesheet and ready to print: each item has its id as
 * anchor, each citation leads to its quote and each quote back. Text of the article is only ever text, its direction
 * kept apart from that of the page; the one address that it can bring in is its own, of the web. No script, and nothing
 * that a browser would load. The same brief gives the same page, byte for byte.
 * @param desk what notes made of the brief.
 */
export function renderHtml(brief: Brief, desk?: Desk): string {
  const page = composePage(brief, desk);
  const writer = new Writer(brief.article.language);
  const [about = [], ...rest] = page.masthead;
  const paragraph = (name: string, content: string) => (content === '' ? [] : [`<p class="${name}">${content}</p>`]);
  const parts = [
    '<header>',
    `<h1 dir="auto">${escapeHtml(page.headline)}</h1>`,
    `<p class="masthead">${writer.line(about)}${source(brief.article.url)}<br>`,
    `${writer.lines(rest)}</p>`,
    '</header>',
    ...paragraph('remarks', writer.lines(page.remarks)),
    ...paragraph('summary', writer.line(page.summary)),
    ...[...page.sections, ...page.desk].map((section) => writer.section(section)),
    ...paragraph('closing', writer.lines(page.closing)),
  ];
  if (page.notes.length > 0) {
    const notes = page.notes.map((note) => writer.note(note));
    parts.push(
      '<section class="notes" role="doc-endnotes" aria-labelledby="quotes">',
      '<h2 id="quotes">Quotes</h2>',
      `<ol>\n${notes.join('\n')}\n</ol>`,
      '</section>',
    );
  }
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(PAGE_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.headline)}</title>
<style>${STYLESHEET}</style>
</head>
<body>
<main>
<article>
${parts.join('\n')}
<footer>${writer.line(page.footer)}</footer>
</article>
</main>
</body>
</html>
`;
}

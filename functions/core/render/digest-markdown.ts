import type { Digest } from '../ledger/digest.ts';
import {
  composeDigest,
  type DigestBlock,
  type DigestEntry,
  type DigestInline,
  type DigestLine,
  type DigestSection,
} from './digest-page.ts';
import { escapeMarkdown as md } from './escape-markdown.ts';

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
        return inline.text;
      case 'text':
        return md(inline.text);
      case 'quotation':
        return `“${md(inline.text)}”`;
      case 'strong':
        return `**${md(inline.text)}**`;
      case 'link':
        return `[${md(inline.text)}](<${this.#base}${inline.path}>)`;
    }
  }

  section({ title, blocks }: DigestSection): string[] {
    return [`## ${this.line(title)}`, ...blocks.flatMap((block) => this.#block(block))];
  }

  #entry({ line, quotes }: DigestEntry): string {
    return [`- ${this.line(line)}`, ...quotes.map((quote) => `  - ${this.line(quote)}`)].join('\n');
  }

  #block({ title, about, entries, more }: DigestBlock): string[] {
    return [
      title === undefined ? '' : `### ${this.line(title)}`,
      about === undefined ? '' : this.line(about),
      entries.map((entry) => this.#entry(entry)).join('\n'),
      more === undefined ? '' : this.line(more),
    ];
  }
}

/**
 * A digest as one page of Markdown (`composeDigest`). What articles and people wrote is escaped, so that it cannot form
 * anything of the page. The same digest gives the same page, byte for byte.
 * @param base the address of the reader that links lead to, without a slash at its end; links are relative without it.
 */
export function renderDigestMarkdown(digest: Digest, base = ''): string {
  const page = composeDigest(digest);
  const writer = new Writer(base);
  const blocks = [
    `# ${writer.line(page.title)}`,
    writer.line(page.masthead),
    ...page.sections.flatMap((section) => writer.section(section)),
    '---',
    `*${writer.line(page.footer)}*`,
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

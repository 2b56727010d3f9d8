import type { Brief } from '../brief.ts';
import type { Desk } from '../notes/note.ts';
import { composePage } from './compose-page.ts';
import { escapeMarkdown as md } from './escape-markdown.ts';
import { type Block, type Inline, type Line, MEASURE_COLUMNS, type Section } from './page.ts';
import type { Note } from './quote-notes.ts';

function writtenInline(inline: Inline): string {
  switch (inline.kind) {
    case 'words':
      return inline.text;
    case 'text':
      return md(inline.text);
    case 'quotation':
      return `“${md(inline.text)}”`;
    case 'strong':
      return `**${written(inline.content)}**`;
    case 'emphasis':
      return `*${written(inline.content)}*`;
    case 'citation':
      return `[${inline.notes.join(', ')}]`;
    case 'item':
      return written(inline.content);
  }
}

function written(line: Line): string {
  return line.map(writtenInline).join('');
}

/** Lines of one paragraph. */
function broken(lines: readonly Line[]): string {
  return lines.map(written).join('\\\n');
}

function block(content: Block): string {
  switch (content.kind) {
    case 'paragraph':
      return written(content.line);
    case 'list':
      return content.items.map(({ line }) => `- ${written(line)}`).join('\n');
    case 'measures':
      return [
        `| ${MEASURE_COLUMNS.join(' | ')} | |`,
        '| --- | --- | --- | --- |',
        ...content.rows.map(
          ({ status, text, who, cited }) =>
            `| **${status}** | ${written(text)} | ${written(who)} | ${written(cited)} |`,
        ),
      ].join('\n');
  }
}

function section({ title, blocks }: Section): string[] {
  return [`## ${title}`, ...blocks.map(block)];
}

/** The number of a quote, its paragraph counted from 1, and its words unless the page shows them already. */
function note({ number, evidence, shown }: Note): string {
  const place = `${number} ¶${evidence.paragraph + 1}`;
  return shown ? place : `${place} “${md(evidence.quote)}”`;
}

/**
 * The brief as one page of Markdown (`composePage`), with the numbered quotes and their paragraphs below a rule. Text of
 * the article is escaped, so that it cannot form anything of the page. The same brief gives the same page, byte for
 * byte.
 * @param desk what notes made of the brief.
 */
export function renderMarkdown(brief: Brief, desk?: Desk): string {
  const page = composePage(brief, desk);
  const blocks = [
    `# ${md(page.headline)}`,
    broken(page.masthead),
    broken(page.remarks),
    written(page.summary),
    ...[...page.sections, ...page.desk].flatMap(section),
    broken(page.closing),
    '---',
    page.notes.map(note).join(' ·\n'),
    `*${written(page.footer)}*`,
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

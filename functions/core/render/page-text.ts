import type { DigestBlock, DigestEntry, DigestInline, DigestLine, DigestPage } from './digest-page.ts';

/** The words of a line. What articles bring in is one line already. */
export function plainLine(line: DigestLine): string {
  return line.map(plainInline).join('');
}

function plainInline({ kind, text }: DigestInline): string {
  return kind === 'quotation' ? `“${text}”` : text;
}

/**
 * A page as plain text, as an e-mail has it beside its HTML: each quote stands below its line, and its address below the
 * quote.
 * @param base the address of the reader, without a slash at its end.
 */
export function writeTextPage(page: DigestPage, base: string): string {
  const parts = [
    plainLine(page.title),
    plainLine(page.masthead),
    ...page.sections.flatMap(({ title, blocks }) => {
      const heading = plainLine(title);
      return [`${heading}\n${'-'.repeat(heading.length)}`, ...blocks.flatMap((block) => writeBlock(block, base))];
    }),
    `-- \n${plainLine(page.footer)}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function writeBlock({ title, about, entries, more }: DigestBlock, base: string): string[] {
  const heading = [title, about].flatMap((line) => (line === undefined ? [] : [plainLine(line)])).join('\n');
  return [
    heading,
    entries.map((entry) => writeEntry(entry, base)).join('\n'),
    more === undefined ? '' : plainLine(more),
  ];
}

function writeEntry({ line, quotes }: DigestEntry, base: string): string {
  const cited = quotes.flatMap((quote) => [
    `    ${plainLine(quote)}`,
    ...quote.flatMap((inline) => (inline.kind === 'link' ? [`    ${base}${inline.path}`] : [])),
  ]);
  return [`* ${plainLine(line)}`, ...cited].join('\n');
}

import type { DigestEntry, DigestLine } from '../render/digest-page.ts';
import { type AlertContent, composeAlert } from './alert-page.ts';

/** Slack API, "Reference: blocks", section: a text has 3,000 characters at most, and a message 50 blocks. */
const LONGEST_TEXT = 3_000;
const MOST_BLOCKS = 50;

/** The characters that Slack asks to be escaped, and no others (Slack API, "Formatting text for app surfaces"). */
function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function writeLine(line: DigestLine, base: string): string {
  const written = line.map((inline) => {
    const text = escapeSlack(inline.text);
    switch (inline.kind) {
      case 'quotation':
        return `“${text}”`;
      case 'strong':
        return `*${text}*`;
      case 'link':
        // Within a link a bar would end its address.
        return `<${escapeSlack(base + inline.path).replaceAll('|', '%7C')}|${text}>`;
      default:
        return text;
    }
  });
  return written.join('');
}

function writeEntry({ line, quotes }: DigestEntry, base: string): string {
  return [writeLine(line, base), ...quotes.map((quote) => `>${writeLine(quote, base)}`)].join('\n');
}

/** Cut where it is too long, before a link or an escaped character that would be left open: both hold a `<` or `&` of ours. */
function bounded(line: string): string {
  if (line.length <= LONGEST_TEXT) return line;
  const cut = line.slice(0, LONGEST_TEXT - 1);
  const opened = cut.lastIndexOf('<');
  const whole = opened > cut.lastIndexOf('>') ? cut.slice(0, opened) : cut;
  return `${whole.replace(/&[a-z]*$|[\ud800-\udbff]$/, '')}…`;
}

/** A text that Slack shows as it is, with our emphasis and links, but no names or addresses of its own finding. */
function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text: bounded(text), verbatim: true } };
}

/**
 * An alert as an incoming webhook of Slack takes it, or of what takes the same: as blocks, and all of it once more as text
 * for what shows no blocks. What articles say can address nobody and link to nothing.
 * @param base the address of the reader, without a slash at its end.
 * @returns JSON.
 */
export function writeSlackBody(alert: AlertContent, base: string): string {
  const page = composeAlert(alert);
  const head = `*${writeLine(page.title, base)}*\n${writeLine(page.masthead, base)}`;
  const entries = page.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.entries));
  const written = entries.map((entry) => writeEntry(entry, base));
  return JSON.stringify({
    text: bounded([head, ...written].join('\n')),
    blocks: [head, ...written].slice(0, MOST_BLOCKS).map(section),
    unfurl_links: false,
    unfurl_media: false,
  });
}

import { latin1 } from '../sniff.ts';

/** Received lines and signatures of the stations on its way may stand above what a reader sees of a message. */
const MAX_HEAD = 65_536;
const FIELD = /^[!-9;-~]{1,76}[ \t]{0,10}:/;
/** Fields that mail has and no text or web page begins with. */
const MAIL_FIELD =
  /^(?:return-path|received|delivered-to|envelope-to|mime-version|content-type|content-transfer-encoding|message-id|x-[\w-]{1,60}|dkim-signature|arc-[\w-]{1,40}|authentication-results|received-spf|in-reply-to|references|list-[\w-]{1,20}|thread-(?:topic|index)|reply-to|sender)[ \t]{0,10}:/i;
const SEEN_FIELD = /^(?:from|subject|date|to)[ \t]{0,10}:/i;

/** The lines of the header that a file begins with, or null where its first lines are no header (RFC 5322, 2.2). */
function headerLines(bytes: Uint8Array): string[] | null {
  const head = latin1(bytes, 0, MAX_HEAD).replace(/^(?:\xef\xbb\xbf)?(?:\r?\n){0,5}/, '');
  const blank = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const lines = head.slice(0, blank).split(/\r?\n/);
  // What was cut in the middle of a line is not judged.
  const whole = blank === head.length && head.length >= MAX_HEAD - 10 && lines.length > 1 ? lines.slice(0, -1) : lines;
  for (const [index, line] of whole.entries()) {
    if (!FIELD.test(line) && !(index > 0 && /^[ \t]/.test(line))) return null;
  }
  return whole;
}

/**
 * Whether a file is a message as RFC 5322 has it: it begins with a header that has what mail has.
 * @param claimed whether its name or media type says so; then one of any of its fields is enough.
 */
export function isMessage(bytes: Uint8Array, claimed: boolean): boolean {
  const lines = headerLines(bytes);
  if (lines === null) return false;
  const technical = new Set(lines.flatMap((line) => MAIL_FIELD.exec(line)?.[0].toLowerCase() ?? []));
  const seen = new Set(lines.flatMap((line) => SEEN_FIELD.exec(line)?.[0].toLowerCase() ?? []));
  if (claimed) return technical.size + seen.size > 0;
  return (technical.size > 0 && (seen.size > 0 || technical.size > 2)) || seen.size === 4;
}

/** "From mara@courier.example Fri Mar 14 06:12:00 2025": the line that opens a message in a mailbox (RFC 4155). */
export const MBOX_LINE = /^From [^\r\n]{1,300}\d{1,2}:\d{2}[^\r\n]{0,60}\b\d{4}\b[^\r\n]{0,20}$/;

/** Whether a file begins as a mailbox does. */
export function isMailbox(head: string): boolean {
  const [first = '', second = ''] = head.split(/\r?\n/, 2);
  return MBOX_LINE.test(first) && (FIELD.test(second) || /^>?From /.test(second));
}

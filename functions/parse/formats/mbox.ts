import { MBOX_LINE } from '../mail/message-head.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { latin1 } from '../sniff.ts';
import { entryName } from './entry.ts';
import type { Found, ReadBytes } from './reader.ts';

const LF = 0x0a;
const CR = 0x0d;
const MAX_FROM_LINE = 400;

/** Where the messages begin: at a "From " line that opens the file or follows an empty line (RFC 4155, appendix A). */
function startsOf(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  let afterBlank = true;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LF, start);
    const end = found === -1 ? bytes.length : found;
    const isFrom = afterBlank && bytes[start] === 0x46 && bytes[start + 1] === 0x72 && bytes[start + 4] === 0x20;
    if (isFrom && MBOX_LINE.test(latin1(bytes, start, Math.min(end, start + MAX_FROM_LINE)).replace(/\r$/, ''))) {
      starts.push(start);
    }
    afterBlank = end === start || (end === start + 1 && bytes[start] === CR);
    start = end + 1;
  }
  return starts;
}

/** A message as it was before it came into the mailbox: without the "From " line, ">From " unquoted (mboxrd). */
function messageIn(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes, bytes.indexOf(LF) + 1, bytes.length);
  return Buffer.from(text.replace(/^>(>{0,20}From )/gm, '$1'), 'latin1');
}

function* messagesOf(bytes: Uint8Array, limits: ParseLimits): Generator<Found> {
  const starts = startsOf(bytes);
  for (const [index, start] of starts.slice(0, limits.parts + 1).entries()) {
    const message = messageIn(bytes.subarray(start, starts[index + 1] ?? bytes.length));
    const head = latin1(message, 0, limits.mailHeaderBytes);
    const header = head.slice(0, /\r?\n\r?\n/.exec(head)?.index ?? head.length);
    const id = /^message-id:\s{0,10}<?([^<>\s]{1,300})/im.exec(header)?.[1];
    yield { kind: 'file', part: entryName(index + 1, id), bytes: message, hints: { contentType: 'message/rfc822' } };
  }
}

/** A mailbox (mbox, RFC 4155) holds a message after another, each named by its Message-ID, else by its place. */
export const readMbox: ReadBytes = (bytes, _hints, limits) => messagesOf(bytes, limits);

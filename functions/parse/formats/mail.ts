import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { RejectedError } from '../../core/errors.ts';
import { writtenDate } from '../dates.ts';
import { decode } from '../decode.ts';
import type { FragmentBlock } from '../html/fragment.ts';
import { withoutArmour, withoutClosing, withoutSignature } from '../mail/closing.ts';
import { type Segment, segmentsOf, type WrittenHeader } from '../mail/forwarded.ts';
import { guardMail, mailTooComplex } from '../mail/guard.ts';
import { type Sender, senderOf } from '../mail/sender.ts';
import { articleSubject, saysAnswer } from '../mail/subject.ts';
import { cleanCharacters, collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { refuseLongText, tooLarge } from '../refusals.ts';
import { latin1, REMEDY } from '../sniff.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { entryName } from './entry.ts';
import { htmlBlocks, textBlocks } from './markup-body.ts';
import type { Found, ReadBytes } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';
import { weightOf } from './teaser.ts';

/** The article of a message as one of its bodies has it. */
interface Body {
  /** The header written above it; null for the message's own text. */
  header: WrittenHeader | null;
  /** Whether it is what somebody else wrote. */
  forwarded: boolean;
  blocks: FragmentBlock[];
  weight: number;
}

/** HTML with less than this share of the plain text's words is no rendition of it. */
const MIN_HTML_SHARE = 0.6;
/** A forwarded text under this weight is no article while the text above it is longer. */
const MIN_FORWARDED = 150;
const MIN_FORWARDED_SHARE = 0.25;
/** A message of its own over this weight is an article even where it has others attached. */
const OWN_ARTICLE = 1_500;
/** A text under this weight only introduces the documents attached to it. */
const COVER_NOTE = 600;
const DOCUMENT = /\.(?:pdf|docx|odt|rtf|epub|html?|txt|md)$/i;

function encrypted(): RejectedError {
  return new RejectedError('encrypted', 'This is an encrypted e-mail message.', {
    remedy: 'Decrypt the message and upload the article itself.',
  });
}

function headerOf(email: Email, name: string): string | null {
  return email.headers.find(({ key }) => key === name)?.value ?? null;
}

/** @throws RejectedError `encrypted` for S/MIME (RFC 8551) and PGP (RFC 3156, or its armour in the text). */
function refuseEncrypted(email: Email): void {
  const type = headerOf(email, 'content-type') ?? '';
  if (/^\s*(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime)\b/i.test(type)) throw encrypted();
  const text = (email.text ?? '').trimStart();
  if (text.startsWith('-----BEGIN PGP MESSAGE-----')) throw encrypted();
  if (text === '' && email.html === undefined) {
    const sealed = ({ mimeType }: Attachment) => /^application\/(?:(?:x-)?pkcs7-mime|pgp-encrypted)$/.test(mimeType);
    if (email.attachments.some(sealed)) throw encrypted();
  }
}

/** The body of a message that declares no charset, as its bytes have it; null where it has parts or a coding. */
function undeclared(bytes: Uint8Array, email: Email, limits: ParseLimits): string | null {
  const type = headerOf(email, 'content-type') ?? 'text/plain';
  const coding = headerOf(email, 'content-transfer-encoding') ?? '7bit';
  if (!/^\s*text\//i.test(type) || /charset/i.test(type) || /base64|quoted/i.test(coding)) return null;
  const blank = /\r?\n\r?\n/.exec(latin1(bytes, 0, limits.mailHeaderBytes + 10));
  if (blank === null) return null;
  const body = bytes.subarray(blank.index + blank[0].length);
  return body.length === 0 ? null : decode(body).text;
}

/** A subject written in bytes of another encoding than UTF-8, which RFC 5322 forbids and old programs did. */
function subjectOf(bytes: Uint8Array, email: Email, limits: ParseLimits): string | null {
  const subject = email.subject ?? null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape opens characters of ISO 2022-JP.
  if (subject === null || !/[\ufffd\u001b]/.test(subject)) return subject;
  const end = /\r?\n\r?\n/.exec(latin1(bytes, 0, limits.mailHeaderBytes))?.index ?? bytes.length;
  const header = decode(bytes.subarray(0, end)).text;
  return /^subject:[ \t]{0,20}([^\r\n]{1,2000})/im.exec(header)?.[1] ?? subject;
}

function weigh(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + weightOf(line.trim()), 0);
}

/** The segment that holds the article: what was forwarded, unless it is only what an answer quotes. */
function articleSegment(segments: readonly Segment[], isAnswer: boolean): number {
  const weights = segments.map(({ lines }) => weigh(withoutSignature(lines)));
  const most = Math.max(...weights);
  const longest = weights.indexOf(most);
  if (isAnswer) return longest;
  const innermost = weights.findLastIndex(
    (weight) => weight > 0 && weight >= Math.min(most, Math.max(MIN_FORWARDED, most * MIN_FORWARDED_SHARE)),
  );
  return innermost === -1 ? longest : innermost;
}

/** The article among a body's lines; `toBlocks` makes paragraphs of those that are its. */
function bodyOf(
  lines: readonly string[],
  isAnswer: boolean,
  toBlocks: (lines: readonly string[]) => FragmentBlock[],
): Body {
  const segments = segmentsOf(withoutArmour(lines));
  const chosen = articleSegment(segments, isAnswer);
  const header = segments.slice(0, chosen + 1).findLast((segment) => segment.header !== null)?.header ?? null;
  const blocks = withoutClosing(toBlocks(withoutSignature(segments[chosen]?.lines ?? [])));
  const weight = blocks.reduce((sum, { text }) => sum + weightOf(text), 0);
  return { header, forwarded: chosen > 0 || header !== null, blocks, weight };
}

/** Lines to blocks where an empty line ends one and others are breaks within it. */
function blocksBetweenBlanks(lines: readonly string[]): FragmentBlock[] {
  const blocks: FragmentBlock[] = [];
  let open: string[] = [];
  for (const line of [...lines, '']) {
    if (line.trim() !== '') open.push(line);
    else if (open.length > 0) {
      blocks.push({ text: open.join('\n'), heading: 0 });
      open = [];
    }
  }
  return blocks;
}

function bodies(bytes: Uint8Array, email: Email, isAnswer: boolean, limits: ParseLimits): Body[] {
  const raw = undeclared(bytes, email, limits);
  const html = email.html === undefined ? undefined : (raw ?? email.html);
  const plain = email.text === undefined ? undefined : html === undefined ? (raw ?? email.text) : email.text;
  const found: Body[] = [];
  if (plain !== undefined) {
    // Of a longer one no part could be told to be the article.
    refuseLongText(plain, { textCharacters: limits.textCharacters * 2 });
    const { text } = cleanCharacters(plain);
    found.push(bodyOf(text.split('\n'), isAnswer, (lines) => textBlocks(lines.join('\n'), limits)));
  }
  if (html !== undefined) {
    try {
      const lines = htmlBlocks(html, limits).flatMap(({ text }) => [...text.split('\n'), '']);
      found.push(bodyOf(lines, isAnswer, blocksBetweenBlanks));
    } catch (error) {
      if (!(error instanceof RejectedError) || !found.some(({ weight }) => weight > 0)) throw error;
    }
  }
  return found;
}

/** The rendition that holds the article: HTML, whose paragraphs are sure, unless it lacks much of the plain text. */
function preferred([first, second]: readonly Body[]): Body | undefined {
  if (first === undefined || second === undefined) return first;
  return second.weight >= first.weight * MIN_HTML_SHARE && second.weight > 0 ? second : first;
}

/** A sender as a header in the text has it: "Mara Lindqvist <mara@…>", "Mara Lindqvist [mailto:mara@…]". */
function writtenSender(from: string | null): Sender {
  const line = collapseSpace((from ?? '').slice(0, 500));
  const address = /[^\s<>[\]():;,]{1,80}@[^\s<>[\]():;,]{1,100}/.exec(line)?.[0] ?? null;
  return senderOf(line.split(/\s{0,3}[<[＜]/u)[0] ?? '', address);
}

function ownDraft(bytes: Uint8Array, email: Email, limits: ParseLimits): { draft: Draft; weight: number } {
  const subject = subjectOf(bytes, email, limits);
  const body = preferred(bodies(bytes, email, saysAnswer(subject), limits));
  const written = body?.header ?? null;
  const sender =
    body?.forwarded === true
      ? writtenSender(written?.from ?? null)
      : senderOf(email.from?.name, email.from?.address ?? null);
  const date = body?.forwarded === true ? (written?.date ?? null) : headerOf(email, 'date');
  const draft: Draft = {
    ...emptyDraft(),
    title: articleSubject(written?.subject) ?? articleSubject(subject),
    source: sender.source,
    authors: [],
    publishedAt: date === null ? null : writtenDate(collapseSpace(date.slice(0, 200))),
    language: headerOf(email, 'content-language')?.split(',')[0]?.trim() ?? null,
  };
  // A byline in the text is the article's; the sender may only have sent it.
  const blocks = takeBlockHead(draft, body?.blocks ?? []);
  if (draft.authors.length === 0) draft.authors = sender.authors;
  draft.paragraphs = blocks.map(({ text }) => text);
  return { draft, weight: body?.weight ?? 0 };
}

function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

function isMessageAttachment({ mimeType, filename }: Attachment): boolean {
  return mimeType === 'message/rfc822' || /\.eml$/i.test(filename ?? '');
}

async function parseMessage(bytes: Uint8Array, limits: ParseLimits): Promise<Email> {
  guardMail(bytes, limits);
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: limits.mailNesting,
      maxHeadersSize: limits.mailHeaderBytes,
    });
  } catch (cause) {
    if (cause instanceof Error && /nesting depth/i.test(cause.message)) {
      throw mailTooComplex(`that nests parts over ${limits.mailNesting} deep`);
    }
    if (cause instanceof Error && /header size/i.test(cause.message)) {
      throw mailTooComplex(`with over ${limits.mailHeaderBytes} bytes of headers`);
    }
    throw new RejectedError('malformed', 'The e-mail message is damaged or cut.', { remedy: REMEDY, cause });
  }
}

function joined(...names: readonly string[]): string {
  return names.filter((name) => name !== '').join('/');
}

/** What a message holds: its article, else the messages attached to it, else the documents attached to it. */
async function* findings(bytes: Uint8Array, part: string, level: number, limits: ParseLimits): AsyncGenerator<Found> {
  if (level > limits.mailMessages) throw mailTooComplex(`that nests messages over ${limits.mailMessages} deep`);
  const email = await parseMessage(bytes, limits);
  refuseEncrypted(email);
  const { draft, weight } = ownDraft(bytes, email, limits);
  const messages = email.attachments.filter(isMessageAttachment);
  const documents = email.attachments.filter(({ filename }) => DOCUMENT.test(filename ?? ''));
  const isOwn = weight >= (messages.length > 0 ? OWN_ARTICLE : documents.length > 0 ? COVER_NOTE : 0);
  if (isOwn) yield { kind: 'article', part, draft };
  for (const [index, message] of messages.entries()) {
    const alone = !isOwn && messages.length === 1;
    const name = alone ? part : joined(part, entryName(index + 1, message.filename));
    if (alone) yield* findings(contentOf(message), name, level + 1, limits);
    else yield* guarded(contentOf(message), name, level + 1, limits);
  }
  if (isOwn || messages.length > 0) return;
  for (const [index, document] of documents.entries()) {
    const content = contentOf(document);
    if (content.byteLength > limits.objectBytes) {
      throw tooLarge('attachment', content.byteLength, limits.objectBytes, 'bytes');
    }
    const name = document.filename ?? '';
    const hints = { name, contentType: document.mimeType };
    yield { kind: 'file', part: joined(part, entryName(index + 1, name)), bytes: content, hints };
  }
}

/** As `findings`, where other messages stand beside this one: what refuses it costs them nothing. */
async function* guarded(bytes: Uint8Array, part: string, level: number, limits: ParseLimits): AsyncGenerator<Found> {
  try {
    yield* findings(bytes, part, level, limits);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    yield { kind: 'rejected', part, error };
  }
}

/**
 * An e-mail message (RFC 5322, MIME): the article in it. Of a forwarded message it is the innermost one, with its
 * subject, sender and date, whether forwarded as text or attached; signatures, disclaimers and what newsletters put
 * around are left out. Where a message only introduces documents attached to it, these are the files within.
 * @throws RejectedError `encrypted`; `too-complex` over a limit on parts, headers or nesting; `malformed`.
 */
export const readMail: ReadBytes = (bytes, _hints, limits) => findings(bytes, '', 1, limits);

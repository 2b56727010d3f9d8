import { createHash } from 'node:crypto';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** An attribute that the sender gave a message. A binary value is in base64, as the protocol has it. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string | undefined;
  BinaryValue?: string | undefined;
}
export type MessageAttributes = Record<string, MessageAttribute>;

/** What a sender gives. */
export interface MessageContent {
  body: string;
  attributes: MessageAttributes;
  /** X-Ray's header, the one system attribute that a sender may set. */
  traceHeader?: string | undefined;
}

/** A message in a queue. Times are milliseconds since the epoch of the runtime's clock. */
export interface Message extends MessageContent {
  id: string;
  senderId: string;
  sentAt: number;
  /** Until then it is hidden: delayed, or in flight. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number | undefined;
  receivedAt?: number | undefined;
  /** Names the latest receipt; absent while nobody has it in hand. */
  receipt?: string | undefined;
  /** The ARN of the queue that gave it up. */
  deadLetterSource?: string | undefined;
}

/** Most attributes of one message (Amazon SQS Developer Guide, "Message metadata"). */
const MOST_ATTRIBUTES = 10;

/** @throws SqsError for a content that Amazon SQS refuses. @param maximumBytes of body and attributes together. */
export function checkContent(content: MessageContent, maximumBytes: number): void {
  if (content.body === '') {
    throw new SqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  const names = Object.keys(content.attributes);
  if (names.length > MOST_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  }
  for (const name of names) checkAttribute(name, content.attributes[name]);
  if (contentBytes(content) > maximumBytes) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes.`,
    );
  }
  if (!isAllowedText(content.body)) {
    throw new SqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
}

/** @returns the size that counts against the limits: body, attribute names, types and values, in bytes. */
export function contentBytes({ body, attributes }: MessageContent): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '');
    bytes += Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return bytes;
}

/** @returns hex MD5 of a body's UTF-8. */
export function bodyMd5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/**
 * @returns hex MD5 of attributes (Amazon SQS Developer Guide, "Calculating the MD5 message digest for message
 * attributes"): names sorted; of each the name, type and value with their lengths; 1 before a text, 2 before bytes.
 */
export function attributesMd5(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name] ?? { DataType: '' };
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    add(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
}

function checkAttribute(name: string, attribute: MessageAttribute | undefined): void {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) || name.length > 256 || /^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(`The message attribute name '${name}' is invalid.`);
  }
  const kind = attribute?.DataType.split('.')[0];
  const { StringValue, BinaryValue } = attribute ?? {};
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (kind !== 'String' && kind !== 'Number' && kind !== 'Binary') {
    throw invalidParameter(`The message attribute '${name}' has an invalid message attribute type.`);
  }
  const isNumber = () => value?.trim() !== '' && Number.isFinite(Number(value));
  if (!value || (kind === 'Number' && !isNumber()) || (StringValue !== undefined && !isAllowedText(StringValue))) {
    throw invalidParameter(`The message attribute '${name}' must contain a value of its type.`);
  }
}

/** The characters of XML 1.0, which Amazon SQS allows (API Reference, SendMessage). */
function isAllowedText(text: string): boolean {
  return !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text);
}

import { RejectedError } from '../../core/errors.ts';
import { unsupported } from '../sniff.ts';
import type { ReadBytes } from './reader.ts';

/** Names of streams in the directory of a compound file (MS-CFB 2.6), and what holds them. */
const STREAMS: readonly (readonly [string, string])[] = [
  ['WordDocument', 'an old Word document (DOC)'],
  ['Workbook', 'an old Excel workbook (XLS)'],
  ['PowerPoint Document', 'an old PowerPoint presentation (PPT)'],
  ['__properties_version1.0', 'an Outlook message (MSG)'],
];

/**
 * A compound file of Microsoft's holds no article that is read here: it is a document of Office with a password (MS-OFFCRYPTO
 * 1.3.2) or one of an old version.
 * @throws RejectedError `encrypted` or `unsupported-format`, always.
 */
export const refuseCompoundFile: ReadBytes = (bytes) => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (stream: string) => content.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) {
    throw new RejectedError('encrypted', 'This is a Microsoft Office document with a password.', {
      remedy: 'Save it without the password and upload it again.',
    });
  }
  throw unsupported(STREAMS.find(([stream]) => holds(stream))?.[1] ?? 'an old Microsoft Office document');
};

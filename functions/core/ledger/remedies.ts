import type { RejectionCode } from '../errors.ts';

/** What can be done about a file that was refused, by the code of the refusal. */
const REMEDIES: Record<RejectionCode, string> = {
  empty: 'Check what the file holds, and upload it again with the article’s text.',
  'not-text': 'Save the article as text, HTML, PDF or a document, and upload that.',
  'unsupported-format': 'Save the article as text, HTML, PDF or a document, and upload that.',
  encrypted: 'Save a copy without its password, and upload that.',
  'too-large': 'Upload the article alone, or in parts; the limits are settings of the stage.',
  'too-many-parts': 'Divide the file, and upload its parts.',
  'too-complex': 'Save the article as plain text, and upload that.',
  malformed: 'The file is damaged or cut: fetch it again, and upload it anew.',
  'key-too-long': 'Give the file a shorter name, and upload it again.',
  'item-too-large': 'Divide the article, and upload its parts.',
};

export function remedyOf(code: RejectionCode): string {
  return REMEDIES[code];
}

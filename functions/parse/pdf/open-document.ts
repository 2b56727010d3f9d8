import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { RejectedError } from '../../core/errors.ts';

/** The rejection of a document that cannot be read. */
export function malformedPdf(why: string, cause?: unknown): RejectedError {
  return new RejectedError('malformed', `This is a PDF document that is damaged or cut: ${why}.`, {
    remedy: 'Save or download the document again and upload it.',
    cause,
  });
}

/**
 * Refuses a document that ends before it is complete: readers would mend it and show what is left (ISO 32000-2, 7.5.5: the
 * last line is `%%EOF`; nothing but another update of the document follows one).
 * @throws RejectedError `malformed`.
 */
export function refuseCut(bytes: Uint8Array): void {
  const document = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = document.lastIndexOf('%%EOF');
  if (end === -1) throw malformedPdf('its end is missing');
  if (/\d\s{1,5}\d{1,5}\s{1,5}obj\b/.test(document.toString('latin1', end)))
    throw malformedPdf('its last update has no end');
}

/** A document that is open, and how it is closed. */
export interface OpenPdf {
  document: PDFDocumentProxy;
  close(): Promise<void>;
}

/**
 * Opens a document, without a password: one that only its owner's password protects is open to read (ISO 32000-2, 7.6.4).
 * Scripts in it are never run, and fonts never loaded.
 * @param bytes are handed over to the reader.
 * @throws RejectedError `encrypted` or `malformed`.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      enableXfa: false,
      useWorkerFetch: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      maxImageSize: 0,
    });
    return { document, close: () => document.destroy() };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new RejectedError('encrypted', 'This is a PDF document with a password.', {
        remedy: 'Save it without the password and upload it again.',
        cause,
      });
    }
    throw malformedPdf('it cannot be opened', cause);
  }
}

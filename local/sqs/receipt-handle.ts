import { SqsError } from './sqs-error.ts';

/** Which delivery of which message of which queue. */
export interface Receipt {
  queue: string;
  messageId: string;
  receipt: string;
}

/** @returns the opaque text by which a receiver names its delivery. */
export function writeReceiptHandle({ queue, messageId, receipt }: Receipt): string {
  return Buffer.from(JSON.stringify([queue, messageId, receipt])).toString('base64url');
}

/** @throws SqsError `ReceiptHandleIsInvalid` for a text that is no receipt handle of this queue. */
export function readReceiptHandle(handle: string, queue: string): Receipt {
  const fields = parsed(Buffer.from(handle, 'base64url').toString());
  const [name, messageId, receipt] = Array.isArray(fields) ? fields : [];
  if (name !== queue || typeof messageId !== 'string' || typeof receipt !== 'string') {
    throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is not a valid receipt handle.');
  }
  return { queue, messageId, receipt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

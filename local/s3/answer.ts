import type { ServerResponse } from 'node:http';
import type { S3Error } from './s3-error.ts';
import { text, xmlDocument } from './xml.ts';

/** Answers without a body. */
export function answerEmpty(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, status === 204 || status === 304 ? headers : { 'content-length': '0', ...headers });
  response.end();
}

/** Answers with a document. */
export function answerXml(
  response: ServerResponse,
  document: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(document),
    ...headers,
  });
  response.end(document);
}

/** Answers an error, without a body to HEAD, which has none. */
export function answerError(response: ServerResponse, method: string, resource: string, error: S3Error): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (method === 'HEAD') {
    answerEmpty(response, error.status, error.headers);
    return;
  }
  const document = xmlDocument(
    'Error',
    text('Code', error.code),
    text('Message', error.message),
    ...Object.entries(error.details).map(([name, value]) => text(name, value)),
    text('Resource', resource),
    text('RequestId', String(response.getHeader('x-amz-request-id') ?? '')),
    text('HostId', 'local'),
  );
  answerXml(response, document, error.status, error.headers);
}

import type { UploadTicket } from '../../responses.ts';

/** The inbox did not take a file. */
export class PostFormError extends Error {
  constructor(status: number) {
    super(status === 0 ? 'The inbox cannot be reached from this page.' : `The inbox answers ${status}.`);
    this.name = 'PostFormError';
  }
}

/**
 * Posts a file by the form of its ticket. By XMLHttpRequest, as `fetch` does not tell how much is sent.
 * @throws PostFormError
 */
export function postForm({ url, fields }: UploadTicket, file: Blob, onPart: (part: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // S3 ignores every field after the file.
  form.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new PostFormError(request.status));
    });
    request.addEventListener('error', () => reject(new PostFormError(0)));
    request.addEventListener('abort', () => reject(new PostFormError(0)));
    request.open('POST', url);
    request.send(form);
  });
}

import { ApiError, type PrecisClient } from '../../../../client/client.ts';
import { postForm } from './post-form.ts';
import { UploadQueue } from './upload-queue.ts';

/** A queue that sends by the API. It is the page's, not a view's: whoever opens a brief meanwhile loses no account. */
export function clientQueue(client: PrecisClient): UploadQueue {
  return new UploadQueue({
    requestUpload: (name) => client.requestUpload(name),
    postForm,
    getUpload: (id) => client.getUpload(id).catch(undefinedWhereUnknown),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
}

function undefinedWhereUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}

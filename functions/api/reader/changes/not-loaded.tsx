import { ApiError } from '../../../../client/client.ts';
import { messageOf } from '../app/notices.tsx';

interface NotLoadedProps {
  what: string;
  error: unknown;
  again: () => void;
}

/** That a part of the page failed, in its own place. Of somebody who may not read, the list says so. */
export function NotLoaded({ what, error, again }: NotLoadedProps) {
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return null;
  return (
    <p class="not-loaded" role="status">
      {what} could not be loaded. {messageOf(error)}{' '}
      <button type="button" onClick={again}>
        Try again
      </button>
    </p>
  );
}

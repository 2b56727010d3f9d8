import { ApiError } from '../../../../client/client.ts';
import { singleLine } from '../text/plain-text.ts';
import { messageOf } from './notices.tsx';

interface RefusalProps {
  error: unknown;
  /** What is said to somebody who may not write. */
  forbidden: string;
  title?: string | undefined;
}

/** Why something was not stored, in the words of the API, field by field. */
export function Refusal({ error, forbidden, title = 'It is not stored' }: RefusalProps) {
  const isForbidden = isForbiddenError(error);
  const fields = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const detail = error instanceof ApiError ? error.problem.detail : undefined;
  return (
    <div class="refusal" role="alert">
      <strong>{title}.</strong> {isForbidden ? forbidden : detail === undefined ? messageOf(error) : singleLine(detail)}
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <code>{singleLine(field)}</code> {singleLine(message)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether somebody who may read was told that they may not write. */
export function isForbiddenError(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403;
}

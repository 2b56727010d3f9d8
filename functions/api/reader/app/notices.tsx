import type { ComponentChildren } from 'preact';
import { ApiError } from '../../../../client/client.ts';
import { singleLine } from '../text/plain-text.ts';
import { useServices } from './services.ts';

/** Something that could not be fetched, in words, and what to do about it. */
export function FailureNotice({ error, again }: { error: unknown; again: () => void }) {
  const { session } = useServices();
  const status = error instanceof ApiError ? error.status : undefined;
  if (session.config.mode === 'iam' && (status === 401 || status === 403)) return <SignedAccessNotice />;
  if (status === 401) return <Notice title="You are not signed in">Sign in, and this page loads.</Notice>;
  if (status === 403) {
    return <Notice title="You may not read this">You are signed in, but without the right to read briefs.</Notice>;
  }
  if (status === 400) {
    // Asked again, it would be answered the same.
    return (
      <Notice title="This cannot be asked for">
        {messageOf(error)} <a href="/">See all briefs</a>
      </Notice>
    );
  }
  if (status === 404 || status === 410) {
    return (
      <Notice title={status === 404 ? 'There is no such thing here' : 'It is no longer here'}>
        {messageOf(error)} <a href="/">See all briefs</a>
      </Notice>
    );
  }
  return (
    <Notice title="This could not be loaded">
      {messageOf(error)}{' '}
      <button type="button" onClick={again}>
        Try again
      </button>
    </Notice>
  );
}

/** In `iam` mode a browser cannot sign its requests; the command line can. */
function SignedAccessNotice() {
  return (
    <Notice title="This API asks for signed requests">
      Open it through the command line, which signs with your AWS credentials and serves this page on your own machine:{' '}
      <code>npx precis open --api {location.origin}</code>
    </Notice>
  );
}

export function Notice({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="notice" role="alert">
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}

/** What an error says of itself, for people. */
export function messageOf(error: unknown): string {
  // As `fetch` says that there was no answer.
  if (error instanceof TypeError) return 'The server cannot be reached.';
  return singleLine(error instanceof Error ? error.message : String(error));
}

/** Stands where something is on its way. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} class="skeleton-line" />
      ))}
    </div>
  );
}

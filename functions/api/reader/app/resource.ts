import { useCallback, useEffect, useState } from 'preact/hooks';

/** Something that is fetched: on its way, there, or failed. */
export type Resource<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Fetches something, anew whenever its key changes. What comes late for a key that is no longer asked for is dropped.
 * @returns it, and what fetches it again.
 */
export function useResource<T>(key: string, load: () => Promise<T>): [Resource<T>, () => void] {
  const [held, setHeld] = useState<{ key: string; resource: Resource<T> }>({ key, resource: { state: 'loading' } });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setHeld({ key, resource: { state: 'loading' } });
    load().then(
      (value) => isCurrent && setHeld({ key, resource: { state: 'ready', value } }),
      (error: unknown) => isCurrent && setHeld({ key, resource: { state: 'failed', error } }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return [held.key === key ? held.resource : { state: 'loading' }, again];
}

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useServices } from './services.ts';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** A list that comes page by page. */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly error: unknown;
  readonly hasMore: boolean;
  /** Fetches the next page, or again the one that failed. */
  more(): void;
}

interface Held<T> {
  readonly key: string;
  readonly items: readonly T[];
  readonly next: string | undefined;
  readonly state: Paged<T>['state'];
  readonly error?: unknown;
}

/** Lists that were left, so that going back shows them as they were: the last few, by key. */
const KEPT = 12;

/**
 * A list of one key (its kind and filters), begun anew whenever the key changes. Whoever comes back to a list by the
 * browser's own way finds it as it was.
 */
export function usePaged<T>(key: string, load: (cursor: string | undefined) => Promise<PageOf<T>>): Paged<T> {
  const { navigation, memory } = useServices();
  const fresh = (): Held<T> =>
    (navigation.cameBack ? (memory.get(key) as Held<T> | undefined) : undefined) ?? {
      key,
      items: [],
      next: undefined,
      state: 'loading',
    };
  const [held, setHeld] = useState<Held<T>>(fresh);
  const current = useRef(held);
  const show = (next: Held<T>): void => {
    current.current = next;
    if (next.state === 'ready') remember(memory, key, next);
    setHeld(next);
  };
  const fetchPage = useCallback(
    (before: Held<T>): void => {
      show({ ...before, state: 'loading' });
      load(before.next).then(
        ({ items, next }) => {
          if (current.current.key !== key) return;
          // A brief may be written anew between two pages and come twice.
          show({ key, items: [...before.items, ...items], next, state: 'ready' });
        },
        (error: unknown) => {
          if (current.current.key === key) show({ ...before, state: 'failed', error });
        },
      );
    },
    [key],
  );
  useEffect(() => {
    const start = fresh();
    current.current = start;
    setHeld(start);
    if (start.state !== 'ready') fetchPage(start);
    return () => {
      current.current = { ...current.current, key: '' };
    };
  }, [key]);
  const shown = held.key === key ? held : fresh();
  return {
    items: shown.items,
    state: shown.state,
    error: shown.error,
    hasMore: shown.next !== undefined,
    more: () => fetchPage(current.current),
  };
}

function remember(memory: Map<string, unknown>, key: string, held: unknown): void {
  memory.delete(key);
  memory.set(key, held);
  const [oldest] = memory.keys();
  if (memory.size > KEPT && oldest !== undefined) memory.delete(oldest);
}

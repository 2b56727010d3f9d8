import { createRequire } from 'node:module';

interface Iterator {
  close(): Promise<void>;
  return?(): Promise<void>;
}

/** The kinds of iterators of the copy of `abstract-level` that `dynalite` uses. */
export function levelIterators(): Record<string, new () => Iterator> {
  const through = ['dynalite', 'level', 'classic-level'].reduce(
    (require, name) => createRequire(require.resolve(name)),
    createRequire(import.meta.url),
  );
  const { AbstractIterator, AbstractKeyIterator, AbstractValueIterator } = through('abstract-level');
  return { AbstractIterator, AbstractKeyIterator, AbstractValueIterator };
}

/**
 * Lets the iterator of each query end. `dynalite` 4.0.0 ends it by `return`, which the iterators of `abstract-level` do
 * not have: each would hold a snapshot of the database, and some 50 kB, for as long as the process lives.
 */
export function endIteratorsByReturn(): void {
  for (const { prototype } of Object.values(levelIterators())) {
    prototype.return ??= function end(this: Iterator) {
      return this.close();
    };
  }
}

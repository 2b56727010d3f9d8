import { createRequire } from 'node:module';
import { CorruptDataError } from '../../functions/core/errors.ts';

interface Database {
  open(): Promise<void>;
  close(): Promise<void>;
}

interface Iterator {
  close(): Promise<void>;
  return?(): Promise<void>;
}

/** The copies of the LevelDB packages that `dynalite` uses: they are not our own dependencies. */
const fromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const fromLevel = createRequire(fromDynalite.resolve('level'));
const fromClassicLevel = createRequire(fromLevel.resolve('classic-level'));

/** The kinds of iterators over a database. */
export function levelIterators(): Record<string, new () => Iterator> {
  const { AbstractIterator, AbstractKeyIterator, AbstractValueIterator } = fromClassicLevel('abstract-level');
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

/**
 * Makes sure that a database can be opened; `dynalite` would end the process at the first request.
 * @throws CorruptDataError if it cannot.
 */
export async function checkDatabase(dir: string): Promise<void> {
  const { Level } = fromDynalite('level') as { Level: new (dir: string) => Database };
  const database = new Level(dir);
  try {
    await database.open();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CorruptDataError(`The local table cannot be opened: ${cause instanceof Error ? cause.message : cause}.`, {
      file: dir,
      remedy: 'Delete the folder to start with an empty table.',
      cause,
    });
  }
  await database.close();
}

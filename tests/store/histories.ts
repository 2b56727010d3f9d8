import {
  article,
  gone,
  type History,
  manifest,
  note,
  purge,
  type StagedWriter,
  type VersionOfFile,
  withStaged,
} from './history.ts';

const r = (revision: number, parser = 1): VersionOfFile => ({ revision, parser });
const single = { single: true } as const;

/** Small enough for every schedule, with one redelivery at any place. */
export const SMALL: Readonly<Record<string, History>> = {
  'a single article, twice revised': {
    writers: [article('a', r(1), single), article('a', r(2), single)],
    expected: { a: r(2) },
  },
  'a single article, briefed by two analyzers': {
    writers: [article('a', r(1), single), article('a', r(1), { ...single, generation: 2 })],
    expected: { a: { revision: 1, generation: 2 } },
  },
  'a single article, then a version that is refused as a file': {
    writers: [article('a', r(1), single), manifest(r(2), 'rejected')],
    expected: {},
  },
  'a single article, then a version that the brief stage refuses': {
    writers: [article('a', r(1), single), article('a', r(2), { ...single, refused: true })],
    expected: {},
  },
  'a refusal that a later analyzer lifts': {
    writers: [article('a', r(1), { ...single, refused: true }), article('a', r(1), { ...single, generation: 2 })],
    expected: { a: { revision: 1, generation: 2 } },
  },
  'a file that one parser refused and the next one reads': {
    writers: [manifest(r(1), 'rejected'), article('a', r(1, 2), single)],
    expected: { a: r(1, 2) },
  },
  'a single article whose version is deleted for good': {
    writers: [article('a', r(1), single), gone(1)],
    expected: {},
  },
  'an article of a bundle, and the bundle without it': {
    writers: [article('b', r(1)), manifest(r(2), ['a'])],
    expected: {},
  },
};

/** Every schedule without a redelivery, and samples with several. */
export const MEDIUM: Readonly<Record<string, History>> = {
  'a bundle, then its removal': {
    writers: [manifest(r(1), ['a']), article('a', r(1)), manifest(r(2), 'removed')],
    expected: {},
  },
  'an article of a bundle, three times revised': {
    writers: [1, 2, 3].map((revision) => article('a', r(revision))),
    expected: { a: r(3) },
  },
  'an article of a bundle whose version is deleted for good': {
    writers: [manifest(r(1), ['a']), article('a', r(1)), gone(1)],
    expected: {},
  },
};

/** Samples only. */
export const LARGE: Readonly<Record<string, History>> = {
  'the first of two versions is deleted for good': {
    writers: [article('a', r(1), single), gone(1), article('a', r(2), single)],
    expected: { a: r(2) },
  },
  'a single article, three times revised': {
    writers: [1, 2, 3].map((revision) => article('a', r(revision), single)),
    expected: { a: r(3) },
  },
  'a single article, its removal, and a new one': {
    writers: [article('a', r(1), single), manifest(r(2), 'removed'), article('a', r(3), single)],
    expected: { a: r(3) },
  },
  'a bundle of two, then of one': {
    writers: [
      manifest(r(1), ['a', 'b']),
      article('a', r(1)),
      article('b', r(1)),
      manifest(r(2), ['a']),
      article('a', r(2)),
    ],
    expected: { a: r(2) },
  },
  'a bundle of two, then its removal': {
    writers: [manifest(r(1), ['a', 'b']), article('a', r(1)), article('b', r(1)), manifest(r(2), 'removed')],
    expected: {},
  },
  'a bundle of two, then a single article': {
    writers: [manifest(r(1), ['a', 'b']), article('a', r(1)), article('b', r(1)), article('a', r(2), single)],
    expected: { a: r(2) },
  },
  'a parser that finds fewer articles': {
    writers: [
      manifest(r(1), ['a', 'b']),
      article('a', r(1)),
      article('b', r(1)),
      manifest(r(1, 2), ['a']),
      article('a', r(1, 2)),
    ],
    expected: { a: r(1, 2) },
  },
  'a parser that finds more articles': {
    writers: [
      manifest(r(1), ['a']),
      article('a', r(1)),
      manifest(r(1, 2), ['a', 'b']),
      article('a', r(1, 2)),
      article('b', r(1, 2)),
    ],
    expected: { a: r(1, 2), b: r(1, 2) },
  },
  'the shown one of two versions is deleted for good': {
    writers: [article('a', r(1), single), manifest(r(2), ['a', 'b']), article('a', r(2)), article('b', r(2)), gone(2)],
    expected: {},
  },
  'the older of two versions is deleted for good': {
    writers: [manifest(r(1), ['a', 'b']), article('a', r(1)), article('b', r(1)), article('a', r(2), single), gone(1)],
    expected: { a: r(2) },
  },
  'a single article, whose version is deleted for good, after a bundle': {
    writers: [article('b', r(1)), article('c', r(1)), article('a', r(2), single), gone(2)],
    expected: {},
  },
  'a version that can no longer be read counts as removed': {
    writers: [article('a', r(1), single), article('a', r(2)), article('b', r(2)), gone(2), manifest(r(2), 'removed')],
    expected: {},
  },
};

/** Purges small enough for every schedule without a redelivery. */
export const SMALL_PURGES: Readonly<Record<string, History>> = {
  'a single article, then its purge': {
    writers: withStaged([article('a', r(1), single), purge(2)]),
    expected: {},
  },
  'a purge, then the file anew': {
    writers: withStaged([purge(1.5), article('a', r(2), single)]),
    expected: { a: r(2) },
  },
};

/** Purges of which schedules are sampled, with up to three redeliveries. */
export const PURGES: Readonly<Record<string, History>> = {
  'an article of a bundle that the purge does not know of': {
    writers: withStaged([article('b', r(1)), purge(2)]),
    expected: {},
  },
  'an article of a bundle that the purge was told of': {
    writers: withStaged([article('b', r(1)), purge(2, ['b'])]),
    expected: {},
  },
  'a single article twice revised, then its purge': {
    writers: withStaged([article('a', r(1), single), article('a', r(2), single), purge(3)]),
    expected: {},
  },
  'a purge between two versions': {
    writers: withStaged([article('a', r(1), single), purge(1.5), article('a', r(2), single)]),
    expected: { a: r(2) },
  },
  'a purge of a file that was removed': {
    writers: withStaged([article('a', r(1), single), manifest(r(2), 'removed'), purge(3)]),
    expected: {},
  },
  'a bundle that loses an article, then its purge': {
    writers: withStaged([
      manifest(r(1), ['a', 'b']),
      article('a', r(1)),
      article('b', r(1)),
      manifest(r(2), ['a']),
      article('a', r(2)),
      purge(3),
    ]),
    expected: {},
  },
  'articles whose bundle never came whole, its removal and its purge': {
    writers: withStaged([article('b', r(1)), article('c', r(1)), manifest(r(2), 'removed'), purge(3)]),
    expected: {},
  },
  'a bundle, then a single article, then a purge that was told of the bundle': {
    writers: withStaged([
      manifest(r(1), ['b', 'c']),
      article('b', r(1)),
      article('c', r(1)),
      article('a', r(2), single),
      purge(3, ['b', 'c']),
    ]),
    expected: {},
  },
  'a bundle between two purges, and a bundle anew': {
    writers: withStaged([
      article('b', r(1)),
      purge(1.5),
      article('b', r(2)),
      purge(2.5),
      manifest(r(3), ['b', 'c']),
      article('b', r(3)),
      article('c', r(3)),
    ]),
    expected: { b: r(3), c: r(3) },
  },
  'a version that is deleted for good, while its file is purged': {
    writers: withStaged([manifest(r(1), ['a', 'b']), article('a', r(1)), article('b', r(1)), gone(1), purge(2)]),
    expected: {},
  },
  'a refusal, a new analyzer and a purge': {
    writers: withStaged([
      article('a', r(1), { ...single, refused: true }),
      article('a', r(1), { ...single, generation: 2 }),
      purge(2),
    ]),
    expected: {},
  },
};

/** Purges while notes are written, which nobody delivers again. Samples only. */
export const NOTED: Readonly<Record<string, History>> = {
  'a note on an article that is purged': {
    writers: [...withStaged([article('a', r(1), single), purge(2)]), note('a', r(1))],
    expected: {},
  },
  'notes on two versions, and a purge between them': {
    writers: [
      ...withStaged([article('a', r(1), single), purge(1.5), article('a', r(2), single)]),
      note('a', r(1)),
      note('a', r(2)),
    ],
    expected: { a: r(2) },
  },
};

/** One version of a file, as a generated history has it. */
export interface Told {
  readonly kind: 'single' | 'bundle' | 'rejected' | 'removed';
  readonly parts: readonly string[];
  /** How many parsers, and how many analyzers, have read it. */
  readonly parsers: number;
  readonly analyzers: number;
  /** The last analyzer refuses its first article. */
  readonly refused: boolean;
  readonly gone: boolean;
  /** The file was purged after it, and told the purge of its first article, or of none. */
  readonly purged: 'no' | 'blind' | 'told';
}

/** The messages of a file's versions, and what must be live in the end: the newest version's articles. */
export function historyOf(versions: readonly Told[]): History {
  const writers: StagedWriter[] = [];
  let expected: History['expected'] = {};
  versions.forEach((told, index) => {
    const revision = index + 1;
    const parts = told.kind === 'single' ? ['a'] : told.kind === 'bundle' ? told.parts : [];
    const refused = (part: string, generation: number): boolean =>
      told.refused && part === parts[0] && generation === told.analyzers;
    for (let parser = 1; parser <= told.parsers; parser += 1) {
      const at = r(revision, parser);
      if (told.kind !== 'single') writers.push(manifest(at, told.kind === 'bundle' ? parts : told.kind));
      for (const part of parts) {
        for (let generation = 1; generation <= told.analyzers; generation += 1) {
          const options = { single: told.kind === 'single', refused: refused(part, generation), generation };
          writers.push(article(part, at, options));
        }
      }
    }
    if (told.gone) writers.push(gone(revision));
    if (told.purged !== 'no') writers.push(purge(revision + 0.5, told.purged === 'told' ? parts.slice(0, 1) : []));
    const live = told.gone || told.purged !== 'no' ? [] : parts.filter((part) => !refused(part, told.analyzers));
    expected = Object.fromEntries(
      live.map((part) => [part, { revision, parser: told.parsers, generation: told.analyzers }]),
    );
  });
  // Staged objects are looked at only where they matter: it is a step more for each message.
  return { writers: versions.some(({ purged }) => purged !== 'no') ? withStaged(writers) : writers, expected };
}

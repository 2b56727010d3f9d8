import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postingPartition } from '../../functions/core/store/keys.ts';
import { synthesize } from '../../local/assembly/synthesize.ts';
import { bundles, type NewsFile, singleFiles } from './news.ts';
import { NO_OP_PARTITION } from './no-op/partition.ts';
import { copyWithNoOps } from './no-op-assembly.ts';
import { TimedPipeline } from './pipeline.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
export const BUNDLE_SIZE = 100;

/** Articles a second of both pipelines in the same round. */
export interface Round {
  readonly precis: number;
  readonly noOp: number;
}

export interface ThroughputOfShape {
  /** How the articles come. */
  readonly shape: 'single files' | 'bundles of 100';
  /** Articles in a round of each pipeline. */
  readonly articles: number;
  readonly rounds: readonly Round[];
}

export interface ThroughputOptions {
  /** Articles in a round; in bundles, rounded up to whole ones. */
  readonly articles: number;
  readonly rounds: number;
  /** Told what is being done. */
  readonly log: (line: string) => void;
}

const filesOf: Record<ThroughputOfShape['shape'], (round: string, articles: number) => Promise<NewsFile[]>> = {
  'single files': async (round, articles) => singleFiles(round, articles),
  'bundles of 100': (round, articles) => bundles(round, articles / BUNDLE_SIZE, BUNDLE_SIZE),
};

/**
 * Articles a second through the local runtime, from the put of a file to the end of its last message, beside those of the
 * same wiring with handlers that do nothing but read an object and put one, or an item. The two take turns, so that what
 * else the machine does meets both.
 */
export async function measureThroughput({ articles, rounds, log }: ThroughputOptions): Promise<ThroughputOfShape[]> {
  const folder = await mkdtemp(join(tmpdir(), 'precis-throughput-'));
  const pipelines: TimedPipeline[] = [];
  try {
    const assembly = await synthesize({
      projectDir: PROJECT,
      stateDir: join(folder, 'synthesis'),
      onStart: () => log('synthesizing the app'),
    });
    const noOps = join(folder, 'no-op.out');
    copyWithNoOps(assembly, noOps);
    const start = async (assemblyDir: string, name: string, partition: string): Promise<TimedPipeline> => {
      const pipeline = await TimedPipeline.start(assemblyDir, join(folder, name), partition);
      pipelines.push(pipeline);
      return pipeline;
    };
    const precis = await start(assembly, 'precis', postingPartition('all', '', 0));
    const noOp = await start(noOps, 'no-op', NO_OP_PARTITION);
    const measured: ThroughputOfShape[] = [];
    for (const shape of ['single files', 'bundles of 100'] as const) {
      const count = shape === 'single files' ? articles : Math.ceil(articles / BUNDLE_SIZE) * BUNDLE_SIZE;
      const all: Round[] = [];
      // The first round is not counted: sandboxes are started, and the compiler sees the code.
      for (let index = 0; index <= rounds; index += 1) {
        const files = await filesOf[shape](`round-${index}`, count);
        const inTurn = [
          ['precis', precis],
          ['noOp', noOp],
        ] as const;
        const round = { precis: 0, noOp: 0 };
        for (const [name, pipeline] of index % 2 === 0 ? inTurn : inTurn.toReversed()) {
          round[name] = count / (await pipeline.secondsFor(files, count));
        }
        log(`${shape}, round ${index}: ${round.precis.toFixed(1)} articles/s, no-op ${round.noOp.toFixed(1)}`);
        if (index > 0) all.push(round);
      }
      measured.push({ shape, articles: count, rounds: all });
    }
    return measured;
  } finally {
    for (const pipeline of pipelines) await pipeline.close();
    await rm(folder, { recursive: true, force: true });
  }
}

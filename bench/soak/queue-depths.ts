import { messagesIn, queueDepth } from '../../operations/queue-depth.ts';
import { STAGE_OUTPUTS } from '../../operations/queue-stages.ts';
import type { RuntimeProcess, Site } from './runtime-process.ts';

/** How many messages each queue holds: visible, in flight and delayed. */
export interface QueueDepths {
  readonly parse: number;
  readonly brief: number;
  readonly parseDead: number;
  readonly briefDead: number;
}

async function depthOf({ sqs, endpoint }: Site, output: string): Promise<number> {
  return messagesIn(await queueDepth(sqs, endpoint.outputs[output] ?? ''));
}

async function readDepths(site: Site): Promise<QueueDepths> {
  const [parse, brief, parseDead, briefDead] = await Promise.all([
    depthOf(site, STAGE_OUTPUTS.parse.queue),
    depthOf(site, STAGE_OUTPUTS.brief.queue),
    depthOf(site, STAGE_OUTPUTS.parse.deadLetters),
    depthOf(site, STAGE_OUTPUTS.brief.deadLetters),
  ]);
  return { parse, brief, parseDead, briefDead };
}

const LOOK_MS = 500;
/** So many looks in a row find the queues empty and nothing done: an event may be on its way from its bucket to its queue. */
const QUIET_LOOKS = 4;

/** The depths of a runtime that may be killed while it is asked; undefined then. */
export async function tryDepths(runtime: RuntimeProcess): Promise<QueueDepths | undefined> {
  const site = await runtime.site();
  return readDepths(site).catch(() => undefined);
}

/**
 * Waits until no message waits or is in work, dead letters aside.
 * @param moves a number that grows as long as anything is done at all.
 * @param stallMs how long nothing may be done while messages wait.
 * @throws Error where nothing is done any more and the queues are not empty.
 */
export async function untilQuiet(runtime: RuntimeProcess, moves: () => number, stallMs: number): Promise<QueueDepths> {
  let quiet = 0;
  let last = -1;
  let movedAt = performance.now();
  for (;;) {
    const depths = await tryDepths(runtime);
    const now = moves();
    if (depths !== undefined) {
      quiet = depths.parse + depths.brief === 0 && now === last ? quiet + 1 : 0;
      if (quiet >= QUIET_LOOKS) return depths;
    }
    if (now !== last) movedAt = performance.now();
    last = now;
    if (performance.now() - movedAt > stallMs) {
      throw new Error(`Nothing has moved for ${stallMs / 1000} s, and the queues hold ${JSON.stringify(depths)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

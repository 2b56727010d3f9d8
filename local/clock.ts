import type { Clock } from './contracts.ts';

/** The longest delay that a Node timer holds, in milliseconds (Node.js documentation, "Timers"). */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * The machine's clock.
 * @param scale how many seconds of the runtime pass in one second of the machine (`--time-scale`); 1 is real time.
 * @param start the time that it starts at, in milliseconds since the epoch; the present one where it is absent.
 */
export function systemClock(scale = 1, start?: number): Clock {
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`A time scale is a number above 0, not ${scale}.`);
  const begun = Date.now();
  const isMachine = scale === 1 && start === undefined;
  const now = () => (isMachine ? Date.now() : Math.floor((start ?? begun) + (Date.now() - begun) * scale));
  return {
    now,
    after(ms, callback) {
      const due = now() + ms;
      let timer: NodeJS.Timeout;
      const wait = () => {
        const left = Math.ceil((due - now()) / scale);
        if (left <= 0) callback();
        else timer = setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref();
      };
      timer = setTimeout(wait, Math.min(Math.max(0, Math.ceil(ms / scale)), LONGEST_TIMER_MS)).unref();
      return () => clearTimeout(timer);
    },
  };
}

/** A clock that stands still until it is told to move on. */
export interface TestClock extends Clock {
  /** Moves on by `ms`, and runs what falls due on the way, in order of time. */
  advance(ms: number): void;
}

/** @param start milliseconds since the epoch. */
export function testClock(start: number): TestClock {
  let time = start;
  const timers = new Set<{ due: number; callback: () => void }>();
  const earliest = (until: number) => {
    let first: { due: number; callback: () => void } | undefined;
    for (const timer of timers) if (timer.due <= until && (!first || timer.due < first.due)) first = timer;
    return first;
  };
  return {
    now: () => time,
    after(ms, callback) {
      const timer = { due: time + Math.max(0, ms), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = time + ms;
      for (let timer = earliest(until); timer; timer = earliest(until)) {
        timers.delete(timer);
        time = Math.max(time, timer.due);
        timer.callback();
      }
      time = until;
    },
  };
}

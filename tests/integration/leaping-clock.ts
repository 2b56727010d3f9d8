import type { Clock } from '../../local/contracts.ts';

/** The machine's time, with leaps: what would be waited for falls due at once. */
export interface LeapingClock extends Clock {
  /** Leaps forward by `ms`, and runs what falls due on the way. */
  leap(ms: number): void;
}

/** Begins at the machine's time. */
export function leapingClock(): LeapingClock {
  let ahead = 0;
  const waiting = new Set<{ due: number; run: () => void }>();
  const now = () => Date.now() + ahead;
  return {
    now,
    after(ms, callback) {
      const timer = setTimeout(() => entry.run(), Math.max(0, ms)).unref();
      const cancel = () => {
        clearTimeout(timer);
        waiting.delete(entry);
      };
      const entry = {
        due: now() + ms,
        run() {
          cancel();
          callback();
        },
      };
      waiting.add(entry);
      return cancel;
    },
    leap(ms) {
      ahead += ms;
      const due = [...waiting].filter((entry) => entry.due <= now()).sort((a, b) => a.due - b.due);
      for (const { run } of due) run();
    },
  };
}

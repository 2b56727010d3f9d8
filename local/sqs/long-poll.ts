import type { Clock } from '../contracts.ts';
import type { Delivery, Queue } from './queue.ts';

/**
 * Receives from a queue, waiting for a first message if there is none.
 * @param wait seconds of the clock's time; 0 does not wait.
 * @param gone aborted when the receiver has gone away: it is given nothing then.
 */
export async function longPoll(
  queue: Queue,
  request: { most: number; visibilitySeconds: number | undefined; wait: number },
  clock: Clock,
  gone: AbortSignal,
): Promise<Delivery[]> {
  const until = clock.now() + 1000 * request.wait;
  for (;;) {
    const left = until - clock.now();
    // Listening starts before looking, so that nothing can arrive in between unnoticed.
    const arrival = availability(queue, left, clock, gone);
    const deliveries = await queue.receive(request.most, request.visibilitySeconds);
    if (deliveries.length > 0 || left <= 0 || gone.aborted) {
      arrival.cancel();
      return deliveries;
    }
    await arrival.promise;
    if (gone.aborted) return [];
  }
}

/** Resolves when a message may be available, after `ms`, or when the receiver is gone. */
function availability(queue: Queue, ms: number, clock: Clock, gone: AbortSignal) {
  let cancel: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    cancel = () => {
      stopListening();
      cancelTimer();
      gone.removeEventListener('abort', cancel);
      resolve();
    };
    const stopListening = queue.onAvailable(() => cancel());
    const cancelTimer = clock.after(ms, () => cancel());
    gone.addEventListener('abort', cancel);
  });
  return { promise, cancel };
}

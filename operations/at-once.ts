/**
 * Works on items as they come, several of them at the same time, and never holds more than those.
 * @param most how many at the same time.
 * @throws the first error of `work` or of the items, once what was begun has ended; nothing more is begun after it.
 */
export async function eachAtOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = (async function* () {
    yield* items;
  })();
  let failed = false;
  const workOn = async () => {
    try {
      for (let next = await left.next(); !next.done && !failed; next = await left.next()) await work(next.value);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: most }, workOn));
  await left.return();
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

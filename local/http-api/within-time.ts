/**
 * Waits for an invocation as long as the gateway does.
 * @returns undefined if it takes longer. Rejects as the invocation does; one that fails later fails for nobody.
 */
export async function withinTime<Result>(invocation: Promise<Result>, timeoutMs: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([invocation, tooLate]);
  } finally {
    clearTimeout(timer);
    invocation.catch(() => undefined);
  }
}

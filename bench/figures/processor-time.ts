/**
 * The milliseconds of processor time that this process spends on some work, its compiler and garbage collector included:
 * others at work on the machine hardly change them.
 */
export async function processorMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

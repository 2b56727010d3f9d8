import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished, TestRunner } from 'vitest';

/** A new directory, gone when the test has ended that asks for it; outside of one, when those of its file have. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'precis-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  if (TestRunner.getCurrentTest()) onTestFinished(remove);
  else afterAll(remove);
  return directory;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the example articles. */
export const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

/** The names of the example story's articles: those that begin with a digit. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES).filter((name) => /^\d/.test(name));
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, printableLine } from '../../bin/precis/terminal.ts';
import { PrecisError } from '../../functions/core/errors.ts';

/** What is not there, or not as it has to be: exit status 2. */
export class GoldError extends PrecisError {}

/** An article with its annotation, which only the scorer reads. */
const GoldArticle = z.looseObject({
  id: z.string().min(1),
  title: z.string().nullish(),
  text: z.string().min(1),
  topic: z
    .string()
    .nullish()
    .transform((topic) => topic ?? 'no topic'),
  gold: z.looseObject({}),
});
export type GoldArticle = z.infer<typeof GoldArticle>;

function readArticle(folder: string, name: string): GoldArticle {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    throw new GoldError(`${printableLine(name)} is not JSON: ${describe(error)}`);
  }
  const parsed = GoldArticle.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new GoldError(`${printableLine(name)} is no annotated article: ${fields || 'it is no object'}.`);
}

/**
 * Reads the annotated articles of a folder, `*.json`, by name.
 * @throws GoldError if there are none, or one of them is not of that form.
 */
export function readGold(folder: string): GoldArticle[] {
  if (!existsSync(folder)) throw new GoldError(`There is no folder ${printableLine(folder)}.`);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (names.length === 0) throw new GoldError(`There are no annotated articles (*.json) in ${printableLine(folder)}.`);
  return names.map((name) => readArticle(folder, name));
}

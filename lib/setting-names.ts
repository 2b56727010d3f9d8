import { closest, distance } from 'fastest-levenshtein';
import * as z from 'zod';

/** The part of a name's letters that may differ for it to be taken as a slip of the pen. */
const SLIP = 0.4;

interface Schema {
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** The schemas that what stands under a name may be of. */
function under(schemas: Schema[], name: PropertyKey): Schema[] {
  return schemas.flatMap((schema) => [
    ...(schema.properties?.[String(name)] ? [schema.properties[String(name)] as Schema] : []),
    ...under([...(schema.anyOf ?? []), ...(schema.oneOf ?? [])], name),
  ]);
}

function namesOf(schemas: Schema[]): string[] {
  return schemas.flatMap((schema) => [
    ...Object.keys(schema.properties ?? {}),
    ...namesOf([...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]),
  ]);
}

/**
 * The setting that somebody may have meant.
 * @param path of the object that holds the unknown name.
 * @returns its name without the path, or undefined where none is like it.
 */
export function nearestSetting(settings: z.ZodType, path: readonly PropertyKey[], unknown: string): string | undefined {
  const whole = z.toJSONSchema(settings, { unrepresentable: 'any', reused: 'inline' }) as Schema;
  const names = namesOf(path.reduce(under, [whole]));
  if (names.length === 0) return undefined;
  const name = closest(
    unknown.toLowerCase(),
    names.map((each) => each.toLowerCase()),
  );
  const found = names.find((each) => each.toLowerCase() === name);
  const slips = distance(unknown.toLowerCase(), name);
  return slips <= SLIP * Math.max(unknown.length, name.length) ? found : undefined;
}

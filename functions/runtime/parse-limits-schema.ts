import * as z from 'zod';
import { DEFAULT_LIMITS, type ParseLimits } from '../parse/parse-limits.ts';

type Shape = Record<keyof ParseLimits, z.ZodInt>;

/** The limits of the parser as settings name them; apart from the limits, so that the parser does without the library. */
export const ParseLimitsSchema = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, z.int().positive()])) as Shape,
);
